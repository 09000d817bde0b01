package clickhouse

import (
	"fmt"
	"iter"

	"github.com/ClickHouse/clickhouse-go/v2/ext"
	"github.com/ClickHouse/clickhouse-go/v2/lib/column"
	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"

	"github.com/nightrounds/rounds/schemas/tables"
)

// external copies columns of b into a table that travels with a query, whole columns at a time.
func external(name string, b arrow.Record, columns iter.Seq[tables.Column]) (*ext.Table, error) {
	table, err := ext.NewTable(name)
	if err != nil {
		return nil, fmt.Errorf("make the table of keys: %w", err)
	}
	block := table.Block()
	for c := range columns {
		if err := block.AddColumn(c.Name, plain(c.Type.ClickHouse)); err != nil {
			return nil, fmt.Errorf("column %s cannot travel as a key", c.Name)
		}
		at := b.Schema().FieldIndices(c.Name)
		if len(at) != 1 {
			return nil, fmt.Errorf("the batch has no column %s", c.Name)
		}
		if err := copyInto(block.Columns[len(block.Columns)-1], b.Column(at[0])); err != nil {
			return nil, fmt.Errorf("column %s cannot travel as a key", c.Name)
		}
	}
	return table, nil
}

// texts is a column of texts.
type texts struct {
	column string
	values []string
}

// externalTexts is a table that travels with a query, of columns of texts, all of one length.
func externalTexts(name string, columns ...texts) (*ext.Table, error) {
	table, err := ext.NewTable(name)
	if err != nil {
		return nil, fmt.Errorf("make the table %s: %w", name, err)
	}
	block := table.Block()
	for n, c := range columns {
		if err := block.AddColumn(c.column, "String"); err != nil {
			return nil, fmt.Errorf("make the table %s: %T", name, err)
		}
		if _, err := block.Columns[n].Append(c.values); err != nil {
			return nil, fmt.Errorf("make the table %s: %T", name, err)
		}
	}
	return table, nil
}

// copyInto copies the values of a key column. Keys are never NULL.
func copyInto(to column.Interface, from arrow.Array) error {
	var values any
	switch a := from.(type) {
	case *array.String:
		values = collect(a.Len(), a.Value)
	case *array.Binary:
		values = collect(a.Len(), a.ValueString)
	case *array.FixedSizeBinary:
		values = collect(a.Len(), a.Value)
	case *array.Boolean:
		values = collect(a.Len(), a.Value)
	case *array.Uint8:
		values = a.Uint8Values()
	case *array.Uint16:
		values = a.Uint16Values()
	case *array.Uint32:
		values = a.Uint32Values()
	case *array.Uint64:
		values = a.Uint64Values()
	case *array.Int64:
		values = a.Int64Values()
	case *array.Timestamp:
		// As they are: both sides count milliseconds.
		if unit := a.DataType().(*arrow.TimestampType).Unit; unit != arrow.Millisecond {
			return fmt.Errorf("no key counts %s", unit)
		}
		values = collect(a.Len(), func(i int) int64 { return int64(a.Value(i)) })
	default:
		return fmt.Errorf("no key has the type %s", from.DataType())
	}
	_, err := to.Append(values)
	return err
}

func collect[T any](n int, value func(int) T) []T {
	values := make([]T, n)
	for i := range values {
		values[i] = value(i)
	}
	return values
}
