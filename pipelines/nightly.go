package pipelines

import (
	"context"
	"errors"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/rest"
	"github.com/nightrounds/rounds/load"
	"github.com/nightrounds/rounds/schemas/tables"
)

// Nightly is one kind's night: what a stop left unloaded, then what was read stale, then the walk. A stale record that cannot be
// read by its id fails its own window and does not keep out the rest.
func (p *Pipeline) Nightly(ctx context.Context, r Rhythm) ([]tables.Window, error) {
	windows, err := p.Settle(ctx)
	if err != nil {
		return windows, err
	}
	reread, bad := p.Reread(ctx, load.Selection{StaleOnly: true})
	windows = append(windows, reread...)
	if bad != nil && !aboutRecords(bad) {
		return windows, bad
	}
	further, err := p.walk(ctx, r)
	return append(windows, further...), errors.Join(bad, err)
}

// walk reads by the rhythm: the known ids, or what the plan says.
func (p *Pipeline) walk(ctx context.Context, r Rhythm) ([]tables.Window, error) {
	if r.Known {
		return p.Reread(ctx, load.Selection{Live: true})
	}
	spans, err := p.Warehouse.Spans(ctx, p.Source.Name(), string(p.Kind))
	if err != nil {
		return nil, err
	}
	var windows []tables.Window
	var met []string // windows along the axis
	var errs []error
	for _, step := range r.Plan(p.Clock.Now(), p.Errand.Round, spans) {
		further, err := p.step(ctx, step, &met)
		windows, errs = append(windows, further...), append(errs, err)
		if err != nil && !aboutRecords(err) {
			break
		}
	}
	return windows, errors.Join(errs...)
}

// step makes one walk of a plan, or only what follows it where the walk itself was done in this round. A change to a closed record
// that is older than the hot window shows at the next sweep.
func (p *Pipeline) step(ctx context.Context, step Step, met *[]string) (windows []tables.Window, err error) {
	switch {
	case step.Mode == extract.Sweep:
		return p.sweep(ctx, step)
	case step.Mode == extract.IDs && len(*met) > 0:
		return p.Reread(ctx, load.Selection{Live: true, Open: true, NotSeenIn: *met})
	case step.Mode == extract.IDs:
		return nil, nil
	case step.Done != nil:
		*met = append(*met, step.Done.ID)
		return nil, nil
	}
	windows, err = p.Run(ctx, extract.Ask{Kind: p.Kind, Mode: extract.Range, From: step.From, To: step.To})
	if walked(err) {
		*met = append(*met, windows[0].ID)
	}
	return windows, err
}

// walked tells whether a walk came to its end, so that what it did not meet is known. A record on its way that cannot be read
// leaves the window open and is no reason to leave out others, or one bad record would keep them out night after night.
func walked(err error) bool {
	return err == nil || errors.Is(err, ErrUnread) && !errors.Is(err, ErrBooks) && !errors.Is(err, ErrDrift)
}

// aboutRecords tells an error about single answers from one that all further requests would share.
func aboutRecords(err error) bool {
	return walked(err) || errors.Is(err, extract.ErrShape) || errors.Is(err, extract.ErrTooLarge) || errors.Is(err, rest.ErrRefused)
}
