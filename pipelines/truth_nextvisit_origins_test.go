package pipelines_test

import (
	"fmt"
	"strconv"
	"time"

	"github.com/nightrounds/rounds/extract/sandbox/town"
)

// expectNextvisitOrigins writes down where each record's resources come from, and of an analysis that a machine wrote it and
// since when it is seen signed.
func (h *history) expectNextvisitOrigins() {
	seen := h.nextvisitSeen()
	origin := func(of entity, updated time.Time, parts ...row) {
		h.expect("provenance", h.nextvisitOrigin(of, updated, seen, parts))
	}
	for _, t := range h.Truth().NextvisitTeams() {
		origin(entity{town.Nextvisit, town.KindOrganization, strconv.Itoa(t.ID)}, t.Updated, nextvisitTeam(t.ID))
	}
	for _, u := range h.Truth().NextvisitUsers() {
		id := strconv.Itoa(u.ID)
		origin(entity{town.Nextvisit, town.KindPractitioner, id}, u.Updated, ref("Practitioner", resourceID(nextvisitSource, "Practitioner", id), ""))
	}
	for p := range h.Truth().NextvisitPatients() {
		c := h.client(p)
		origin(c.of, c.Updated, c.parts()...)
	}
	for n := range h.contacts() {
		origin(noteOf(n.ID), n.Updated, n.parts()...)
		if n.Analysis != "" {
			h.expect("provenance", n.assembled(seen(noteOf(n.ID), n.night)))
		}
		if n.Analysis != "" && n.Signed() {
			h.expect("provenance", n.signed(seen(noteOf(n.ID), h.firstSigned(n.ID))))
		}
	}
}

// nextvisitSeen asks when the answers arrived: the warehouse's own clock, of which the town knows nothing.
func (h *history) nextvisitSeen() func(of entity, night int) time.Time {
	times := map[string]time.Time{}
	key := func(kind, id any, night int) string { return fmt.Sprint(kind, " ", id, " night ", night) }
	for _, r := range h.rows("SELECT kind, id, observed_at, run_id FROM {p}raw.records FINAL WHERE source = '" + nextvisitSource + "'") {
		at, err := time.Parse(instantForm, r["observed_at"].(string))
		if err != nil {
			h.t.Fatal("observed_at is no time")
		}
		times[key(r["kind"], r["id"], h.runs[r["run_id"].(string)])] = at
	}
	return func(of entity, night int) time.Time { return times[key(of.kind, of.id, night)] }
}

// firstSigned is the first night on which a note with a text was seen signed.
func (h *history) firstSigned(note string) int {
	for night := 1; night < h.now; night++ {
		if n, ok := h.truths[night].Note(note); ok && n.Analysis != "" && n.Signed() {
			return night
		}
	}
	return h.now
}

// nextvisitOrigin says of a record that the vendor sent it and Rounds put its parts together.
func (h *history) nextvisitOrigin(of entity, updated time.Time, seen func(entity, int) time.Time, parts []row) row {
	night := h.since(of)
	r := nextvisitRow(string(of.kind), of, "Provenance", string(of.kind)+"|"+of.id, night, updated)
	delete(r, "security")
	r.targeted(parts...)
	r.moment("recorded", seen(of, night), nextvisitZone)
	r["agents"] = []row{
		{"kind": takesPart("http://terminology.hl7.org/CodeSystem/provenance-participant-type", "assembler"), "who_type": "Device", "who_text": "Rounds"},
		{"kind": takesPart("http://hl7.org/fhir/us/core/CodeSystem/us-core-provenance-participant-type", "transmitter"), "who_type": "Organization", "who_text": "Nextvisit"},
	}
	r["entities"] = []row{{"role": "source", "what_text": of.id, "identifier_value": of.id, "identifier_system": nextvisitSystem("record/" + string(of.kind))}}
	return row(r)
}

func takesPart(system, code string) []row {
	return []row{{"concept": 0, "system": system, "code": code}}
}

// targeted adds what a Provenance tells of.
func (r expected) targeted(parts ...row) {
	list := make([]row, len(parts))
	for i, part := range parts {
		list[i] = ref(part["type"].(string), part["id"].(string), "")
	}
	r.pointed("target", list[0])
	r["targets"] = list
}

// parts are the resources of a note.
func (n noteAt) parts() []row {
	list := []row{n.ref("Encounter", "")}
	if n.Analysis != "" {
		list = append(list, n.ref("DocumentReference", ""))
	}
	if n.Transcription != "" {
		list = append(list, n.ref("DocumentReference", "/transcript"))
	}
	if n.Audio != nil {
		list = append(list, n.ref("Media", ""))
	}
	if n.work() != "" {
		list = append(list, n.ref("Task", ""))
	}
	return list
}

// deed begins a Provenance of the analysis.
func (n noteAt) deed(what string, known time.Time) expected {
	r := nextvisitRow("progress-note", noteOf(n.ID), "Provenance", "note|"+n.ID+"|"+what, n.night, n.Updated)
	r.targeted(n.ref("DocumentReference", ""))
	r.moment("recorded", known, nextvisitZone)
	return r
}

// assembled: a machine wrote the analysis. That stays so when somebody signs it.
func (n noteAt) assembled(known time.Time) row {
	r := n.deed("assembled", known)
	r.moment("occurred", n.AnalysisStarted, nextvisitZone)
	r.moment("occurred_end", n.AnalysisCompleted, nextvisitZone)
	r["agents"] = []row{{
		"kind":     takesPart("http://terminology.hl7.org/CodeSystem/provenance-participant-type", "assembler"),
		"who_type": "Device", "who_text": "Nextvisit AI",
	}}
	return row(r)
}

// signed: who signed, and when, is told nowhere; known is when it was first seen so.
func (n noteAt) signed(known time.Time) row {
	r := n.deed("signed", known)
	r.worded("activity", "signed")
	r["agents"] = []row{{"who_text": "signer not exposed"}}
	return row(r)
}
