package town

import (
	"strconv"
	"time"
)

// scriptNotes edits, signs, unsigns, re-links and deletes notes. Note.Updated moves with every edit.
func (t *Town) scriptNotes() {
	if t.baseNotes() == 0 {
		return
	}
	t.scriptSigning()
	t.scriptTexts()
	t.scriptLinks()
	for _, n := range t.notesFor(9, linked) {
		t.script.notes[n] = append(t.script.notes[n], edit[Note]{night: 2, what: Deleted}, edit[Note]{night: 3, what: Restored})
	}
	for _, n := range t.notesFor(10, linked) {
		t.script.notes[n] = append(t.script.notes[n], edit[Note]{night: 2, what: Deleted})
	}
}

func (t *Town) notesFor(part int, suits func(Note) bool) []int {
	count := t.baseNotes()
	return chooseFor(t.share(), count*part/11, count, t.script.notes, t.note, func(_ int, v Note) bool { return suits(v) })
}

func (t *Town) editNote(n, night int, what What, apply func(*Note)) {
	at := t.at(night)
	t.script.notes[n] = append(t.script.notes[n], edit[Note]{night, what, func(v *Note) {
		apply(v)
		v.Updated = at
	}})
}

func linked(v Note) bool {
	return v.Patient != "" && v.Has != nil && v.Analysis != "" && v.ErrorState == ""
}
func signed(v Note) bool   { return linked(v) && v.Has.Signed }
func unsigned(v Note) bool { return linked(v) && !v.Has.Signed }

// sign sets the indicator on a copy.
func sign(yes bool) func(*Note) {
	return func(v *Note) {
		has := *v.Has
		has.Signed = yes
		v.Has = &has
	}
}

// scriptSigning signs late, also notes more than 30 days old, and takes signatures back.
func (t *Town) scriptSigning() {
	month := t.dawn(1).AddDate(0, 0, -31)
	for _, n := range t.notesFor(0, func(v Note) bool { return unsigned(v) && v.Created.Before(month) }) {
		t.editNote(n, 2, Signed, sign(true))
	}
	for _, n := range t.notesFor(8, unsigned) {
		t.editNote(n, 2, Signed, sign(true))
		t.editNote(n, 3, Unsigned, sign(false))
	}
	for _, n := range t.notesFor(1, signed) {
		t.editNote(n, 2, Unsigned, sign(false))
		t.editNote(n, 3, Signed, sign(true))
	}
}

// scriptTexts amends signed notes, sends a text to B and back to A, and completes notes in processing.
func (t *Town) scriptTexts() {
	for _, n := range t.notesFor(2, signed) {
		t.editNote(n, 2, Edited, func(v *Note) { v.Analysis += "\nAddendum: dose corrected." })
	}
	for _, n := range t.notesFor(3, linked) {
		before := t.note(n).Analysis
		t.editNote(n, 2, Edited, func(v *Note) { v.Analysis = t.free("Rewritten by mistake.", "analysis_b", n) })
		t.editNote(n, 3, Edited, func(v *Note) { v.Analysis = before })
	}
	waiting := func(v Note) bool {
		return v.Has != nil && v.Transcription != "" && v.Analysis == "" && v.ErrorState == ""
	}
	for _, n := range t.notesFor(10, waiting) {
		t.editNote(n, 2, Edited, func(v *Note) {
			v.Analysis, v.AnalysisStarted, v.AnalysisCompleted = t.analysis(n, throw(t.opts.Seed, aboutNote, n)), t.at(2), t.at(2).Add(time.Minute)
			has := *v.Has
			has.Content = true
			v.Has = &has
		})
	}
}

// scriptLinks moves notes to another patient and links notes that had none.
func (t *Town) scriptLinks() {
	for _, n := range t.notesFor(4, linked) {
		other := t.anotherPatient(t.noteHuman(n))
		t.editNote(n, 2, Relinked, func(v *Note) { v.Patient = other })
	}
	for _, n := range t.notesFor(5, func(v Note) bool { return v.Patient == "" && v.Has != nil }) {
		other := t.anotherPatient(t.noteHuman(n))
		t.editNote(n, 2, Relinked, func(v *Note) {
			v.Patient, v.Shows = other, Shows{Demographics: true, Medications: true, Notes: true}
		})
	}
}

// anotherPatient is one whom notes show already.
func (t *Town) anotherPatient(than int) string {
	for n := range t.baseNotes() {
		if h := t.noteHuman(n); h != than && !patientless(n) {
			return strconv.Itoa(nextvisitPatientBase + h)
		}
	}
	return strconv.Itoa(nextvisitPatientBase + than)
}
