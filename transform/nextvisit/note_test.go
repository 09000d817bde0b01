package nextvisit_test

import (
	"slices"
	"testing"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/schemas/r4"
	"github.com/nightrounds/rounds/transform"
	"github.com/nightrounds/rounds/transform/nextvisit"
)

func mapped(t *testing.T, members string, prior transform.Prior) transform.Result {
	t.Helper()
	r := extract.Record{Source: "s", Kind: extract.Note, ID: "7", Body: []byte(`{"id":7,` + members + `}`)}
	res, err := nextvisit.Mappers(nextvisit.Config{Source: "s"})[extract.Note].Map(r, prior)
	if err != nil {
		t.Fatalf("%s: %v", members, err)
	}
	return res
}

// written is the note's own document; nil when there is none.
func written(res transform.Result) *r4.DocumentReference {
	for _, r := range res.Resources {
		if d, ok := r.(*r4.DocumentReference); ok && d.OtherDocumentReference.Type.Coding != nil {
			return d
		}
	}
	return nil
}

// only is the one resource of a type; nil when there is none.
func only[R r4.Resource](t *testing.T, res transform.Result) (found R) {
	t.Helper()
	n := 0
	for _, r := range res.Resources {
		if one, ok := r.(R); ok {
			found, n = one, n+1
		}
	}
	if n > 1 {
		t.Errorf("%d resources of type %T", n, found)
	}
	return found
}

// What a note's answer says of its content: shown, not shown (the row stays), or none (the row goes).
func TestContent(t *testing.T) {
	for members, want := range map[string]string{
		`"analysis":"x"`:                          "document",
		`"analysis":"x","has":{"content":false}`:  "document",
		`"name":"n"`:                              "not shown",
		`"analysis":null`:                         "not shown",
		`"analysis":null,"has":{"content":true}`:  "not shown",
		`"analysis":"","has":{"content":true}`:    "not shown",
		`"analysis":null,"has":{"content":false}`: "none",
		`"analysis":""`:                           "none",
		`"analysis":" ","has":null`:               "none",
		`"name":"n","has":{"content":false}`:      "none",
	} {
		res := mapped(t, `"transcription":"",`+members, transform.Prior{})
		got := "none"
		switch {
		case written(res) != nil:
			got = "document"
		case slices.Contains(res.NotLoaded, "DocumentReference"):
			got = "not shown"
		}
		if got != want {
			t.Errorf("%s: %s, want %s", members, got, want)
		}
	}
}

// A note signed, unsigned, edited and signed again is amended; what the mapper must know goes from state to state.
func TestDocStatusOverStates(t *testing.T) {
	var prior transform.Prior
	for _, step := range []struct{ members, want string }{
		{`"analysis":"a"`, ""},
		{`"analysis":"a","has":{"signed":false}`, "preliminary"},
		{`"analysis":"a","has":{"signed":true}`, "final"},
		{`"has":{"signed":true}`, "no document"},
		{`"analysis":"b","has":{"signed":false}`, "preliminary"},
		{`"analysis":"b","has":{"signed":null}`, ""},
		{`"analysis":"b","has":{"signed":true}`, "amended"},
	} {
		res := mapped(t, step.members, prior)
		got := "no document"
		if d := written(res); d != nil {
			if got = ""; d.DocStatus != nil {
				got = d.DocStatus.Code()
			}
		}
		if got != step.want {
			t.Errorf("%s: %q, want %q", step.members, got, step.want)
		}
		prior = res.Next
	}
}

func TestProcessingState(t *testing.T) {
	const times = `"analysis":"x","audio":{"uploaded_at":"2026-05-01T10:00:00Z"}`
	for members, want := range map[string]string{
		`"analysis":"x"`: "created",
		times:            "uploaded",
		times + `,"transcription_started_at":"2026-05-01T10:00:00Z"`:                                                     "transcribing",
		times + `,"transcription_started_at":"2026-05-01T10:00:00Z","transcription_completed_at":"2026-05-01T10:00:00Z"`: "transcribed",
		times + `,"analysis_started_at":"2026-05-01T10:00:00Z"`:                                                          "analyzing",
		times + `,"analysis_completed_at":"2026-05-01T10:00:00Z"`:                                                        "complete",
		times + `,"analysis_completed_at":"2026-05-01T10:00:00Z","error_state":"x"`:                                      "failed",
	} {
		d := written(mapped(t, members, transform.Prior{}))
		if got := *d.Extension[0].ValueCode; got != want {
			t.Errorf("%s: %s, want %s", members, got, want)
		}
	}
}

// Text that only looks like markup stays plain.
func TestContentType(t *testing.T) {
	for analysis, want := range map[string]int{`<p>x</p>`: 2, ` <H2 class='a'>x</H2>`: 2, `<120 mmHg, walk`: 1, `# Plan`: 1, `<jane@example.test> wrote`: 1, `<p></p>`: 1} {
		d := written(mapped(t, `"analysis":"`+analysis+`"`, transform.Prior{}))
		if len(d.Content) != want {
			t.Errorf("%s: %d contents", analysis, len(d.Content))
		}
	}
}
