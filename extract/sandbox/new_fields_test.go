package sandbox

import (
	"strings"
	"testing"

	"github.com/nightrounds/rounds/extract/sandbox/town"
)

// Every object has the new fields, an empty one too; without them the answer is what it was, and a second reading is the same.
func TestNewFields(t *testing.T) {
	c := start(t, small())
	for _, url := range []string{c.VSeeURL + "/visits/18400000", c.NextvisitURL + notesPath, c.VSeeURL + "/users"} {
		old := decode[any](t, c.get(url, 200))
		c.Faults().Add(Fault{Effect: NewFields, Times: 2})
		first, again := decode[any](t, c.get(url, 200)), decode[any](t, c.get(url, 200))
		objects, tokens := without(first), map[string]bool{}
		for _, o := range without(again) {
			text, _ := o[0].(string)
			date, _ := o[1].(string)
			if !strings.Contains(text, town.CanaryMark) || len(date) != len("2026-01-02T03:04:05Z") {
				t.Fatalf("%s: an object has %q and %q", url, text, date)
			}
			tokens[text] = true
		}
		if len(objects) < 3 || len(tokens) < 3 {
			t.Errorf("%s: %d objects, %d tokens", url, len(objects), len(tokens))
		}
		blank(old)
		blank(first)
		if marshal(t, first) != marshal(t, old) {
			t.Errorf("%s: more changed than the new fields", url)
		}
	}
	if got := string(grown([]byte(`{"a":"}\"{","b":[{}, 1]}`))); strings.Count(got, "added_text") != 2 || !strings.HasPrefix(got, `{"a":"}\"{","b":[{"added_text":`) {
		t.Errorf("got %s", got)
	}
}

// without takes the new fields out of every object and gives them back.
func without(v any) (taken [][2]any) {
	switch v := v.(type) {
	case map[string]any:
		taken = append(taken, [2]any{v["added_text"], v["added_on"]})
		delete(v, "added_text")
		delete(v, "added_on")
		for _, inner := range v {
			taken = append(taken, without(inner)...)
		}
	case []any:
		for _, inner := range v {
			taken = append(taken, without(inner)...)
		}
	}
	return taken
}

// blank empties what is new in every answer: links to recordings.
func blank(v any) {
	switch v := v.(type) {
	case map[string]any:
		for name, inner := range v {
			if text, ok := inner.(string); ok && strings.Contains(text, "token=") {
				v[name] = ""
			}
			blank(inner)
		}
	case []any:
		for _, inner := range v {
			blank(inner)
		}
	}
}
