package nextvisit

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strconv"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/rest"
)

// What a basis cannot see.
const (
	blindTeams    = "Records of other teams, child teams included, are not in this list."
	blindRights   = "Users and teams that the key may not see are not in this list."
	blindTeamless = "Records of this kind did not show their team: that they are this team's rests on the key alone."
	blindRange    = "The range is of created_at: a later edit or signature of an older note is not seen."
	blindIDs      = "Only the ids that were asked for were read."
	blindNoTotal  = "The vendor claimed no total: a row that paging stepped over would go unseen."
	blindAbsent   = "This account does not have the list, whose path is not documented: see users_path and teams_path."
	blindUnpaged  = "The list has no pages and claims no total: one the vendor cuts short would pass for whole."
)

// What moved during a walk.
const (
	driftTotal   = "The list's rows and its total did not agree in three walks."
	driftAgain   = "The list was walked again because its rows and its total did not agree."
	driftResumed = "The sweep was resumed: rows before the break were not counted against the total."
	driftOrder   = "The list is not in the order of created_at: it was walked whole."
	driftSize    = "The vendor changed the number of rows a page holds during the walk."
)

// maxWalks bounds how often a list is walked until its rows and its total agree.
const maxWalks = 3

// sweep walks the whole list until its rows and its total agree. A later walk shows rows again.
//
// Notes come oldest first and patients by id: a new one is appended behind and moves nothing. A deleted one moves all rows after
// it up by one, so that the walk may step over a row; the total tells.
func (p *pull) sweep(ctx context.Context) error {
	if p.kind.team == shared {
		p.book.Blind(blindRights)
	} else {
		p.book.Blind(blindTeams)
	}
	first, err := p.place(p.ask.Resume)
	if err != nil {
		return err
	}
	if first > 1 {
		p.book.Resumed(driftResumed)
	}
	return p.settled(func(attempt int) (bool, error) {
		tally, err := p.walk(ctx, way{order: oldest, first: first, resumable: attempt == 0, pick: everyRow})
		p.book.Claim(tally.Total())
		return first > 1 || tally.Agrees(), err
	})
}

// settled walks until a walk is sound, at most three times; then the enumeration is doubted.
func (p *pull) settled(walk func(attempt int) (sound bool, err error)) error {
	for attempt := range maxWalks {
		if attempt > 0 {
			p.book.Again()
			p.book.Drift(driftAgain)
		}
		if sound, err := walk(attempt); sound || err != nil {
			return err
		}
	}
	p.book.Doubt(driftTotal)
	return nil
}

// way is one way through a list.
type way struct {
	order     string // of a kind whose list has two
	first     int    // page to begin with, from 1
	total     int64  // rows the vendor claimed just before; 0: nobody asked
	resumable bool   // only the first walk of a sweep: a later one looks for what it missed
	pick      func([]row) (keep func(row) bool, more bool)
}

// Values of sort_by.
const (
	oldest = "oldest"
	latest = "latest"
)

func everyRow([]row) (keep func(row) bool, more bool) {
	return func(row) bool { return true }, true
}

// walk reads the list; the way's pick chooses among a page's rows, and says whether to go on.
func (p *pull) walk(ctx context.Context, w way) (*extract.Tally, error) {
	tally := extract.NewTally()
	if w.total > 0 {
		tally.Claim(w.total)
	}
	p.size, p.moved = 0, false
	pages := 0
	for page, err := range p.client.Walk(ctx, p.listing(w)) {
		var rows []row
		if err == nil {
			rows, err = p.rows(page, tally)
		}
		if err != nil {
			return tally, p.ended(err, tally, pages)
		}
		pages++
		p.offers = true
		keep, more := w.pick(rows)
		if err := p.send(p.page(page, rows, keep, w.resumable)); err != nil || !more {
			return tally, err
		}
	}
	if tally.Total() < 0 {
		p.book.Blind(blindNoTotal)
	}
	return tally, nil
}

// ended decides what the end of a walk by an error means where paths are not documented: no such list, which the coverage tells
// and no night fails for, or one without pages, which answers the second page with its first.
func (p *pull) ended(err error, tally *extract.Tally, pages int) error {
	if pages == 0 && p.missing(err) {
		p.book.Blind(blindAbsent)
		p.absent = true
		return nil
	}
	if p.kind.guessed && pages == 1 && errors.Is(err, extract.ErrLoop) && tally.Total() < 0 && p.book.Kept() < int64(p.cfg.PerPage) {
		p.book.Blind(blindUnpaged)
		return nil
	}
	return err
}

// page makes the Page of what a pick keeps.
func (p *pull) page(from *rest.Page, rows []row, keep func(row) bool, resumable bool) extract.Page {
	out := extract.Page{Claimed: -1}
	for _, r := range rows {
		if r.skip == "" && keep(r) {
			p.book.Keep(r.record.ID)
			out.Records = append(out.Records, r.record)
		}
	}
	if p.ask.Mode == extract.Sweep {
		out.Claimed = count(from, "total")
	}
	if resumable {
		out.Resume = p.resume(from)
	}
	return out
}

// rows reads a page's elements and books them. A page of which every id was seen before in this walk means that the vendor
// ignores `page`; the guard on equal bytes cannot see it, since signed URLs differ at every reading. From the list's head it may
// also mean that a page of notes was added meanwhile: the first such page is gone past.
func (p *pull) rows(page *rest.Page, tally *extract.Tally) ([]row, error) {
	tally.Claim(count(page, "total"))
	p.book.Skip(extract.SkipRow, int64(page.Lost))
	tally.Lose(int64(page.Lost))
	if !page.Parted {
		p.granted(count(page, "per_page"))
	}
	rows := make([]row, 0, len(page.Items))
	known, fresh := 0, 0
	for _, item := range page.Items {
		r, err := p.read(item, &page.Answer)
		switch {
		case err != nil:
			return nil, err
		case r.skip != "":
			p.book.Skip(r.skip, 1)
			tally.Bad()
		case tally.Row(r.record.ID):
			fresh++
		default:
			r.again = true
			known++
		}
		rows = append(rows, r)
	}
	if known > 0 && fresh == 0 {
		if p.moved || page.Call.Query.Get("sort_by") != latest {
			return nil, fmt.Errorf("reading %s: %w: every id was shown before", page.Origin(), extract.ErrLoop)
		}
		p.moved = true
	}
	return rows, nil
}

// granted compares the rows of a page that the vendor grants, which may be fewer than asked for, with those of the page before: the
// page numbers of two sizes mean different rows.
func (p *pull) granted(size int64) {
	if p.size > 0 && size > 0 && size != p.size {
		p.book.Doubt(driftSize)
	}
	p.size = max(p.size, size)
}

func (p *pull) listing(w way) rest.Walk {
	query := p.query(w.order)
	query.Set("page", strconv.Itoa(w.first))
	walk := rest.Walk{
		First: rest.Call{Endpoint: p.kind.list, Query: query, Page: w.first},
		List:  "data",
		Next:  func(page *rest.Page) (rest.Call, bool, error) { return p.next(page, w.order) },
		Parts: &rest.Parts{Size: "per_page", Number: "page"},
	}
	if p.kind.dated && w.order == latest {
		walk.Mark = twice()
	}
	return walk
}

// query is what every request of a list says.
func (p *pull) query(order string) url.Values {
	query := url.Values{"per_page": {strconv.Itoa(p.cfg.PerPage)}}
	for name, values := range p.kind.listing {
		query[name] = values
	}
	if p.kind.dated {
		query.Set("sort_by", order)
	}
	return query
}
