package fhirx

import (
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// MaxHTML is the length in bytes up to which a note is made readable; of a longer one the rest is not in the text.
const MaxHTML = 8 << 20

// Text makes a note in HTML readable: a line for a paragraph, a mark for a list item, cells side by side. It runs through the
// tags without building a tree, so that no nesting can hurt it, and keeps nothing of scripts and styles.
func Text(note string) string {
	if len(note) > MaxHTML {
		note = strings.ToValidUTF8(note[:MaxHTML], "")
	}
	if !strings.ContainsAny(note, "<&") {
		return strings.TrimSpace(note)
	}
	w := writer{}
	z := html.NewTokenizer(strings.NewReader(note))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return strings.TrimSpace(w.String())
		case html.TextToken:
			w.text(string(z.Text()))
		case html.StartTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			w.open(atom.Lookup(name))
		case html.EndTagToken:
			name, _ := z.TagName()
			w.close(atom.Lookup(name))
		}
	}
}

// maxLists is how deep lists are indented and numbered.
const maxLists = 8

type writer struct {
	strings.Builder
	silent int   // inside how many scripts and styles
	lists  []int // the next number of each open list; -1 for one without numbers
	cell   bool  // a cell was begun on this line
	breaks int   // line ends at the end of what is written
	fresh  bool  // nothing stands yet on this line, in this item or cell
	space  bool  // a blank is due before the next word
}

func (w *writer) text(s string) {
	words := strings.Fields(s)
	if w.silent > 0 {
		return
	}
	if len(words) == 0 || strings.TrimLeftFunc(s, unicode.IsSpace) != s {
		w.space = true
	}
	if len(words) == 0 {
		return
	}
	if w.space && !w.fresh && w.Len() > 0 {
		w.WriteByte(' ')
	}
	w.WriteString(strings.Join(words, " "))
	w.breaks, w.fresh = 0, false
	w.space = strings.TrimRightFunc(s, unicode.IsSpace) != s
}

// line ends lines until n line ends stand at the end.
func (w *writer) line(n int) {
	if n == 0 {
		return
	}
	for w.Len() > 0 && w.breaks < n {
		w.WriteByte('\n')
		w.breaks++
	}
	w.fresh, w.cell = true, false
}

func (w *writer) open(a atom.Atom) {
	switch a {
	case atom.Script, atom.Style, atom.Title, atom.Template:
		w.silent++
	case atom.Br:
		if w.Len() > 0 && w.breaks < 2 {
			w.line(w.breaks + 1)
		}
	case atom.Ul, atom.Menu:
		w.list(-1)
	case atom.Ol:
		w.list(1)
	case atom.Li:
		w.item()
	case atom.Td, atom.Th:
		if w.cell {
			w.WriteString(" | ")
		}
		w.cell, w.fresh = true, true
	default:
		w.line(endsOf(a))
	}
}

func (w *writer) close(a atom.Atom) {
	switch a {
	case atom.Script, atom.Style, atom.Title, atom.Template:
		w.silent = max(0, w.silent-1)
	case atom.Ul, atom.Ol, atom.Menu:
		w.lists = w.lists[:max(0, len(w.lists)-1)]
		w.line(1)
	case atom.Li:
		w.line(1)
	case atom.Td, atom.Th, atom.Br:
	default:
		w.line(endsOf(a))
	}
}

// endsOf is how many line ends an element begins and ends with.
func endsOf(a atom.Atom) int {
	switch a {
	case atom.P, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Table, atom.Section, atom.Blockquote, atom.Pre:
		return 2
	case atom.Div, atom.Tr, atom.Dt, atom.Dd, atom.Hr, atom.Article, atom.Header, atom.Footer, atom.Caption:
		return 1
	}
	return 0
}

func (w *writer) list(first int) {
	w.line(1)
	if len(w.lists) < maxLists {
		w.lists = append(w.lists, first)
	}
}

func (w *writer) item() {
	w.line(1)
	mark, depth := "- ", len(w.lists)-1
	if depth >= 0 && w.lists[depth] > 0 {
		mark = strconv.Itoa(w.lists[depth]) + ". "
		w.lists[depth]++
	}
	w.WriteString(strings.Repeat("  ", max(0, depth)) + mark)
	w.breaks, w.fresh = 0, true
}
