package pipelines

import (
	"context"
	"slices"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/schemas/tables"
	"github.com/nightrounds/rounds/transform"
)

// settle loads what is landed and not loaded, of every configured source and every kind its vendor has, whether this run
// read it or not: a publish shows them all, and half of a stopped batch may lie in the tables. No vendor is asked.
func (n *Night) settle(ctx context.Context, clock Clock, s *Summary) {
	for _, c := range n.Config.Sources {
		if ctx.Err() != nil {
			return // nothing will be published
		}
		windows, failures := n.settleSource(ctx, clock, *s, c)
		s.Windows = append(s.Windows, windows...)
		s.Failures = append(s.Failures, failures...)
	}
}

// settleSource needs the source's secrets only where something is left: a run of one source must not need another's.
func (n *Night) settleSource(ctx context.Context, clock Clock, s Summary, c SourceConfig) (windows []tables.Window, failures []Failure) {
	v, o, _, err := c.open(sealed)
	if err != nil {
		return nil, nil // not configured: its own failure says so
	}
	landed, err := n.Warehouse.Landed(ctx, c.Name)
	if err != nil {
		return nil, []Failure{{Source: c.Name, Err: err, Unsettled: true}}
	}
	for _, k := range v.kinds {
		if ctx.Err() != nil {
			return windows, failures // nothing will be published
		}
		left, err := n.left(ctx, c.Name, among(k, landed), o.mappers)
		if err == nil && left {
			var done []tables.Window
			done, err = n.settleKind(ctx, clock, s, c, k)
			windows = append(windows, done...)
		}
		if err != nil {
			failures = append(failures, Failure{Source: c.Name, Kind: k.name, Err: err, Unsettled: true})
		}
	}
	return windows, failures
}

// among lists the kind and those that ride along with it, as far as something of them was landed.
func among(k kind, landed []string) []extract.Kind {
	return slices.DeleteFunc(k.all(), func(name extract.Kind) bool { return !slices.Contains(landed, string(name)) })
}

// left tells whether a landed state of one of the kinds waits to be loaded.
func (n *Night) left(ctx context.Context, source string, kinds []extract.Kind, mappers map[extract.Kind]transform.Mapper) (bool, error) {
	for _, name := range kinds {
		for _, err := range n.Warehouse.Unsettled(ctx, source, string(name), mappers[name].Rev()) {
			return err == nil, err
		}
	}
	return false, nil
}

func (n *Night) settleKind(ctx context.Context, clock Clock, s Summary, c SourceConfig, k kind) ([]tables.Window, error) {
	pipeline, done, err := n.begin(ctx, clock, s, c)
	if err != nil {
		return nil, err
	}
	defer done()
	return pipeline(k).Settle(ctx)
}
