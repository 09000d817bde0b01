package vsee

import (
	"maps"
	"slices"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/nightrounds/rounds/schemas/r4"
	"github.com/nightrounds/rounds/transform"
	"github.com/nightrounds/rounds/transform/fhirx"
	"github.com/nightrounds/rounds/transform/wire"
)

// Bounds of a questionnaire: an intake takes whatever a client sends.
const (
	maxQuestions = 500
	maxAnswer    = 1 << 20 // bytes, FHIR's limit of a string
	maxLinkID    = 255
)

// answered writes one item for each member that says something, by name. A list of texts is one item with several answers;
// what is neither stays in the raw record and is counted.
func answered(members map[string]jsontext.Value, labels map[string]wire.String, report reporter) []fhir.QuestionnaireResponseItem {
	var items []fhir.QuestionnaireResponseItem
	for _, name := range slices.Sorted(maps.Keys(members)) {
		answers, reason := answersOf(members[name])
		switch {
		case reason != "":
			report.add(reason, "*")
			continue
		case len(answers) == 0:
			continue
		case len(items) == maxQuestions, len(name) > maxLinkID:
			report.add(transform.TooLarge, "*")
			continue
		case !plain(name):
			report.add(transform.InvalidText, "*")
			continue
		}
		label := labels[name]
		items = append(items, fhir.QuestionnaireResponseItem{LinkId: name, Text: fhirx.Str(label.Text), Answer: answers})
	}
	return items
}

// plain tells whether a name can be a linkId: it says something and holds no control character.
func plain(name string) bool {
	return fhirx.Str(name) != nil && !slices.ContainsFunc([]rune(name), func(r rune) bool { return r < ' ' })
}

// answersOf reads a text, a number, a truth value or a list of them. Everything is written as text: a clinic's questions have no
// published types.
func answersOf(raw jsontext.Value) (answers []fhir.QuestionnaireResponseItemAnswer, why transform.Reason) {
	var list []jsontext.Value
	switch raw.Kind() {
	case 'n':
		return nil, ""
	case 't', 'f':
		return []fhir.QuestionnaireResponseItemAnswer{{ValueBoolean: new(raw.Kind() == 't')}}, ""
	case '"', '0':
		list = []jsontext.Value{raw}
	case '[':
		if json.Unmarshal(raw, &list) != nil {
			return nil, transform.UnexpectedForm
		}
	default:
		return nil, transform.UnexpectedForm
	}
	for _, e := range list {
		text := textOf(e)
		switch {
		case e.Kind() != '"' && e.Kind() != '0':
			return nil, transform.UnexpectedForm
		case len(text) > maxAnswer:
			return nil, transform.TooLarge
		case text != "":
			answers = append(answers, fhir.QuestionnaireResponseItemAnswer{ValueString: &text})
		}
	}
	return answers, ""
}

// questionnaires makes a QuestionnaireResponse of each of the two sections whose items have no published form: every item is a
// group with one answer a member, or a plain answer.
func (h *history) questionnaires(in profile) {
	h.questionnaire("social_history", in.Social)
	h.questionnaire("health_habits", in.Habits)
}

func (h *history) questionnaire(name string, s wire.Object[part]) {
	report := reporter{&h.res.Issues, name + ".data."}
	elements, whole := elementsOf(s.Value.Data)
	if !whole {
		report.add(transform.UnexpectedForm, "*")
	}
	if !carried(s) || !whole {
		h.notLoaded("QuestionnaireResponse")
	}
	q := &r4.QuestionnaireResponse{Status: new(fhir.QuestionnaireResponseStatusCompleted)}
	q.Id = h.id("QuestionnaireResponse", name, "")
	q.Meta = h.Meta("medical_profile")
	q.Subject, q.Source = &h.subject, &h.subject
	q.Authored = fhirx.DateTime(s.Value.Modified, h.zone)
	for _, e := range elements[:min(len(elements), maxQuestions)] {
		if i, ok := groupOf(name, e, report); ok {
			q.Item = append(q.Item, i)
		}
	}
	if len(q.Item) > 0 {
		h.add(q)
	}
}

// groupOf is one item of a section.
func groupOf(name string, element jsontext.Value, report reporter) (fhir.QuestionnaireResponseItem, bool) {
	i := fhir.QuestionnaireResponseItem{LinkId: name}
	var members map[string]jsontext.Value
	if element.Kind() == '{' && json.Unmarshal(element, &members) == nil {
		i.Item = answered(members, nil, report)
		return i, len(i.Item) > 0
	}
	answers, why := answersOf(element)
	if why != "" {
		report.add(why, "*")
	}
	i.Answer = answers
	return i, len(answers) > 0
}
