package vsee

import (
	"context"
	"errors"
	"fmt"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/rest"
)

// outcome is what became of one read by id.
type outcome struct {
	record extract.Record
	start  time.Time // a visit's start; zero when it has none
	gone   bool
	skip   string // why there is no record
	err    error  // what made the answer unreadable
}

// details reads the candidates not seen before and sends them in pages. from resumes before them, to after them: an
// interruption between two pages of one batch begins the batch again.
func (p *pull) details(ctx context.Context, batch []candidate, from, to string) error {
	fresh := p.fresh(batch)
	for len(fresh) > p.cfg.PageSize {
		if err := p.page(ctx, fresh[:p.cfg.PageSize], from); err != nil {
			return err
		}
		fresh = fresh[p.cfg.PageSize:]
	}
	if len(fresh) == 0 && (to == "" || to == from) {
		return nil
	}
	return p.page(ctx, fresh, to)
}

// fresh leaves out what was read before, and visits known to start outside the range.
func (p *pull) fresh(batch []candidate) []candidate {
	out := make([]candidate, 0, len(batch))
	for _, c := range batch {
		if p.ask.Mode == extract.Range && !c.start.IsZero() && !p.inRange(c.start) {
			continue
		}
		if p.book.seen.add(c.id) {
			out = append(out, c)
		}
	}
	return out
}

func (p *pull) inRange(t time.Time) bool { return !t.Before(p.ask.From) && t.Before(p.ask.To) }

// page reads its candidates side by side, the account's pace permitting, and sends them in their order.
func (p *pull) page(ctx context.Context, batch []candidate, resume string) error {
	outcomes := make([]outcome, len(batch))
	group, within := errgroup.WithContext(ctx)
	group.SetLimit(p.cfg.Parallel)
	for i, c := range batch {
		group.Go(func() error {
			var err error
			outcomes[i], err = p.read(within, c)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return fmt.Errorf("read by id: %w", err)
	}
	records, err := p.keep(outcomes)
	if err != nil {
		return fmt.Errorf("read by id: %w", err)
	}
	return p.send(extract.Page{Records: records, Resume: resume, Claimed: p.book.claimed})
}

// read makes one candidate a record. An error ends the Pull; an answer that is bad in itself is an outcome.
func (p *pull) read(ctx context.Context, c candidate) (outcome, error) {
	if p.cfg.Profile == FromList && p.ask.Kind != extract.Visit {
		return p.readRow(ctx, c)
	}
	page, err := p.client.GetPage(ctx, rest.Call{Endpoint: p.endpoint(), ID: c.id.String()}, "data")
	switch {
	case errors.Is(err, rest.ErrNotFound):
		return p.missing(c), nil
	case errors.Is(err, extract.ErrTooLarge):
		return outcome{skip: skipTooLarge, err: err}, nil
	case errors.Is(err, extract.ErrShape), errors.Is(err, rest.ErrRefused):
		return outcome{skip: skipUnreadable, err: err}, nil
	case err != nil:
		return outcome{}, err
	}
	if c.row, err = object(page); err != nil {
		return outcome{skip: skipUnreadable, err: fmt.Errorf("open %s: %w", p.endpoint(), err)}, nil
	}
	c.origin, c.seenAt = page.Origin(), page.Fetched
	return p.record(c), nil
}

// record cuts and hashes a body. The answer must be about the id that was asked for: a proxy's mistake would else put one
// person's data under another's id.
func (p *pull) record(c candidate) outcome {
	shaped, err := p.client.Shape(p.shape(), c.row)
	switch {
	case errors.Is(err, extract.ErrTooLarge):
		return outcome{skip: skipTooLarge, err: err}
	case err != nil:
		return outcome{skip: skipUnreadable, err: err}
	}
	if named, ok := idFrom(shaped.Picked[0], shaped.Picked[1]); ok && named != c.id {
		return outcome{skip: skipOtherID, err: fmt.Errorf("read %s: another id is answered: %w", p.endpoint(), extract.ErrShape)}
	}
	o := outcome{record: extract.Record{
		Source: p.cfg.Name, Vendor: "vsee", Kind: p.ask.Kind, ID: c.id.String(),
		Changed: moment(shaped.Picked[2]), Fetched: c.seenAt, Origin: c.origin,
		Body: shaped.Body, Hash: shaped.Hash,
	}}
	if p.ask.Kind == extract.Visit {
		o.start = moment(shaped.Picked[3])
	}
	return o
}

func (p *pull) missing(c candidate) outcome {
	return outcome{gone: true, record: extract.Record{
		Source: p.cfg.Name, Vendor: "vsee", Kind: p.ask.Kind, ID: c.id.String(), Fetched: time.Now(), Origin: p.endpoint(),
	}}
}

// keep turns outcomes into records, in order, and books the rest.
func (p *pull) keep(outcomes []outcome) ([]extract.Record, error) {
	records := make([]extract.Record, 0, len(outcomes))
	for _, o := range outcomes {
		switch {
		case o.skip != "":
			if err := p.book.unreadable(o.skip, o.err); err != nil {
				return nil, err
			}
			continue
		case o.gone && p.ask.Mode != extract.IDs:
			p.book.skip(skipGone)
			continue
		case p.ask.Mode == extract.Range && o.start.IsZero():
			p.book.skip(skipNoStart)
			continue
		case p.ask.Mode == extract.Range && !p.inRange(o.start):
			continue
		}
		p.book.keep()
		records = append(records, o.record)
	}
	return records, nil
}
