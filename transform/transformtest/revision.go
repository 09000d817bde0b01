package transformtest

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/nightrounds/rounds/extract"
)

// revision is what testdata/<vendor>/rev.json keeps for a mapper: its number and the SHA-256 of each golden file of that number.
type revision struct {
	Rev     uint32            `json:"rev"`
	Goldens map[string]string `json:"goldens"`
}

// revisions fails when golden output changed and the mapper's revision did not. A new fixture needs no new revision: it shows
// what the mapper did before.
func (s Suite) revisions(t *testing.T) {
	path := filepath.Join(s.Dir, "rev.json")
	kept := map[extract.Kind]revision{}
	if b, err := os.ReadFile(path); err == nil { //nolint:gosec // a golden file
		if err := json.Unmarshal(b, &kept); err != nil {
			t.Fatal("rev.json is not readable")
		}
	}
	now := s.current(t)
	for kind, r := range now {
		for name, sum := range kept[kind].Goldens {
			if new := r.Goldens[name]; new != "" && new != sum && r.Rev <= kept[kind].Rev {
				t.Errorf("output of %s changed: raise the revision of the %s mapper above %d", name, kind, r.Rev)
			}
		}
		if r.Rev < kept[kind].Rev {
			t.Errorf("the revision of the %s mapper fell", kind)
		}
	}
	written, err := json.MarshalIndent(now, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	if *update && !t.Failed() {
		if err := os.WriteFile(path, append(written, '\n'), 0o644); err != nil { //nolint:gosec // a golden file
			t.Fatal(err)
		}
		return
	}
	if b, err := os.ReadFile(path); err != nil || string(b) != string(written)+"\n" { //nolint:gosec // a golden file
		t.Error("rev.json is stale: run with -update")
	}
}

// current reads the golden files as they lie there; the golden test says whether they are true.
func (s Suite) current(t *testing.T) map[extract.Kind]revision {
	t.Helper()
	now := map[extract.Kind]revision{}
	for kind, m := range s.Mappers {
		now[kind] = revision{Rev: m.Rev(), Goldens: map[string]string{}}
	}
	for _, f := range s.fixtures(t) {
		b, err := os.ReadFile(f.path + ".golden.json")
		if err != nil {
			t.Errorf("%s has no golden file", f.name)
			continue
		}
		sum := sha256.Sum256(b)
		now[f.record.Kind].Goldens[f.name] = hex.EncodeToString(sum[:])
	}
	return now
}
