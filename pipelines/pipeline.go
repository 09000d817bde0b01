package pipelines

import (
	"cmp"
	"context"
	"errors"
	"iter"
	"maps"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/rest"
	"github.com/nightrounds/rounds/load"
	"github.com/nightrounds/rounds/schemas/tables"
	"github.com/nightrounds/rounds/transform"
)

// Warehouse is what a pipeline needs of the destination.
type Warehouse interface {
	load.Sink
	load.State
	load.Ledger
	load.Archive
	load.Bans
}

// Pipeline carries one kind of one source from the vendor into the warehouse. Its fields do not change while it runs.
type Pipeline struct {
	Source    extract.Source
	Vendor    string
	Kind      extract.Kind
	Riders    []extract.Kind // kinds whose records come along with Kind's; each has windows and books of its own
	Mappers   map[extract.Kind]transform.Mapper
	Warehouse Warehouse
	Clock     Clock
	Zone      *time.Location // the source's zone, for local dates
	RunID     string
	Errand    Errand
	Meter     *Meter // progress; nil: nobody looks
	Vanish    int    // percent of the records held that one sweep may find deleted; 0: 10, 100: all

	BatchRecords int // records handed over together; 0: 2,500
	BatchBytes   int // bytes of bodies handed over together; 0: 8 MiB
}

// Errand says what work windows are part of and who does it; it goes into the ledger.
type Errand struct {
	Purpose   string    // ForNight and the like
	Round     time.Time // of nights: when the round began, UTC; zero otherwise
	Shard     string    // "2/4"; empty: all of it
	Host, Who string
}

// feed yields what a window works on. The first error is the last element.
type feed = iter.Seq2[item, error]

// Run carries one Ask: the vendor is read, every new state landed, mapped, loaded and read back, and the window's books
// closed. It returns the window and those of the kinds that came along. They are written to the ledger whatever happens; an
// error says why one is not done.
func (p *Pipeline) Run(ctx context.Context, a extract.Ask) ([]tables.Window, error) {
	w := p.open(p.Kind, string(a.Mode), a.From, a.To)
	return p.work(ctx, w, p.pull(ctx, w, a))
}

// Settle loads landed states that an earlier stop left unloaded, those of the riders too. No vendor is asked.
func (p *Pipeline) Settle(ctx context.Context) ([]tables.Window, error) {
	var windows []tables.Window
	for _, kind := range append([]extract.Kind{p.Kind}, p.Riders...) {
		w := p.open(kind, modeSettle, time.Time{}, time.Time{})
		done, err := p.work(ctx, w, p.unsettled(ctx, w))
		if windows = append(windows, done...); err != nil {
			return windows, err
		}
	}
	return windows, nil
}

// work hands batches from the reading side to the loading side: the one bounded hand-over there is. What was read before the
// reading broke off is loaded all the same: a vendor that counts requests may never show a whole batch in one night.
func (p *Pipeline) work(ctx context.Context, w *window, in feed) ([]tables.Window, error) {
	if err := p.writeWindow(ctx, w); err != nil {
		return []tables.Window{w.Window}, err
	}
	g, gctx := errgroup.WithContext(ctx)
	hand := make(chan []item, 1)
	var broken error // what ended the reading
	g.Go(func() (err error) {
		defer close(hand)
		broken, err = p.collect(gctx, in, hand)
		return err
	})
	g.Go(func() error {
		for items := range hand {
			if err := p.carryKinds(gctx, w, items); err != nil {
				return err
			}
			if err := p.mark(gctx, w, items); err != nil {
				return err
			}
		}
		return nil
	})
	err := g.Wait()
	if err == nil {
		err = cmp.Or(broken, p.recount(ctx, w))
	}
	var windows []tables.Window
	var errs []error
	for n, one := range append([]*window{w}, w.riders...) {
		closed, bad := p.close(ctx, one, err)
		windows = append(windows, closed)
		if n == 0 || err == nil { // what broke the reading is told once
			errs = append(errs, bad)
		}
	}
	return windows, errors.Join(errs...)
}

// mark keeps in the ledger how far a sweep has come, once all of that is loaded.
func (p *Pipeline) mark(ctx context.Context, w *window, items []item) error {
	n := len(items) - 1
	for n >= 0 && items[n].resume == "" {
		n--
	}
	if n < 0 || w.Mode != string(extract.Sweep) {
		return nil
	}
	w.Resume, w.Lost = items[n].resume, w.before+uint64(items[n].lost)
	w.UpdatedAt = later(p.Clock.Now(), w.UpdatedAt)
	return p.writeWindow(ctx, w)
}

// recount tells of a sweep that went on where another stopped whether both together met all that the vendor claims. A sweep that came
// to its end is not gone on with.
func (p *Pipeline) recount(ctx context.Context, w *window) error {
	c := w.coverage
	if c == nil {
		return nil
	}
	w.Resume = ""
	if !c.Resumed || w.Mode != string(extract.Sweep) {
		return nil
	}
	met, err := p.Warehouse.Met(ctx, w.Source, w.Kind, append(slices.Clone(w.chain), w.ID))
	if err != nil {
		return err
	}
	c.Distinct = met
	for _, s := range c.Skipped {
		met += s.Count
	}
	if c.Complete = met == c.Claimed; met <= c.Claimed {
		return nil
	}
	if w.shrunk, err = p.overlaps(ctx, w, c.Distinct); w.shrunk {
		c.Drift = append(c.Drift, driftShrunk)
	}
	return err
}

// driftShrunk is what a sweep of several nights says that met more than the vendor counts in the end.
const driftShrunk = "Records met before the break were deleted since. None was stepped over; this sweep takes none for deleted."

// overlaps tells whether a sweep that went on met a record that was met before the break: the two parts join, so that nothing between
// them was stepped over, however many records were deleted meanwhile. together is what both met.
func (p *Pipeline) overlaps(ctx context.Context, w *window, together int64) (bool, error) {
	before, err := p.Warehouse.Met(ctx, w.Source, w.Kind, w.chain)
	if err != nil {
		return false, err
	}
	since, err := p.Warehouse.Met(ctx, w.Source, w.Kind, []string{w.ID})
	return before+since > together, err
}

// carryKinds sorts a batch by kind: records that came along have windows of their own.
func (p *Pipeline) carryKinds(ctx context.Context, w *window, items []item) error {
	byKind := map[extract.Kind][]item{}
	for _, i := range items {
		byKind[i.Kind] = append(byKind[i.Kind], i)
	}
	for _, kind := range slices.Sorted(maps.Keys(byKind)) {
		own, err := p.windowOf(ctx, w, kind)
		if err != nil {
			return err
		}
		if err := p.carry(ctx, own, byKind[kind]); err != nil {
			return err
		}
	}
	return nil
}

// collect groups items into batches bounded by count and by bytes. broken is what ended the reading, err what ended the hand-over.
func (p *Pipeline) collect(ctx context.Context, in feed, out chan<- []item) (broken, err error) {
	var batch []item
	size := 0
	send := func() error {
		select {
		case out <- batch:
			batch, size = nil, 0
			return nil
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
	for i, err := range in {
		if err != nil {
			broken = err
			break
		}
		batch = append(batch, i)
		size += len(i.Body)
		if len(batch) >= cmp.Or(p.BatchRecords, 2500) || size >= cmp.Or(p.BatchBytes, 8<<20) {
			if err := send(); err != nil {
				return nil, err
			}
		}
	}
	if len(batch) > 0 {
		err = send()
	}
	return broken, err
}

// pull reads the source and stamps every record with its observed time.
func (p *Pipeline) pull(ctx context.Context, w *window, a extract.Ask) feed {
	return func(yield func(item, error) bool) {
		counted, sent := rest.Counting(ctx)
		w.requests = sent
		for page, err := range p.Source.Pull(counted, a) {
			if err != nil {
				yield(item{}, err)
				return
			}
			p.turn(w, page)
			for n, r := range page.Records {
				i := item{Record: r, observed: p.Clock.At(r.Fetched)}
				if n == len(page.Records)-1 {
					i.resume, i.lost = page.Resume, page.Lost
				}
				if !yield(i, nil) {
					return
				}
			}
		}
	}
}

// turn notes what a page says about the whole Ask. Only the reading side writes these fields; close enters them.
func (p *Pipeline) turn(w *window, page extract.Page) {
	w.pages++
	if page.Claimed >= 0 {
		w.claimed = page.Claimed
	}
	if page.Done != nil {
		w.coverage = page.Done
	}
	p.Meter.page(w.Source, page)
}

// unsettled reads landed states back from the warehouse.
func (p *Pipeline) unsettled(ctx context.Context, w *window) feed {
	return func(yield func(item, error) bool) {
		for row, err := range p.Warehouse.Unsettled(ctx, w.Source, w.Kind, p.Mappers[extract.Kind(w.Kind)].Rev()) {
			if err != nil {
				yield(item{}, err)
				return
			}
			if !yield(fromRaw(row), nil) {
				return
			}
		}
	}
}

func fromRaw(row tables.RawRecord) item {
	r := extract.Record{Source: row.Source, Vendor: row.Vendor, Kind: extract.Kind(row.Kind), ID: row.ID,
		Changed: row.Changed, Origin: row.Origin, Hash: row.Hash, Fetched: row.ObservedAt}
	if row.Gone == "" {
		r.Body = row.Body
	}
	return item{Record: r, observed: row.ObservedAt, landed: true}
}
