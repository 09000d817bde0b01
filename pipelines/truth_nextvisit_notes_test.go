package pipelines_test

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/nightrounds/rounds/extract/sandbox/town"
)

// newNotes are those with a state that was new on a night.
func (h *history) newNotes(night int) []town.Note {
	return slices.DeleteFunc(slices.Clone(h.notes[night]), func(n town.Note) bool {
		return !slices.Contains(h.nights(noteOf(n.ID)), night)
	})
}

func (h *history) analyses(night int) []state {
	var states []state
	for _, n := range h.newNotes(night) {
		if n.Analysis != "" {
			_, lives := h.Truth().Note(n.ID)
			id := resourceID(nextvisitSource, "DocumentReference", "note/"+n.ID)
			states = append(states, state{noteOf(n.ID), id, lives, func(s *signing) row { return noteAt{n, night}.analysis(s) }})
		}
	}
	return states
}

func (h *history) transcripts(night int) []state {
	var states []state
	for _, n := range h.newNotes(night) {
		if n.Transcription != "" {
			_, lives := h.Truth().Note(n.ID)
			id := resourceID(nextvisitSource, "DocumentReference", "note/"+n.ID+"/transcript")
			states = append(states, state{noteOf(n.ID), id, lives, func(*signing) row { return noteAt{n, night}.transcript() }})
		}
	}
	return states
}

// noteAt is a note in the state it came to on a night.
type noteAt struct {
	town.Note
	night int
}

// row begins what is made of the note; part tells its parts apart.
func (n noteAt) row(resourceType, part string) expected {
	return nextvisitRow("progress-note", noteOf(n.ID), resourceType, "note/"+n.ID+part, n.night, n.Updated)
}

func (n noteAt) ref(resourceType, part string) row {
	return ref(resourceType, resourceID(nextvisitSource, resourceType, "note/"+n.ID+part), "")
}

// about adds whom the note tells of, which is nobody on some.
func (n noteAt) about(r expected) {
	if n.Patient != "" {
		r.pointed("subject", ref("Patient", resourceID(nextvisitSource, "Patient", n.Patient), ""))
	}
}

// people are the embedded user and the creator by id, where that is somebody else: nothing says which of them is right.
func (n noteAt) people() []row {
	list := []row{ref("Practitioner", resourceID(nextvisitSource, "Practitioner", strconv.Itoa(n.User.ID)), n.User.Name)}
	if n.UserID != n.User.ID {
		list = append(list, ref("Practitioner", resourceID(nextvisitSource, "Practitioner", strconv.Itoa(n.UserID)), ""))
	}
	return list
}

// document is what the analysis and the transcript have in common.
func (n noteAt) document(part, identifier string) expected {
	r := n.row("DocumentReference", part)
	r["status"] = "current"
	r.identified(row{"system": nextvisitSystem(identifier), "value": n.ID})
	n.about(r)
	r.moment("date", n.Created, nextvisitZone)
	authors := n.people()
	r.pointed("author", authors[0])
	r["authors"] = authors
	r.pointed("custodian", nextvisitTeam(n.TeamID))
	visit := n.ref("Encounter", "")
	r.pointed("encounter", visit)
	r["encounters"] = []row{visit}
	return r
}

// analysis is the note itself, which the vendor's machine wrote. Who signed is told nowhere.
func (n noteAt) analysis(s *signing) row {
	r := n.document("", "progress-note")
	r.document()
	r["is_ai_assisted"] = true
	r["tags"] = []row{{
		"system": "http://terminology.hl7.org/CodeSystem/v3-ObservationValue", "code": "AIAST", "display": "Artificial Intelligence asserted",
	}}
	if n.Has != nil { // nothing else tells whether it is signed
		r["doc_status"] = s.status(n.Has.Signed, n.Analysis)
	}
	r["authors"] = append(n.people(), row{"type": "Device", "text": "Nextvisit AI"})
	if n.Transcription != "" {
		from := n.ref("DocumentReference", "/transcript")
		from["code"] = "transforms"
		r["relates_to"] = []row{from}
	}
	n.form(r)
	n.contents(r)
	return row(r)
}

// transcript is what was said: no clinical note, and nothing that anybody signs. Without an analysis it is all there is yet.
func (n noteAt) transcript() row {
	r := n.document("/transcript", "transcript")
	r.worded("type", "Encounter transcript")
	r["is_ai_assisted"] = false
	if n.Has != nil && n.Analysis == "" {
		r["doc_status"] = "preliminary"
	}
	r.set(row{"text": n.Transcription, "attachments": []row{content(typePlain, n.Transcription, n.Name, n.TranscriptionCompleted, false)}})
	return row(r)
}

// progress is how far the vendor's machine got with the note.
func (n noteAt) progress() string {
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
	return state
}

// form adds how far the vendor got with the note, and the form it follows.
func (n noteAt) form(r expected) {
	list := []row{{"url": extension + "processing-state", "value_type": "Code", "value": n.progress()}}
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
	r.set(row{"processing_state": n.progress(), "error_state": n.ErrorState, "extensions": list})
}

// contents adds the text. Tags tell HTML; Markdown cannot be told from plain text.
func (n noteAt) contents(r expected) {
	at := n.AnalysisCompleted
	if !strings.HasPrefix(n.Analysis, "<h2>") {
		r.set(row{"text": n.Analysis, "attachments": []row{content(typePlain, n.Analysis, n.Name, at, false)}})
		return
	}
	text := readable(n.Analysis)
	r.set(row{"text": text, "attachments": []row{content(typeHTML, n.Analysis, n.Name, at, true), content(typePlain, text, n.Name, at, false)}})
}
