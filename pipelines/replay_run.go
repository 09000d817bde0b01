package pipelines

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/load"
	"github.com/nightrounds/rounds/schemas/tables"
	"github.com/nightrounds/rounds/transform"
)

// Replay is a run whose records come from raw.records: what was landed is mapped anew by today's mappers and takes the place of
// what older ones made. No vendor is asked. Its Kind may be one that rides along with another.
type Replay struct {
	Night // Tick has no meaning here

	// States chooses the states to be mapped. A zero BelowRev means: below the mapper's revision, and what was refused.
	States load.Replay
	All    bool // also what today's mappers made: for a change of mapping in the configuration
}

// landed is what a source is opened with to map what was landed. Nothing is sent; the one value read of those that a configuration
// names like secrets is VSee's account code, which belongs to its mapping.
var landed = means{reveal: unseal}

// Run maps and publishes. One source's failure does not stop the others. The error joins every failure; the Summary is whole in
// any case.
func (r *Replay) Run(ctx context.Context) (Summary, error) {
	s := Summary{RunID: uuid.NewString()}
	clock, err := r.prepare(ctx, s.RunID)
	if err != nil {
		return s, err
	}
	held, release, err := hold(ctx, r.Warehouse, Lease{RunID: s.RunID, Command: "rounds replay", Wait: r.Wait}, r.sourceNames()...)
	if err != nil {
		return s, err
	}
	defer release()
	s.Started = clock.Now()
	r.errand = Errand{Purpose: ForReplay}
	if err := r.record(held, clock, s, Running, nil); err != nil {
		return s, err
	}
	for _, c := range r.Config.Sources {
		r.source(held, clock, &s, c)
	}
	err = r.finish(held, clock, &s)
	return s, err
}

// source maps the chosen kinds of one source, riders too, and of every kind what a stop left unloaded: the publish at the end would
// ask for the secrets of a source of which something is left.
func (r *Replay) source(ctx context.Context, clock Clock, s *Summary, c SourceConfig) {
	v, o, zone, err := c.open(landed)
	if err != nil {
		s.Failures = append(s.Failures, Failure{Source: c.Name, Err: err})
		return
	}
	defer o.source.Close()
	defer r.Meter.end(c.Name)
	errand := Errand{Purpose: ForReplay, Host: host(), Who: who()}
	for _, k := range v.lands() {
		if ctx.Err() != nil {
			return
		}
		p := Pipeline{Source: o.source, Vendor: v.name, Kind: k, Mappers: o.mappers, Warehouse: r.Warehouse, Clock: clock, Zone: zone,
			RunID: s.RunID, Errand: errand, Meter: r.Meter}
		windows, err := r.kind(ctx, &p, c.Name)
		s.Windows = append(s.Windows, windows...)
		if err != nil {
			r.tell(ctx, c.Name, k, err)
			s.Failures = append(s.Failures, Failure{Source: c.Name, Kind: k, Err: err, Unsettled: true})
		}
	}
}

// kind maps one kind where it is chosen, and loads what is left of it.
func (r *Replay) kind(ctx context.Context, p *Pipeline, source string) (windows []tables.Window, err error) {
	m := p.Mappers[p.Kind]
	if (r.Source == "" || r.Source == source) && (r.Kind == "" || r.Kind == p.Kind) {
		r.Meter.begin(source, string(p.Kind))
		if windows, err = p.Replay(ctx, r.states(m)); err != nil {
			return windows, err
		}
	}
	left, err := r.left(ctx, source, []extract.Kind{p.Kind}, p.Mappers)
	if err != nil || !left {
		return windows, err
	}
	settled, err := p.Settle(ctx)
	return append(windows, settled...), err
}

func (r *Replay) states(m transform.Mapper) load.Replay {
	sel := r.States
	if sel.BelowRev == 0 && !r.All {
		sel.BelowRev = m.Rev()
	}
	return sel
}

// lands lists every kind of a vendor that has rows in raw.records, those that ride along too, in reading order.
func (v vendor) lands() (kinds []extract.Kind) {
	for _, k := range v.kinds {
		for _, name := range k.all() {
			if !slices.Contains(kinds, name) {
				kinds = append(kinds, name)
			}
		}
	}
	return kinds
}

// Lands lists every kind that can be replayed: those the source's vendor has and those that ride along, in reading order.
func (c SourceConfig) Lands() []extract.Kind {
	v, _ := find(c.Vendor) // checked when the file was read
	return v.lands()
}
