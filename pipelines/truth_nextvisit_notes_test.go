package pipelines_test

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/nightrounds/rounds/extract/sandbox/town"
)

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
