package sandbox

import (
	"strconv"
	"time"

	"github.com/nightrounds/rounds/extract/sandbox/town"
)

// noteSheet writes a progress note.
type noteSheet struct {
	*sheet
	n town.Note
}

// writeNote writes one note as an object. Its recording's link carries a token of this one answer.
func (s *Sandbox) writeNote(w *sheet, truth Truth, n town.Note) {
	ns := noteSheet{w, n}
	w.b = append(w.b, '{')
	ns.head()
	ns.patient(truth)
	if n.Audio != nil {
		ns.audio(s.serial.Add(1))
	}
	if n.Has != nil {
		w.object("has", func() {
			w.bool("content", n.Has.Content)
			w.bool("transcription", n.Has.Transcription)
			w.bool("signed", n.Has.Signed)
		})
	}
	w.num("team_id", int64(s.team()))
	w.num("user_id", int64(n.UserID))
	ns.user()
	ns.times()
	w.b = append(w.b, '}')
}

func (s noteSheet) head() {
	s.id("id", s.n.ID)
	s.str("name", s.n.Name)
	s.some("transcription", s.n.Transcription)
	s.some("analysis", s.n.Analysis)
	if t := s.n.Template; t.ID != 0 {
		s.object("template", func() {
			s.num("id", int64(t.ID))
			s.str("name", t.Name)
			s.str("description", t.Description)
		})
	}
}

// odd tells notes apart that write the same fact in two ways.
func (s noteSheet) odd() bool { return (s.n.ID[len(s.n.ID)-1]-'0')%2 == 1 }

// patient is absent or null on a note without one.
func (s noteSheet) patient(truth Truth) {
	p, ok := truth.EmbeddedPatient(s.n.Patient)
	switch {
	case ok:
		s.object("patient", func() { s.patientFields(p) })
	case s.odd():
		s.null("patient")
	}
}

func (s noteSheet) patientFields(p town.NextvisitPatient) {
	shows := s.n.Shows
	s.id("id", p.ID)
	s.str("uuid", p.UUID)
	s.str("first_name", p.FirstName)
	if shows.Demographics {
		s.orNull("middle_name", p.MiddleName)
	}
	s.str("last_name", p.LastName)
	switch {
	case shows.Demographics && p.Gender == "" && s.odd():
		s.str("gender", "")
	case shows.Demographics:
		s.orNull("gender", p.Gender)
	default:
		s.null("gender")
	}
	s.str("date_of_birth", p.BirthDate)
	if shows.Notes {
		s.orNull("notes", p.Notes)
	}
	switch {
	case shows.Medications:
		s.strs("latest_medications", p.Medications)
	case s.odd():
		s.null("latest_medications")
	}
	if shows.Demographics {
		s.strs("timeline", nil)
		s.strs("encounters", nil)
		s.object("meta", func() {})
	}
	s.when("created_at", p.Created)
	s.when("updated_at", p.Updated)
}

func (s noteSheet) audio(serial uint64) {
	a := s.n.Audio
	s.object("audio", func() {
		s.num("duration", int64(a.Seconds))
		s.num("bitrate", int64(a.Bitrate))
		s.num("size", a.Size)
		s.when("uploaded_at", a.Uploaded)
		s.when("expires_at", a.Expires)
		s.str("file_url", audioLink(a, serial))
	})
}

// audioLink carries a token of one answer.
func audioLink(a *town.Audio, serial uint64) string {
	return "https://storage.example.org" + a.Path + "?token=" + SecretMark + strconv.FormatUint(serial, 36)
}

func (s noteSheet) user() { s.object("user", func() { s.author(s.n.User) }) }

func (s noteSheet) times() {
	n := s.n
	s.when("transcription_started_at", n.TranscriptionStarted)
	s.when("transcription_completed_at", n.TranscriptionCompleted)
	s.when("analysis_started_at", n.AnalysisStarted)
	s.when("analysis_completed_at", n.AnalysisCompleted)
	s.orNull("error_state", n.ErrorState)
	if n.Fractions {
		s.time("created_at", n.Created, "2006-01-02T15:04:05.000000Z07:00")
	} else {
		s.when("created_at", n.Created)
	}
	s.when("updated_at", n.Updated)
}

// when writes a time with seconds; the zero time is absent.
func (s *sheet) when(name string, at time.Time) {
	if !at.IsZero() {
		s.time(name, at, time.RFC3339)
	}
}
