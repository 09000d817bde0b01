package pipelines

import (
	"context"
	"time"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/load"
)

// Prospect is what the next night would do for one source and kind. Times are UTC.
type Prospect struct {
	Source    string
	Kind      extract.Kind
	Axis      string // the date of its ranges, in the vendor's word; empty: it has none
	Known     bool   // only ids seen before are read, one by one
	Steps     []Step // in the order they would be made, without those done in the present round
	Fresh     bool   // no table was made here yet: this is planned from nothing
	Open      int64  // open records, read one by one where no range meets them
	Watermark time.Time
	Estimate
}

// Prospects tells what Run would do now. It asks no vendor, reads no secret and writes nothing.
func (n *Night) Prospects(ctx context.Context) ([]Prospect, error) {
	w, fresh, err := asRead(ctx, n.Warehouse)
	if err != nil {
		return nil, err
	}
	look := *n
	look.Warehouse = w
	all, err := look.prospects(ctx)
	for i := range all {
		all[i].Fresh = fresh
	}
	return all, err
}

func (n *Night) prospects(ctx context.Context) ([]Prospect, error) {
	now, err := n.Warehouse.Now(ctx)
	if err != nil {
		return nil, err
	}
	round, err := n.round(ctx, now)
	if err != nil {
		return nil, err
	}
	var all []Prospect
	for _, c := range n.Config.Sources {
		for _, k := range c.reads() {
			if n.Source != "" && n.Source != c.Name || n.Kind != "" && n.Kind != k.name {
				continue
			}
			p, err := n.prospect(ctx, now, round, c, k)
			if err != nil {
				return all, err
			}
			all = append(all, p)
		}
	}
	return all, nil
}

func (n *Night) prospect(ctx context.Context, now, round time.Time, c SourceConfig, k kind) (Prospect, error) {
	p := Prospect{Source: c.Name, Kind: k.name, Axis: k.axis, Known: c.Known}
	f, err := n.forecast(ctx, c, k)
	if err != nil {
		return p, err
	}
	r := c.rhythm(k)
	if r.Known {
		p.Open, err = n.count(ctx, c, k, load.Selection{Live: true})
		p.Estimate = f.estimate([]int64{f.ids(p.Open)}, extract.IDs)
		return p, err
	}
	spans, err := n.Warehouse.Spans(ctx, c.Name, string(k.name))
	if err != nil {
		return p, err
	}
	p.Watermark = r.Watermark(spans)
	var costs []int64
	var walks []extract.Mode
	for _, s := range r.Plan(now, round, spans) {
		if s.Done != nil {
			continue
		}
		if s.Mode == extract.IDs {
			if p.Open, err = n.count(ctx, c, k, load.Selection{Live: true, Open: true}); err != nil {
				return p, err
			}
		} else {
			walks = append(walks, s.Mode)
		}
		p.Steps, costs = append(p.Steps, s), append(costs, f.step(s, now, p.Open))
	}
	p.Estimate = f.estimate(costs, walks...)
	return p, nil
}

// step expects the requests of one walk. Of a range that reaches ahead only the days that were counted before count.
func (f forecast) step(s Step, now time.Time, open int64) int64 {
	switch s.Mode {
	case extract.Range:
		return f.span(s.From, earliest(s.To, ceil(now)))
	case extract.Sweep:
		return f.sweep()
	}
	return f.ids(open)
}

func (n *Night) count(ctx context.Context, c SourceConfig, k kind, sel load.Selection) (ids int64, err error) {
	for _, err := range n.Warehouse.IDs(ctx, c.Name, string(k.name), sel) {
		if err != nil {
			return ids, err
		}
		ids++
	}
	return ids, nil
}
