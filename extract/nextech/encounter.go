package nextech

import (
	"context"
	"slices"
	"time"

	"github.com/nightrounds/rounds/extract"
)

// patientParam is where a path names the patient.
const patientParam = "{patientId}"

// Sweeps name both ends: without a start the vendor may choose, and without an end it hides the encounters to come. The end is
// the last year that every database's dates reach.
var (
	earliest = time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC)
	latest   = time.Date(2079, 1, 1, 0, 0, 0, 0, time.UTC)
)

// asked is one patient and what is wanted of them.
type asked struct {
	patient    id
	encounters map[id]bool // nil: all
}

func (p *pull) encountersOfLines(ctx context.Context, lines []line, _, after string) error {
	var list []asked
	for _, l := range lines {
		if p.book.See(l.patient.String()) {
			list = append(list, asked{patient: l.patient})
		}
	}
	return p.histories(ctx, list, after)
}

// encountersOfHits reads in pages: a letter may have shown thousands. A break before the last page begins the letter again.
func (p *pull) encountersOfHits(ctx context.Context, hits []hit, before, after string) error {
	for len(hits) > p.cfg.PageSize {
		if err := p.histories(ctx, askedOf(hits[:p.cfg.PageSize]), before); err != nil {
			return err
		}
		hits = hits[p.cfg.PageSize:]
	}
	return p.histories(ctx, askedOf(hits), after)
}

func askedOf(hits []hit) []asked {
	list := make([]asked, len(hits))
	for i, h := range hits {
		list[i].patient = h.patient
	}
	return list
}

// namedEncounters reads the encounters of Ask.IDs: those of one patient that follow each other cost one reading together.
func (p *pull) namedEncounters(ctx context.Context) error {
	p.book.Blind(blindIDs)
	var batch []asked
	for text := range p.ask.IDs {
		patient, encounter, ok := split(text)
		if !ok {
			p.book.Skip(extract.SkipNoID, 1)
			continue
		}
		if n := len(batch); n > 0 && batch[n-1].patient == patient {
			batch[n-1].encounters[encounter] = true
			continue
		}
		if len(batch) == p.cfg.PageSize {
			if err := p.histories(ctx, batch, ""); err != nil {
				return err
			}
			batch = nil
		}
		batch = append(batch, asked{patient, map[id]bool{encounter: true}})
	}
	return p.histories(ctx, batch, "")
}

// histories reads the encounters of patients and sends them as one page.
func (p *pull) histories(ctx context.Context, list []asked, resume string) error {
	return page(ctx, p, list, resume, p.history)
}

// history reads one patient's encounters. Those asked for and not shown are vanished, unless something could not be read.
func (p *pull) history(ctx context.Context, a asked) (outcome, error) {
	from, to := earliest, latest
	if p.ask.Mode == extract.Range { // whether both ends belong to the range is not published
		from, to = p.ask.From.AddDate(0, 0, -1), p.ask.To.AddDate(0, 0, 1)
	}
	h := &history{pull: p, patient: a.patient, seen: map[id]bool{}}
	if err := h.read(ctx, from.UTC(), to.UTC()); err != nil {
		return failed(err)
	}
	out := h.outcome
	if a.encounters == nil {
		return out, nil
	}
	out.records = slices.DeleteFunc(out.records, func(r extract.Record) bool {
		_, encounter, _ := split(r.ID)
		return !a.encounters[encounter]
	})
	for range len(a.encounters) - len(out.records) {
		if out.fault == nil {
			out.skips = append(out.skips, extract.SkipVanished)
		}
	}
	return out, nil
}
