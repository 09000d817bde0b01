package vsee

import (
	"context"
	"errors"
	"fmt"
	"time"

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

	visit visitOf   // what its intake must agree with
	along []outcome // what comes with the record: its own kind and id, or why there is none
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
		if p.book.See(c.id) {
			out = append(out, c)
		}
	}
	return out
}

func (p *pull) inRange(t time.Time) bool { return !t.Before(p.ask.From) && t.Before(p.ask.To) }

// page reads its candidates side by side, the account's pace permitting, and sends them in their order.
func (p *pull) page(ctx context.Context, batch []candidate, resume string) error {
	outcomes, err := rest.Each(ctx, p.cfg.Parallel, batch, func(ctx context.Context, c candidate) (outcome, error) {
		o, err := p.read(ctx, c)
		if err == nil && p.wanted(o) {
			err = p.along(ctx, &o)
		}
		return o, err
	})
	if err != nil {
		return fmt.Errorf("read by id: %w", err)
	}
	return p.emit(outcomes, resume)
}

// emit sends what became of a page's reads.
func (p *pull) emit(outcomes []outcome, resume string) error {
	records, err := p.keep(outcomes)
	if err != nil {
		return fmt.Errorf("read by id: %w", err)
	}
	return p.send(extract.Page{Records: records, Resume: resume, Claimed: p.book.Claimed()})
}

// read makes one candidate a record. An error ends the Pull; an answer that is bad in itself is an outcome.
func (p *pull) read(ctx context.Context, c candidate) (outcome, error) {
	if p.cfg.Profile == FromList && (p.ask.Kind == extract.Patient || p.ask.Kind == extract.Practitioner) {
		return p.readRow(ctx, c)
	}
	found, skip, err := p.object(ctx, rest.Call{Endpoint: p.reading.endpoint, ID: c.id})
	switch {
	case errors.Is(err, rest.ErrNotFound):
		return p.missing(c), nil
	case skip != "":
		return outcome{skip: skip, err: err}, nil
	case err != nil:
		return outcome{}, err
	}
	c.row, c.origin, c.seenAt = found.row, found.origin, found.seenAt
	return p.record(c), nil
}

// object reads one object. skip is set beside an error that is of this answer alone and need not end the Pull.
func (p *pull) object(ctx context.Context, call rest.Call) (found candidate, skip string, err error) {
	page, err := p.client.GetPage(ctx, call, "data")
	if err == nil {
		if found.row, err = object(page); err == nil {
			found.origin, found.seenAt = page.Origin(), page.Fetched
			return found, "", nil
		}
		err = fmt.Errorf("open %s: %w", call.Endpoint, err)
	}
	return candidate{}, rest.SkipOf(err), err
}

// record cuts and hashes a body. The answer must be about the id that was asked for: a proxy's mistake would else put one
// person's data under another's id.
func (p *pull) record(c candidate) outcome {
	o, shaped := p.shaped(p.ask.Kind, p.reading.shape, c)
	if o.skip != "" {
		return o
	}
	if p.reading.named != nil {
		if named, ok := p.reading.named(shaped.Picked[:2]...); ok && named != c.id {
			return outcome{skip: extract.SkipOtherID, err: fmt.Errorf("read %s: another id is answered: %w", p.reading.endpoint, extract.ErrShape)}
		}
	}
	o.record.Changed = moment(shaped.Picked[2])
	switch p.ask.Kind {
	case extract.Visit:
		o.start = moment(shaped.Picked[3])
		o.visit = visitIDs(shaped)
		o.along = p.inside(c, o.visit, shaped)
	case extract.Location:
		if owner := rest.ID(shaped.Picked[3]); owner != "" && p.tenant != "" && owner != p.tenant {
			return outcome{skip: skipElse}
		}
	}
	return o
}

// shaped makes a record of an object, or says why there is none.
func (p *pull) shaped(kind extract.Kind, shape *rest.Shape, c candidate) (outcome, rest.Shaped) {
	shaped, err := p.client.Shape(shape, c.row)
	if err != nil {
		return outcome{skip: rest.SkipOf(err), err: err}, shaped
	}
	return outcome{record: extract.Record{
		Source: p.cfg.Name, Vendor: "vsee", Kind: kind, ID: c.id, Fetched: c.seenAt, Origin: c.origin,
		Body: shaped.Body, Hash: shaped.Hash,
	}}, shaped
}

func (p *pull) missing(c candidate) outcome {
	return outcome{gone: true, record: extract.Record{
		Source: p.cfg.Name, Vendor: "vsee", Kind: p.ask.Kind, ID: c.id, Fetched: time.Now(), Origin: p.reading.endpoint,
	}}
}

// wanted tells whether an outcome becomes a record of the Ask.
func (p *pull) wanted(o outcome) bool {
	switch {
	case o.skip != "", o.gone:
		return false
	case p.ask.Mode == extract.Range:
		return !o.start.IsZero() && p.inRange(o.start)
	}
	return true
}

// keep turns outcomes into records, in order, each with what came along, and books the rest.
func (p *pull) keep(outcomes []outcome) ([]extract.Record, error) {
	records := make([]extract.Record, 0, len(outcomes))
	for _, o := range outcomes {
		switch {
		case o.skip == skipElse:
			p.book.Skip(o.skip, 1)
		case o.skip != "":
			if err := p.book.Unreadable(o.skip, o.err); err != nil {
				return nil, err
			}
		case o.gone && p.ask.Mode != extract.IDs:
			p.book.Skip(extract.SkipGone, 1)
		case o.gone || p.wanted(o):
			p.book.Keep(o.record.ID)
			records = append(records, o.record)
			along, err := p.keepAlong(o.along)
			if err != nil {
				return nil, err
			}
			records = append(records, along...)
		case o.start.IsZero():
			p.book.Skip(extract.SkipUndated, 1)
		}
	}
	return records, nil
}

// keepAlong is keep for what came along. What another visit shows again is yielded once; a profile that is not the same there is
// yielded again, and its own time tells which state is the later.
func (p *pull) keepAlong(along []outcome) ([]extract.Record, error) {
	var records []extract.Record
	for _, o := range along {
		switch {
		case o.err != nil:
			if err := p.book.Unreadable(o.skip, o.err); err != nil {
				return nil, err
			}
		case o.skip != "":
			p.book.Skip(o.skip, 1)
		case p.book.See(stateOf(o.record)):
			records = append(records, o.record)
		}
	}
	return records, nil
}

// stateOf tells records that came along apart.
func stateOf(r extract.Record) string {
	key := string(r.Kind) + "/" + r.ID
	if r.Kind == extract.MedicalProfile {
		key += "/" + string(r.Hash[:])
	}
	return key
}
