package pipelines_test

import (
	"fmt"
	"maps"
	"slices"
)

// partOf says which list of which resources a child table holds: the columns that are compared, and the parts they come from.
type partOf struct {
	table, id string // "analytics.patient_identifier", "patient_id"
	of        []string
	list      string
	columns   map[string]string // column -> part of an element
}

var parts = []partOf{
	{"analytics.patient_identifier", "patient_id", []string{"patient"}, "identifiers", map[string]string{"value": "value", "system": "system"}},
	{"analytics.patient_telecom", "patient_id", []string{"patient"}, "telecoms", map[string]string{"value": "value", "use": "use"}},
	{"analytics.practitioner_identifier", "practitioner_id", []string{"practitioner"}, "identifiers", map[string]string{"value": "value", "system": "system"}},
	{"analytics.contact_participant", "contact_id", []string{"appointment", "encounter"}, "participants", map[string]string{"participant_id": "id", "name": "text"}},
	{"analytics.visit_type", "visit_id", []string{"encounter"}, "type_codings", map[string]string{"code": "code", "text": "text"}},
	{"analytics.document_author", "document_id", []string{"document_reference"}, "authors", map[string]string{"author_id": "id", "author_name": "text"}},
	{"analytics.diagnosis_coding", "diagnosis_id", []string{"condition"}, "code_codings", map[string]string{"code": "code", "text": "text"}},
	{"analytics.medication_coding", "medication_id", []string{"medication_request", "medication_statement"}, "medication_codings", map[string]string{"code": "code", "system": "system"}},
	{"analytics.family_history", "family_history_id", []string{"family_member_history"}, "condition_codings", map[string]string{"condition": "text"}},
	{"analytics.form_answer", "form_id", []string{"questionnaire_response"}, "answers", map[string]string{"link_id": "link_id", "answer": "value", "question": "question"}},
}

// lists: every child table holds every element of its list, at its place.
func (h *history) lists() {
	h.t.Helper()
	for _, p := range parts {
		want, got := map[string]bool{}, map[string]bool{}
		for _, of := range p.of {
			for id, r := range h.want[of] {
				elements, _ := r[p.list].([]row)
				for i, e := range elements {
					want[p.line(id, i, func(column string) any { return e[p.columns[column]] })] = true
				}
			}
		}
		for _, r := range h.rows("SELECT * FROM {p}" + p.table) {
			got[p.line(r[p.id], r["idx"], func(column string) any { return r[column] })] = true
		}
		if len(want) == 0 {
			h.t.Errorf("%s: nothing is expected", p.table)
		}
		sameSet(h.t, p.table, want, got)
	}
}

func (p partOf) line(id, idx any, value func(column string) any) string {
	line := fmt.Sprint(id, " ", idx)
	for _, column := range slices.Sorted(maps.Keys(p.columns)) {
		line += fmt.Sprint(" ", column, " ", or(value(column)))
	}
	return line
}

// texts: the database notes holds the text of every note and transcript, every section and every remark on a patient.
func (h *history) texts() {
	h.t.Helper()
	notes, sections, remarks := map[string]bool{}, map[string]bool{}, map[string]bool{}
	ofRecord := map[string]string{}
	for id, d := range h.want["document_reference"] {
		ofRecord[record(d)] = id
		if !empty(d["text"]) {
			notes[fmt.Sprint(id, " ", d["text"])] = true
		}
		mark(sections, id, d)
	}
	for _, c := range h.want["composition"] {
		if of := ofRecord[record(c)]; empty(h.want["document_reference"][of]["section"]) {
			mark(sections, of, c)
		}
	}
	for id, p := range h.want["patient"] {
		if !empty(p["patient_notes"]) {
			remarks[fmt.Sprint(id, " ", p["patient_notes"])] = true
		}
	}
	h.lines("notes.note", "note_id, ' ', text", notes)
	h.lines("notes.section", "note_id, ' ', idx, ' ', heading, ' ', text", sections)
	h.lines("notes.patient_remark", "patient_id, ' ', text", remarks)
	if n := h.count("SELECT countIf(note_kind = 'document') FROM {p}notes.note"); n != 0 {
		h.t.Errorf("%d texts are neither notes nor transcripts", n)
	}
}

// mark writes down the sections of a note.
func mark(lines map[string]bool, id string, r row) {
	list, _ := r["section"].([]row)
	for i, s := range list {
		lines[fmt.Sprint(id, " ", i, " ", or(s["title"]), " ", or(s["text"]))] = true
	}
}

// or is a value, or an empty text where there is none.
func or(v any) any {
	if v == nil {
		return ""
	}
	return v
}

func (h *history) lines(table, columns string, want map[string]bool) {
	h.t.Helper()
	got := map[string]bool{}
	for _, r := range h.rows("SELECT concat(" + columns + ") AS line FROM {p}" + table) {
		got[r["line"].(string)] = true
	}
	if len(want) == 0 {
		h.t.Errorf("%s: nothing is expected", table)
	}
	sameSet(h.t, table, want, got)
}
