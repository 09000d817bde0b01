package nextvisit

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/rest"
	"golang.org/x/sync/errgroup"
)

// tolerated is how many unreadable answers in a row are taken for bad notes rather than for a vendor out of order.
const tolerated = 10

// named reads the notes of Ask.IDs, a page at a time. An id that repeats is read once.
func (p *pull) named(ctx context.Context) error {
	p.book.sees(blindIDs)
	p.book.yielded = 0
	batch := make([]string, 0, p.cfg.PerPage)
	for id := range p.ask.IDs {
		if !p.book.see(id) {
			continue
		}
		if batch = append(batch, id); len(batch) == cap(batch) {
			if err := p.details(ctx, batch); err != nil {
				return err
			}
			batch = batch[:0]
		}
	}
	if len(batch) > 0 {
		if err := p.details(ctx, batch); err != nil {
			return err
		}
	}
	if p.book.yielded == 0 {
		return p.cause // nothing at all could be read: that is no matter of single notes
	}
	return nil
}

// outcome is what became of one read by id.
type outcome struct {
	note  note
	cause error // why the answer was unreadable; means nothing beside a record
}

// details reads its ids side by side, the account's pace permitting, and sends them in their order.
func (p *pull) details(ctx context.Context, ids []string) error {
	outcomes := make([]outcome, len(ids))
	group, within := errgroup.WithContext(ctx)
	group.SetLimit(p.cfg.Parallel)
	for i, id := range ids {
		group.Go(func() (err error) {
			outcomes[i], err = p.detail(within, id)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	page := extract.Page{Claimed: -1}
	for _, o := range outcomes {
		if o.note.skip == "" {
			page.Records = append(page.Records, o.note.record)
			p.faults = 0
			continue
		}
		p.book.skip(o.note.skip)
		p.cause = o.cause
		if p.faults++; p.faults > tolerated {
			return o.cause
		}
	}
	p.book.yielded += int64(len(page.Records))
	return p.send(page)
}

// detail reads one note. An error ends the Pull; an answer that is bad in itself is skipped and counted.
func (p *pull) detail(ctx context.Context, id string) (outcome, error) {
	answer, err := p.client.Get(ctx, rest.Call{Endpoint: notePath, ID: id})
	switch {
	case errors.Is(err, rest.ErrNotFound):
		return outcome{note: note{record: extract.Record{
			Source: p.cfg.Name, Vendor: "nextvisit", Kind: extract.Note, ID: id, Fetched: time.Now(), Origin: notePath,
		}}}, nil
	case errors.Is(err, extract.ErrTooLarge):
		return outcome{note{skip: skipTooLarge}, err}, nil
	case errors.Is(err, extract.ErrShape), errors.Is(err, rest.ErrRefused):
		return outcome{note{skip: skipUnreadable}, err}, nil
	case err != nil:
		return outcome{}, err
	}
	n, err := p.read(answer.Body, answer)
	if n.skip == "" && n.record.ID != id {
		n.skip = skipOtherID
	}
	return outcome{n, fmt.Errorf("reading %s: %w: %s", notePath, extract.ErrShape, n.skip)}, err
}
