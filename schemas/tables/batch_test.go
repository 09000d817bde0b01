package tables_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/samply/golang-fhir-models/fhir-models/fhir"
	"pgregory.net/rapid"

	"github.com/nightrounds/rounds/schemas/r4"
	"github.com/nightrounds/rounds/schemas/tables"
)

func patient(id, family string) *r4.Patient {
	p := &r4.Patient{}
	p.Id = &id
	p.Name = []fhir.HumanName{{Family: &family}}
	return p
}

// drain gives the rows of each filled table and releases the batches.
func drain(b *tables.Batch) map[string][]map[string]any {
	out := map[string][]map[string]any{}
	for _, f := range b.Records() {
		out[f.Table.Name] = cells(f.Record)
		f.Record.Release()
	}
	return out
}

func TestBatchKeepsTheGreatestVersion(t *testing.T) {
	first, later, owned := lineage(), lineage(), lineage()
	first.Owner, later.Owner = false, false
	later.ObservedAt = first.ObservedAt.Add(time.Hour)
	remapped := later
	remapped.MapperRev++
	for name, c := range map[string]struct {
		lines  []tables.Lineage
		family []string
		want   string
	}{
		"a later stub beats an earlier one":    {[]tables.Lineage{first, later}, []string{"early", "late"}, "late"},
		"whatever order they come in":          {[]tables.Lineage{later, first}, []string{"late", "early"}, "late"},
		"the owner beats a later stub":         {[]tables.Lineage{owned, later}, []string{"own", "stub"}, "own"},
		"a newer mapping beats an older":       {[]tables.Lineage{remapped, later}, []string{"new", "old"}, "new"},
		"equal versions by content, one way":   {[]tables.Lineage{first, first}, []string{"a", "b"}, "b"},
		"equal versions by content, the other": {[]tables.Lineage{first, first}, []string{"b", "a"}, "b"},
	} {
		b := tables.NewBatch()
		for i, l := range c.lines {
			if err := b.Add(l, patient("p", c.family[i])); err != nil {
				t.Fatal(err)
			}
		}
		if b.Rows() != 1 {
			t.Errorf("%s: %d rows", name, b.Rows())
		}
		if got := drain(b)["patient"][0]["family"]; got != c.want {
			t.Errorf("%s: %v was kept", name, got)
		}
	}
}

func TestBatchTellsSourcesApart(t *testing.T) {
	north, south := lineage(), lineage()
	south.Source = "south"
	b := tables.NewBatch()
	for _, l := range []tables.Lineage{north, south} {
		if err := b.Add(l, patient("p", "Oak")); err != nil {
			t.Fatal(err)
		}
	}
	if b.Rows() != 2 {
		t.Errorf("%d rows, want one per source", b.Rows())
	}
}

func TestBatchKeepsEveryStateOfANote(t *testing.T) {
	l := lineage()
	b := tables.NewBatch()
	for range 3 {
		if err := b.Add(l, fullDocument()); err != nil {
			t.Fatal(err)
		}
		l.ObservedAt = l.ObservedAt.Add(time.Second)
	}
	if err := b.Tombstone(l, "DocumentReference", *fullDocument().Id); err != nil {
		t.Fatal(err)
	}
	rows := drain(b)
	if n := len(rows["document_reference"]); n != 1 || fmt.Sprint(rows["document_reference"][0]["_deleted"]) != "1" {
		t.Errorf("document_reference has %d rows, want the tombstone alone", n)
	}
	if n := len(rows["document_reference_version"]); n != 3 {
		t.Errorf("document_reference_version has %d rows, want every state", n)
	}
}

// A note that is there once gives both tables the same row; each record batch is released on its own.
func TestBatchSharesTheRowsOfNotes(t *testing.T) {
	l := lineage()
	b := tables.NewBatch()
	for range 2 {
		if err := b.Add(l, fullDocument()); err != nil {
			t.Fatal(err)
		}
		l.Source += "x"
	}
	rows := drain(b)
	if diff := cmp.Diff(rows["document_reference"], rows["document_reference_version"]); diff != "" || len(rows["document_reference"]) != 2 {
		t.Errorf("the rows differ:\n%s", diff)
	}
}

// As many rows in both tables of notes, and yet not the same ones.
func TestBatchSharesNoRowsThatDiffer(t *testing.T) {
	l := lineage()
	b := tables.NewBatch()
	for range 2 {
		if err := b.Add(l, fullDocument()); err != nil {
			t.Fatal(err)
		}
		l.ObservedAt = l.ObservedAt.Add(time.Second)
	}
	if err := b.Tombstone(l, "DocumentReference", "other"); err != nil {
		t.Fatal(err)
	}
	rows := drain(b)
	for i, row := range rows["document_reference_version"] {
		if row["id"] != *fullDocument().Id || len(rows["document_reference"]) != 2 || rows["document_reference"][1]["id"] != "other" {
			t.Errorf("row %d of the history is %v", i, row["id"])
		}
	}
}

func TestBatchIsEmptyAfterRecords(t *testing.T) {
	b := tables.NewBatch()
	if err := b.Add(lineage(), fullResources()...); err != nil {
		t.Fatal(err)
	}
	if b.Rows() != len(fullResources())+1 || b.Bytes() < 2000 {
		t.Errorf("%d rows, %d bytes", b.Rows(), b.Bytes())
	}
	drain(b)
	if b.Rows() != 0 || b.Bytes() != 0 || len(drain(b)) != 0 {
		t.Errorf("%d rows and %d bytes are left", b.Rows(), b.Bytes())
	}
}

func TestBatchRefuses(t *testing.T) {
	noStatus := &r4.Encounter{}
	noStatus.Id = new("ZZCANARY")
	for name, try := range map[string]func(*tables.Batch) error{
		"a resource without id":     func(b *tables.Batch) error { return b.Add(lineage(), &r4.Patient{}) },
		"a resource without status": func(b *tables.Batch) error { return b.Add(lineage(), noStatus) },
		"a type no table holds":     func(b *tables.Batch) error { return b.Add(lineage(), stranger{patient("ZZCANARY", "x")}) },
		"a type that only says so": func(b *tables.Batch) error {
			return b.Add(lineage(), patient("a", "x"), impostor{patient("ZZCANARY", "x")})
		},
		"a tombstone of such a type": func(b *tables.Batch) error { return b.Tombstone(lineage(), "Basic", "ZZCANARY") },
		"a tombstone that has no id": func(b *tables.Batch) error { return b.Tombstone(lineage(), "Patient", "") },
	} {
		b := tables.NewBatch()
		err := try(b)
		switch {
		case err == nil:
			t.Errorf("%s is taken", name)
		case strings.Contains(err.Error(), "ZZCANARY"):
			t.Errorf("%s: the error carries a value", name)
		case b.Rows() != 0:
			t.Errorf("%s: left %d rows", name, b.Rows())
		}
	}
}

type stranger struct{ *r4.Patient }

func (stranger) Type() string { return "Basic" }

// impostor says that it is a Patient, and is another Go type.
type impostor struct{ *r4.Patient }

// Owner counts before time and time before mapping, whatever the numbers are.
func TestVersionOrders(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string) tables.Lineage {
			return tables.Lineage{
				Owner:      rapid.Bool().Draw(t, name+" owner"),
				ObservedAt: time.UnixMilli(rapid.Int64Range(0, 1<<42-1).Draw(t, name+" ms")),
				MapperRev:  rapid.Uint32Range(0, 1<<20-1).Draw(t, name+" rev"),
			}
		}
		a, b := draw("a"), draw("b")
		want := a.ObservedAt.Compare(b.ObservedAt)
		switch {
		case a.Owner != b.Owner && a.Owner:
			want = 1
		case a.Owner != b.Owner:
			want = -1
		case want == 0 && a.MapperRev != b.MapperRev:
			want = 1
			if a.MapperRev < b.MapperRev {
				want = -1
			}
		}
		got := 0
		switch va, vb := a.Version(), b.Version(); {
		case va > vb:
			got = 1
		case va < vb:
			got = -1
		}
		if got != want {
			t.Fatalf("version orders them %d, want %d", got, want)
		}
	})
}

// BenchmarkBatchAdd is one resource from its struct to the record batch, for every type and for a note of 2 KB.
func BenchmarkBatchAdd(b *testing.B) {
	for _, r := range fullResources() {
		b.Run(r.Type(), func(b *testing.B) { benchmarkAdd(b, r) })
	}
	note := noteOf("n", "e", new(fhir.CompositionStatusFinal), "2026-01-03T03:30:00Z").(*r4.DocumentReference)
	note.Content[0].Attachment = attachment("text/plain", strings.Repeat("The patient sleeps better. ", 75))
	b.Run("note of 2 KB", func(b *testing.B) { benchmarkAdd(b, note) })
}

func benchmarkAdd(b *testing.B, r r4.Resource) {
	batch := tables.NewBatch()
	l := lineage()
	b.ReportAllocs()
	for i := range b.N {
		l.Source = strconv.Itoa(i) // every row is of its own
		if err := batch.Add(l, r); err != nil {
			b.Fatal(err)
		}
		if batch.Rows() >= 10000 {
			drop(batch)
		}
	}
	drop(batch)
}

func drop(b *tables.Batch) {
	for _, f := range b.Records() {
		f.Record.Release()
	}
}
