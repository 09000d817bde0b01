package tables_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/nightrounds/rounds/schemas/tables"
)

const icd, rxnorm = "http://hl7.org/fhir/sid/icd-10-cm", "http://www.nlm.nih.gov/research/umls/rxnorm"

// everyClass is a table of analytics with an id and more columns.
func everyClass(columns ...tables.Column) tables.Table {
	return tables.Table{Database: tables.Analytics, Name: "leaf", Doc: "One row is a leaf.", Engine: "MergeTree", From: "system.one",
		OrderBy: []string{"met_date", "leaf_id", "idx"}, Columns: append([]tables.Column{leaf("leaf_id", "String", tables.Key)}, columns...)}
}

func leaf(name, typ string, class tables.Privacy) tables.Column {
	return tables.Column{Name: name, Type: tables.Type{ClickHouse: typ}, Doc: "A part of the leaf.", Privacy: class, Expr: "''"}
}

func coded(name, system string) tables.Column {
	c := leaf(name, "String", tables.Code)
	c.System = system
	return c
}

var leaves = everyClass(
	leaf("idx", "UInt16", tables.Measure), leaf("run", "String", tables.Technical), leaf("closed", "LowCardinality(String)", tables.Code),
	coded("system", "system"), coded("code", "system"), coded("rx", rxnorm), leaf("words", "String", tables.Words),
	leaf("met_date", "Date32", tables.Date), leaf("met_at", "Nullable(DateTime64(3, 'UTC'))", tables.Date), leaf("met_text", "String", tables.Date),
	leaf("born", "Nullable(Date32)", tables.Birth), leaf("name", "String", tables.Name), leaf("phone", "String", tables.Contact),
	leaf("state", "String", tables.State), leaf("country", "String", tables.Country), leaf("zip", "String", tables.Zip), leaf("city", "String", tables.Geo),
	leaf("wait", "Nullable(Int64)", tables.Span), leaf("updated_at", "Nullable(DateTime64(3, 'UTC'))", tables.Date),
	leaf("mrn", "String", tables.Identifier), leaf("text", "String", tables.Text), leaf("tags", "Array(LowCardinality(String))", tables.Code),
)

func TestWhatIsLeftOfEachClass(t *testing.T) {
	ts, err := tables.Deidentify([]tables.Table{leaves})
	if err != nil || len(ts) != 1 {
		t.Fatal(err, len(ts))
	}
	var names []string
	for _, c := range ts[0].Columns {
		names = append(names, c.Name)
	}
	want := "leaf_id idx closed system code rx met_year born_year is_90_or_older state country zip3 wait tags"
	if got := strings.Join(names, " "); got != want {
		t.Errorf("left are %s, want %s", got, want)
	}
	if order := strings.Join(ts[0].OrderBy, " "); order != "leaf_id idx" || ts[0].Database != tables.AnalyticsSH {
		t.Errorf("%s in the order %s", ts[0].Database, order)
	}
}

// Whoever declares a column the rules do not fit has no program.
func TestWhatNoRuleFitsIsRefused(t *testing.T) {
	for name, c := range map[string][]tables.Column{
		"there is no rule for the privacy class": {leaf("a", "String", "")},
		`privacy class "secret"`:                 {leaf("a", "String", "secret")},
		"column a of class measure":              {leaf("a", "String", tables.Measure)},
		"class measure: the rule":                {leaf("a", "Nullable(DateTime64(3, 'UTC'))", tables.Measure)},
		"column a of class key":                  {leaf("a", "Array(String)", tables.Key)},
		"column a of class code":                 {leaf("a", "Array(Tuple(a String))", tables.Code)},
		"there is no column b to name":           {coded("a", "b")},
		"its system is not a known one":          {coded("a", "urn:of:a:vendor")},
		"column a of class birth":                {leaf("a", "String", tables.Birth)},
		"column a of class span":                 {leaf("a", "UInt32", tables.Span)},
		"column a of class zip":                  {leaf("a", "UInt32", tables.Zip)},
		"column a of class state":                {leaf("a", "Array(String)", tables.State)},
		"column a of class country":              {leaf("a", "Array(String)", tables.Country)},
		"two columns would be called a_year":     {leaf("a_date", "Date32", tables.Date), leaf("a_day", "Date32", tables.Date)},
	} {
		if _, err := tables.Deidentify([]tables.Table{everyClass(c...)}); err == nil || !strings.Contains(err.Error(), name) || !strings.Contains(err.Error(), "analytics.leaf") {
			t.Errorf("%s: %v", name, err)
		}
	}
	unordered := leaves
	unordered.OrderBy = []string{"met_date"}
	if _, err := tables.Deidentify([]tables.Table{unordered}); err == nil || !strings.Contains(err.Error(), "names no id") {
		t.Errorf("a table in the order of dates: %v", err)
	}
}

func TestATableOfIDsAloneIsLeftOut(t *testing.T) {
	bare := everyClass(leaf("idx", "UInt16", tables.Measure), leaf("vendor", "LowCardinality(String)", tables.Code), leaf("mrn", "String", tables.Identifier))
	elsewhere := leaves
	elsewhere.Database = tables.Notes
	if ts, err := tables.Deidentify([]tables.Table{bare, elsewhere}); err != nil || len(ts) > 0 {
		t.Errorf("%d tables, %v", len(ts), err)
	}
}

// No table of Safe Harbor reads anything but its own of analytics, and none has a column that could hold a day or a text.
func TestSafeHarborReadsAnalyticsAlone(t *testing.T) {
	all := tables.SafeHarbor()
	if len(all) < 8 {
		t.Errorf("%d tables", len(all))
	}
	allowed := []tables.Privacy{tables.Key, tables.Code, tables.Measure, tables.State, tables.Country, tables.Zip}
	for _, tb := range all {
		sql := tables.Select("", tb)
		for _, database := range []string{tables.Raw, tables.FHIR, tables.FHIRCurrent, tables.Notes, tables.Ops} {
			if strings.Contains(sql, "`"+database+"`") {
				t.Errorf("%s reads %s", tb.Name, database)
			}
		}
		for _, c := range tb.Columns {
			if !slices.Contains(allowed, c.Privacy) || strings.Contains(c.Type.ClickHouse, "Date") {
				t.Errorf("%s.%s is a %s of class %s", tb.Name, c.Name, c.Type.ClickHouse, c.Privacy)
			}
		}
	}
}

// keepsSafeHarbor writes rows of which each value is of its class, and reads what the rules leave of them.
func keepsSafeHarbor(s server) {
	shown := must(tables.Deidentify([]tables.Table{leaves}))[0]
	for _, tb := range []tables.Table{leaves, shown} {
		s.do(tables.DDL(s.prefix, tb), nil)
	}
	var now int
	_, _ = fmt.Sscan(string(s.do("SELECT toYear(now('UTC')) FORMAT TSVRaw", nil)), &now)
	for id, r := range []struct{ system, code, rx, state, country, zip, born string }{
		{icd, "F33.1", "197361", "ca", "usa", "94103-1234", newYearsEve(now - 89)},
		{icd, "Ada Oak", "555-0100", " Michigan ", "", "03601", newYearsEve(now - 90)}, // whose birthday has not come, too
		{"urn:of:a:vendor", "F33.1", "0", "--", "", "94103", "NULL"},
		{rxnorm, "197361", "19736112345", "", "Germany", "10115", newYearsEve(now - 120)},
		{icd, "f33.1", "", "NSW", "", "2000", "'1900-01-01'"},
		{"", "", "", "", "", "00601", newYearsEve(now)},
		{icd, "J45.909\\nAda", "1\\n", "DE", "DE", "19801", newYearsEve(now + 1)},
	} {
		s.do(fmt.Sprintf("INSERT INTO %sanalytics.leaf (leaf_id, system, code, rx, state, country, zip, born, met_date, met_at, wait, updated_at, closed, tags) VALUES ('%d', '%s', '%s', '%s', '%s', "+
			"'%s', '%s', %s, '%d-03-04', '%d-01-01 03:00:00', 60, '2025-01-01 03:00:00', 'open', ['x'])", s.prefix, id+1, r.system, r.code, r.rx, r.state, r.country, r.zip, r.born, now-90+id%2, now-90+id%3), nil)
		s.do(fmt.Sprintf("INSERT INTO %slink.surrogate VALUES ('%d', 'random-%[2]d', now64(3))", s.prefix, id+1), nil)
	}
	s.do("INSERT INTO "+s.prefix+"analytics_sh.leaf "+tables.Select(s.prefix, shown), nil)
	var got []string
	for _, r := range s.rows(tables.AnalyticsSH, "leaf", "ORDER BY leaf_id") {
		line := ""
		for _, c := range shown.Columns {
			line += fmt.Sprint(r[c.Name], "|")
		}
		got = append(got, line)
	}
	want := []string{ // leaf_id idx closed system code rx met_year born_year is_90_or_older state country zip3 wait tags
		fmt.Sprintf("random-1|0|open|%s|F33.1|197361|<nil>|%d|false|CA|US|941|60|[x]|", icd, now-89),
		fmt.Sprintf("random-2|0|open|%s|||%d|<nil>|true|MI||000|60|[x]|", icd, now-89),
		"random-3|0|open||||<nil>|<nil>|<nil>||||<nil>|[x]|",
		fmt.Sprintf("random-4|0|open|%s|197361||%d|<nil>|true||DE||<nil>|[x]|", rxnorm, now-89),
		fmt.Sprintf("random-5|0|open|%s|||<nil>|<nil>|true||||<nil>|[x]|", icd),
		fmt.Sprintf("random-6|0|open||||%d|%d|false|||006|<nil>|[x]|", now-89, now),
		fmt.Sprintf("random-7|0|open|%s|||<nil>|%d|false|DE|DE||60|[x]|", icd, now+1),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		s.t.Errorf("(-want +got):\n%s", diff)
	}
}

func newYearsEve(year int) string { return fmt.Sprintf("'%d-12-31'", year) }
