package tables_test

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"testing"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
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
			rows[i][f.Name] = cell(rec.Column(j), i)
		}
	}
	return rows
}

// cell is one value: what was fed as bytes reads like what the server gives back as text.
func cell(a arrow.Array, i int) any {
	if a.IsNull(i) {
		return nil
	}
	switch a := a.(type) {
	case *array.Binary:
		return string(a.Value(i))
	case *array.String:
		return a.Value(i)
	case *array.FixedSizeBinary:
		return hex.EncodeToString(a.Value(i))
	case *array.List:
		from, to := a.ValueOffsets(i)
		list := []any{}
		for k := from; k < to; k++ {
			list = append(list, cell(a.ListValues(), int(k)))
		}
		return list
	case *array.Struct:
		tuple := map[string]any{}
		for k, f := range a.DataType().(*arrow.StructType).Fields() {
			tuple[f.Name] = cell(a.Field(k), i)
		}
		return tuple
	}
	return a.GetOneForMarshal(i)
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

// The golden file shows every column of the tables that are fed from rows of this package.
func TestBookRowsAreGolden(t *testing.T) {
	rows := map[string]json.RawMessage{}
	for _, f := range fullBooks() {
		rows[f.Table.Database+"."+f.Table.Name] = json.RawMessage(decoded(t, f.Record))
		f.Record.Release()
	}
	golden(t, "testdata/books.golden.json", indented(t, rows))
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
	if len(filled) != 21 {
		t.Fatalf("%d tables were filled, want 21", len(filled))
	}
	for _, f := range filled {
		golden(t, "testdata/"+f.Table.Name+".golden.json", decoded(t, f.Record))
		f.Record.Release()
	}
}
