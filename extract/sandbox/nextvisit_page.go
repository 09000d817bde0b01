package sandbox

import (
	"encoding/base64"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// pageQuery is the parameters that every list takes.
type pageQuery struct {
	url.Values
	page, size int
}

// readPage names the parameter that is wrong. A page that is none is the first.
func readPage(q url.Values, size int, p Paging) (pageQuery, string) {
	page, okPage := number(q, "page", 1)
	if p == Cursor {
		page, okPage = pageOfCursor(q.Get("cursor"))
	}
	if !okPage || page < 1 {
		page = 1
	}
	size, ok := number(q, "per_page", size)
	if !ok || size < 1 {
		return pageQuery{}, "per_page"
	}
	return pageQuery{q, page, size}, ""
}

func cursorOf(page int) string {
	return base64.RawURLEncoding.EncodeToString([]byte("after=" + strconv.Itoa(page)))
}

func pageOfCursor(cursor string) (int, bool) {
	text, _ := base64.RawURLEncoding.DecodeString(cursor)
	page, err := strconv.Atoi(strings.TrimPrefix(string(text), "after="))
	return page, err == nil
}

// pageList is one page of a list: the elements [from, to) of count.
type pageList struct {
	pageQuery
	paging          Paging
	hidden          int // elements that a drift takes away at the front
	from, to, count int
}

// cut finds the page of a list of so many elements.
func (s *Sandbox) cut(c *call, q pageQuery, count int) pageList {
	l := pageList{pageQuery: q, paging: s.opts.NextvisitPaging, count: count}
	if c.hidesFirst() && count > 0 {
		l.hidden, l.count = 1, count-1
	}
	l.from = min(shift(c.hits, (l.page-1)*l.size, l.size), l.count)
	l.to = min(l.from+l.size, l.count)
	return l
}

// answer writes the page. write is told the place of an element in the whole list, hidden ones included.
func (l pageList) answer(c *call, write func(w *sheet, i int)) answer {
	w := newSheet()
	w.object("", func() {
		w.array("data", func() {
			for i := l.from; i < l.to; i++ {
				write(w, i+l.hidden)
			}
		})
		if !c.hits.has(NoMeta) {
			l.links(w, c)
			l.meta(w, c)
		}
	})
	return answer{status: http.StatusOK, body: w.b, sheet: w}
}

func (l pageList) lastPage() int { return max(1, (l.count+l.size-1)/l.size) }

// links are absolute and keep the query, as Laravel writes them.
func (l pageList) links(w *sheet, c *call) {
	host := "http://" + c.Host
	link := func(name string, page int, there bool) {
		if !there {
			w.null(name)
			return
		}
		at := host
		if f, ok := c.hits.find(NextElsewhere); ok && name == "next" {
			at = f.Target
		}
		q := c.URL.Query()
		if l.paging == Cursor {
			q.Set("cursor", cursorOf(page))
		} else {
			q.Set("page", strconv.Itoa(page))
		}
		w.str(name, at+requestPath(c)+"?"+q.Encode())
	}
	w.object("links", func() {
		link("first", 1, l.paging != Cursor)
		link("last", l.lastPage(), l.paging == Counted)
		link("prev", l.page-1, l.page > 1)
		link("next", l.page+1, l.page < l.lastPage())
	})
}

// requestPath is the path as it was asked for, prefix included.
func requestPath(c *call) string {
	path, _, _ := strings.Cut(c.RequestURI, "?")
	return path
}

func (l pageList) meta(w *sheet, c *call) {
	w.object("meta", func() {
		if l.paging == Cursor {
			l.cursors(w)
		} else {
			l.numbers(w)
		}
		w.str("path", "http://"+c.Host+requestPath(c))
		w.num("per_page", int64(l.size))
		if l.paging == Counted {
			w.num("last_page", int64(l.lastPage()))
			w.num("total", int64(l.count))
		}
	})
}

func (l pageList) cursors(w *sheet) {
	cursor := func(name string, page int, there bool) {
		if there {
			w.str(name, cursorOf(page))
		} else {
			w.null(name)
		}
	}
	cursor("next_cursor", l.page+1, l.page < l.lastPage())
	cursor("prev_cursor", l.page-1, l.page > 1)
}

// numbers are null on an empty page, but for the page's own.
func (l pageList) numbers(w *sheet) {
	w.num("current_page", int64(l.page))
	if l.from == l.to {
		w.null("from")
		w.null("to")
		return
	}
	w.num("from", int64(l.from+1))
	w.num("to", int64(l.to))
}
