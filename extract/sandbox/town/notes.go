package town

import (
	"sort"
	"strconv"
	"time"
)

const (
	noteBase   = 10_001
	noteDays   = 730 // the base notes are spread evenly over the days before the first night
	noteSpread = noteDays * 24 * time.Hour
)

func (t *Town) noteID(n int) string { return strconv.Itoa(noteBase + n) }

func (t *Town) noteNumber(id string) (int, bool) {
	n, ok := number(id, noteBase)
	return n, ok && n < t.baseNotes()+len(t.newNotes)
}

// noteHuman shuffles slots into time order with a step that shares no factor with the count.
func (t *Town) noteHuman(n int) int {
	if i := n - t.baseNotes(); i >= 0 {
		return t.newNotes[i].human
	}
	slot := int(uint64(n) * t.noteStep % uint64(t.baseNotes()))
	return sort.Search(t.opts.Patients, func(h int) bool { return int(t.noteFrom[h+1]) > slot })
}

// strideFor finds a step that visits every one of count slots.
func strideFor(count uint64) uint64 {
	step := count*618/1000 | 1
	for count > 0 && gcd(step, count) != 1 {
		step += 2
	}
	return step
}

func gcd(a, b uint64) uint64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// patientless notes are legal: nobody linked them to a patient.
func patientless(n int) bool { return n%33 == 4 }

// noteTime grows with the number; some neighbours share a second.
func (t *Town) noteTime(n int) time.Time {
	if i := n - t.baseNotes(); i >= 0 {
		return t.dawn(t.newNotes[i].night).Add(-3*time.Hour + time.Duration(i)*time.Second)
	}
	if tie := n % 20; tie == 7 || tie == 8 {
		n -= tie - 6
	}
	step := noteSpread / time.Duration(t.baseNotes()+1)
	return t.dawn(1).Add(-noteSpread + time.Duration(n)*step).Truncate(time.Second)
}

// note draws a note as it was when it was first seen.
func (t *Town) note(n int) Note {
	d, human := throw(t.opts.Seed, aboutNote, n), t.noteHuman(n)
	staff := t.usual(human, d)
	v := Note{
		ID: t.noteID(n), TeamID: teamID, UserID: nextvisitUser + staff, User: t.authors[staff],
		Template: pick(d, templates), Created: t.noteTime(n), Fractions: n%11 == 3 && n%20/3 != 2,
		Has: &Has{Signed: d.percent(75)},
	}
	v.Template.Name, v.Template.Description = t.word(v.Template.Name, "template"), t.word(v.Template.Description, "template_text")
	v.Name = t.noteName(n, human)
	if !patientless(n) {
		v.Patient = strconv.Itoa(nextvisitPatientBase + human)
		v.Shows = Shows{Demographics: n%5 != 1, Medications: n%7 > 1, Notes: n%3 != 2}
	}
	v.Updated = v.Created.Add(15*time.Minute + seconds(d, 4e5))
	t.write(&v, n, d)
	t.finish(&v)
	t.bend(&v, n)
	if v.Fractions {
		v.Created = v.Created.Add(time.Duration(n*7919%1e6) * time.Microsecond)
	}
	return v
}

func (t *Town) noteName(n, human int) string {
	d := throw(t.opts.Seed, aboutNote, -1-n)
	name := pick(d, []string{"Follow-up Visit", "Intake", "Med check", "Group session"})
	if !patientless(n) && d.percent(70) {
		p := t.embeddedPatient(human, t.human(human))
		name += " - " + p.FirstName + " " + p.LastName
	}
	return t.free(name, "note_name", n)
}

// write gives the note its texts and, unless it was typed, its recording.
func (t *Town) write(v *Note, n int, d *dice) {
	typed := d.percent(20)
	if !typed {
		v.Transcription = t.free("Session "+v.ID+". "+t.prose(d, t.length(d)), "transcription", n)
		v.TranscriptionStarted = v.Created.Add(5 * time.Minute)
		v.TranscriptionCompleted = v.TranscriptionStarted.Add(30*time.Second + seconds(d, 400))
		v.AnalysisStarted = v.TranscriptionCompleted
		v.AnalysisCompleted = v.AnalysisStarted.Add(20*time.Second + seconds(d, 200))
		if d.percent(80) {
			v.Audio = recording(v, d)
		}
	}
	v.Analysis = t.analysis(n, d)
}

func recording(v *Note, d *dice) *Audio {
	length := 300 + d.below(3300)
	return &Audio{
		Seconds: length, Bitrate: 128_000, Size: int64(length) * 128_000 / 8,
		Uploaded: v.Created, Expires: v.Created.AddDate(0, 0, 30), Path: "/encounters/" + v.ID + ".mp3",
	}
}

// analysis writes plain text, Markdown or HTML.
func (t *Town) analysis(n int, d *dice) string {
	size := 500 + d.below(900)
	if t.opts.FlatNotes {
		size = 400
	}
	text := "Note " + strconv.Itoa(n) + ". " + t.prose(d, size)
	switch n % 5 {
	case 1:
		text = "## Subjective\n\n" + text + "\n\n## Plan\n\n- **return** in two weeks\n"
	case 3:
		text = "<h2>Assessment</h2><p>" + escaper.Replace(text) + "</p>"
	}
	return t.free(text, "analysis", n)
}

// finish makes the sign indicator agree with the texts.
func (t *Town) finish(v *Note) {
	v.Has.Content = v.Analysis != ""
	v.Has.Transcription = v.Transcription != ""
	if !v.Has.Content {
		v.Has.Signed = false
	}
}

// bend plants oddities by number: unfinished and failed notes, a missing `has`, a user that is not the creator.
func (t *Town) bend(v *Note, n int) {
	fresh := n >= t.baseNotes()-max(4, t.baseNotes()/50) && n < t.baseNotes()
	switch {
	case fresh && n%2 == 0:
		t.stopHalfway(v, n/2%3)
	case n%59 == 13:
		v.ErrorState = t.free(errorStates[n/59%len(errorStates)], "error_state", n)
		if n/59%2 == 0 {
			v.Analysis, v.AnalysisCompleted = "", time.Time{}
		}
		t.finish(v)
	case n%47 == 9:
		v.Has = nil
	}
	if n%21 == 2 {
		v.User.ID += strangeUserShift
	}
	if n%17 == 6 {
		v.Template = Template{}
	}
}

// stopHalfway leaves a note in the middle of its processing.
func (t *Town) stopHalfway(v *Note, stage int) {
	v.Analysis, v.AnalysisCompleted = "", time.Time{}
	if stage < 2 {
		v.AnalysisStarted = time.Time{}
	}
	if stage < 1 {
		v.Transcription, v.TranscriptionCompleted = "", time.Time{}
	}
	v.Updated = v.Created.Add(5 * time.Minute)
	t.finish(v)
}
