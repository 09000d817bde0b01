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

// maxWalks bounds how often the list is walked until its rows and its total agree.
const maxWalks = 3

// sweep walks the whole list until its rows and its total agree, at most three times. A later walk shows rows again.
//
// The order is oldest first: a new note is appended behind and moves nothing. A deleted one moves all rows after it up by
// one, so that the walk may step over a row; the total tells.
func (p *pull) sweep(ctx context.Context) error {
	p.book.sees(blindTeams)
	first, err := p.place(p.ask.Resume)
	if err != nil {
		return err
	}
	if first > 1 {
		p.book.doubt(driftResumed)
		return p.walk(ctx, first, true, p.keepAll)
	}
	for attempt := range maxWalks {
		if attempt > 0 {
			p.book.begin()
			p.book.moved(driftAgain)
		}
		if err := p.walk(ctx, 1, attempt == 0, p.keepAll); err != nil {
			return err
		}
		if p.book.agrees() {
			return nil
		}
	}
	p.book.doubt(driftTotal)
	return nil
}

func (p *pull) keepAll([]note) (keep func(note) bool, more bool) {
	return func(note) bool { return true }, true
}

// walk reads the list from a page on. Only the first walk of a sweep can be resumed: a later one looks for what it missed.
// pick chooses among a page's notes, and says whether to go on.
func (p *pull) walk(ctx context.Context, first int, resumable bool, pick func([]note) (func(note) bool, bool)) error {
	for page, err := range p.client.Walk(ctx, p.listing(first)) {
		if err != nil {
			return err
		}
		total := total(page)
		p.book.claim(total)
		notes, err := p.notes(page)
		if err != nil {
			return err
		}
		keep, more := pick(notes)
		out := extract.Page{Claimed: -1}
		for _, n := range notes {
			if n.skip == "" && keep(n) {
				out.Records = append(out.Records, n.record)
			}
		}
		if p.ask.Mode == extract.Sweep {
			out.Claimed = total
		}
		if resumable {
			out.Resume = p.resume(page)
		}
		if err := p.send(out); err != nil || !more {
			return err
		}
	}
	if p.book.total < 0 {
		p.book.sees(blindNoTotal)
	}
	return nil
}

// notes reads a page's elements and books them. A page of which every id was seen before in this walk means that the vendor
// ignores `page`; the guard on equal bytes cannot see it, since signed URLs differ at every reading.
func (p *pull) notes(page *rest.Page) ([]note, error) {
	notes := make([]note, 0, len(page.Items))
	known, fresh := 0, 0
	for _, item := range page.Items {
		n, err := p.read(item, &page.Answer)
		switch {
		case err != nil:
			return nil, err
		case n.skip != "":
			p.book.skip(n.skip)
		case p.book.see(n.record.ID):
			n.fresh = true
			fresh++
		default:
			known++
		}
		notes = append(notes, n)
	}
	if known > 0 && fresh == 0 {
		return nil, fmt.Errorf("reading %s: %w: every id was shown before", page.Origin(), extract.ErrLoop)
	}
	return notes, nil
}

func (p *pull) listing(first int) rest.Walk {
	query := p.query()
	query.Set("page", strconv.Itoa(first))
	return rest.Walk{
		First: rest.Call{Endpoint: notesPath, Query: query, Page: first},
		List:  "data",
		Next:  p.next,
	}
}

func (p *pull) query() url.Values {
	return url.Values{"per_page": {strconv.Itoa(p.cfg.PerPage)}, "sort_by": {"oldest"}}
}

// next follows links.next where the account shows links (null is the end), and counts pages up until an empty one where it
// does not. The link is given our parameters again: a server that leaves them out would change the page size midway.
func (p *pull) next(page *rest.Page) (rest.Call, bool, error) {
	if rest.Members(page.Members["links"])["next"] == nil {
		return rest.ByNumber("page")(page)
	}
	link, err := page.Link("links", "next")
	if err != nil || link == "" {
		return rest.Call{}, false, err
	}
	u, err := url.Parse(link)
	if err != nil {
		return rest.Call{}, false, fmt.Errorf("%w: a link is no address", extract.ErrShape)
	}
	query := u.Query()
	for name, values := range p.query() {
		query[name] = values
	}
	u.RawQuery = query.Encode()
	call := page.Call
	call.Link, call.Query, call.Page = u.String(), query, page.Call.Page+1
	return call, true, nil
}

// total is meta.total, -1 when there is none.
func total(page *rest.Page) int64 {
	if n, ok := rest.Integer(rest.Members(page.Members["meta"])["total"]); ok && n >= 0 {
		return n
	}
	return -1
}

// resume names the page just read, to be read again: what was deleted meanwhile moved the rows after it up. A cursor cannot
// be resumed, so there is nothing to name.
func (p *pull) resume(page *rest.Page) string {
	if page.Call.Query.Get("page") != strconv.Itoa(page.Call.Page) {
		return ""
	}
	return url.Values{"page": {strconv.Itoa(page.Call.Page)}, "per_page": {strconv.Itoa(p.cfg.PerPage)}}.Encode()
}

var errPlace = errors.New("the place to resume from is not one of this source as it is configured now")

// place reads a Resume; the beginning when it is empty. Another page size makes page numbers mean other rows.
func (p *pull) place(resume string) (int, error) {
	if resume == "" {
		return 1, nil
	}
	values, err := url.ParseQuery(resume)
	page, bad := strconv.Atoi(values.Get("page"))
	if err != nil || bad != nil || page < 1 || values.Get("per_page") != strconv.Itoa(p.cfg.PerPage) {
		return 0, fmt.Errorf("%w: %w", errPlace, extract.ErrUnsupported)
	}
	return page, nil
}
