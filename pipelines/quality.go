package pipelines

import (
	"context"
	"errors"
	"time"

	"github.com/nightrounds/rounds/schemas/tables"
)

// Examiner looks at what the warehouse holds.
type Examiner interface {
	// Quality asks every check, and about the issues of a run; its rows are counts and names, and nothing is written.
	Quality(ctx context.Context, runID string) ([]tables.Quality, error)
}

// examine writes into ops what a publish leaves behind: how far the nights have read, and how good what it published is. The records are
// safe whatever it finds, so that it fails no run: what it could not find out is missing in ops.quality, and the log says so.
func (n *Night) examine(ctx context.Context, runID string) {
	n.Meter.begin("", "quality")
	now, err := n.Warehouse.Now(ctx)
	if err == nil {
		err = errors.Join(n.mark(ctx, runID, now), n.assess(ctx, runID, now))
	}
	if err != nil && ctx.Err() == nil {
		n.Log.Warn("ops.quality or ops.watermarks does not tell of this run", "run", runID, "error", err)
	}
}

func (n *Night) assess(ctx context.Context, runID string, now time.Time) error {
	rows, err := n.Warehouse.Quality(ctx, runID)
	if err != nil || len(rows) == 0 {
		return err
	}
	for i := range rows {
		rows[i].RunID, rows[i].At = runID, now
	}
	return write(ctx, n.Warehouse, tables.Qualities, rows)
}

// mark writes how far each kind was read by nights: backfills and replays leave that as it is.
func (n *Night) mark(ctx context.Context, runID string, now time.Time) error {
	var rows []tables.Watermark
	for _, c := range n.Config.Sources {
		for _, k := range c.reads() {
			spans, err := n.Warehouse.Spans(ctx, c.Name, string(k.name))
			if err != nil {
				return err
			}
			rows = append(rows, tables.Watermark{Source: c.Name, Kind: string(k.name), Mark: c.rhythm(k).Watermark(spans), RunID: runID, UpdatedAt: now})
		}
	}
	if len(rows) == 0 {
		return nil
	}
	return write(ctx, n.Warehouse, tables.Watermarks, rows)
}
