package clickhouse_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/schemas/tables"
)

// shown is a warehouse with the tables of analytics and of analytics_sh.
type shown struct {
	*testing.T
	*clickhouse.Warehouse
	prefix string
}

func (s shown) do(sql string)           { s.Helper(); must(s, s.prefix, sql) }
func (s shown) ask(sql string) []string { s.Helper(); return ask(s, s.Warehouse, s.prefix, sql) }

func (s shown) publish() {
	s.Helper()
	if _, err := s.Publish(s.Context(), "run", s.SafeHarbor()); err != nil {
		s.Fatal(err)
	}
}

// TestSafeHarborIsPublished shares one set of tables.
func TestSafeHarborIsPublished(t *testing.T) {
	w, prefix := fresh(t)
	prepare(t, w, slices.Concat([]tables.Table{tables.Publishes.Table, tables.Surrogates.Table}, tables.Published(), tables.SafeHarbor()))
	for _, part := range []struct {
		name string
		test func(shown)
	}{
		{"an id without a surrogate ends the publish", undrawn},
		{"a surrogate is drawn once", drawnOnce},
		{"a surrogate drawn twice counts once", drawnTwice},
		{"what is shown no more goes", retired},
		{"rows lie in the order of surrogates", shuffled},
	} {
		t.Run(part.name, func(t *testing.T) {
			s := shown{t, w, prefix}
			for _, table := range []string{"link.surrogate", "analytics.patient", "analytics.visit", "analytics.note", "analytics.contact"} {
				s.do("TRUNCATE TABLE {p}" + table)
			}
			part.test(s)
		})
	}
}

const standins = "SELECT id, surrogate FROM {p}link.surrogate FINAL ORDER BY id"

func drawnOnce(s shown) {
	s.do("INSERT INTO {p}analytics.patient (patient_id, person_id, birth_date) VALUES ('a', 'one', '1950-02-03'), ('b', 'one', NULL), ('', '', NULL)")
	s.do("INSERT INTO {p}analytics.visit (visit_id, visit_group, patient_id) VALUES ('v', 'v', 'a')")
	publish := func() []string {
		s.publish()
		return s.ask(standins)
	}
	first := publish()
	if len(first) != 4 {
		s.Fatalf("%d surrogates of a, b, one, v", len(first))
	}
	s.do("INSERT INTO {p}analytics.note (note_id, author_id, patient_id) VALUES ('n', 'd', 'a')")
	second := publish()
	isNew := func(pair string) bool { return pair[0] == 'n' || pair[0] == 'd' }
	if len(second) != 6 || !slices.Equal(slices.DeleteFunc(slices.Clone(second), isNew), first) {
		s.Error("a second publish changed surrogates, or drew none for what is new")
	}
	for _, pair := range second {
		id, random, _ := strings.Cut(pair, " ")
		if u, err := uuid.Parse(random); err != nil || u.Version() != 4 {
			s.Errorf("the surrogate of %s is no random UUID", id)
		}
	}
	joined := s.ask("SELECT uniqExact(p.person_id), count(), countIf(v.visit_id != '' AND v.visit_id = v.visit_group) FROM {p}analytics_sh.patient AS p " +
		"LEFT JOIN {p}analytics_sh.visit AS v ON v.patient_id = p.patient_id WHERE p.patient_id != ''")
	if !slices.Equal(joined, []string{"1 2 1"}) {
		s.Errorf("what joins in analytics does not join by surrogates: %q", joined)
	}
	if got := s.ask("SELECT patient_id, person_id FROM {p}analytics_sh.patient WHERE patient_id = ''"); !slices.Equal(got, []string{" "}) {
		s.Errorf("an id that is empty became %q", got)
	}
}

// A second row for an id, as after an insert whose answer was lost, doubles nothing and breaks no join.
func drawnTwice(s shown) {
	s.do("INSERT INTO {p}analytics.patient (patient_id, person_id) VALUES ('a', 'one')")
	for range 2 {
		s.do("INSERT INTO {p}link.surrogate SELECT 'a', toString(generateUUIDv4()), now64(3)")
	}
	for range 2 {
		s.publish()
		if got := s.ask("SELECT count() FROM {p}analytics_sh.patient WHERE patient_id IN (SELECT surrogate FROM {p}link.surrogate FINAL WHERE id = 'a')"); got[0] != "1" {
			s.Errorf("%s rows bear the surrogate that counts", got[0])
		}
	}
}

// Nothing is shown under an empty id in the place of one.
func undrawn(s shown) {
	s.do("INSERT INTO {p}analytics.patient (patient_id, person_id) VALUES ('a', 'one')")
	if _, err := s.Publish(s.Context(), "run", clickhouse.Stage{Tables: tables.SafeHarbor()}); err == nil {
		s.Error("published without drawing surrogates")
	}
	if got := s.ask("SELECT count() FROM {p}analytics_sh.patient"); got[0] != "0" {
		s.Errorf("%s rows are shown", got[0])
	}
}

// A table of analytics_sh that an earlier version published goes, also one whose publish was stopped; what somebody else put there stays.
func retired(s shown) {
	old := tables.Table{Database: tables.AnalyticsSH, Name: "leaflet", Doc: "One row is a test.", Engine: "MergeTree", OrderBy: []string{"id"}, From: "{analytics}.patient",
		Columns: []tables.Column{{Name: "id", Type: tables.Type{ClickHouse: "String"}, Doc: "The id.", Expr: "patient_id"}}}
	if _, err := s.Publish(s.Context(), "run", clickhouse.Stage{Tables: []tables.Table{old}}); err != nil {
		s.Fatal(err)
	}
	for _, name := range []string{"leaflet__next", "theirs"} {
		s.do("CREATE TABLE {p}analytics_sh." + name + " (id String) ENGINE = MergeTree ORDER BY id")
	}
	s.publish()
	got := s.ask("SELECT name FROM system.tables WHERE database = '{p}analytics_sh' ORDER BY name")
	want := []string{"theirs"}
	for _, t := range tables.SafeHarbor() {
		want = append(want, t.Name)
	}
	if slices.Sort(want); !slices.Equal(got, want) {
		s.Errorf("analytics_sh holds %q, want %q", got, want)
	}
}

// The order in which rows lie is that of the surrogates, over all files: else it would be that of dates.
func shuffled(s shown) {
	s.do("INSERT INTO {p}analytics.contact (contact_id, person_id, contact_date) SELECT toString(number), 'one', toDate32('2020-01-01') + number FROM numbers(2000)")
	s.publish()
	got := s.ask("SELECT contact_id FROM {p}analytics_sh.contact ORDER BY _part, _part_offset")
	if len(got) != 2000 || !slices.IsSorted(got) {
		s.Errorf("%d rows, in order %v", len(got), slices.IsSorted(got))
	}
	for _, t := range tables.SafeHarbor() {
		if !strings.HasSuffix(t.From, "\nORDER BY `"+strings.Join(t.OrderBy, "`, `")+"`") {
			s.Errorf("the rows of %s are not sorted before they are written: which of them share a file would tell their order", t.Name)
		}
	}
}
