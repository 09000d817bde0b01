package tables

import (
	"encoding/json"

	"github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/nightrounds/rounds/schemas/r4"
)

type responseRow = row[r4.QuestionnaireResponse]

var questionnaireResponses = fhirTable("questionnaire_response",
	"One row is one filled-in form, such as a patient's intake: FHIR R4 QuestionnaireResponse.",
	identifiers(func(r *responseRow) []fhir.Identifier { return one(r.res.Identifier) }),
	language(func(r *responseRow) *string { return r.res.Language }),
	col("questionnaire", text, Code, "The form.", func(r *responseRow) string { return val(r.res.Questionnaire) }),
	col("status", word, Code, "in-progress, completed, amended, entered-in-error, stopped.",
		func(r *responseRow) string { return code(r.res.Status) }),
	reference("subject", "The patient", func(r *responseRow) *fhir.Reference { return r.res.Subject }),
	reference("encounter", "The encounter it was filled in for", func(r *responseRow) *fhir.Reference { return r.res.Encounter }),
	moments("authored", "When it was filled in", func(r *responseRow) *string { return r.res.Authored }),
	reference("author", "Who wrote it down", func(r *responseRow) *fhir.Reference { return r.res.Author }),
	reference("respondent", "Who answered (QuestionnaireResponse.source)", func(r *responseRow) *fhir.Reference { return r.res.Source }),
	col("answers", answerList, Text, "The answers in order; a question without one has an empty value_type. A value that is no plain text is JSON.",
		func(r *responseRow) []answer { return answers(nil, r.res.Item) }),
	col("based_on", referenceList, Key, "What asked for it.", func(r *responseRow) []fhir.Reference { return r.res.BasedOn }),
	col("part_of", referenceList, Key, "What it is part of.", func(r *responseRow) []fhir.Reference { return r.res.PartOf }),
	meta(func(q *r4.QuestionnaireResponse) *fhir.Meta { return q.Meta }),
	extensions(func(r *responseRow) []site { return own(r.res.Extension, r.res.ModifierExtension) }),
)

// answer is one answer to one question, out of its nesting.
type answer struct{ linkID, question, valueType, value string }

var answerList = tuples(
	part("link_id", text, func(a *answer) string { return a.linkID }),
	part("question", text, func(a *answer) string { return a.question }),
	part("value_type", text, func(a *answer) string { return a.valueType }),
	part("value", text, func(a *answer) string { return a.value }),
)

func answers(all []answer, items []fhir.QuestionnaireResponseItem) []answer {
	for _, item := range items {
		for i := range item.Answer {
			typ, value := answerValue(&item.Answer[i])
			all = append(all, answer{item.LinkId, val(item.Text), typ, value})
			all = answers(all, item.Answer[i].Item)
		}
		if len(item.Answer) == 0 && len(item.Item) == 0 {
			all = append(all, answer{linkID: item.LinkId, question: val(item.Text)})
		}
		all = answers(all, item.Item)
	}
	return all
}

// answerValue is the FHIR type and the value of an answer, as those of an extension.
func answerValue(a *fhir.QuestionnaireResponseItemAnswer) (typ, value string) {
	if a.ValueString != nil {
		return "String", *a.ValueString
	}
	b, err := json.Marshal(a)
	if err != nil {
		return "", ""
	}
	return valueMember(b)
}
