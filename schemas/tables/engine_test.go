package tables_test

import (
	"bytes"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/apache/arrow/go/v17/arrow/ipc"
	"github.com/google/go-cmp/cmp"

	"github.com/nightrounds/rounds/load/engine"
	"github.com/nightrounds/rounds/load/engine/enginetest"
	"github.com/nightrounds/rounds/schemas/tables"
)

func TestMain(m *testing.M) { enginetest.Main(m) }

// server is the real engine with every table and view in databases of its own.
type server struct {
	t        *testing.T
	url      string
	password string
	prefix   string
}

// TestServer shares one set of tables; each part writes rows of a source of its own.
func TestServer(t *testing.T) {
	s := start(t, "tables_")
	for _, part := range []struct {
		name string
		test func(server)
	}{
		{"gives back what was encoded", givesBack},
		{"describes every column", describes},
		{"gives back who is who", givesBackWhoIsWho},
		{"shows the latest and no tombstones", showsTheLatest},
		{"shows a state once", showsAStateOnce},
		{"publishes what analysts ask", publishes},
		{"answers questions over four vendors", answersOverVendors},
		{"joins what sources hold of one contact", joinsContacts},
		{"keeps Safe Harbor", keepsSafeHarbor},
		{"tells how fresh its rows are", tellsFreshness},
		{"answers the queries of the reference", answersTheReference},
		{"finds words in notes", findsWords},
	} {
		t.Run(part.name, func(t *testing.T) {
			s.t = t
			part.test(s)
		})
	}
}

func start(t *testing.T, prefix string) server {
	t.Helper()
	e := enginetest.Start(t)
	s := server{t: t, url: "http://" + e.HTTPAddr() + "/", password: must(e.Password(engine.Loader)), prefix: prefix}
	for range 2 { // a second time is harmless
		for _, database := range []string{tables.Raw, tables.FHIR, tables.FHIRCurrent, tables.Analytics, tables.Notes, tables.AnalyticsSH, tables.Link, tables.Ops} {
			s.do("CREATE DATABASE IF NOT EXISTS "+tables.Quote(prefix+database), nil)
		}
		for _, tb := range tables.All() {
			s.do(tables.DDL(prefix, tb), nil)
		}
		for _, v := range tables.Views() {
			s.do(tables.ViewDDL(prefix, v), nil)
		}
	}
	return s
}

// do runs a statement and gives the answer.
func (s server) do(statement string, body io.Reader) []byte {
	s.t.Helper()
	settings := url.Values{"query": {statement}, "async_insert": {"0"}, "input_format_null_as_default": {"0"}, "optimize_on_insert": {"0"},
		"wait_end_of_query": {"1"}, "output_format_arrow_string_as_string": {"1"}}
	req, err := http.NewRequestWithContext(s.t.Context(), http.MethodPost, s.url+"?"+settings.Encode(), body)
	if err != nil {
		s.t.Fatal(err)
	}
	req.SetBasicAuth(engine.Loader, s.password)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		s.t.Fatal(err)
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		s.t.Fatalf("%s: %v %s\n%s", resp.Status, err, answer, statement)
	}
	return answer
}

func (s server) insert(f tables.Filled) {
	s.t.Helper()
	var wire bytes.Buffer
	w := ipc.NewWriter(&wire, ipc.WithSchema(f.Record.Schema()))
	if err := w.Write(f.Record); err != nil {
		s.t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		s.t.Fatal(err)
	}
	s.do("INSERT INTO "+tables.Qualified(s.prefix, f.Table.Database, f.Table.Name)+" FORMAT ArrowStream", &wire)
}

// insertAll writes what a batch holds.
func (s server) insertAll(b *tables.Batch) {
	s.t.Helper()
	for _, f := range b.Records() {
		s.insert(f)
		f.Record.Release()
	}
}

// rows reads a table or view; rest is what follows its name.
func (s server) rows(database, name, rest string) []map[string]any {
	s.t.Helper()
	answer := s.do("SELECT * FROM "+tables.Qualified(s.prefix, database, name)+" "+rest+" FORMAT ArrowStream", nil)
	r, err := ipc.NewReader(bytes.NewReader(answer))
	if err != nil {
		s.t.Fatal(err)
	}
	defer r.Release()
	var all []map[string]any
	for r.Next() {
		all = append(all, cells(r.Record())...)
	}
	if r.Err() != nil {
		s.t.Fatal(r.Err())
	}
	return all
}

// givesBack: every table that is fed, type by type.
func givesBack(s server) {
	b := tables.NewBatch()
	if err := b.Add(lineage(), fullResources()...); err != nil {
		s.t.Fatal(err)
	}
	filled := append(fullBooks(), b.Records()...)
	for _, f := range filled {
		s.insert(f)
		s.insert(f) // writing again is harmless
		final := "FINAL "
		if slices.ContainsFunc(f.Table.Columns, func(c tables.Column) bool { return c.Name == "source" }) {
			final += "WHERE source = 'north' "
		}
		got := s.rows(f.Table.Database, f.Table.Name, final+"ORDER BY "+strings.Join(f.Table.OrderBy, ", "))
		if diff := cmp.Diff(cells(f.Record), got); diff != "" {
			s.t.Errorf("%s.%s differs (-encoded +server):\n%s", f.Table.Database, f.Table.Name, diff)
		}
		f.Record.Release()
	}
	if want := len(tables.All()) - len(tables.Published()) - len(tables.Linked()) - len(tables.SafeHarbor()); len(filled) != want {
		s.t.Errorf("%d tables were written, %d are fed", len(filled), want)
	}
}

// describes: the dictionary is in the server, and no type was understood otherwise than it was meant.
func describes(s server) {
	want := map[string][]tables.Column{}
	for _, tb := range tables.All() {
		want[tb.Database+"."+tb.Name] = tb.Columns
	}
	for _, v := range tables.Views() {
		want[v.Database+"."+v.Name] = v.Columns
	}
	for name, columns := range want {
		answer := s.do("DESCRIBE "+s.prefix+name+" FORMAT TSVRaw SETTINGS print_pretty_type_names = 0", nil)
		got := strings.Split(strings.TrimSpace(string(answer)), "\n")
		if len(got) != len(columns) {
			s.t.Errorf("%s has %d columns, want %d", name, len(got), len(columns))
			continue
		}
		for i, c := range columns {
			fields := strings.Split(got[i], "\t")
			// The server quotes names inside a tuple that are key words.
			if typ := strings.ReplaceAll(fields[1], "`", ""); fields[0] != c.Name || typ != c.Type.ClickHouse || fields[4] != c.Doc {
				s.t.Errorf("%s: the server says %q of %s %s", name, fields, c.Name, c.Type.ClickHouse)
			}
		}
	}
}

func showsTheLatest(s server) {
	old, later := lineage(), lineage()
	old.Source, later.Source = "latest", "latest"
	later.ObservedAt = later.ObservedAt.Add(time.Second)
	stub := later
	stub.Owner, stub.ObservedAt = false, later.ObservedAt.Add(time.Second)
	for _, write := range []func(*tables.Batch) error{
		func(b *tables.Batch) error { return b.Add(later, patient("a", "new"), patient("b", "back")) },
		func(b *tables.Batch) error { return b.Add(old, patient("a", "old"), patient("c", "dead")) },
		func(b *tables.Batch) error { return b.Add(stub, patient("a", "stub")) },
		func(b *tables.Batch) error { return b.Tombstone(old, "Patient", "b") },
		func(b *tables.Batch) error { return b.Tombstone(later, "Patient", "c") },
	} {
		b := tables.NewBatch()
		if err := write(b); err != nil {
			s.t.Fatal(err)
		}
		s.insertAll(b)
	}
	var got []string
	for _, row := range s.rows(tables.FHIRCurrent, "patient", "WHERE source = 'latest' ORDER BY id") {
		got = append(got, row["id"].(string)+" "+row["family"].(string))
	}
	if want := []string{"a new", "b back"}; !slices.Equal(got, want) {
		s.t.Errorf("got %q, want %q", got, want)
	}
}

// showsAStateOnce: one that two processes read at once is one; one that came back after another is two.
func showsAStateOnce(s server) {
	l := lineage()
	l.Source = "states"
	b := tables.NewBatch()
	for _, text := range []string{"a", "a", "b", "a"} {
		l.Hash[0] = text[0]
		d := fullDocument()
		d.Description = &text
		if err := b.Add(l, d); err != nil {
			s.t.Fatal(err)
		}
		l.ObservedAt = l.ObservedAt.Add(time.Second)
	}
	s.insertAll(b)
	var got []string
	for _, row := range s.rows(tables.FHIRCurrent, "document_reference_version", "WHERE source = 'states' ORDER BY observed_at") {
		got = append(got, row["description"].(string))
	}
	if want := []string{"a", "b", "a"}; !slices.Equal(got, want) {
		s.t.Errorf("got %q, want %q", got, want)
	}
}
