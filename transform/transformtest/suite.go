package transformtest

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	jsonv2 "github.com/go-json-experiment/json"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/transform"
)

var update = flag.Bool("update", false, "rewrite golden files; rev.json only where the revision of a changed mapper was raised")

// Suite is a vendor's mappers and where their fixtures lie.
type Suite struct {
	Dir     string // testdata/<vendor>, relative to the test
	Vendor  string
	Source  string
	Mappers map[extract.Kind]transform.Mapper
}

// Run holds every mapper to the law.
func (s Suite) Run(t *testing.T) {
	t.Run("golden", s.golden)
	t.Run("revisions", s.revisions)
	t.Run("canary", s.canary)
	t.Run("odd forms", s.oddForms)
	t.Run("nonsense", s.nonsense)
}

// fixture is one record and what the mapper is told of its earlier states.
type fixture struct {
	name   string
	path   string
	record extract.Record
	prior  transform.Prior
}

// fetched is when every fixture arrived.
var fetched = time.Date(2026, 5, 2, 3, 4, 5, 0, time.UTC)

// Fixtures reads the records of a kind; those as printed on the vendor's pages included.
func (s Suite) fixtures(t testing.TB) []fixture {
	t.Helper()
	var list []fixture
	for _, pattern := range []string{"*.json", "printed/*.txt"} {
		paths, err := filepath.Glob(filepath.Join(s.Dir, pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range paths {
			if !strings.HasSuffix(path, ".golden.json") && !strings.HasSuffix(path, "rev.json") {
				list = append(list, s.read(t, path))
			}
		}
	}
	if len(list) == 0 {
		t.Fatalf("no fixtures in %s", s.Dir)
	}
	return list
}

func (s Suite) read(t testing.TB, path string) fixture {
	t.Helper()
	body, err := os.ReadFile(path) //nolint:gosec // a fixture
	if err != nil {
		t.Fatal(err)
	}
	stem := strings.TrimSuffix(path, filepath.Ext(path))
	name := filepath.Base(stem)
	kind, _, _ := strings.Cut(name, "-")
	if filepath.Ext(path) == ".txt" {
		name, body = "printed/"+name, unwrap(body)
	}
	f := fixture{name: name, path: stem, record: extract.Record{
		Source: s.Source, Vendor: s.Vendor, Kind: extract.Kind(kind), ID: idOf(body), Fetched: fetched, Body: body,
	}}
	if id, err := os.ReadFile(stem + ".id"); err == nil { //nolint:gosec // a fixture
		f.record.ID = strings.TrimSpace(string(id))
	}
	if prior, err := os.ReadFile(stem + ".prior"); err == nil { //nolint:gosec // a fixture
		if err := json.Unmarshal(prior, &f.prior); err != nil {
			t.Fatalf("%s.prior is not a Prior", name)
		}
	}
	if s.Mappers[f.record.Kind] == nil {
		t.Fatalf("fixture %s has no mapper", name)
	}
	return f
}

// unwrap takes a record out of its {"data": …} as a reader of the page would, by its text where it is no JSON.
func unwrap(printed []byte) []byte {
	var envelope struct {
		Data jsontext.Value `json:"data"`
	}
	err := jsonv2.Unmarshal(printed, &envelope, jsontext.AllowDuplicateNames(true))
	switch _, after, found := strings.Cut(string(printed), `"data":`); {
	case err == nil && envelope.Data != nil:
		return envelope.Data
	case err == nil || !found:
		return printed
	default:
		return []byte(strings.TrimSuffix(strings.TrimSpace(after), "}"))
	}
}

// idOf is the id a record of this body would have been asked for by. Where the body does not say it as "id", a file of the
// fixture's name and .id does.
func idOf(body []byte) string {
	var top map[string]jsontext.Value
	if jsonv2.Unmarshal(body, &top, jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true)) != nil {
		return "printed"
	}
	return strings.Trim(string(top["id"]), `"`)
}
