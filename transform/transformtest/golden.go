package transformtest

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/nightrounds/rounds/schemas/r4"
	"github.com/nightrounds/rounds/schemas/r4/uscore"
	"github.com/nightrounds/rounds/transform"
)

func (s Suite) golden(t *testing.T) {
	for _, f := range s.fixtures(t) {
		t.Run(f.name, func(t *testing.T) {
			body := bytes.Clone(f.record.Body)
			got := s.written(t, f)
			if again := s.written(t, f); !bytes.Equal(got, again) {
				t.Error("the second mapping of the same record differs from the first")
			}
			if !bytes.Equal(body, f.record.Body) {
				t.Error("the mapper wrote into the record's body")
			}
			s.compare(t, f.path+".golden.json", got)
		})
	}
}

func (s Suite) compare(t *testing.T, path string, got []byte) {
	t.Helper()
	want, err := os.ReadFile(path) //nolint:gosec // a golden file
	if err == nil && bytes.Equal(want, got) {
		return
	}
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil { //nolint:gosec // a golden file
			t.Fatal(err)
		}
		return
	}
	t.Errorf("output differs from the golden file (raise the mapper's revision, then -update):\n%s", cmp.Diff(string(want), string(got)))
}

// written maps a fixture, checks what came out and writes it as a golden file holds it.
func (s Suite) written(t *testing.T, f fixture) []byte {
	t.Helper()
	res, err := s.Mappers[f.record.Kind].Map(f.record, f.prior)
	out := rejection(t, err)
	if err == nil {
		s.check(t, res)
		out = map[string]any{
			"resources": jsonOf(t, res.Resources), "stubs": jsonOf(t, res.Stubs),
			"not_loaded": res.NotLoaded, "issues": issues(res.Issues), "next": res.Next,
		}
	}
	b := &bytes.Buffer{}
	enc := json.NewEncoder(b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(out); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func rejection(t *testing.T, err error) any {
	t.Helper()
	if err == nil {
		return nil
	}
	var reject *transform.Reject
	if !errors.As(err, &reject) {
		t.Fatalf("the error is no Reject but a %T", err)
	}
	return map[string]any{"reject": err.Error()}
}

func issues(list []transform.Issue) []string {
	texts := []string{}
	for _, i := range list {
		texts = append(texts, strings.TrimSpace(string(i.Code)+" "+i.Path))
	}
	return texts
}

// jsonOf writes resources as they are loaded: with the profiles they claim.
func jsonOf(t *testing.T, list []r4.Resource) []json.RawMessage {
	t.Helper()
	out := []json.RawMessage{}
	for _, r := range list {
		uscore.Claim(r)
		b, err := r.AppendJSON(nil)
		if err != nil {
			t.Fatalf("writing a %s: %v", r.Type(), err)
		}
		out = append(out, b)
	}
	return out
}
