package clickhouse_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/apache/arrow/go/v17/arrow/decimal128"
	"github.com/apache/arrow/go/v17/arrow/ipc"
	"github.com/apache/arrow/go/v17/arrow/memory"

	"github.com/nightrounds/rounds/schemas/tables"
)

// sample makes a batch of n rows for any table, in the order of its key: the first row holds what is least (NULL, empty
// lists), the others more.
func sample(t tables.Table, n int) arrow.Record {
	b := array.NewRecordBuilder(memory.DefaultAllocator, t.ArrowSchema())
	defer b.Release()
	for i, f := range t.ArrowSchema().Fields() {
		for row := range n {
			sampleValue(b.Field(i), row, f.Nullable)
		}
	}
	return b.NewRecord()
}

// dirt is what a text may hold; bytes that are no UTF-8 belong in binary columns only.
const dirt = "Ünï\t\\'\"\n\x00\u2028😀"

func sampleValue(b array.Builder, row int, nullable bool) {
	if nullable && row == 0 {
		b.AppendNull()
		return
	}
	switch b := b.(type) {
	case *array.StringBuilder:
		b.Append(fmt.Sprintf("%d%s", row, dirt))
	case *array.BinaryBuilder:
		b.Append(append(bytes.Repeat([]byte{'x', 0xff, 0xfe, 0, 0xc3}, 1<<20/5*min(row, 1)), byte(row)))
	case *array.FixedSizeBinaryBuilder:
		b.Append(bytes.Repeat([]byte{byte(row), 0xff}, b.Type().(*arrow.FixedSizeBinaryType).ByteWidth/2))
	case *array.BooleanBuilder:
		b.Append(row%2 == 1)
	case *array.Uint8Builder:
		b.Append(0) // the only ones are tombstone flags, and a tombstone is not in the views
	case *array.Uint16Builder:
		b.Append(1<<16 - 1 - uint16(row))
	case *array.Uint32Builder:
		b.Append(1<<32 - 1 - uint32(row))
	case *array.Uint64Builder:
		b.Append(1<<64 - 100 + uint64(row)) // in order: it may be a key
	case *array.Int64Builder:
		b.Append(-1 << 63 / int64(row+1))
	case *array.Float64Builder:
		b.Append(1.5 * float64(row))
	case *array.Decimal128Builder:
		b.Append(decimal128.FromI64(1e18 - 1 - int64(row)))
	case *array.TimestampBuilder:
		b.Append(arrow.Timestamp(time.Date(1900+row, 1, 1, 0, 0, 0, 1e6, time.UTC).UnixMilli()))
	case *array.Date32Builder:
		b.Append(arrow.Date32FromTime(time.Date(1900+row, 1, 1, 0, 0, 0, 0, time.UTC)))
	case *array.ListBuilder:
		b.Append(true)
		for i := range row {
			sampleValue(b.ValueBuilder(), i, b.Type().(*arrow.ListType).ElemField().Nullable)
		}
	case *array.StructBuilder:
		b.Append(true)
		for i := range b.NumField() {
			sampleValue(b.FieldBuilder(i), row, b.Type().(*arrow.StructType).Field(i).Nullable)
		}
	default:
		panic("no sample for " + b.Type().String())
	}
}

// read gives the table's columns as Arrow, by a request of the test's own.
func read(t testing.TB, prefix string, table tables.Table) arrow.Record {
	t.Helper()
	names := make([]string, len(table.Columns))
	for i, c := range table.Columns {
		names[i] = tables.Quote(c.Name)
	}
	keys := strings.Join(table.OrderBy, ", ")
	sql := fmt.Sprintf("SELECT %s FROM %s ORDER BY %s", strings.Join(names, ", "), tables.Qualified(prefix, table.Database, table.Name), keys)
	q := url.Values{"default_format": {"ArrowStream"}, "output_format_arrow_compression_method": {"none"}, "max_threads": {"1"},
		"preferred_block_size_bytes": {"0"}}
	r, err := ipc.NewReader(bytes.NewReader(post(t, q, sql)))
	if err != nil {
		t.Fatal(err)
	}
	defer r.Release()
	if !r.Next() {
		t.Fatalf("no rows: %v", r.Err())
	}
	rec := r.Record()
	rec.Retain()
	if r.Next() {
		t.Fatal("more than one block")
	}
	return rec
}

// post asks the engine as the loader.
func post(t testing.TB, q url.Values, sql string) []byte {
	t.Helper()
	e := server(t)
	password, err := e.Password("loader")
	if err != nil {
		t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://"+e.HTTPAddr()+"/?"+q.Encode(), strings.NewReader(sql))
	if err != nil {
		t.Fatal(err)
	}
	req.SetBasicAuth("loader", password)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	if resp.StatusCode != http.StatusOK {
		t.Fatalf("status %d: %.500s", resp.StatusCode, body)
	}
	return body
}

// must runs a statement as the loader. {p} stands for the prefix.
func must(t testing.TB, prefix, sql string) {
	t.Helper()
	post(t, url.Values{"mutations_sync": {"1"}}, strings.ReplaceAll(sql, "{p}", prefix))
}
