package nextvisit

import (
	"strings"
	"time"

	"github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/schemas/r4"
	"github.com/nightrounds/rounds/transform"
	"github.com/nightrounds/rounds/transform/fhirx"
	"github.com/nightrounds/rounds/transform/wire"
)

type notes struct{ mapping }

// Rev is the mapper's revision.
func (notes) Rev() uint32 { return noteRev }

// Map makes of a note its contact (Encounter), the analysis and the transcript (DocumentReference), the recording (Media), the
// machine's work (Task) and where each came from (Provenance). A document needs content: a note without any has none, and whether
// that means "not shown" or "none" is told apart by `has`.
func (m notes) Map(r extract.Record, prior transform.Prior) (transform.Result, error) {
	var n note
	var err error
	res := transform.Result{Next: prior}
	if res.Issues, err = wire.Decode(r.Body, &n); err != nil {
		return transform.Result{}, err
	}
	if err := transform.SameID(n.ID.Text, r.ID, "id"); err != nil {
		return transform.Result{}, err
	}
	state := n.processing()
	res.Next.RawStatus, res.Next.Open = state, n.open(state)
	m.people(&n, &res)
	c := m.contact(&n, state, r.Fetched)
	res.Resources = make([]r4.Resource, 0, len("EDDMTPPP"))
	c.encounter(&res)
	c.documents(&res)
	c.recording(&res)
	c.task(&res)
	c.provenance(r, &res)
	return res, nil
}

// What is the same in every note.
var (
	unknownClass   = fhirx.Coding(r4.SystemNullFlavor, "UNK", "unknown")
	audioType      = fhirx.Concept("http://terminology.hl7.org/CodeSystem/media-type", "audio", "Audio")
	noteGeneration = fhirx.TextOnly("AI note generation")
	progressNote   = fhirx.ProgressNote()
	clinicalNote   = fhirx.ClinicalNote()
	spoken         = fhirx.TextOnly("Encounter transcript")
	assembler      = fhirx.Concept("http://terminology.hl7.org/CodeSystem/provenance-participant-type", "assembler", "")
	signing        = fhirx.TextOnly("signed")
)

// contact is one note on its way, and what all its resources point at.
type contact struct {
	mapping
	*note
	state      string
	fetched    time.Time
	identifier []fhir.Identifier
	about      *fhir.Reference
	visit      *fhir.Reference // nil: no Encounter is wanted
	people     []fhir.Reference
	clinic     *fhir.Reference
	analysed   *fhir.Reference // the analysis' DocumentReference, once it is made
}

func (m notes) contact(n *note, state string, fetched time.Time) *contact {
	c := &contact{
		mapping: m.mapping, note: n, state: state, fetched: fetched,
		identifier: m.Identifiers("progress-note", n.ID.Text),
		about:      m.about(n), people: m.authors(n), clinic: m.teamOf(n.TeamID.Text),
	}
	if m.EncountersFromNotes == nil || *m.EncountersFromNotes {
		c.visit = m.Ref("Encounter", "note/"+n.ID.Text)
	}
	return c
}

// open tells whether the note is still to be signed or to be finished by the machine. Where the vendor does not say whether
// notes are signed, only the machine's work keeps one open: all of them would be read one by one every night.
func (n *note) open(state string) bool {
	signed := n.Has.Value.Signed
	if signed.State == wire.Set {
		return !signed.Value
	}
	switch state {
	case "failed", "complete":
		return false
	case "created":
		return n.Analysis.State != wire.Set
	}
	return true
}

func (c *contact) signed() bool {
	return c.Has.Value.Signed.State == wire.Set && c.Has.Value.Signed.Value
}

// encounter is the contact the note tells of. When it took place, where and how the API does not say: no period, class unknown.
func (c *contact) encounter(res *transform.Result) {
	if c.visit == nil {
		return
	}
	e := &r4.Encounter{Status: new(fhir.EncounterStatusUnknown)}
	if c.signed() || c.AnalysisCompleted.State == wire.Set || c.TranscriptionCompleted.State == wire.Set {
		e.Status = new(fhir.EncounterStatusFinished)
	}
	e.Id = idOf(c.visit)
	e.Meta = c.ofNote
	e.Identifier = c.identifier
	e.Class = unknownClass
	e.Subject = c.about
	e.Participant = make([]fhir.EncounterParticipant, len(c.people))
	for i := range c.people {
		e.Participant[i].Individual = &c.people[i]
	}
	e.ServiceProvider = c.clinic
	res.Resources = append(res.Resources, e)
}

// idOf is the id in a reference made by Scope.Ref.
func idOf(ref *fhir.Reference) *string {
	_, id, _ := strings.Cut(*ref.Reference, "/")
	return &id
}

// recording describes the audio. Its address opens it for whoever holds it, so it was cut before landing; what is here says that
// a recording exists and how long it is.
func (c *contact) recording(res *transform.Result) {
	a := c.Audio.Value
	size, seconds := a.Size.Value, decimal(a.Duration.Text)
	if a.UploadedAt.State != wire.Set && size <= 0 && seconds == nil {
		if !c.Audio.State.Shown() {
			res.NotLoaded = append(res.NotLoaded, "Media")
		}
		return
	}
	m := &r4.Media{Status: new(fhir.EventStatusUnknown)}
	if a.UploadedAt.State == wire.Set {
		m.Status = new(fhir.EventStatusCompleted)
	}
	m.Id = new(c.mapping.ID("Media", "note/"+c.ID.Text))
	m.Meta = c.ofNote
	m.Identifier = c.Identifiers("recording", c.ID.Text)
	m.OtherMedia.Type = audioType
	m.Subject = c.about
	m.Encounter = c.visit
	m.Duration = seconds
	m.Content = fhirx.Stored("", "", size, fhirx.DateTime(a.UploadedAt, c.zone)).Attachment
	res.Resources = append(res.Resources, m)
}

// task is the machine's work on the note. Of a note of which nothing says that a machine was asked there is none.
func (c *contact) task(res *transform.Result) {
	status := c.work()
	if status == nil {
		return
	}
	t := &r4.Task{Status: status}
	t.Id = new(c.mapping.ID("Task", "note/"+c.ID.Text))
	t.Meta = c.ofNote
	t.Identifier = c.identifier
	t.StatusReason = fhirx.TextOnly(c.ErrorState.Text)
	t.BusinessStatus = fhirx.TextOnly(c.state)
	t.Intent = "order"
	t.Code = noteGeneration
	t.Focus = c.analysed
	t.For = c.about
	t.Encounter = c.visit
	start := c.TranscriptionStarted
	if start.State != wire.Set {
		start = c.AnalysisStarted
	}
	var ok bool
	if t.ExecutionPeriod, ok = fhirx.Period(start, c.AnalysisCompleted, c.zone); !ok && start.State == wire.Set {
		res.Issues = append(res.Issues, transform.Issue{Code: transform.BadPeriod, Path: "analysis_completed_at"})
	}
	t.AuthoredOn = fhirx.DateTime(c.CreatedAt, c.zone)
	if t.LastModified, ok = fhirx.Since(c.UpdatedAt, c.CreatedAt, c.zone); !ok { // Task inv-1
		res.Issues = append(res.Issues, transform.Issue{Code: transform.BadDate, Path: "updated_at"})
	}
	res.Resources = append(res.Resources, t)
}

// work is how far the machine's work has got in FHIR's words; nil when nothing says that there is any.
func (c *contact) work() *fhir.TaskStatus {
	content := c.Analysis.State == wire.Set || c.Has.Value.Content.State == wire.Set && c.Has.Value.Content.Value
	switch {
	case c.state == "failed":
		return new(fhir.TaskStatusFailed)
	case c.state == "complete", content, c.signed():
		return new(fhir.TaskStatusCompleted)
	case c.state == "uploaded":
		return new(fhir.TaskStatusRequested)
	case c.state == "created":
		return nil
	}
	return new(fhir.TaskStatusInProgress)
}

// processing derives how far the vendor has got with a note, the furthest step first. The API has no such field.
func (n *note) processing() string {
	switch {
	case n.ErrorState.State == wire.Set:
		return "failed"
	case n.AnalysisCompleted.State == wire.Set:
		return "complete"
	case n.AnalysisStarted.State == wire.Set:
		return "analyzing"
	case n.TranscriptionCompleted.State == wire.Set:
		return "transcribed"
	case n.TranscriptionStarted.State == wire.Set:
		return "transcribing"
	case n.Audio.Value.UploadedAt.State == wire.Set:
		return "uploaded"
	}
	return "created"
}
