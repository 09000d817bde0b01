package tables_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/apache/arrow/go/v17/arrow"

	"github.com/nightrounds/rounds/schemas/tables"
)

func eachColumn(visit func(place string, c tables.Column)) {
	for _, t := range tables.All() {
		for _, c := range t.Columns {
			visit(t.Database+"."+t.Name+"."+c.Name, c)
		}
	}
	for _, v := range tables.Views() {
		for _, c := range v.Columns {
			visit(v.Database+"."+v.Name+"."+c.Name, c)
		}
	}
}

func TestEveryColumnIsDescribed(t *testing.T) {
	classes := map[tables.Privacy]bool{
		tables.Technical: true, tables.Key: true, tables.Code: true, tables.Measure: true, tables.Date: true,
		tables.Name: true, tables.Contact: true, tables.Geo: true, tables.Identifier: true, tables.Text: true,
		tables.Birth: true, tables.Span: true, tables.Zip: true, tables.State: true, tables.Country: true, tables.Words: true,
	}
	eachColumn(func(place string, c tables.Column) {
		if !classes[c.Privacy] {
			t.Errorf("%s: privacy class %q is not one of ours", place, c.Privacy)
		}
		if len(c.Doc) < 5 || !strings.HasSuffix(c.Doc, ".") || strings.Contains(c.Doc, "|") {
			t.Errorf("%s: %q is not a sentence", place, c.Doc)
		}
		if !tables.ValidName(c.Name) {
			t.Errorf("%s: not a valid name", place)
		}
	})
}

func TestEveryTableIsDescribed(t *testing.T) {
	names := map[string]bool{}
	check := func(database, name, doc string, cs []tables.Column) {
		if names[database+"."+name] || !tables.ValidName(database) || !tables.ValidName(name) {
			t.Errorf("%s.%s: not valid or declared twice", database, name)
		}
		names[database+"."+name] = true
		if !strings.HasSuffix(doc, ".") {
			t.Errorf("%s.%s: %q is not a sentence", database, name, doc)
		}
		columns := map[string]bool{}
		for _, c := range cs {
			if columns[c.Name] {
				t.Errorf("%s.%s: column %s is declared twice", database, name, c.Name)
			}
			columns[c.Name] = true
		}
	}
	for _, tb := range tables.All() {
		check(tb.Database, tb.Name, tb.Doc, tb.Columns)
	}
	for _, v := range tables.Views() {
		check(v.Database, v.Name, v.Doc, v.Columns)
	}
}

// A key names one row or one state, and a read back compares a version that is there and cannot be absent.
func TestKeysAndVersionsAreColumns(t *testing.T) {
	for _, tb := range tables.All() {
		types := map[string]string{}
		for _, c := range tb.Columns {
			types[c.Name] = c.Type.ClickHouse
		}
		keys := append([]string{}, tb.OrderBy...)
		if tb.Version != "" {
			keys = append(keys, tb.Version)
		}
		for _, name := range keys {
			if typ := types[name]; typ == "" || strings.HasPrefix(typ, "Nullable") || strings.HasPrefix(typ, "Array") {
				t.Errorf("%s.%s: key or version %s has the type %q", tb.Database, tb.Name, name, typ)
			}
		}
		if kept := !tb.Whole(); kept != strings.HasPrefix(tb.Engine, "ReplacingMergeTree") || kept != tb.Fsync {
			t.Errorf("%s.%s: %s, fsync %v", tb.Database, tb.Name, tb.Engine, tb.Fsync)
		}
	}
}

// What feeds a column must fit it exactly: the server narrows and defaults in silence.
func TestArrowAndClickHouseTypesAgree(t *testing.T) {
	eachColumn(func(place string, c tables.Column) {
		if c.Type.Arrow == nil {
			if c.Expr == "" {
				t.Errorf("%s: neither fed nor computed", place)
			}
			return
		}
		if got := clickhouseOf(c.Type.Arrow); got != plain(c.Type.ClickHouse) {
			t.Errorf("%s: Arrow feeds %s into %s", place, got, c.Type.ClickHouse)
		}
	})
	for _, tb := range tables.All() {
		schema := tb.ArrowSchema()
		if (schema == nil) != (tb.From != "") {
			t.Errorf("%s.%s: schema %v", tb.Database, tb.Name, schema)
		}
		for i, c := range tb.Columns {
			if schema != nil && schema.Field(i).Nullable != strings.HasPrefix(c.Type.ClickHouse, "Nullable(") {
				t.Errorf("%s.%s.%s: NULL may go into %s only", tb.Database, tb.Name, c.Name, c.Type.ClickHouse)
			}
		}
	}
}

// plain is a ClickHouse type without what Arrow has no word for.
func plain(typ string) string {
	for _, wrapper := range []string{"LowCardinality(String)", "Nullable(Bool)", "Nullable(Int64)", "Nullable(Float64)",
		"Nullable(DateTime64(3, 'UTC'))", "Nullable(Date32)", "Nullable(Decimal(18, 4))"} {
		inner := wrapper[strings.Index(wrapper, "(")+1 : len(wrapper)-1]
		typ = strings.ReplaceAll(typ, wrapper, inner)
	}
	return typ
}

func clickhouseOf(typ arrow.DataType) string {
	switch typ := typ.(type) {
	case *arrow.ListType:
		return "Array(" + clickhouseOf(typ.Elem()) + ")"
	case *arrow.StructType:
		var elements []string
		for _, f := range typ.Fields() {
			elements = append(elements, f.Name+" "+clickhouseOf(f.Type))
		}
		return "Tuple(" + strings.Join(elements, ", ") + ")"
	case *arrow.TimestampType:
		if typ.Unit == arrow.Millisecond && typ.TimeZone == "UTC" {
			return "DateTime64(3, 'UTC')"
		}
	case *arrow.Decimal128Type:
		return fmt.Sprintf("Decimal(%d, %d)", typ.Precision, typ.Scale)
	case *arrow.FixedSizeBinaryType:
		if typ.ByteWidth == 32 {
			return "FixedString(32)"
		}
	}
	return map[arrow.Type]string{
		arrow.STRING: "String", arrow.BINARY: "String", arrow.BOOL: "Bool", arrow.DATE32: "Date32",
		arrow.UINT8: "UInt8", arrow.UINT16: "UInt16", arrow.UINT32: "UInt32", arrow.UINT64: "UInt64",
		arrow.INT64: "Int64", arrow.FLOAT64: "Float64",
	}[typ.ID()]
}
