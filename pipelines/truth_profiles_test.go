package pipelines_test

import (
	"slices"
	"strings"
)

// The profiles of US Core 6.1, told a second time: by the columns of a row, and in the order in which lacks are listed.

const usCore = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-"

// demand is one thing that a profile asks of a row, and the word for its lack.
type demand struct {
	lack string
	met  func(row) bool
}

// profiles are those of the tables that have one. The name of a profile is that of its table, without the lines.
var profiles = map[string][]demand{
	"patient": {
		{"no-identifier", has("identifiers")}, {"no-name", has("names")},
		{"name-without-parts", each("names", "family", "given")}, {"no-gender", has("gender")},
	},
	"practitioner":      {{"no-identifier", has("identifiers")}, {"no-name", has("names")}, {"name-without-family", each("names", "family")}},
	"practitioner_role": {{"no-telecom", has("telecoms")}, {"no-one-and-nowhere", has("practitioner_id", "organization_id", "locations")}},
	"organization":      {{"no-active", func(r row) bool { return r["active"] != nil }}, {"no-name", has("name")}},
	"location":          {{"no-name", has("name")}},
	"encounter":         {{"no-type", has("type_codings")}, {"no-subject", pointing("subject")}},
	"document_reference": {
		{"no-type", has("type_code", "type_text")},
		{"type-not-of-documents", func(r row) bool {
			return r["type_code"] == nil && r["type_text"] == nil || slices.Contains([]any{"11506-3", "34109-9", "34133-9"}, r["type_code"])
		}},
		{"no-category", has("category_codings")}, {"no-subject", pointing("subject")},
		{"attachment-without-content", func(r row) bool { return r["attachments_absent"] == nil }},
	},
	"condition": {
		{"category-not-us-core", func(r row) bool { return r["category_code"] == "encounter-diagnosis" }}, {"no-code", has("code_codings")},
	},
	"medication_request":     {{"no-requester", func(r row) bool { return r["intent"] != "order" || pointing("requester")(r) }}},
	"allergy_intolerance":    {{"no-code", has("code_codings")}},
	"procedure":              {{"no-code", has("code_codings")}, {"no-performed", func(r row) bool { return r["status"] != "completed" || has("performed_text", "performed_words")(r) }}},
	"questionnaire_response": {{"no-questionnaire", has("questionnaire")}, {"no-subject", pointing("subject")}, {"no-authored", has("authored_text")}},
	"provenance": {{"no-on-behalf-of", func(r row) bool {
		agents, _ := r["agents"].([]any)
		return !slices.ContainsFunc(agents, func(a any) bool { return slices.Contains([]any{"Device", "Practitioner"}, a.(row)["who_type"]) })
	}}},
}

// claiming adds to an expected row what it claims, or why it claims nothing.
func claiming(table string, r row) row {
	table = strings.TrimSuffix(table, "_version")
	rules, ok := profiles[table]
	if !ok {
		return r
	}
	var lacks []any
	for _, rule := range rules {
		if !rule.met(r) {
			lacks = append(lacks, rule.lack)
		}
	}
	if lacks != nil {
		r["profile_gaps"] = lacks
		return r
	}
	name := strings.ReplaceAll(table, "_", "")
	if table == "condition" {
		name = "condition-encounter-diagnosis"
	}
	r["profiles"] = []any{usCore + name}
	return r
}

// has asks that one of the columns says something.
func has(columns ...string) func(row) bool {
	return func(r row) bool {
		return slices.ContainsFunc(columns, func(name string) bool { return r[name] != nil })
	}
}

// each asks that every element of a list says one of its parts.
func each(list string, parts ...string) func(row) bool {
	return func(r row) bool {
		elements, _ := r[list].([]any)
		return !slices.ContainsFunc(elements, func(e any) bool { return !has(parts...)(e.(row)) })
	}
}

// pointing asks for a reference.
func pointing(name string) func(row) bool {
	return has(name+"_type", name+"_id", name+"_text", name+"_identifier")
}
