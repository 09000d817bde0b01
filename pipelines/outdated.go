package pipelines

import (
	"cmp"
	"context"
	"slices"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/load"
)

// OutdatedRow tells how many records of one kind an older mapper than today's made.
type OutdatedRow struct {
	Source  string
	Kind    extract.Kind
	Rev     uint32 // of today's mapper
	Below   int64  // records loaded by an older one
	Records int64  // all that are loaded and not deleted
}

// Revisions counts records by the mapper that loaded them; clickhouse.Warehouse is one.
type Revisions interface {
	Revisions(ctx context.Context) ([]load.Revision, error)
}

// Outdated lists the kinds of configured sources of which an older mapper made some records, by source and kind.
func Outdated(ctx context.Context, w Revisions, config *Config) ([]OutdatedRow, error) {
	counts, err := w.Revisions(ctx)
	if err != nil {
		return nil, err
	}
	var rows []OutdatedRow
	for _, c := range config.Sources {
		_, o, _, err := c.open(sealed)
		if err != nil {
			return nil, err
		}
		o.source.Close()
		for kind, m := range o.mappers {
			row := OutdatedRow{Source: c.Name, Kind: kind, Rev: m.Rev()}
			for _, n := range counts {
				if n.Source == c.Name && n.Kind == string(kind) {
					row.Records += n.Records
					if n.Rev < row.Rev {
						row.Below += n.Records
					}
				}
			}
			if row.Below > 0 {
				rows = append(rows, row)
			}
		}
	}
	slices.SortFunc(rows, func(a, b OutdatedRow) int {
		return cmp.Or(cmp.Compare(a.Source, b.Source), cmp.Compare(a.Kind, b.Kind))
	})
	return rows, nil
}
