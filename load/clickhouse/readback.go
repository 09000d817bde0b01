package clickhouse

import (
	"context"
	"fmt"
	"slices"
	"strings"

	ch "github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/ext"
	"github.com/ClickHouse/clickhouse-go/v2/lib/column"
	"github.com/apache/arrow/go/v17/arrow"

	"github.com/nightrounds/rounds/load"
	"github.com/nightrounds/rounds/schemas/tables"
)

// ReadBack sends the keys and versions of b and lets the server count those it holds. The batch is its own manifest, so
// nothing that was lost on the way to the insert can be missed by both.
func (w *Warehouse) ReadBack(ctx context.Context, t tables.Table, b arrow.Record) (present int64, err error) {
	return w.readBack(ctx, t, b, versionOf(t)...)
}

// Rewritten is ReadBack where of equal versions the row written last must be there.
func (w *Warehouse) Rewritten(ctx context.Context, t tables.Table, b arrow.Record) (present int64, err error) {
	return w.readBack(ctx, t, b, append(versionOf(t), "loaded_at")...)
}

func versionOf(t tables.Table) []string {
	if t.Version == "" {
		return nil
	}
	return []string{t.Version}
}

// readBack compares rows of one key by some columns.
func (w *Warehouse) readBack(ctx context.Context, t tables.Table, b arrow.Record, by ...string) (present int64, err error) {
	if b.NumRows() == 0 {
		return 0, nil
	}
	doing := "read back " + called(t)
	if len(t.OrderBy) == 0 {
		return 0, fmt.Errorf("%s: it has no key to ask for", doing)
	}
	sent, err := manifest(t, b, by)
	if err != nil {
		return 0, fmt.Errorf("%s: %w", doing, err)
	}
	var want, found uint64
	with := ch.Context(ctx, ch.WithExternalTable(sent))
	if err := w.one(with, doing, readBackSQL(w.name(t), t, by), []any{&want, &found}); err != nil {
		return 0, err
	}
	if found < want {
		return int64(found), &load.MissingError{Table: called(t), Missing: int64(want - found), Want: int64(want)}
	}
	return int64(found), nil
}

// readBackSQL counts the distinct keys of manifest, and those that the table holds with at least manifest's version. The
// inner condition lets the server use the primary key.
func readBackSQL(name string, t tables.Table, by []string) string {
	version := "0"
	if len(by) > 0 {
		version = "max((" + quoteAll(by) + "))"
	}
	return strings.NewReplacer("{keys}", quoteAll(t.OrderBy), "{version}", version, "{table}", name).Replace(`
		SELECT count(), countIf(h.there AND h.held >= m.wanted)
		FROM (SELECT {keys}, {version} AS wanted FROM manifest GROUP BY {keys}) AS m
		LEFT ANY JOIN
		(
			SELECT {keys}, {version} AS held, true AS there FROM {table}
			WHERE ({keys}) IN (SELECT {keys} FROM manifest) GROUP BY {keys}
		) AS h USING ({keys})`)
}

// manifest copies the key columns of b and those its rows are compared by into a table that travels with the query.
func manifest(t tables.Table, b arrow.Record, by []string) (*ext.Table, error) {
	names := slices.Concat(t.OrderBy, by)
	return external("manifest", b, func(yield func(tables.Column) bool) {
		for _, c := range t.Columns {
			if slices.Contains(names, c.Name) && !yield(c) {
				return
			}
		}
	})
}

// plain is the type a key column travels as.
func plain(clickhouse string) column.Type {
	if inner, ok := strings.CutPrefix(clickhouse, "LowCardinality("); ok {
		return column.Type(strings.TrimSuffix(inner, ")"))
	}
	return column.Type(clickhouse)
}
