package nextech

import (
	"cmp"
	"context"
	"slices"

	"github.com/nightrounds/rounds/extract"
)

// charted reads patients of the roster, each by a search for the chart number. Terms may show those who have none.
func (p *pull) charted(ctx context.Context, lines []line, _, after string) error {
	for _, l := range lines {
		if l.chart == "" {
			p.chartless = append(p.chartless, l.patient)
		}
	}
	lines = slices.DeleteFunc(slices.Clone(lines), func(l line) bool { return l.chart == "" })
	return page(ctx, p, lines, after, p.byChart)
}

// settleChartless counts those whom nothing showed.
func (p *pull) settleChartless() {
	for _, patient := range p.chartless {
		if p.book.See(patient.String()) {
			p.book.Skip(skipNoChart, 1)
		}
	}
}

// byChart searches for one patient by the chart number. Whoever else the search shows is not what the roster asks for.
func (p *pull) byChart(ctx context.Context, l line) (outcome, error) {
	got, err := p.search(ctx, l.chart)
	if err != nil {
		return failed(err)
	}
	for _, h := range got.hits {
		if h.patient == l.patient {
			return outcome{records: []extract.Record{h.record}}, nil
		}
	}
	return outcome{skips: append(got.skips, extract.SkipVanished)}, nil
}

// shown sends patients that searches by terms showed.
func (p *pull) shown(_ context.Context, hits []hit, _, after string) error {
	records := make([]extract.Record, len(hits))
	for i, h := range hits {
		p.book.Keep(h.record.ID)
		records[i] = h.record
	}
	return p.send(extract.Page{Records: records, Resume: after, Claimed: -1})
}

// namedPatients finds patients again: by the chart number, or by what found them before, else by a sweep of terms, unless one came
// to its end this very night without showing them.
func (p *pull) namedPatients(ctx context.Context) error {
	p.book.Blind(blindIDs)
	wanted, err := p.wanted()
	if err != nil {
		return err
	}
	known, missing := []line{}, map[id]bool{}
	for _, l := range wanted {
		if l.chart != "" {
			known = append(known, l)
		} else {
			missing[l.patient] = true
		}
	}
	for chunk := range slices.Chunk(known, p.cfg.PageSize) {
		if err := p.charted(ctx, chunk, "", ""); err != nil {
			return err
		}
	}
	if len(missing) > 0 && p.cfg.Enumerate != ByRoster && !p.sweptLately() {
		err = p.sweepTerms(ctx, place{}, func(ctx context.Context, hits []hit, _, _ string) error {
			asked := slices.DeleteFunc(hits, func(h hit) bool { return !missing[h.patient] })
			for _, h := range asked {
				delete(missing, h.patient)
			}
			return p.shown(ctx, asked, "", "")
		})
	}
	p.book.Skip(extract.SkipVanished, int64(len(missing)))
	return err
}

// wanted are the ids of the Ask, each once, with the chart number that finds it.
func (p *pull) wanted() ([]line, error) {
	numbers := map[id]string{}
	if p.cfg.Enumerate != ByTerms {
		r, err := p.openRoster()
		if err != nil {
			return nil, err
		}
		for _, l := range r.lines {
			numbers[l.patient] = l.chart
		}
	}
	var list []line
	asked := map[id]bool{}
	for text := range p.ask.IDs {
		key, ok := parseID(text)
		switch {
		case !ok:
			p.book.Skip(extract.SkipNoID, 1)
		case !asked[key]:
			asked[key] = true
			list = append(list, line{key, cmp.Or(numbers[key], p.finds.of(key))})
		}
	}
	return list, nil
}
