package nextvisit

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/rest"
)

// named reads the records of Ask.IDs, a page at a time. An id that repeats is read once.
func (p *pull) named(ctx context.Context) error {
	p.book.Blind(blindIDs)
	for batch := range rest.Batches(p.fresh, p.cfg.PerPage) {
		if err := p.details(ctx, batch); err != nil {
			return err
		}
	}
	return p.book.Verdict()
}

// fresh are the ids of the Ask, each once.
func (p *pull) fresh(yield func(string) bool) {
	for id := range p.ask.IDs {
		if p.book.See(id) && !yield(id) {
			return
		}
	}
}

// outcome is what became of one read by id.
type outcome struct {
	body  *rest.Answer // nil: gone, or unreadable with its cause
	skip  string
	cause error
}

// details reads its ids side by side, the account's pace permitting, and sends them in their order.
func (p *pull) details(ctx context.Context, ids []string) error {
	outcomes, err := rest.Each(ctx, p.cfg.Parallel, ids, p.detail)
	if err != nil {
		return err
	}
	page := extract.Page{Claimed: -1}
	for i, o := range outcomes {
		record, err := p.settle(ctx, ids[i], o)
		if err != nil {
			return err
		}
		if record != nil {
			p.book.Keep(record.ID)
			page.Records = append(page.Records, *record)
		}
	}
	return p.send(page)
}

// detail reads one record. An error ends the Pull; an answer that is bad in itself is an outcome.
func (p *pull) detail(ctx context.Context, id string) (outcome, error) {
	answer, err := p.client.Get(ctx, rest.Call{Endpoint: p.kind.item, ID: id, Query: p.kind.reading})
	if errors.Is(err, rest.ErrNotFound) {
		return outcome{}, nil
	}
	if skip := rest.SkipOf(err); skip != "" {
		return outcome{skip: skip, cause: err}, nil
	}
	return outcome{body: answer}, err
}

// settle makes a record of an outcome, or books why there is none.
func (p *pull) settle(ctx context.Context, id string, o outcome) (*extract.Record, error) {
	if o.body == nil && o.skip == "" {
		return &extract.Record{
			Source: p.cfg.Name, Vendor: "nextvisit", Kind: p.kind.name, ID: id, Fetched: time.Now(), Origin: p.kind.item,
		}, p.offered(ctx)
	}
	if o.body != nil {
		r, err := p.read(o.body.Body, o.body)
		if err != nil {
			return nil, err
		}
		if r.skip == "" && r.record.ID == id {
			return &r.record, nil
		}
		o.skip = cmp.Or(r.skip, extract.SkipOtherID)
		o.cause = fmt.Errorf("reading %s: %w: %s", p.kind.item, extract.ErrShape, o.skip)
	}
	return nil, p.book.Unreadable(o.skip, o.cause)
}

// offered tells a record that is gone from a path the vendor does not have: where paths are not documented the list is looked at
// before a 404 is believed.
func (p *pull) offered(ctx context.Context) error {
	if !p.kind.guessed || p.offers {
		return nil
	}
	_, err := p.client.GetPage(ctx, rest.Call{Endpoint: p.kind.list, Query: url.Values{"per_page": {"1"}}}, "data")
	if p.missing(err) {
		return fmt.Errorf("%s is not documented, and this account does not have it: %w", p.kind.list, extract.ErrUnsupported)
	}
	p.offers = err == nil
	return err
}

// missing tells the answer to a path that is not documented, and not there.
func (p *pull) missing(err error) bool {
	answered, ok := errors.AsType[*rest.Error](err)
	return ok && p.kind.guessed && (errors.Is(err, rest.ErrNotFound) || answered.Status == http.StatusMethodNotAllowed)
}
