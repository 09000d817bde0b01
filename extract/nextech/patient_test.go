package nextech_test

import (
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/nextech"
	"github.com/nightrounds/rounds/extract/rest"
)

// A patient of the roster is searched by the chart number as it is written; nobody else whom the search shows is taken.
func TestARosterIsReadByChartNumbers(t *testing.T) {
	c := newClinic(t)
	c.hits["0001234"] = []string{patient(42, "00012345"), patient(41, "0001234")}
	c.hits["77"] = []string{patient(49, "77")}
	got := mustPull(t, c.open(c.roster("r.csv", "chart_number,name,patient_id\n0001234,x,41\n77,y,43\n,z,44\n99,,45\n5,,0041\n")), sweep(extract.Patient))
	if want := `{"patientId":41, "chartNumber":"0001234", "lastName":"Sample"}`; len(got.records) != 1 || string(got.records["41"].Body) != want {
		t.Fatalf("%v: %s", got.ids(), got.records["41"].Body)
	}
	vanished, _ := got.skipped("vanished")
	chartless, _ := got.skipped("without a chart number")
	bad, _ := got.skipped("no usable id")
	if vanished != 2 || chartless != 1 || bad != 1 || got.done.Basis != nextech.ByRoster {
		t.Errorf("%+v", got.done)
	}
	if c.requests("/search?term=0001234") != 1 || len(c.asked) != 3 {
		t.Errorf("%v", c.asked)
	}
}

// With a key the patient's own number lands as its hash, the same for every way to write it; any other number is cut still.
func TestASocialSecurityNumberMayLandAsItsHash(t *testing.T) {
	mask, err := rest.NewMask(strings.Repeat("0f", 32))
	if err != nil {
		t.Fatal(err)
	}
	c := newClinic(t)
	c.hits["7"] = []string{`{"patientId":41,"chartNumber":"7","ssn":"987-65-0001"}`}
	c.hits["8"] = []string{`{"patientId":42,"chartNumber":"8","ssn":"987650001","SSN":"987650001","wife":{"ssn":"987-65-0002"}}`}
	c.hits["9"] = []string{`{"patientId":43,"chartNumber":"9","ssn":"000-00-0000"}`}
	masked := func(cfg *nextech.Config) { cfg.Mask = mask }
	roster := c.roster("r.csv", "patient_id,chart_number\n41,7\n42,8\n43,9\n")
	got := mustPull(t, c.open(func(cfg *nextech.Config) { roster(cfg); masked(cfg) }), sweep(extract.Patient)).records
	const tag = `"ssn":"hmac-sha256:`
	_, one, _ := strings.Cut(string(got["41"].Body), tag)
	_, other, _ := strings.Cut(string(got["42"].Body), tag)
	if len(one) != 8+1+64+2 || !strings.HasPrefix(other, one[:8+1+64]) || !strings.HasSuffix(other, `","wife":{}}`) {
		t.Errorf("landed %s and %s", got["41"].Body, got["42"].Body)
	}
	if want := `{"patientId":43,"chartNumber":"9"}`; string(got["43"].Body) != want {
		t.Errorf("nobody's number landed: %s", got["43"].Body)
	}
}

// No page prints a search with more than one patient: whatever it is wrapped in is read.
func TestASearchInAnyEnvelope(t *testing.T) {
	hit := patient(41, "7")
	for body, want := range map[string]bool{
		`[` + hit + `]`: true, hit: true, `{"data":[` + hit + `]}`: true, `{"results":[` + hit + `],"count":1}`: true,
		`{"items": [` + hit + `]}`: true, `{"patients":[` + hit + `]}`: false, `"41"`: false, `null`: false,
	} {
		c := newClinic(t)
		c.bend = func(*http.Request) string { return body }
		got := pull(t, c.open(c.roster("r.csv", "patient_id,chart_number\n41,7\n")), sweep(extract.Patient))
		if (len(got.records) == 1) != want || want == errors.Is(got.err, extract.ErrShape) {
			t.Errorf("%s: %v, %v", body, got.ids(), got.err)
		}
	}
}

// A search that cannot be read leaves out the patient it was for, and the window open.
func TestASearchThatCannotBeRead(t *testing.T) {
	c := newClinic(t)
	c.hits["7"] = []string{patient(41, "7")}
	c.bend = func(r *http.Request) string {
		if r.URL.Query().Get("term") == "8" {
			return `{"message":"Internal Server Error"}`
		}
		return ""
	}
	got := mustPull(t, c.open(c.roster("r.csv", "patient_id,chart_number\n42,8\n41,7\n")), sweep(extract.Patient))
	if n, lost := got.skipped("not a readable object"); n != 1 || !lost || !slices.Equal(got.ids(), []string{"41"}) {
		t.Errorf("%v, %+v", got.ids(), got.done)
	}
}

// A patient whom the roster and several terms show is one record; the id is one, printed as a number or as text.
func TestAPatientIsReadOnce(t *testing.T) {
	c := newClinic(t)
	twice := strings.Replace(patient(41, "7"), "41", `"41"`, 1)
	c.hits["7"], c.hits["s"], c.hits["a"] = []string{patient(41, "7")}, []string{twice, patient(42, "8"), patient(42, "8")}, []string{patient(42, "8")}
	roster := c.roster("r.csv", "patient_id,chart_number\n41,7\n43,\n")
	s := c.open(func(cfg *nextech.Config) { roster(cfg); cfg.Enumerate = nextech.ByBoth })
	got := mustPull(t, s, sweep(extract.Patient))
	if !slices.Equal(got.ids(), []string{"41", "42"}) || got.twice > 0 || got.done.Distinct != 2 {
		t.Errorf("%v, %d twice, %+v", got.ids(), got.twice, got.done)
	}
	if n, _ := got.skipped("without a chart number"); n != 1 {
		t.Errorf("%+v", got.done)
	}
}

// A term that may show less than there is is refined; the whole text of a term goes into one parameter and nothing beside it.
func TestTermsAreRefinedWhereTheyMayBeCut(t *testing.T) {
	for name, set := range map[string]func(*nextech.Config){
		"cap unknown": func(*nextech.Config) {},
		"cap known":   func(cfg *nextech.Config) { cfg.SearchCap = 3 },
	} {
		c := newClinic(t)
		c.hits["s"] = []string{patient(1, ""), patient(2, ""), patient(3, "")}
		c.hits["sa"] = []string{patient(1, ""), patient(3, ""), patient(4, "")}
		c.hits["sam"], c.hits["s'"] = []string{patient(5, "")}, []string{patient(6, "")}
		c.hits["t"] = []string{patient(7, "")}
		s := c.open(func(cfg *nextech.Config) { byTerms(cfg); set(cfg) })
		got := mustPull(t, s, sweep(extract.Patient))
		if len(got.records) != 7 || c.requests("/search?term=ta") != 0 || c.requests("/search?term=s") != 1+38+38 {
			t.Errorf("%s: %v, %d searches", name, got.ids(), len(c.asked))
		}
		if len(got.done.Drift) > 0 || got.done.Basis != nextech.ByTerms {
			t.Errorf("%s: %+v", name, got.done)
		}
		c.hits["sam"] = c.hits["s"]
		if got := mustPull(t, s, sweep(extract.Patient)); len(got.done.Drift) != 1 {
			t.Errorf("%s: a term as full as any at its full length is not told: %+v", name, got.done)
		}
	}
}

// A vendor may want longer terms: it refuses short ones, or shows nothing for them.
func TestShortTermsMayNotBeTaken(t *testing.T) {
	c := newClinic(t)
	c.hits["sa"] = []string{patient(6, "")}
	c.refuse = func(r *http.Request) int {
		if len(r.URL.Query().Get("term")) < 2 {
			return http.StatusBadRequest
		}
		return 0
	}
	got := mustPull(t, c.open(func(cfg *nextech.Config) { byTerms(cfg); cfg.SearchCap = 5; cfg.MaxTerm = 2 }), sweep(extract.Patient))
	if !slices.Equal(got.ids(), []string{"6"}) || len(c.asked) != 36+36*38 {
		t.Errorf("%v with %d searches", got.ids(), len(c.asked))
	}
	c.refuse, c.asked = nil, nil
	got = mustPull(t, c.open(func(cfg *nextech.Config) { byTerms(cfg); cfg.SearchCap = 5; cfg.MinTerm = 2 }), sweep(extract.Patient))
	if !slices.Equal(got.ids(), []string{"6"}) || len(c.asked) != 36*38 {
		t.Errorf("%v with %d searches", got.ids(), len(c.asked))
	}
	c.refuse = func(*http.Request) int { return http.StatusBadRequest }
	if got := pull(t, c.open(func(cfg *nextech.Config) { byTerms(cfg); cfg.MaxTerm = 1 }), sweep(extract.Patient)); got.err == nil {
		t.Error("every term was refused, and that is no error")
	}
}

// Patients are found again by the roster, by what showed them before, or by a sweep: one a night. Whoever is not shown is
// vanished, never gone.
func TestPatientsAreFoundAgain(t *testing.T) {
	c := newClinic(t)
	c.hits["s"] = []string{patient(41, "7"), patient(40, "6"), strings.Replace(patient(42, ""), `"chartNumber":""`, `"chartNumber":null`, 1)}
	c.hits["7"] = []string{patient(41, "7")}
	s := c.open(byTerms)
	got := mustPull(t, s, named(extract.Patient, "41", "42", "43", "41", "-"))
	if n, lost := got.skipped("vanished"); n != 1 || lost || !slices.Equal(got.ids(), []string{"41", "42"}) || got.twice > 0 {
		t.Fatalf("%v, %+v", got.ids(), got.done)
	}
	c.asked = nil
	again := mustPull(t, s, named(extract.Patient, "41", "42", "43", "41"))
	if !slices.Equal(again.ids(), got.ids()) || !slices.Equal(slices.Sorted(slices.Values(c.asked)), []string{"/search?term=7", "/search?term=s"}) {
		t.Errorf("%v with %v", again.ids(), c.asked)
	}
	if again.records["42"].Hash != got.records["42"].Hash {
		t.Error("two readings of a patient differ")
	}
	delete(c.hits, "7")
	if got := mustPull(t, s, named(extract.Patient, "41")); len(got.records) > 0 {
		t.Error("a patient who is not shown any more is a record")
	}
}
