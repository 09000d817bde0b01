package nextech

import (
	"context"
	"errors"
	"net/http"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/rest"
)

// outcome is what became of one patient's reading.
type outcome struct {
	records  []extract.Record
	skips    []string // reasons, one for each thing that is no record
	split    bool     // the encounters were read in parts
	answered bool     // some part could be read
	reason   string   // why the reading, or a part of it, is unreadable; empty: it is not
	fault    error    // the cause of that
}

// failed sorts an error: one that is a matter of this patient alone is an outcome, any other ends the Pull.
func failed(err error) (outcome, error) {
	reason := rest.SkipOf(err)
	if at, _ := errors.AsType[*rest.Error](err); at != nil && at.Status == http.StatusForbidden { // the practice's scope, or one patient's
		reason = skipForbidden
	}
	if reason == "" {
		return outcome{}, err
	}
	return outcome{reason: reason, fault: err}, nil
}

// page reads patients side by side, the account's pace permitting, and sends their records in order.
func page[T any](ctx context.Context, p *pull, patients []T, resume string, read func(context.Context, T) (outcome, error)) error {
	if len(patients) == 0 && resume == "" {
		return nil
	}
	outcomes, err := rest.Each(ctx, p.cfg.Parallel, patients, read)
	if err != nil {
		return err
	}
	var records []extract.Record
	for _, o := range outcomes {
		if err := p.settle(o); err != nil {
			return err
		}
		records = append(records, o.records...)
	}
	return p.send(extract.Page{Records: records, Resume: resume, Claimed: -1})
}

// settle books an outcome.
func (p *pull) settle(o outcome) error {
	if o.fault == nil || o.answered {
		p.book.Readable()
	}
	if o.split {
		p.book.Drift(driftSplit)
	}
	for _, reason := range o.skips {
		p.book.Skip(reason, 1)
	}
	for _, r := range o.records {
		p.book.Keep(r.ID)
	}
	if o.fault != nil {
		return p.book.Unreadable(o.reason, o.fault)
	}
	return nil
}
