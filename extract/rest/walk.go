package rest

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash/maphash"
	"iter"
	"maps"
	"net/url"
	"strconv"
	"time"

	"github.com/nightrounds/rounds/extract"
)

// Next says what follows a page, from the page alone; false ends the walk.
type Next func(p *Page) (Call, bool, error)

// ByNumber counts the query member up until a page is empty.
func ByNumber(param string) Next {
	return func(p *Page) (Call, bool, error) {
		number, err := strconv.Atoi(p.Call.Query.Get(param))
		if err != nil {
			number = max(1, p.Call.Page)
		}
		return p.Call.with(param, number+1), len(p.Items) > 0, nil
	}
}

// ByOffset moves the query member on by the number of elements until a page is empty.
func ByOffset(start string) Next {
	return func(p *Page) (Call, bool, error) {
		offset, err := strconv.Atoi(p.Call.Query.Get(start))
		if err != nil {
			offset = 0
		}
		return p.Call.with(start, offset+len(p.Items)), len(p.Items) > 0, nil
	}
}

// ByLink follows the link at a path of members ("links", "next") until it is null, empty or absent. An empty page with a link
// goes on: what is filtered out may leave a page empty.
func ByLink(path ...string) Next {
	return func(p *Page) (Call, bool, error) {
		link, err := p.Link(path...)
		next := p.Call
		next.Link, next.Page = link, p.Call.Page+1
		return next, link != "", err
	}
}

// Link reads the link at a path of envelope members; empty when it is null, empty or absent. Anything but a string is
// extract.ErrShape.
func (p *Page) Link(path ...string) (string, error) {
	members := p.Members
	for _, name := range path[:len(path)-1] {
		members = Members(members[name])
	}
	raw := members[path[len(path)-1]]
	if len(raw) == 0 || string(raw) == "null" {
		return "", nil
	}
	link, ok := Text(raw)
	if !ok {
		return "", fmt.Errorf("%w: a link is no string", extract.ErrShape)
	}
	return link, nil
}

// with gives the call for the next page with one query member changed.
func (call Call) with(param string, value int) Call {
	next := call
	next.Query = maps.Clone(call.Query)
	if next.Query == nil {
		next.Query = url.Values{}
	}
	next.Query.Set(param, strconv.Itoa(value))
	next.Link = ""
	next.Page = call.Page + 1
	return next
}

// Walk is one paging through a list.
type Walk struct {
	First    Call
	List     string               // see Split; a page without its list is extract.ErrShape
	Next     Next                 // how to go on
	Mark     func(*Page) [32]byte // what makes a page "the same again"; nil: its elements' bytes. Empty pages have no mark
	MaxPages int                  // 0: 1,000,000
	MaxTime  time.Duration        // for the whole walk; 0: 24 hours
	Parts    *Parts               // nil: a page that cannot be read ends the walk
}

// Walk yields the pages one after another; the first error is the last element. A call made before, a page seen before, too
// many pages and too long a walk are extract.ErrLoop: a walk that goes in circles must not look like a full one.
func (c *Client) Walk(ctx context.Context, w Walk) iter.Seq2[*Page, error] {
	return func(yield func(*Page, error) bool) {
		g := newGuardian(w)
		call, more := w.First, true
		for more {
			page, err := c.step(ctx, g, call)
			if err != nil {
				yield(nil, err)
				return
			}
			if !yield(page, nil) {
				return
			}
			if page.Parted {
				call = w.Parts.after(page)
				continue
			}
			if call, more, err = w.Next(page); err != nil {
				yield(nil, page.Call.fail(err, false))
				return
			}
		}
	}
}

func (c *Client) step(ctx context.Context, g *guardian, call Call) (*Page, error) {
	if err := g.leave(call); err != nil {
		return nil, call.fail(err, false)
	}
	page, err := c.listPage(ctx, call, g.walk.List)
	if err != nil {
		page, err = c.inParts(ctx, g, call, err)
	}
	if err != nil {
		return nil, err
	}
	if err := g.arrive(page); err != nil {
		return nil, call.fail(err, false)
	}
	return page, nil
}

// listPage reads a page that must have its list.
func (c *Client) listPage(ctx context.Context, call Call, list string) (*Page, error) {
	page, err := c.GetPage(ctx, call, list)
	if err == nil && page.Items == nil {
		return nil, call.fail(fmt.Errorf("%w: the list is missing", extract.ErrShape), false)
	}
	return page, err
}

// guardian remembers a walk: 32 bytes a call and a page.
type guardian struct {
	walk  Walk
	began time.Time
	calls map[[32]byte]struct{}
	marks map[[32]byte]struct{}
	rows  int // most rows of a page that was read whole
	cut   int // pages read in parts
	lost  int // rows that no part showed
}

func newGuardian(w Walk) *guardian {
	w.MaxPages = cmp.Or(w.MaxPages, 1_000_000)
	w.MaxTime = cmp.Or(w.MaxTime, 24*time.Hour)
	if w.Mark == nil {
		w.Mark = func(p *Page) [32]byte { return MarkOf(p.Items) }
	}
	return &guardian{walk: w, began: time.Now(), calls: map[[32]byte]struct{}{}, marks: map[[32]byte]struct{}{}}
}

func (g *guardian) leave(call Call) error {
	switch {
	case !fresh(g.calls, sha256.Sum256([]byte(call.Endpoint+"\x00"+call.Query.Encode()+"\x00"+call.Link))):
		return fmt.Errorf("%w: it leads back to a page already read", extract.ErrLoop)
	case len(g.calls) > g.walk.MaxPages:
		return fmt.Errorf("%w: more than %d pages", extract.ErrLoop, g.walk.MaxPages)
	case time.Since(g.began) > g.walk.MaxTime:
		return fmt.Errorf("%w: longer than %s", extract.ErrLoop, g.walk.MaxTime)
	}
	return nil
}

func (g *guardian) arrive(page *Page) error {
	if !page.Parted {
		g.rows = max(g.rows, len(page.Items))
	}
	if len(page.Items) > 0 && !fresh(g.marks, g.walk.Mark(page)) {
		return fmt.Errorf("%w: a page came a second time", extract.ErrLoop)
	}
	return nil
}

func fresh(seen map[[32]byte]struct{}, key [32]byte) bool {
	_, again := seen[key]
	seen[key] = struct{}{}
	return !again
}

// markSeed makes marks differ from process to process, so that no vendor can aim at equal ones.
var markSeed = maphash.MakeSeed()

// MarkOf is the usual Mark: one sum over all parts and their lengths, good for this process. A vendor whose elements change
// with every reading (signed URLs) marks a page by its ids instead.
func MarkOf(parts []json.RawMessage) (mark [32]byte) {
	var sum maphash.Hash
	sum.SetSeed(markSeed)
	for _, part := range parts {
		maphash.WriteComparable(&sum, len(part))
		_, _ = sum.Write(part) // it never fails
	}
	binary.BigEndian.PutUint64(mark[:], sum.Sum64())
	return mark
}
