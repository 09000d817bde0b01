package tables

import (
	"strings"
	"time"

	"github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/nightrounds/rounds/schemas/r4"
)

type compositionRow = row[r4.Composition]

var compositions = fhirTable("composition", "One row is one note that comes in sections: FHIR R4 Composition.",
	identifiers(func(r *compositionRow) []fhir.Identifier { return one(r.res.Identifier) }),
	language(func(r *compositionRow) *string { return r.res.Language }),
	col("status", word, Code, "preliminary (not signed), final, amended, entered-in-error.",
		func(r *compositionRow) string { return code(r.res.Status) }),
	concepts("type", "Type of note", Code, func(r *compositionRow) []fhir.CodeableConcept { return some(r.res.OtherComposition.Type) }),
	concepts("category", "Category of note", Code, func(r *compositionRow) []fhir.CodeableConcept { return r.res.Category }),
	reference("subject", "The patient; it may be one that another source holds", func(r *compositionRow) *fhir.Reference { return r.res.Subject }),
	reference("encounter", "The encounter it tells of", func(r *compositionRow) *fhir.Reference { return r.res.Encounter }),
	moments("date", "Its date; see date_basis", func(r *compositionRow) *string { return &r.res.Date }),
	dateBasis(func(r *compositionRow) []fhir.Extension { return r.res.Extension }),
	reference("author", "The first practitioner among the authors",
		func(r *compositionRow) *fhir.Reference { return to("Practitioner", r.res.Author) }),
	col("authors", referenceList, Key, "All authors, machines among them.", func(r *compositionRow) []fhir.Reference { return r.res.Author }),
	col("title", text, Text, "Its title.", func(r *compositionRow) string { return r.res.Title }),
	col("confidentiality", word, Code, "Code of confidentiality.", func(r *compositionRow) string { return val(r.res.Confidentiality) }),
	col("attesters", attesterList, Key, "Who attested it, and when, as far as the vendor tells.",
		func(r *compositionRow) []fhir.CompositionAttester { return r.res.Attester }),
	reference("custodian", "The organization that keeps it", func(r *compositionRow) *fhir.Reference { return r.res.Custodian }),
	concepts("event", "What the note tells of", Code, func(r *compositionRow) []fhir.CodeableConcept { return val(first(r.res.Event)).Code }),
	col("section", sectionList, Text, "Its sections in order: heading and plain text.",
		func(r *compositionRow) []section { return sectionsOf(r.res.Section) }),
	col("section_codings", codingList, Code, "Codes of the sections; concept is the section's place, from 0.",
		func(r *compositionRow) []coding { return sectionCodings(r.res.Section) }),
	col("text", document, Text, "Headings and texts of all sections, for search.",
		func(r *compositionRow) []byte { return joinSections(sectionsOf(r.res.Section)) }),
	aiAssisted(func(c *r4.Composition) *fhir.Meta { return c.Meta }),
	meta(func(c *r4.Composition) *fhir.Meta { return c.Meta }),
	extensions(func(r *compositionRow) []site { return own(r.res.Extension, r.res.ModifierExtension) }),
)

var attesterList = tuples(
	part("mode", text, func(a *fhir.CompositionAttester) string { return a.Mode.Code() }),
	part("time", maybeInstant, func(a *fhir.CompositionAttester) time.Time { return clock(val(a.Time)) }),
	part("time_text", text, func(a *fhir.CompositionAttester) string { return val(a.Time) }),
	referenceParts("", func(a *fhir.CompositionAttester) *fhir.Reference { return a.Party }),
)

// section is a part of a note with its heading, empty where a text stands before the first.
type section struct{ title, text string }

var sectionList = tuples(
	part("title", text, func(s *section) string { return s.title }),
	part("text", text, func(s *section) string { return s.text }),
)

// everySection visits sections and the sections in them, in reading order.
func everySection(list []fhir.CompositionSection, visit func(*fhir.CompositionSection)) {
	for i := range list {
		visit(&list[i])
		everySection(list[i].Section, visit)
	}
}

func sectionsOf(list []fhir.CompositionSection) (all []section) {
	everySection(list, func(s *fhir.CompositionSection) {
		all = append(all, section{val(s.Title), readHTML(val(s.Text).Div).text})
	})
	return all
}

func sectionCodings(list []fhir.CompositionSection) (all []coding) {
	n := uint16(0)
	everySection(list, func(s *fhir.CompositionSection) {
		for _, c := range codings(one(s.Code)) {
			c.concept = n
			all = append(all, c)
		}
		n++
	})
	return all
}

func joinSections(all []section) []byte {
	var b strings.Builder
	for _, s := range all {
		for _, words := range []string{s.title, s.text} {
			if words != "" {
				b.WriteString(words + "\n")
			}
		}
	}
	return []byte(strings.TrimSuffix(b.String(), "\n"))
}
