package clickhouse_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/schemas/tables"
)

// ids of invented resources.
const (
	ada    = "00000000-0000-5000-8000-00000000000a"
	bob    = "00000000-0000-5000-8000-00000000000b"
	gone   = "00000000-0000-5000-8000-0000000000de"
	nobody = "00000000-0000-5000-8000-0000000000ff"
	visit  = "00000000-0000-5000-8000-000000000001"
)

// ward fills a warehouse with two patients, one deleted and one visit that points to all of them and to nobody.
func ward(t *testing.T) *clickhouse.Warehouse {
	t.Helper()
	w, prefix := fresh(t)
	prepare(t, w, tables.All())
	add := func(table, columns string, rows ...string) {
		must(t, prefix, "INSERT INTO {p}fhir."+table+" (source, vendor, id, _version, loaded_at, observed_at, _deleted, "+columns+") VALUES "+strings.Join(rows, ", "))
	}
	const shared = "[('', [], 'urn:mrn', '7', NULL, '', NULL, '')]"
	loaded := func(n int) string { return fmt.Sprintf("'2026-03-01 08:%02d:00.007', '2026-03-01 08:00:00.007'", n) }
	add("patient", "resource, family, identifiers, profile_gaps",
		"('s', 'v', '"+ada+"', 1, "+loaded(1)+", 0, '"+resourceOf("Patient", ada, "")+"', 'Ada', "+shared+", [])",
		"('s', 'v', '"+ada+"', 2, "+loaded(2)+", 0, '"+resourceOf("Patient", ada, `,"active":true`)+"', 'Ada', "+shared+", ['no-gender'])",
		"('s', 'v', '"+bob+"', 1, "+loaded(5)+", 0, '"+resourceOf("Patient", bob, "")+"', '', "+shared+", ['no-gender', 'no-name'])",
		"('s', 'v', '"+gone+"', 1, "+loaded(1)+", 0, '"+resourceOf("Patient", gone, "")+"', 'Gone', [], [])",
		"('s', 'v', '"+gone+"', 2, "+loaded(6)+", 1, '', '', [], [])")
	add("encounter", "resource", "('s', 'v', '"+visit+"', 1, "+loaded(3)+", 0, '"+resourceOf("Encounter", visit,
		`,"x":[{"reference":"Patient/`+ada+`"},{"reference":"Patient/`+gone+`"},{"reference":"Patient/`+nobody+`"},{"reference":"Patient/`+nobody+
			`","identifier":{"value":"7"}},{"reference":"#inside"},{"display":"a quoted \\"reference\\":\\"Patient/x\\""}]`)+"')")
	put(t, w, tables.Issues, tables.IssueCount{WindowID: "w", RunID: "run", Source: "s", Kind: "visit", Reason: "unknown_code", Path: "status", Endpoint: "/visit", Count: 3},
		tables.IssueCount{WindowID: "w", RunID: "run", Source: "s", Kind: "visit", Reason: "bad_date", Path: "start", Endpoint: "/visit", Count: 1},
		tables.IssueCount{WindowID: "v", RunID: "before", Source: "s", Kind: "visit", Reason: "bad_date", Path: "start", Count: 9})
	put(t, w, tables.Windows, tables.Window{ID: "w", RunID: "run", Source: "s", Kind: "visit", Status: "done", Started: at(1), Finished: at(2), UpdatedAt: at(2), Books: tables.Books{Loaded: 4, Quarantined: 1}})
	var records []tables.RawRecord
	for n := range 30 {
		body := `{"id": 1, "gender": "x", "phone": "y"}`
		if n == 0 {
			body = `{"id": 1, "gender": "x"}` // not all had a phone
		}
		records = append(records, landed(n, "before", "visit", body), landed(n, "before", "note", body), landed(n+30, "run", "visit", `{"id": 1, "sex": "x"}`))
		if n < 9 { // too few to tell
			records = append(records, landed(n+30, "run", "note", `{"id": 1}`))
		}
		for kind, body := range map[string]string{"visit": body, "note": `{"id": 1}`} { // another endpoint tells what it always told
			then, now := landed(n+60, "before", kind, body), landed(n+90, "run", kind, body)
			then.Origin, now.Origin = "/"+kind+"/{id}", "/"+kind+"/{id}"
			records = append(records, then, now)
		}
	}
	put(t, w, tables.RawRecords, records...)
	return w
}

// landed is a record as a run landed it.
func landed(n int, run, kind, body string) tables.RawRecord {
	return tables.RawRecord{Source: "s", Vendor: "v", Kind: kind, ID: fmt.Sprint(n), ObservedAt: at(n), RunID: run, LoadedAt: at(n), Body: []byte(body),
		Origin: fmt.Sprintf("/%s page %d", kind, n)}
}

func resourceOf(resourceType, id, more string) string {
	return `{"resourceType":"` + resourceType + `","id":"` + id + `","meta":{"source":"urn:s"}` + more + `}`
}

func TestQualityIsWhatIsThere(t *testing.T) {
	w := ward(t)
	t.Run("checks", func(t *testing.T) { checksTell(t, w) })
	t.Run("references", func(t *testing.T) { referencesTell(t, w) })
	t.Run("rows", func(t *testing.T) { rowsTell(t, w) })
	t.Run("figures", func(t *testing.T) { figuresTell(t, w) })
	t.Run("a run at work", func(t *testing.T) { runsTell(t, w) })
}

func checksTell(t *testing.T, w *clickhouse.Warehouse) {
	found, err := w.Quality(t.Context(), "run")
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, q := range found {
		got[strings.Join([]string{q.Check, q.Source, q.About, q.Element, q.Detail, q.Endpoint}, " ")] = fmt.Sprintf("%d of %d", q.Affected, q.Total)
	}
	for place, want := range map[string]string{
		"must_support s Patient name.family  ":               "1 of 2",
		"must_support s Patient identifier.system  ":         "0 of 2",
		"must_support s Patient telecom.value  ":             "", // nobody has a telecom it could be missing in
		"must_support s Encounter subject  ":                 "1 of 1",
		"us_core s Patient   ":                               "2 of 2",
		"us_core s Patient  no-gender ":                      "2 of 2",
		"us_core s Patient  no-name ":                        "1 of 2",
		"unmapped_code s visit status unknown_code /visit":   "3 of 5",
		"vendor_drift s visit start bad_date /visit":         "1 of 5",
		"vendor_drift s visit gender missing_field /visit":   "30 of 30",
		"vendor_drift s visit phone missing_field /visit":    "",
		"vendor_drift s visit id missing_field /visit":       "",
		"vendor_drift s note gender missing_field /note":     "",
		"reference_dangling s Encounter Patient  ":           "1 of 4",
		"reference_logical s Encounter Patient  ":            "1 of 4",
		"reference_deleted s Encounter Patient  ":            "1 of 4",
		"duplicate_identifier s Patient identifier urn:mrn ": "2 of 2",
		"duplicate_row s fhir_current.patient   ":            "0 of 2",
	} {
		if got[place] != want {
			t.Errorf("%s: %s, want %s", place, got[place], want)
		}
	}
}

func referencesTell(t *testing.T, w *clickhouse.Warehouse) {
	var got []string
	for d := range all(t, w.Dangling(t.Context(), tables.ResourceTables())) {
		got = append(got, fmt.Sprint(d.Target, " ", d.Deleted))
	}
	if want := []string{"Patient/" + gone + " true", "Patient/" + nobody + " false"}; !slices.Equal(got, want) {
		t.Errorf("dangling %q, want %q", got, want)
	}
}

// rowsTell: the present state of each, what was loaded since, and what was deleted since.
func rowsTell(t *testing.T, w *clickhouse.Warehouse) {
	patients := tables.ResourceTables()[0]
	names := func(since time.Time) (found string) {
		for r := range all(t, w.Resources(t.Context(), patients, since)) {
			found += " " + r.ID[35:]
			if want := resourceOf("Patient", ada, `,"active":true`); r.ID == ada && (string(r.Resource) != want || !r.Updated.Equal(at(0))) {
				t.Errorf("%s at %s", r.Resource, r.Updated)
			}
		}
		for id := range all(t, w.Gone(t.Context(), patients, since)) {
			found += " -" + id[34:]
		}
		return found
	}
	for since, want := range map[time.Time]string{{}: " a b -de", at(2): " a b -de", at(3): " b -de", at(6): " -de", at(7): ""} {
		if got := names(since); got != want {
			t.Errorf("since %s:%s, want%s", since, got, want)
		}
	}
	for range all(t, w.Linkages(t.Context())) {
		t.Error("nobody is linked")
	}
}

func runsTell(t *testing.T, w *clickhouse.Warehouse) {
	settled := func() (time.Time, bool) {
		until, busy, err := w.Settled(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return until, busy
	}
	if until, busy := settled(); busy || until.Before(at(9)) {
		t.Errorf("at rest: %s, busy %v", until, busy)
	}
	put(t, w, tables.Runs, tables.Run{ID: "a", Status: "running", Started: at(3), UpdatedAt: at(3)}, tables.Run{ID: "b", Status: "running", Started: at(5), UpdatedAt: at(5)})
	if until, busy := settled(); !busy || !until.Equal(at(3)) {
		t.Errorf("two runs at work: %s, busy %v", until, busy)
	}
}

// figuresTell: every figure can be read, over tables without a row and with some.
func figuresTell(t *testing.T, w *clickhouse.Warehouse) {
	found, err := w.Quality(t.Context(), "run")
	if err != nil {
		t.Fatal(err)
	}
	for i := range found {
		found[i].RunID, found[i].At = "run", at(9)
	}
	put(t, w, tables.Qualities, found...)
	for figure, want := range map[clickhouse.Figure]int{
		clickhouse.ContactsPerWeek: 0, clickhouse.NoteTurnaround: 0, clickhouse.UnsignedNotes: 0, clickhouse.HoursSinceRead: 1, clickhouse.LoadedPerNight: 0,
		clickhouse.PutAside: 0, clickhouse.UnmappedCodes: 0, clickhouse.USCoreShare: 2, clickhouse.QualityOfPublish: 9,
	} {
		points, err := w.Figure(t.Context(), figure)
		if err != nil || len(points) != want {
			t.Errorf("%s: %v, %v", figure, points, err)
		}
	}
	missing, err := w.Figure(t.Context(), clickhouse.MissingElements)
	if err != nil || !slices.Contains(missing, clickhouse.Point{Label: "Patient.name.family", Value: 50}) {
		t.Errorf("%v, %v", missing, err)
	}
	if _, err := w.Figure(t.Context(), "nothing"); err == nil {
		t.Error("a figure that is none was read")
	}
}
