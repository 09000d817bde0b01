package nextvisit_test

import (
	"slices"
	"testing"
	"time"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/schemas/r4"
	"github.com/nightrounds/rounds/transform"
	"github.com/nightrounds/rounds/transform/nextvisit"
)

const (
	uploaded     = `"audio":{"uploaded_at":"2026-05-01T10:00:00Z"}`
	transcribing = uploaded + `,"transcription_started_at":"2026-05-01T10:01:00Z"`
	transcribed  = transcribing + `,"transcription_completed_at":"2026-05-01T10:02:00Z"`
	analysing    = transcribed + `,"analysis_started_at":"2026-05-01T10:03:00Z"`
	complete     = analysing + `,"analysis_completed_at":"2026-05-01T10:04:00Z"`
)

// What each step of a note means for the machine's task, the contact, and whether it is read again every night.
func TestStatesOfANote(t *testing.T) {
	for members, want := range map[string]struct {
		task, encounter string
		open            bool
	}{
		`"name":"n"`:                            {"", "unknown", true},
		`"analysis":"x"`:                        {"completed", "unknown", false}, // whether it is signed nobody says
		`"analysis":"x","has":{"signed":false}`: {"completed", "unknown", true},
		`"has":{"content":true}`:                {"completed", "unknown", true},
		`"has":{"signed":true}`:                 {"completed", "finished", false},
		uploaded:                                {"requested", "unknown", true},
		transcribing:                            {"in-progress", "unknown", true},
		transcribed:                             {"in-progress", "finished", true},
		analysing:                               {"in-progress", "finished", true},
		complete:                                {"completed", "finished", false},
		complete + `,"has":{"signed":false}`:    {"completed", "finished", true},
		complete + `,"has":{"signed":true}`:     {"completed", "finished", false},
		uploaded + `,"error_state":"e"`:         {"failed", "unknown", false},
		complete + `,"error_state":"e","analysis":""`: {"failed", "finished", false},
	} {
		res := mapped(t, members, transform.Prior{})
		task, encounter := only[*r4.Task](t, res), only[*r4.Encounter](t, res)
		got := ""
		if task != nil {
			got = task.Status.Code()
		}
		if got != want.task || encounter.Status.Code() != want.encounter || res.Next.Open != want.open {
			t.Errorf("%s: task %q, encounter %q, open %t", members, got, encounter.Status.Code(), res.Next.Open)
		}
		if encounter.Period != nil || *encounter.Class.Code != "UNK" {
			t.Errorf("%s: the API knows neither when nor where", members)
		}
	}
}

func TestTheVendorsErrorIsTheTasksReason(t *testing.T) {
	task := only[*r4.Task](t, mapped(t, uploaded+`,"error_state":"Audio too short"`, transform.Prior{}))
	if *task.StatusReason.Text != "Audio too short" || *task.BusinessStatus.Text != "failed" || task.Focus != nil {
		t.Errorf("%+v", task.StatusReason)
	}
}

// A transcript is a document of its own, which nobody signs; the analysis says that it was made of it.
func TestTranscript(t *testing.T) {
	transcript := func(res transform.Result) *r4.DocumentReference {
		for _, r := range res.Resources {
			if d, ok := r.(*r4.DocumentReference); ok && d.OtherDocumentReference.Type.Coding == nil {
				return d
			}
		}
		return nil
	}
	both := mapped(t, `"user_id":3,"analysis":"a","transcription":"b","has":{"signed":true}`, transform.Prior{})
	a, b := written(both), transcript(both)
	if a == nil || b == nil || *a.RelatesTo[0].Target.Reference != "DocumentReference/"+*b.Id || *a.Id == *b.Id {
		t.Fatalf("%v, %v", a, b)
	}
	if b.DocStatus != nil || len(b.Category) > 0 || len(b.Meta.Tag) > 0 || len(b.Author) != 1 || len(a.Meta.Tag) != 1 {
		t.Errorf("the transcript passes for a note: %+v", b)
	}
	for members, want := range map[string]string{
		`"transcription":"b","has":{"signed":false}`: "preliminary",
		`"transcription":"b","has":{"signed":true}`:  "preliminary",
		`"transcription":"b"`:                        "",
	} {
		got := ""
		if d := transcript(mapped(t, members, transform.Prior{})); d.DocStatus != nil {
			got = d.DocStatus.Code()
		}
		if got != want {
			t.Errorf("%s alone: %q, want %q", members, got, want)
		}
	}
	for members, loaded := range map[string]bool{
		`"analysis":"a","transcription":""`:                                true,
		`"analysis":"a","transcription":null`:                              false,
		`"analysis":"a"`:                                                   false,
		`"analysis":"a","has":{"transcription":false}`:                     true,
		`"analysis":"a","transcription":null,"has":{"transcription":true}`: false,
	} {
		res := mapped(t, members, transform.Prior{})
		if slices.Contains(res.NotLoaded, "DocumentReference") == loaded || slices.Contains(res.NotLoaded, "Provenance") || len(written(res).RelatesTo) > 0 {
			t.Errorf("%s: %v", members, res.NotLoaded)
		}
	}
}

// The recording's address never comes out, in whatever form it comes in; what is known of the recording does.
func TestRecording(t *testing.T) {
	const whole = `"audio":{"duration":480,"bitrate":128000,"size":7680000,"uploaded_at":"2023-04-10T15:30:00Z","file_url":"https://a.test/b.mp3?token=t"}`
	m := only[*r4.Media](t, mapped(t, whole, transform.Prior{}))
	if m.Status.Code() != "completed" || m.Duration.String() != "480" || *m.Content.Size != 7680000 || m.Content.Url != nil {
		t.Errorf("%+v", m)
	}
	for members, want := range map[string]string{
		`"audio":{"duration":"12.5"}`:                                      "unknown 12.5",
		`"audio":{"duration":"a while","size":5}`:                          "unknown -",
		`"audio":{"duration":-3,"uploaded_at":"2023-04-10T15:30:00Z"}`:     "completed -",
		`"audio":{"size":3000000000,"uploaded_at":"2023-04-10T15:30:00Z"}`: "completed -",
		`"audio":{"file_url":"https://a.test/b.mp3"}`:                      "none",
		`"audio":{"expires_at":"2023-04-10T15:30:00Z","duration":"1e3"}`:   "none",
		`"audio":null`: "not loaded",
		`"name":"n"`:   "not loaded",
		`"audio":[]`:   "none",
	} {
		res := mapped(t, members, transform.Prior{})
		got := "none"
		if m := only[*r4.Media](t, res); m != nil {
			if got = m.Status.Code() + " -"; m.Duration != nil {
				got = m.Status.Code() + " " + m.Duration.String()
			}
		} else if slices.Contains(res.NotLoaded, "Media") {
			got = "not loaded"
		}
		if got != want {
			t.Errorf("%s: %s, want %s", members, got, want)
		}
	}
}

// What is said of a note's origin: the record's own, the machine's, and since when it is seen signed; never who signed.
func TestProvenance(t *testing.T) {
	first := time.Date(2026, 1, 2, 3, 4, 5, 6e6, time.UTC)
	prior := transform.Prior{HadFinal: true, FirstFinalAt: first}
	for members, want := range map[string][]string{
		`"name":"n"`:                            {"Rounds"},
		`"analysis":"x","has":{"signed":false}`: {"Rounds", "Nextvisit AI"},
		`"analysis":"x","has":{"signed":true},"user":{"id":3,"name":"U"}`: {"Rounds", "Nextvisit AI", "signer not exposed"},
		`"transcription":"x","has":{"signed":true}`:                       {"Rounds"},
	} {
		var who []string
		for _, r := range mapped(t, members, prior).Resources {
			if p, ok := r.(*r4.Provenance); ok {
				who = append(who, *p.Agent[0].Who.Display)
				if p.Activity != nil && p.Recorded != "2026-01-02T03:04:05.006Z" {
					t.Errorf("%s: first seen signed at %s", members, p.Recorded)
				}
			}
		}
		if !slices.Equal(who, want) {
			t.Errorf("%s: %v, want %v", members, who, want)
		}
	}
}

// Every label, and the lack of an Encounter, is configuration.
func TestConfig(t *testing.T) {
	r := extract.Record{Source: "s", Kind: extract.Note, ID: "7", Body: []byte(`{"id":7,"analysis":"x","transcription":"y","audio":{"size":1},"user_id":3}`)}
	res, err := nextvisit.Mappers(nextvisit.Config{Source: "s", EncountersFromNotes: new(false), Confidentiality: "V", Team: "5"})[extract.Note].Map(r, transform.Prior{})
	if err != nil {
		t.Fatal(err)
	}
	if only[*r4.Encounter](t, res) != nil || written(res).Context != nil || only[*r4.Task](t, res).Encounter != nil || only[*r4.Media](t, res).Encounter != nil {
		t.Error("an Encounter nobody wants is made or pointed at")
	}
	meta := written(res).Meta
	if *meta.Tag[0].Code != "AIAST" || *meta.Security[0].Code != "V" || *only[*r4.Task](t, res).Meta.Security[0].Code != "V" {
		t.Errorf("%+v", meta)
	}
	if *written(res).Custodian.Identifier.Value != "5" {
		t.Error("the configured team is not the custodian")
	}
	for _, bad := range []nextvisit.Config{{Confidentiality: "X"}, {Confidentiality: "r"}, {Zone: "Mars/Base"}} {
		if bad.Check() == nil {
			t.Errorf("%+v is not refused", bad)
		}
	}
	if err := (nextvisit.Config{Zone: "America/New_York"}).Check(); err != nil {
		t.Error(err)
	}
}

// A note that is linked to another patient keeps its ids and points elsewhere.
func TestRelink(t *testing.T) {
	const anna, bert = `"analysis":"x","patient":{"id":1,"first_name":"Anna"}`, `"analysis":"x","patient":{"id":2,"first_name":"Bert"}`
	a, b := mapped(t, anna, transform.Prior{}), mapped(t, bert, transform.Prior{})
	if *written(a).Id != *written(b).Id || *written(a).Subject.Reference == *written(b).Subject.Reference {
		t.Error("a re-link makes another note, or none")
	}
	if *only[*r4.Encounter](t, a).Id != *only[*r4.Encounter](t, b).Id || *only[*r4.Encounter](t, b).Subject.Reference != *written(b).Subject.Reference {
		t.Error("the Encounter does not move with its note")
	}
}
