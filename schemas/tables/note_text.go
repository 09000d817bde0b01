package tables

import (
	"bytes"
	"encoding/base64"
	"strings"
	"unicode/utf8"

	"github.com/samply/golang-fhir-models/fhir-models/fhir"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// note is what a DocumentReference holds, decoded once.
type note struct {
	contents []content
	text     []byte // valid UTF-8
}

// content is one attachment.
type content struct {
	*fhir.DocumentReferenceContent
	data []byte // nil when it has none, is not base64, or is kept as the note's text
}

// readNote decodes the contents and finds the text: the first plain one, else the first HTML one without its tags.
func readNote(contents []fhir.DocumentReferenceContent) *note {
	n := &note{contents: make([]content, len(contents))}
	for i := range contents {
		n.contents[i] = content{&contents[i], decoded(contents[i].Attachment.Data)}
	}
	chosen := best(n.contents, 3, (*content).rank)
	switch {
	case chosen == nil:
	case chosen.mediaType() == "text/html":
		n.text = []byte(withoutTags(string(bytes.ToValidUTF8(chosen.data, mended))))
	case utf8.Valid(chosen.data):
		n.text, chosen.data = chosen.data, nil
	default:
		n.text = bytes.ToValidUTF8(chosen.data, mended)
	}
	return n
}

var mended = []byte("\uFFFD")

func (c *content) rank() int {
	if c.data == nil {
		return 3
	}
	switch c.mediaType() {
	case "text/plain":
		return 0
	case "text/markdown":
		return 1
	case "text/html":
		return 2
	}
	return 3
}

func (c *content) mediaType() string {
	t, _, _ := strings.Cut(val(c.Attachment.ContentType), ";")
	return strings.ToLower(strings.TrimSpace(t))
}

func decoded(data *string) []byte {
	if data == nil {
		return nil
	}
	b, err := base64.StdEncoding.DecodeString(*data)
	if err != nil {
		return nil
	}
	return b
}

// withoutTags keeps the words of an HTML text and gives every block lines of its own. It reads tokens and builds no tree,
// so that depth costs nothing.
func withoutTags(markup string) string {
	var p prose
	z := html.NewTokenizer(strings.NewReader(markup))
	hidden := false
	for {
		switch z.Next() {
		case html.ErrorToken:
			return p.String()
		case html.TextToken:
			if !hidden {
				p.write(string(z.Text()))
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			hidden = p.pass(atom.Lookup(name))
		case html.EndTagToken:
			name, _ := z.TagName()
			p.pass(atom.Lookup(name))
			hidden = false
		}
	}
}

// prose writes words with single gaps, as a browser shows them.
type prose struct {
	strings.Builder
	gap byte // owed before the next word: a space, a tab, a new line, or nothing
}

// pass owes a gap where a tag makes one, and tells whether what follows its start is not for reading.
func (p *prose) pass(tag atom.Atom) (hidden bool) {
	switch tag {
	case atom.Script, atom.Style, atom.Title:
		return true
	case atom.Br, atom.P, atom.Div, atom.Li, atom.Ul, atom.Ol, atom.Tr, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		p.gap = '\n'
	case atom.Td, atom.Th:
		p.owe('\t')
	}
	return false
}

func (p *prose) owe(gap byte) {
	if p.gap != '\n' {
		p.gap = gap
	}
}

func (p *prose) write(s string) {
	words := strings.Fields(s)
	if len(words) == 0 || strings.TrimLeft(s, " \t\r\n") != s {
		p.owe(' ')
	}
	if len(words) == 0 {
		return
	}
	if p.gap != 0 && p.Len() > 0 {
		p.WriteByte(p.gap)
	}
	p.gap = 0
	p.WriteString(strings.Join(words, " "))
	if strings.TrimRight(s, " \t\r\n") != s {
		p.owe(' ')
	}
}
