package rest

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"github.com/nightrounds/rounds/extract"
)

// Parts names the query members that cut a list into pages. A Walk that has them asks for a page that stays unreadable again in
// smaller pages, down to single rows: only a row that no page shows is lost. A page is cut by a factor of its size, since a page
// number of a smaller size names the same rows only then.
type Parts struct {
	Size   string // rows of a page: "per_page"
	Number string // which page, from 1: "page"; empty where rows are counted
	Offset string // the first row, from 0: "start"; empty where pages are counted
}

// A vendor in trouble must not be asked for every row it has.
const (
	mostCut    = 10 // pages of one walk that are asked for in parts
	mostLost   = 10 // rows of one walk that are given up; one more is no matter of single rows
	mostSilent = 8  // parts asked for before the first can be read
)

// Unreadable tells an error of one answer that a smaller one may not have: it is too large, no JSON, of another shape, a 5xx, or
// the connection broke. A vendor in trouble gives the same, but for 503, which is said of the whole, and a connection that was never
// made.
func Unreadable(err error) bool {
	at, _ := errors.AsType[*Error](err)
	_, away := errors.AsType[nobody](err)
	_, deferred := errors.AsType[*extract.DeferredError](err)
	switch {
	case at == nil, away, deferred, errors.Is(err, extract.ErrAuth), at.Status == http.StatusServiceUnavailable:
		return false
	case errors.Is(err, extract.ErrTooLarge), errors.Is(err, extract.ErrShape):
		return true
	}
	return errors.Is(err, extract.ErrUnavailable) && at.transient && (at.Status == 0 || at.Status >= http.StatusInternalServerError)
}

// window is the rows a call asks for: size of them, from 0 on. It is false where the call does not tell, as one by a cursor.
func (p *Parts) window(call Call) (from, size int, ok bool) {
	number := func(name string) (int, bool) {
		n, err := strconv.Atoi(call.Query.Get(name))
		return n, err == nil && n >= 0
	}
	size, ok = number(p.Size)
	if !ok || size < 2 {
		return 0, 0, false
	}
	if p.Offset != "" {
		from, ok = number(p.Offset)
		return from, size, ok
	}
	page, ok := number(p.Number)
	return (page - 1) * size, size, ok && page > 0
}

// at is the call for another window of the same list; from is a multiple of size where pages are counted.
func (p *Parts) at(call Call, from, size int) Call {
	part := call.with(p.Size, size)
	part.Page = call.Page
	if p.Offset != "" {
		part.Query.Set(p.Offset, strconv.Itoa(from))
	} else {
		part.Query.Set(p.Number, strconv.Itoa(from/size+1))
	}
	return part
}

// after is the call for the page after one that was read in parts. Where rows are counted it begins after the last one shown, as
// after any other page.
func (p *Parts) after(page *Page) Call {
	from, size, _ := p.window(page.Call)
	if p.Offset != "" {
		from += len(page.Items) + page.Lost - size
	}
	next := p.at(page.Call, from+size, size)
	next.Page++
	return next
}

// cut is one page read in parts.
type cut struct {
	c     *Client
	g     *guardian
	call  Call  // of the whole page
	cause error // why it cannot be read whole

	page  *Page // of what was read; nil: nothing yet
	bytes int64
	bad   int  // parts that could not be read
	lost  int  // single rows of them
	short bool // a part showed fewer rows than were asked for: the list ends there
}

// inParts reads a page that could not be read whole. Where parts do not help, the page's own error comes back.
func (c *Client) inParts(ctx context.Context, g *guardian, call Call, cause error) (*Page, error) {
	if g.walk.Parts == nil || !Unreadable(cause) || g.cut == mostCut {
		return nil, cause
	}
	from, size, ok := g.walk.Parts.window(call)
	if !ok || g.rows > 0 && g.rows != size && g.walk.Parts.Offset == "" { // it gives fewer rows a page: numbers mean others
		return nil, cause
	}
	g.cut++
	one := &cut{c: c, g: g, call: call, cause: cause}
	if err := one.split(ctx, from, size); err != nil {
		return nil, err
	}
	if one.page == nil {
		return nil, cause
	}
	one.page.Parted, one.page.Lost = true, one.lost
	return one.page, nil
}

// split reads a window in equal parts, as few as there can be.
func (p *cut) split(ctx context.Context, from, size int) error {
	parts := 2
	for size%parts != 0 {
		parts++
	}
	for at := from; at < from+size; at += size / parts {
		if err := p.read(ctx, at, size/parts); err != nil {
			return err
		}
	}
	return nil
}

func (p *cut) read(ctx context.Context, from, size int) error {
	call := p.g.walk.Parts.at(p.call, from, size)
	call.Parts = size > 1
	part, err := p.c.listPage(ctx, call, p.g.walk.List)
	if err == nil {
		return p.take(part, size)
	}
	if !Unreadable(err) {
		return err
	}
	p.bad++
	switch {
	case p.page == nil && p.bad == mostSilent:
		return p.cause
	case size > 1:
		return p.split(ctx, from, size)
	case p.g.lost == mostLost:
		return p.cause
	}
	p.g.lost++
	p.lost++
	return nil
}

// take adds what a part shows. Rows after a short part mean that the vendor keeps to sizes of its own: then parts overlap, or leave
// rows out between them.
func (p *cut) take(part *Page, size int) error {
	if p.short && len(part.Items) > 0 || len(part.Items) > size {
		return p.cause
	}
	p.short = p.short || len(part.Items) < size
	for _, item := range part.Items {
		p.bytes += int64(len(item))
	}
	if p.bytes > p.c.settings.MaxDecompressed { // as little as one answer may fill the memory
		return fmt.Errorf("in parts: %w: %w", extract.ErrTooLarge, p.cause)
	}
	if p.page == nil {
		p.page = part
		p.page.Call, p.page.Body = p.call, nil
		return nil
	}
	p.page.Items = append(p.page.Items, part.Items...)
	return nil
}
