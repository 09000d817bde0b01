package tables

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// prose is what an HTML text says: all its words, and the same ones by section. What a document such as a CCD says stays as it
// came in resource; this is for search, and no fact is taken from it.
type prose struct {
	text     string
	sections []section // none when it has no heading
}

// readHTML keeps the words of an HTML text and gives every block lines of its own and every cell a tab. A section begins at a
// heading, a table's caption, or a table row that is one header cell over several columns. It reads tokens and builds no tree, so that depth
// costs nothing.
func readHTML(markup string) prose {
	var r reader
	z := html.NewTokenizer(strings.NewReader(markup))
	hidden := false
	for {
		switch z.Next() {
		case html.ErrorToken:
			return r.finish()
		case html.TextToken:
			if !hidden {
				r.write(string(z.Text()))
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			hidden = r.open(atom.Lookup(name))
			r.row.spans = r.row.spans || spansColumns(z)
		case html.EndTagToken:
			name, _ := z.TagName()
			r.close(atom.Lookup(name))
			hidden = false
		}
	}
}

var (
	headings = []atom.Atom{atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Caption}
	blocks   = append([]atom.Atom{atom.Br, atom.P, atom.Div, atom.Li, atom.Ul, atom.Ol, atom.Dl, atom.Dt, atom.Dd, atom.Tr, atom.Table,
		atom.Thead, atom.Tbody, atom.Section, atom.Article, atom.Header, atom.Footer, atom.Blockquote, atom.Pre, atom.Hr}, headings...)
)

// reader writes words with single gaps, as a browser shows them, and marks where headings stand among them.
type reader struct {
	strings.Builder
	gap      byte // owed before the next word: a space, a tab, a new line, or nothing
	headings []span
	heading  span // the open heading or table row; from is 0 while none is
	row      rowState
}

// span is a stretch of the text. Places count from 1, so that 0 is none.
type span struct{ from, to int }

// rowState is the open table row.
type rowState struct {
	from, cells, headers int
	spans                bool // a cell of it is as wide as several
}

// spansColumns tells whether the tag just read says that its cell is as wide as several.
func spansColumns(z *html.Tokenizer) bool {
	for more := true; more; {
		var name, value []byte
		name, value, more = z.TagAttr()
		if string(name) == "colspan" {
			n, err := strconv.Atoi(string(value))
			return err == nil && n > 1
		}
	}
	return false
}

// open passes the start of a tag and tells whether what follows is not for reading.
func (r *reader) open(tag atom.Atom) (hidden bool) {
	if r.heading.from > 0 && r.here() > r.heading.from && tag != atom.Br && slices.Contains(blocks, tag) {
		r.endHeading() // it was never closed
	}
	r.pass(tag)
	switch {
	case tag == atom.Script || tag == atom.Style || tag == atom.Title:
		return true
	case slices.Contains(headings, tag):
		r.heading.from = r.here()
	case tag == atom.Tr:
		r.endRow()
		r.row = rowState{from: r.here()}
	case tag == atom.Td:
		r.row.cells++
	case tag == atom.Th:
		r.row.cells++
		r.row.headers++
	}
	return false
}

func (r *reader) close(tag atom.Atom) {
	switch {
	case slices.Contains(headings, tag):
		r.endHeading()
	case tag == atom.Tr || tag == atom.Table:
		r.endRow()
	}
	r.pass(tag)
}

// here is the place of the next word, from 1.
func (r *reader) here() int { return r.Len() + 1 }

func (r *reader) endHeading() {
	if r.heading.from > 0 && r.here() > r.heading.from {
		r.headings = append(r.headings, span{r.heading.from, r.here()})
	}
	r.heading = span{}
}

// endRow makes a heading of a row that is one header cell over several columns and has no heading in it. A header cell over one
// column is the name of that column.
func (r *reader) endRow() {
	r.endHeading()
	row := r.row
	inside := len(r.headings) > 0 && r.headings[len(r.headings)-1].to > row.from
	if row.from > 0 && row.spans && row.cells == 1 && row.headers == 1 && r.here() > row.from && !inside {
		r.headings = append(r.headings, span{row.from, r.here()})
	}
	r.row = rowState{}
}

// pass owes a gap where a tag makes one.
func (r *reader) pass(tag atom.Atom) {
	switch {
	case slices.Contains(blocks, tag):
		r.gap = '\n'
	case tag == atom.Td || tag == atom.Th:
		r.owe('\t')
	}
}

func (r *reader) owe(gap byte) {
	if r.gap != '\n' {
		r.gap = gap
	}
}

func (r *reader) write(s string) {
	words := strings.Fields(s)
	if len(words) == 0 || strings.TrimLeft(s, " \t\r\n") != s {
		r.owe(' ')
	}
	if len(words) == 0 {
		return
	}
	if r.gap != 0 && r.Len() > 0 {
		r.WriteByte(r.gap)
	}
	r.gap = 0
	r.WriteString(strings.Join(words, " "))
	if strings.TrimRight(s, " \t\r\n") != s {
		r.owe(' ')
	}
}

// finish cuts the text at its headings.
func (r *reader) finish() prose {
	r.endRow()
	p := prose{text: r.String()}
	if len(r.headings) == 0 {
		return p
	}
	p.add("", p.text[:r.headings[0].from-1])
	for i, h := range r.headings {
		end := len(p.text)
		if i+1 < len(r.headings) {
			end = r.headings[i+1].from - 1
		}
		p.add(p.text[h.from-1:h.to-1], p.text[h.to-1:end])
	}
	return p
}

// add adds a section, unless there is nothing in it.
func (p *prose) add(title, body string) {
	s := section{strings.Join(strings.Fields(title), " "), strings.TrimSpace(body)}
	if s != (section{}) {
		p.sections = append(p.sections, s)
	}
}
