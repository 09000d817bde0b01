package transformtest

import (
	"regexp"
	"slices"
	"testing"

	"github.com/nightrounds/rounds/schemas/r4"
	"github.com/nightrounds/rounds/transform"
)

// check holds a result to FHIR's form: r4.Check on every resource, no id twice, every reference leads to a resource of the same
// result or bears an identifier.
func (s Suite) check(t testing.TB, res transform.Result) {
	t.Helper()
	var ids []string
	var texts [][]byte
	for _, r := range slices.Concat(res.Resources, res.Stubs) {
		b, err := r.AppendJSON(nil)
		if err != nil {
			t.Fatalf("writing a %s: %v", r.Type(), err)
		}
		if err := r4.Check(b); err != nil {
			t.Errorf("%s: %v", r.Type(), err)
		}
		id := r.Type() + "/" + r.LogicalID()
		if slices.Contains(ids, id) {
			t.Errorf("%s comes twice", r.Type())
		}
		ids, texts = append(ids, id), append(texts, b)
	}
	for _, b := range texts {
		for _, m := range reference.FindAllSubmatch(b, -1) {
			if identified := len(m[2]) > 0; !identified && !slices.Contains(ids, string(m[1])) {
				t.Errorf("a reference to a %s leads nowhere", regexp.MustCompile(`/.*`).ReplaceAll(m[1], nil))
			}
		}
	}
}

// reference finds a literal reference and whether an identifier follows it.
var reference = regexp.MustCompile(`"reference":"([^"]+)"(,"identifier")?`)
