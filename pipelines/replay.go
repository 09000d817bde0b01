package pipelines

import (
	"context"

	"github.com/apache/arrow/go/v17/arrow"

	"github.com/nightrounds/rounds/load"
	"github.com/nightrounds/rounds/schemas/tables"
)

// modeReplay is the mode of a window over landed states that are mapped anew.
const modeReplay = "replay"

// Replay maps states of the pipeline's own kind anew, as they were landed. Each keeps its observed time, so that nothing is newer
// than it was. With nothing to map it opens no window. No vendor is asked.
func (p *Pipeline) Replay(ctx context.Context, sel load.Replay) ([]tables.Window, error) {
	held, err := p.Warehouse.Held(ctx, p.Source.Name(), string(p.Kind), sel)
	if err != nil || held.Total == 0 {
		return nil, err
	}
	proving := *p
	proving.Warehouse = rewriting{p.Warehouse}
	w := p.open(p.Kind, modeReplay, sel.From, sel.To)
	return proving.work(ctx, w, p.archived(held))
}

// rewriting proves rows that have the version of those they replace, as after a change of the configuration.
type rewriting struct{ Warehouse }

// ReadBack asks for rows written no earlier than b.
func (r rewriting) ReadBack(ctx context.Context, t tables.Table, b arrow.Record) (int64, error) {
	return r.Rewritten(ctx, t, b)
}

// archived reads landed states and counts them for whoever looks.
func (p *Pipeline) archived(all load.Landings) feed {
	return func(yield func(item, error) bool) {
		for row, err := range all.Each {
			if err != nil {
				yield(item{}, err)
				return
			}
			p.Meter.change(p.Source.Name(), func(of *Progress) { of.Read, of.Claimed = of.Read+1, all.Total })
			if !yield(fromRaw(row), nil) {
				return
			}
		}
	}
}
