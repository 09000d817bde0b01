package pipelines_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/nightrounds/rounds/extract/sandbox"
	"github.com/nightrounds/rounds/extract/sandbox/town"
	"github.com/nightrounds/rounds/schemas/tables"
)

// TestNothingOfAPersonIsInSafeHarbor loads four vendors whose names, contacts, places and texts are unique tokens, and which have added to
// every object fields that nobody knows. No value of analytics_sh is, or holds, one that tells of a person.
func TestNothingOfAPersonIsInSafeHarbor(t *testing.T) {
	t.Parallel()
	h := harbor{newClinic(t, sandbox.Options{Patients: 30, VisitsPerPatient: 2, NotesPerPatient: 1, EncountersPerPatient: 1, SessionsPerPatient: 0.5, Canary: true})}
	h.whole.Store(true)
	h.Faults().Add(sandbox.Fault{Effect: sandbox.NewFields, Times: sandbox.Always})
	h.fill()
	h.night(1)
	for _, source := range []string{vseeSource, nextvisitSource, nextechSource, noaSource} {
		if h.count("SELECT count() FROM {p}raw.records WHERE source = '"+source+"' AND position(body, '"+town.CanaryMark+"added-') > 0") < 10 {
			t.Errorf("%s has not added fields", source)
		}
	}
	told, surrogates, values := h.told(), h.drawn(), 0
	for _, tb := range tables.SafeHarbor() {
		values += h.nobody(tb, told, surrogates)
		h.counted(tb)
	}
	if len(told) < 2000 || len(surrogates) < 500 || values < 2000 {
		t.Errorf("%d values and %d surrogates were looked for in %d", len(told), len(surrogates), values)
	}
	h.aged()
}

type harbor struct{ *clinic }

// unfilled are columns that no vendor of today fills, by table of fhir, and what one might.
var unfilled = map[string]map[string]string{
	"practitioner": {"npi": "1999999984"},
	"patient":      {"city": "Nowhere-on-Sea", "postal_code": "60601-4321"},
}

// fill loads a row for each of these tables.
func (h harbor) fill() {
	h.t.Helper()
	if err := h.Prepare(h.t.Context(), tables.All()); err != nil {
		h.t.Fatal(err)
	}
	for table, values := range unfilled {
		columns, texts := "source, id, _version", "'"+vseeSource+"', 'filled', 1"
		for column, value := range values {
			columns, texts = columns+", "+column, texts+", '"+value+"'"
		}
		r, err := h.Query(h.t.Context(), "INSERT INTO "+h.prefix+"fhir."+table+" ("+columns+") VALUES ("+texts+")")
		if err != nil {
			h.t.Fatal(err)
		}
		_ = r.Close()
	}
}

// drawn holds every surrogate.
func (h harbor) drawn() map[string]bool {
	h.t.Helper()
	all := map[string]bool{"": true}
	for _, r := range h.rows("SELECT surrogate FROM {p}link.surrogate FINAL") {
		all[r["surrogate"].(string)] = true
	}
	return all
}

// nobody looks at every value of a table, and counts them.
func (h harbor) nobody(tb tables.Table, told, surrogates map[string]bool) (values int) {
	h.t.Helper()
	for _, c := range tb.Columns {
		for value := range h.values(tb, c) {
			values++
			switch {
			case c.Privacy == tables.Key && !surrogates[value]:
				h.t.Errorf("%s.%s holds an id that is no surrogate", tb.Name, c.Name)
			case strings.Contains(value, town.CanaryMark), strings.Contains(c.Type.ClickHouse, "String") && told[value]:
				h.t.Errorf("%s.%s holds what tells of a person: %.40q", tb.Name, c.Name, value)
			case isDay(value):
				h.t.Errorf("%s.%s holds a day: %q", tb.Name, c.Name, value)
			}
		}
	}
	return values
}

// values are the distinct ones of a column, as texts; those of a list one by one.
func (h harbor) values(tb tables.Table, c tables.Column) map[string]bool {
	h.t.Helper()
	expr, all := tables.Quote(c.Name), map[string]bool{}
	if strings.HasPrefix(c.Type.ClickHouse, "Array(") {
		expr = "arrayJoin(" + expr + ")"
	}
	for _, r := range h.rows("SELECT DISTINCT ifNull(toString(" + expr + "), '') AS v FROM {p}" + tb.Database + "." + tb.Name) {
		all[r["v"].(string)] = true
	}
	return all
}

// Classes of which Safe Harbor leaves no value as it was. Of the first not even a word is left; of the others one may happen to be
// a code's. What a vendor's own words are is told by their tokens alone: cancelled is one of FHIR's, too.
var (
	naming  = []tables.Privacy{tables.Name, tables.Contact, tables.Geo, tables.Zip, tables.Identifier}
	telling = []tables.Privacy{tables.Key, tables.Text}
)

// told is every value of at least four characters that tells of a person: of analytics and notes by class and, whatever a class says,
// what was filled and the number that a clinician has for life.
func (h harbor) told() map[string]bool {
	h.t.Helper()
	all := map[string]bool{}
	for _, values := range unfilled {
		for _, value := range values {
			all[value] = true
		}
	}
	for v := range h.Truth().Visits() {
		if v.PostVisit != nil {
			all[v.PostVisit.NPI] = true
		}
	}
	for _, tb := range tables.Published() {
		for _, c := range tb.Columns {
			switch {
			case slices.Contains(naming, c.Privacy):
				values := h.values(tb, c)
				if len(values) < 2 {
					h.t.Errorf("%s.%s holds no value to look for", tb.Name, c.Name)
				}
				for value := range values {
					all[value] = true
					for word := range strings.FieldsSeq(value) {
						all[word] = true
					}
				}
			case slices.Contains(telling, c.Privacy), c.Name == "source":
				maps.Copy(all, h.values(tb, c))
			}
		}
	}
	maps.DeleteFunc(all, func(v string, _ bool) bool { return len(v) < 4 })
	return all
}

// isDay tells whether a value is a date finer than a year, as text or as a number of seconds or milliseconds of our time.
func isDay(value string) bool {
	for _, layout := range []string{time.DateOnly, "2006-01", "01/02/2006", "1/2/2006", "2.1.2006", "20060102", time.RFC3339, time.DateTime, "2006-01-02T15:04:05", "Jan 2, 2006", "2 Jan 2006"} {
		if _, err := time.Parse(layout, value); err == nil {
			return true
		}
	}
	var n float64
	if json.Unmarshal([]byte(value), &n) != nil {
		return false
	}
	for _, unit := range []float64{1, 1e3, 1e6} {
		if at := n / unit; at > 6e8 && at < 2.5e9 { // 1989 to 2049
			return true
		}
	}
	return false
}

// counted: a row of analytics is a row of analytics_sh, and one whose id the rest joins by is one there.
func (h harbor) counted(tb tables.Table) {
	h.t.Helper()
	count := "SELECT count() FROM {p}%s." + tb.Name
	want, got := h.count(fmt.Sprintf(count, tables.Analytics)), h.count(fmt.Sprintf(count, tables.AnalyticsSH))
	keys := "SELECT uniqExact(" + strings.Join(tb.OrderBy, ", ") + ") FROM {p}%s." + tb.Name
	if want != got || h.count(fmt.Sprintf(keys, tables.Analytics)) != h.count(fmt.Sprintf(keys, tables.AnalyticsSH)) {
		h.t.Errorf("%s has %d rows, that of analytics %d, or other ids", tb.Name, got, want)
	}
}

// aged: whoever is 90 or will be this year has no year of birth, and is not lost.
func (h harbor) aged() {
	h.t.Helper()
	now := h.count("SELECT toYear(now('UTC'))")
	old := h.count(fmt.Sprintf("SELECT countIf(toYear(birth_date) <= %d) FROM {p}analytics.patient", now-90))
	flagged := h.count("SELECT countIf(is_90_or_older AND birth_year IS NULL) FROM {p}analytics_sh.patient")
	shown := h.count(fmt.Sprintf("SELECT countIf(birth_year <= %d OR birth_year > %d) FROM {p}analytics_sh.patient", now-90, now))
	if old == 0 || flagged != old || shown > 0 {
		h.t.Errorf("%d are that old, %d flagged, %d shown", old, flagged, shown)
	}
	if h.count("SELECT countIf(birth_year > 0) FROM {p}analytics_sh.patient") == 0 {
		h.t.Error("no year of birth is left")
	}
}
