package transformtest

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/nightrounds/rounds/extract"
)

const canary = "ZZCANARY"

// canary replaces every string of every fixture and demands that no error and no issue repeats one.
func (s Suite) canary(t *testing.T) {
	mapped := 0
	for _, f := range s.fixtures(t) {
		body, ok := decode(f.record.Body)
		if !ok {
			continue
		}
		n := 0
		planted := replace(body, func(old any) any {
			if _, text := old.(string); !text {
				return old
			}
			n++
			return fmt.Sprintf("%s-%d <b>", canary, n)
		})
		for _, id := range []string{f.record.ID, canary + "-1 <b>"} {
			if top, ok := planted.(map[string]any); ok {
				top["id"] = id
			}
			mapped += s.survive(t, f, planted, id)
		}
	}
	if mapped == 0 {
		t.Error("no planted record was mapped: the test proves nothing")
	}
}

// oddForms puts a form of JSON that does not belong there into every member of every fixture, one at a time: another form in
// each member, and in each fixture.
func (s Suite) oddForms(t *testing.T) {
	odd := []any{
		nil, "", "--", canary, "0", true, false, 0.0, -1.0, 1e300, []any{}, []any{canary}, []any{nil},
		map[string]any{}, map[string]any{canary + " 1": canary}, strings.Repeat("a", 70_000), "0001-01-01T00:00:00", gone{},
	}
	for round, f := range s.fixtures(t) {
		body, ok := decode(f.record.Body)
		if !ok || strings.HasPrefix(f.name, "printed/") {
			continue // those that map lie repaired beside it
		}
		count := 0
		replace(body, func(old any) any { count++; return old })
		for i := range count {
			n, form := -1, odd[(i+round)%len(odd)]
			s.survive(t, f, replace(body, func(old any) any {
				if n++; n == i {
					return form
				}
				return old
			}), f.record.ID)
		}
	}
}

// nonsense maps what is no record at all.
func (s Suite) nonsense(t *testing.T) {
	for kind, m := range s.Mappers {
		for _, body := range []string{
			"", " ", "null", "[]", `"` + canary + `"`, "{", "{}", `{"id":"` + canary + `"`, `{"id":1}{"id":1}`, "\xff\xfe", `{"` + canary + ` 1":1,}`,
			`{"id":"` + canary + `","id":` + strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000) + "}",
			strings.Repeat(`{"a":`, 20_000), "<html>" + canary,
		} {
			f := fixture{record: extract.Record{Source: s.Source, Vendor: s.Vendor, Kind: kind, ID: canary, Fetched: fetched, Body: []byte(body)}}
			if _, err := m.Map(f.record, f.prior); err == nil {
				t.Errorf("%s: %.20q was mapped", kind, body)
			} else if strings.Contains(err.Error(), canary) {
				t.Errorf("%s: the error repeats the body", kind)
			}
		}
	}
}

// survive maps a changed body and returns 1 when it became a result.
func (s Suite) survive(t testing.TB, f fixture, body any, id string) int {
	t.Helper()
	b, err := json.Marshal(body, json.Deterministic(true), jsontext.AllowInvalidUTF8(true))
	if err != nil {
		t.Fatal(err)
	}
	f.record.Body, f.record.ID = b, id
	return s.quiet(t, f)
}

// quiet maps a record and demands FHIR's form and silence about values; it returns 1 for a result.
func (s Suite) quiet(t testing.TB, f fixture) int {
	t.Helper()
	res, err := s.Mappers[f.record.Kind].Map(f.record, f.prior)
	if err != nil {
		if rejected := fmt.Sprint(err); strings.Contains(rejected, canary) {
			t.Errorf("%s: the error repeats a value", f.name)
		}
		return 0
	}
	for _, i := range res.Issues {
		if strings.Contains(string(i.Code)+i.Path, canary) {
			t.Errorf("%s: an issue repeats a value or a name that is data", f.name)
		}
	}
	s.check(t, res)
	return 1
}

type gone struct{} // stands for a member that is taken away

func decode(body []byte) (any, bool) {
	var v any
	err := json.Unmarshal(body, &v, jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	return v, err == nil
}

// replace copies a JSON value, giving every member and element to change, in a fixed order, parents before children.
func replace(v any, change func(any) any) any {
	switch v := v.(type) {
	case map[string]any:
		out := map[string]any{}
		for _, name := range slices.Sorted(maps.Keys(v)) {
			if to := change(v[name]); to != (gone{}) {
				out[name] = to
			}
			if same(out[name], v[name]) {
				out[name] = replace(v[name], change)
			}
		}
		return out
	case []any:
		out := []any{}
		for _, e := range v {
			if to := change(e); same(to, e) {
				out = append(out, replace(e, change))
			} else if to != (gone{}) {
				out = append(out, to)
			}
		}
		return out
	}
	return v
}

// same tells whether two values are one object or one list.
func same(a, b any) bool {
	x, y := reflect.ValueOf(a), reflect.ValueOf(b)
	if !x.IsValid() || !y.IsValid() || x.Kind() != y.Kind() || x.Kind() != reflect.Map && x.Kind() != reflect.Slice {
		return false
	}
	return x.Pointer() == y.Pointer() && x.Len() == y.Len()
}
