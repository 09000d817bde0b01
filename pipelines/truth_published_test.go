package pipelines_test

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/nightrounds/rounds/extract/sandbox/town"
)

// analytics: the published tables hold what the truth holds, and date it.
func (h *history) analytics() {
	h.t.Helper()
	notes := h.clinicalNotes()
	for table, want := range map[string]int{
		"patient": len(h.want["patient"]), "practitioner": len(h.want["practitioner"]), "appointment": len(h.want["appointment"]),
		"visit": len(h.want["encounter"]), "note": len(notes), "diagnosis": len(h.want["condition"]),
		"medication": len(h.want["medication_request"]) + len(h.want["medication_statement"]),
		"allergy":    len(h.want["allergy_intolerance"]), "procedure": len(h.want["procedure"]), "form": len(h.want["questionnaire_response"]),
		"invoice": len(h.want["invoice"]), "task": len(h.want["task"]), "organization": len(h.want["organization"]), "location": len(h.want["location"]),
		"practitioner_role": len(h.want["practitioner_role"]),
		"document":          len(h.want["document_reference"]) - len(notes) + len(h.want["media"]),
	} {
		if got := h.count("SELECT count() FROM {p}analytics." + table); got != want {
			h.t.Errorf("analytics.%s: %d rows, the truth has %d", table, got, want)
		}
	}
	c := calendar{h, map[string]date{}, map[string]date{}}
	c.read(notes)
	c.compare("visit", "visit_id AS id, visit_group AS group, visit_date AS day, visit_at AS at, date_basis", c.visits())
	c.compare("note", "note_id AS id, '' AS group, created_date AS day, created_at AS at, date_basis", c.notes(notes))
	c.compare("contact", "contact_id AS id, source_group AS group, contact_date AS day, contact_at AS at, date_basis", c.contacts(notes))
	h.states(notes)
	h.lists()
	h.texts()
	h.linkedRows()
	h.meetings()
	if h.now == town.LastNight {
		h.everyElement()
		h.queries()
	}
}

// clinicalNotes leaves out files and the transcripts of notes that are written.
func (h *history) clinicalNotes() map[string]row {
	notes := maps.Clone(h.want["document_reference"])
	maps.DeleteFunc(notes, func(_ string, d row) bool {
		categories, _ := d["category_codings"].([]row)
		return empty(d["doc_status"]) && !slices.ContainsFunc(categories, func(c row) bool { return c["code"] == "clinical-note" })
	})
	return notes
}

// calendar dates what is published, by the best that is known.
type calendar struct {
	*history
	ofVisit  map[string]date // when the first of what tells of a visit was written down, by encounter
	ofRecord map[string]date // when the work on a record was asked for
}

// date is when something was and what that rests on.
type date struct{ day, at, basis any }

// line is one published row; of what nobody dates only that: its day is that of its first reading.
func line(id, group any, d date) string {
	if d.basis == "first_observed" {
		return fmt.Sprint(id, " of ", group, " ", d.basis)
	}
	return fmt.Sprint(id, " of ", group, " ", d.day, " ", d.at, " ", d.basis)
}

// on is the first date that is known.
func on(dates ...date) date {
	for _, d := range dates {
		if d.day != nil {
			return d
		}
	}
	return date{basis: "first_observed"}
}

func (c calendar) read(notes map[string]row) {
	for _, t := range c.want["task"] {
		made := date{t["authored_on_day"], t["authored_on"], "record_created"}
		earliest(c.ofVisit, t["encounter_id"], made)
		earliest(c.ofRecord, record(t), made)
	}
	for _, n := range notes {
		earliest(c.ofVisit, n["encounter_id"], date{n["date_day"], n["date"], "record_created"})
	}
}

func earliest(dates map[string]date, of any, d date) {
	id, _ := of.(string)
	if before := dates[id]; id != "" && d.day != nil && (before.day == nil || fmt.Sprint(d.at) < fmt.Sprint(before.at)) {
		dates[id] = d
	}
}

func record(r row) string { return fmt.Sprint(r["source"], " ", r["kind"], " ", r["record_id"]) }

// visit: one that began is dated by that, any other by what was planned: its appointment's start before its own.
func (c calendar) visit(e row) date {
	from, _ := e["appointment_id"].(string)
	a := c.want["appointment"][from]
	return on(date{e["period_start_day"], e["period_start"], "actual"}, date{a["start_day"], a["start"], "scheduled"},
		date{e["planned_start_day"], e["planned_start"], "scheduled"}, c.ofVisit[e["id"].(string)])
}

// made is when a note was created: what a journal says of that gives way to the work it was asked for with.
func (c calendar) made(n row) date {
	own := date{n["date_day"], n["date"], "record_created"}
	if n["date_basis"] == "journal" {
		return on(c.ofRecord[record(n)], own)
	}
	return on(own, c.ofRecord[record(n)])
}

func (c calendar) visits() map[string]bool {
	lines := map[string]bool{}
	for id, e := range c.want["encounter"] {
		lines[line(id, group(e), c.visit(e))] = true
	}
	return lines
}

// group is the appointment a visit came from, else the visit.
func group(e row) any {
	from, _ := e["appointment_id"].(string)
	return cmp.Or(from, e["id"].(string))
}

// notes: one of whose making nothing tells has the day of its visit, and no time.
func (c calendar) notes(notes map[string]row) map[string]bool {
	lines := map[string]bool{}
	for id, n := range notes {
		visit, _ := n["encounter_id"].(string)
		e := c.want["encounter"][visit]
		lines[line(id, "", on(c.made(n), date{n["period_start_day"], nil, "actual"}, date{e["period_start_day"], nil, "actual"}))] = true
	}
	return lines
}

// contacts are the visits, the appointments, and those notes that tell of neither.
func (c calendar) contacts(notes map[string]row) map[string]bool {
	lines, booked := c.visits(), map[string]bool{}
	for id, a := range c.want["appointment"] {
		booked[record(a)] = true
		lines[line(id, id, on(date{a["start_day"], a["start"], "scheduled"}, date{a["created_day"], a["created"], "record_created"}))] = true
	}
	for id, n := range notes {
		visit, _ := n["encounter_id"].(string)
		if c.want["encounter"][visit] == nil && !booked[record(n)] {
			lines[line(id, id, c.made(n))] = true
		}
	}
	return lines
}

func (c calendar) compare(table, columns string, want map[string]bool) {
	c.t.Helper()
	got := map[string]bool{}
	for _, r := range c.rows("SELECT " + columns + " FROM {p}analytics." + table) {
		got[line(r["id"], r["group"], date{r["day"], r["at"], r["date_basis"]})] = true
	}
	sameSet(c.t, "analytics."+table, want, got)
}

// states: a note counts the versions it had, and is first seen signed on the first night that shows it so after one that did not.
func (h *history) states(notes map[string]row) {
	h.t.Helper()
	type life struct{ states, open, signed int } // nights; 0: on none
	lives, want, got := map[string]life{}, map[string]bool{}, map[string]bool{}
	for _, v := range h.want["document_reference_version"] {
		if id := v["id"].(string); notes[id] != nil {
			l := lives[id]
			l.states++
			switch night := v["night"].(int); v["doc_status"] {
			case "preliminary":
				l.open = earlier(l.open, night)
			case "final", "amended":
				l.signed = earlier(l.signed, night)
			}
			lives[id] = l
		}
	}
	for id, l := range lives {
		if l.open == 0 || l.open > l.signed {
			l.signed = 0 // never, or at first sight
		}
		want[fmt.Sprint(id, " ", l.states, " states, signed on night ", l.signed)] = true
	}
	for _, r := range h.rows("SELECT n.note_id AS id, n.states, v.run_id FROM {p}analytics.note AS n LEFT JOIN {p}fhir_current.document_reference_version AS v" +
		" ON v.source = n.source AND v.id = n.note_id AND v.observed_at = n.first_seen_signed_at") {
		got[fmt.Sprint(r["id"], " ", r["states"], " states, signed on night ", h.runs[r["run_id"].(string)])] = true
	}
	sameSet(h.t, "states of notes", want, got)
}

// earlier is the earlier of two nights, of which the first may be none.
func earlier(a, b int) int {
	if a == 0 {
		return b
	}
	return min(a, b)
}
