package nextech_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/nextech"
)

func TestARosterInEitherForm(t *testing.T) {
	for name, text := range map[string]string{
		"r.csv":    "patient_id,chart_number\n41,007\n42,\nx,1\n41,9\n",
		"r.ndjson": `{"patient_id":41,"chart_number":"007"}` + "\n\n" + `{"patient_id":"42","chart_number":null}` + "\n" + `{"chart_number":"1"}` + "\n",
		"r.jsonl":  `{"patient_id":"41","chart_number":"007","name":"x"}` + "\n" + `{"patient_id":42}` + "\n" + `{"patient_id":0}`,
	} {
		c := newClinic(t)
		c.hits["007"] = []string{patient(41, "007")}
		got := mustPull(t, c.open(c.roster(name, text)), sweep(extract.Patient))
		bad, lost := got.skipped("no usable id")
		if n, _ := got.skipped("vanished"); n != 0 {
			t.Errorf("%s: a patient who stands there twice is read twice", name)
		}
		if chartless, _ := got.skipped("chart number"); len(got.records) != 1 || bad != 1 || !lost || chartless != 1 {
			t.Errorf("%s: %v, %+v", name, got.ids(), got.done)
		}
	}
}

// A roster that cannot be read is an error that says where and nothing of what stands there.
func TestARosterThatIsNone(t *testing.T) {
	for name, text := range map[string]string{
		"empty.csv": "", "header.csv": "id,chart\n4711,1\n", "ragged.csv": "patient_id,chart_number\n4711\n", "quote.csv": "patient_id\n\"4711\n",
		"array.ndjson": "[4711]\n", "broken.ndjson": `{"patient_id":4711`, "number.ndjson": `{"patient_id":4711,"chart_number":7}`,
		"long.ndjson": `{"patient_id":4711,"x":"` + strings.Repeat("y", 1<<20) + `"}`,
	} {
		c := newClinic(t)
		got := pull(t, c.open(c.roster(name, text)), sweep(extract.Patient))
		if got.err == nil || strings.Contains(got.err.Error(), "4711") || len(c.asked) > 0 {
			t.Errorf("%s: %v", name, got.err)
		}
	}
	c := newClinic(t)
	none := func(cfg *nextech.Config) { cfg.Roster = filepath.Join(t.TempDir(), "none.csv") }
	if got := pull(t, c.open(none), sweep(extract.Patient)); !errors.Is(got.err, os.ErrNotExist) {
		t.Errorf("a roster that is not there: %v", got.err)
	}
	huge := filepath.Join(t.TempDir(), "huge.csv")
	if err := errors.Join(os.WriteFile(huge, []byte("patient_id\n"), 0o600), os.Truncate(huge, 32<<20+1)); err != nil {
		t.Fatal(err)
	}
	if got := pull(t, c.open(func(cfg *nextech.Config) { cfg.Roster = huge }), sweep(extract.Patient)); !errors.Is(got.err, extract.ErrTooLarge) {
		t.Errorf("a roster over the limit: %v", got.err)
	}
}

// A sweep goes on in the same roster alone, and on the way the source finds patients now.
func TestWhereASweepGoesOn(t *testing.T) {
	c := newClinic(t)
	for _, n := range []string{"41", "42", "43", "44", "45"} {
		c.encounters[n] = []encounter{{"1", day(1), ""}}
	}
	roster := c.roster("r.csv", "patient_id\n41\n42\n43\n44\n45\n")
	whole := mustPull(t, c.open(roster), sweep(extract.Encounter))
	a := sweep(extract.Encounter)
	a.Resume = whole.pages[0].Resume
	if got := mustPull(t, c.open(roster), a); !slices.Equal(got.ids(), []string{"43/1", "44/1", "45/1"}) {
		t.Errorf("after the first page came %v", got.ids())
	}
	other := c.roster("r.csv", "patient_id\n41\n42\n43\n44\n")
	for name, s := range map[string]extract.Source{"another roster": c.open(other), "terms": c.open(byTerms)} {
		if got := pull(t, s, a); !errors.Is(got.err, extract.ErrUnsupported) {
			t.Errorf("%s: %v", name, got.err)
		}
	}
	for _, place := range []string{"terms:a", "terms:", "terms:ab", "roster:", "roster:x", "roster::1", "roster:abc:-1", "1"} {
		a.Resume = place
		if got := pull(t, c.open(roster), a); !errors.Is(got.err, extract.ErrUnsupported) {
			t.Errorf("%q: %v", place, got.err)
		}
	}
	a = named(extract.Encounter, "41/1")
	a.Resume = whole.pages[0].Resume
	if got := pull(t, c.open(roster), a); !errors.Is(got.err, extract.ErrUnsupported) {
		t.Errorf("ids: %v", got.err)
	}
}
