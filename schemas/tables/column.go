package tables

import (
	"slices"
	"strings"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/apache/arrow/go/v17/arrow/memory"
)

// column is a column of a table that is fed from Go rows of type T: its declaration and its getter, bound to the builder.
type column[T any] struct {
	Column
	put  func(array.Builder, *T)
	size func(*T) int // nil: short
}

// columns is a run of columns; what several tables share is declared once and joined in.
type columns[T any] []column[T]

// col declares one column: name, kind, privacy class, sentence, getter.
func col[T, V any](name string, k kind[V], p Privacy, doc string, get func(*T) V) columns[T] {
	c := Column{Name: name, Type: k.Type, Codec: k.codec, Doc: doc, Privacy: p}
	made := column[T]{Column: c, put: func(b array.Builder, row *T) { k.put(b, get(row)) }}
	if k.size != nil {
		made.size = func(row *T) int { return k.size(get(row)) }
	}
	return columns[T]{made}
}

// part declares one element of a tuple; the column that holds the tuple carries the sentence and the privacy class.
func part[T, V any](name string, k kind[V], get func(*T) V) columns[T] {
	return col(name, k, "", "", get)
}

func join[T any](runs ...columns[T]) columns[T] { return slices.Concat(runs...) }

func (cs columns[T]) fields() []arrow.Field {
	fields := make([]arrow.Field, len(cs))
	for i, c := range cs {
		fields[i] = c.field()
	}
	return fields
}

func (cs columns[T]) tuple() string {
	elements := make([]string, len(cs))
	for i, c := range cs {
		elements[i] = c.Name + " " + c.Type.ClickHouse
	}
	return "Tuple(" + strings.Join(elements, ", ") + ")"
}

func (c Column) field() arrow.Field {
	return arrow.Field{Name: c.Name, Type: c.Type.Arrow, Nullable: strings.HasPrefix(c.Type.ClickHouse, "Nullable(")}
}

// ArrowSchema is the schema of the table's record batches: the columns in order, nullable where ClickHouse says so. A
// published table, which no batch feeds, has none: nil.
func (t Table) ArrowSchema() *arrow.Schema {
	fields := make([]arrow.Field, len(t.Columns))
	for i, c := range t.Columns {
		if c.Type.Arrow == nil {
			return nil
		}
		fields[i] = c.field()
	}
	return arrow.NewSchema(fields, nil)
}

// Of is a table fed from Go rows of type T.
type Of[T any] struct {
	Table
	columns columns[T]
}

func of[T any](t Table, runs ...columns[T]) *Of[T] {
	cs := join(runs...)
	t.Columns = make([]Column, len(cs))
	for i, c := range cs {
		t.Columns[i] = c.Column
	}
	return &Of[T]{t, cs}
}

// Encode makes one record batch of rows, in their order. The caller releases it. Required times must lie between 1900 and
// 2299; an optional time outside is NULL.
func (o *Of[T]) Encode(rows []T) arrow.Record {
	b := array.NewRecordBuilder(memory.DefaultAllocator, o.ArrowSchema())
	defer b.Release()
	b.Reserve(len(rows))
	for i, c := range o.columns {
		field := b.Field(i)
		reserve(field, c.size, rows)
		for j := range rows {
			c.put(field, &rows[j])
		}
	}
	return b.NewRecord()
}

// reserve makes room for long values at once: growing by doubling would copy them again and again.
func reserve[T any](b array.Builder, size func(*T) int, rows []T) {
	if size == nil {
		return
	}
	total := 0
	for i := range rows {
		total += size(&rows[i])
	}
	b.(interface{ ReserveData(int) }).ReserveData(total)
}
