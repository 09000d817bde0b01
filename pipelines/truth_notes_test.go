package pipelines_test

import (
	"encoding/json"
	"html"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/nightrounds/rounds/extract/sandbox/town"
)

// expectNotes goes through the nights: every state that was new then is a version for good, and the table of notes holds the
// last state of those that are still there.
func (h *history) expectNotes(newStates func(night int) []state) {
	signings := map[string]*signing{}
	for night := 1; night <= h.now; night++ {
		states := newStates(night)
		for _, s := range states {
			if signings[s.id] == nil {
				signings[s.id] = &signing{}
			}
			r := s.write(signings[s.id])
			h.expect("document_reference_version", maps.Clone(r))
			if s.lives && h.since(s.of) == night {
				h.expect("document_reference", r)
			}
		}
	}
}

// state is one state of a note's text that was new on a night.
type state struct {
	of    entity // the record
	id    string // the resource
	lives bool   // still there at present
	write func(*signing) row
}

func (h *history) postVisits(night int) []state {
	var states []state
	for _, v := range h.newVisits(night) {
		if v.PostVisit != nil {
			_, lives := h.Truth().Visit(v.ID)
			id := resourceID(vseeSource, "DocumentReference", "visit/"+v.ID+"/postvisit")
			states = append(states, state{visitOf(v.ID), id, lives, func(s *signing) row { return h.postVisit(id, v, night, s) }})
		}
	}
	return states
}

func (h *history) analyses(night int) []state {
	var states []state
	for _, n := range h.notes[night] {
		if n.Analysis != "" && slices.Contains(h.nights(noteOf(n.ID)), night) {
			_, lives := h.Truth().Note(n.ID)
			id := resourceID(nextvisitSource, "DocumentReference", "note/"+n.ID)
			states = append(states, state{noteOf(n.ID), id, lives, func(s *signing) row { return h.note(id, n, night, s) }})
		}
	}
	return states
}

// signing is what a note's earlier states make of the next: signed text that differs from the signed text before it is
// amended, from then on.
type signing struct {
	text          string
	final, amends bool
}

func (s *signing) status(signed bool, text string) string {
	if !signed {
		return "preliminary"
	}
	s.amends = s.amends || s.final && s.text != text
	s.final, s.text = true, text
	if s.amends {
		return "amended"
	}
	return "final"
}

// document is what every note is.
func (r expected) document() {
	r["status"] = "current"
	r.coded("type", row{"system": "http://loinc.org", "code": "11506-3", "display": "Progress note"})
	r.coded("category", row{"system": "http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category", "code": "clinical-note", "display": "Clinical Note"})
}

// postVisit: files, DEA and NPI numbers stay in the raw record; the diagnoses are in the text.
func (h *history) postVisit(id string, v town.Visit, night int, s *signing) row {
	p, r := v.PostVisit, h.visitRow(id, v, night)
	r.document()
	markup := sections(p)
	r["doc_status"] = s.status(!p.Draft, markup)
	r.pointed("subject", h.member(v, night))
	r.moment("date", p.Created, vseeZone)
	author := ref("Practitioner", resourceID(vseeSource, "Practitioner", v.Practitioner), p.Author)
	r.pointed("author", author)
	r["authors"] = []row{author}
	if visit := encounterOf(v); visit != "" {
		encounter := ref("Encounter", resourceID(vseeSource, "Encounter", visit), "")
		r.pointed("encounter", encounter)
		r["encounters"] = []row{encounter}
	}
	if hasEncounter(v) {
		begin, end := period(v)
		r.moment("period_start", begin, vseeZone)
		r.moment("period_end", end, vseeZone)
	}
	text := readable(markup)
	r.set(row{"text": text, "is_ai_assisted": false, "attachments": []row{
		content(typeHTML, markup, "Post-visit note", p.Modified, true), content(typePlain, text, "Post-visit note", p.Modified, false),
	}})
	return row(r)
}

// encounterOf is the visit whose encounter a post-visit note tells of: its own, or the walk-in's its appointment became.
func encounterOf(v town.Visit) string {
	if hasEncounter(v) {
		return v.ID
	}
	return v.Walkin
}

// sections is a post-visit note as one document, in the order of the note.
func sections(p *town.PostVisit) string {
	words := func(s string) string { return "<p>" + html.EscapeString(strings.TrimSpace(s)) + "</p>" }
	var b strings.Builder
	for _, s := range []struct{ title, fact, markup string }{
		{"Reason for visit", p.Reason, words(p.Reason)}, {"Other reason", p.ReasonOther, words(p.ReasonOther)},
		{"Physical exam", p.PhysicalExam, p.PhysicalExam}, {"Diagnosis", p.Diagnosis, words(p.Diagnosis)},
		{"Assessment and plan", p.AssessmentPlan, p.AssessmentPlan},
		{"Patient instructions", p.Instructions, p.Instructions}, {"Disposition", p.Disposition, words(p.Disposition)},
	} {
		if s.fact != "" {
			b.WriteString("<section><h2>" + s.title + "</h2>" + s.markup + "</section>\n")
		}
	}
	return b.String()
}

// note: the transcript, the recording and the medications stay in the raw record; who signed is told nowhere.
func (h *history) note(id string, n town.Note, night int, s *signing) row {
	r := expected{
		"source": nextvisitSource, "vendor": "nextvisit", "kind": "note", "record_id": n.ID, "is_owner": true, "night": night,
		"id": id, "source_updated_at": n.Updated.UTC().Format(instantForm), "meta_source": nextvisitSystem("progress-note"),
		"is_test": false, "is_ai_assisted": true, "security": []row{{
			"system": "http://terminology.hl7.org/CodeSystem/v3-ObservationValue", "code": "AIAST", "display": "Artificial Intelligence asserted",
		}},
	}
	r.document()
	if n.Has != nil { // nothing else tells whether it is signed
		r["doc_status"] = s.status(n.Has.Signed, n.Analysis)
	}
	r.identified(row{"system": nextvisitSystem("progress-note"), "value": n.ID})
	if n.Patient != "" {
		r.pointed("subject", ref("Patient", resourceID(nextvisitSource, "Patient", n.Patient), ""))
	}
	r.moment("date", n.Created, nextvisitZone)
	authors := []row{ref("Practitioner", resourceID(nextvisitSource, "Practitioner", strconv.Itoa(n.User.ID)), n.User.Name)}
	if n.UserID != n.User.ID {
		authors = append(authors, ref("Practitioner", resourceID(nextvisitSource, "Practitioner", strconv.Itoa(n.UserID)), ""))
	}
	r.pointed("author", authors[0])
	r["authors"] = authors
	r.pointed("custodian", ref("Organization", "", strconv.Itoa(n.TeamID)))
	r.processed(n)
	r.analysis(n)
	return row(r)
}

// processed adds how far the vendor got with a note and the form it follows.
func (r expected) processed(n town.Note) {
	state := "created"
	for _, step := range []struct {
		name  string
		taken bool
	}{
		{"uploaded", n.Audio != nil}, {"transcribing", !n.TranscriptionStarted.IsZero()},
		{"transcribed", !n.TranscriptionCompleted.IsZero()}, {"analyzing", !n.AnalysisStarted.IsZero()},
		{"complete", !n.AnalysisCompleted.IsZero()}, {"failed", n.ErrorState != ""},
	} {
		if step.taken {
			state = step.name
		}
	}
	list := []row{{"url": extension + "processing-state", "value_type": "Code", "value": state}}
	if n.ErrorState != "" {
		list = append(list, textExtension("error-state", n.ErrorState))
	}
	if t := n.Template; t.ID != 0 {
		coding, _ := json.Marshal(struct {
			System  string `json:"system"`
			Code    string `json:"code"`
			Display string `json:"display"`
		}{nextvisitSystem("template"), strconv.Itoa(t.ID), t.Name})
		list = append(list, row{"url": extension + "note-template", "value_type": "Coding", "value": string(coding)})
		r.set(row{"template_id": strconv.Itoa(t.ID), "template_name": t.Name})
	}
	r.set(row{"processing_state": state, "error_state": n.ErrorState, "extensions": list})
}

// analysis adds the text. Tags tell HTML; Markdown cannot be told from plain text.
func (r expected) analysis(n town.Note) {
	at := n.AnalysisCompleted
	if !strings.HasPrefix(n.Analysis, "<h2>") {
		r.set(row{"text": n.Analysis, "attachments": []row{content(typePlain, n.Analysis, n.Name, at, false)}})
		return
	}
	text := readable(n.Analysis)
	r.set(row{"text": text, "attachments": []row{content(typeHTML, n.Analysis, n.Name, at, true), content(typePlain, text, n.Name, at, false)}})
}
