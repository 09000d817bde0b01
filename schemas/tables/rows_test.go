package tables_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/ipc"

	"github.com/nightrounds/rounds/schemas/tables"
)

// decoded sends a record batch over the wire format that the server reads and gives its rows back as indented JSON.
func decoded(t *testing.T, rec arrow.Record) string {
	t.Helper()
	var wire bytes.Buffer
	w := ipc.NewWriter(&wire, ipc.WithSchema(rec.Schema()))
	if err := w.Write(rec); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	r, err := ipc.NewReader(&wire)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Release()
	if !r.Next() {
		t.Fatalf("no batch came back: %v", r.Err())
	}
	return indented(t, cells(r.Record()))
}

// cells gives every row as column name and value.
func cells(rec arrow.Record) []map[string]any {
	rows := make([]map[string]any, rec.NumRows())
	for i := range rows {
		rows[i] = map[string]any{}
		for j, f := range rec.Schema().Fields() {
			rows[i][f.Name] = rec.Column(j).GetOneForMarshal(i)
		}
	}
	return rows
}

func indented(t *testing.T, v any) string {
	t.Helper()
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// Each golden file shows every column of one full row and of one tombstone, for a reader to judge.
func TestFHIRRowsAreGolden(t *testing.T) {
	b := tables.NewBatch()
	if err := b.Add(lineage(), fullResources()...); err != nil {
		t.Fatal(err)
	}
	for _, r := range fullResources() {
		if err := b.Tombstone(lineage(), r.Type(), "dead"); err != nil {
			t.Fatal(err)
		}
	}
	filled := b.Records()
	if len(filled) != 6 {
		t.Fatalf("%d tables were filled, want 6", len(filled))
	}
	for _, f := range filled {
		golden(t, "testdata/"+f.Table.Name+".golden.json", decoded(t, f.Record))
		f.Record.Release()
	}
}
