package tables

import (
	"encoding/base64"
	"strings"

	"github.com/samply/golang-fhir-models/fhir-models/fhir"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// decoded is the content of an attachment; nil when there is none or it is not base64.
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

// noteText is a document in plain text: its first plain content, else its first HTML content without tags, else nothing.
func noteText(contents []fhir.DocumentReferenceContent) string {
	chosen := best(contents, 3, func(c *fhir.DocumentReferenceContent) int {
		switch {
		case c.Attachment.Data == nil:
			return 3
		case mediaType(c) == "text/plain":
			return 0
		case mediaType(c) == "text/markdown":
			return 1
		case mediaType(c) == "text/html":
			return 2
		}
		return 3
	})
	if chosen == nil {
		return ""
	}
	content := strings.ToValidUTF8(string(decoded(chosen.Attachment.Data)), "\uFFFD")
	if mediaType(chosen) == "text/html" {
		return withoutTags(content)
	}
	return content
}

func mediaType(c *fhir.DocumentReferenceContent) string {
	t, _, _ := strings.Cut(val(c.Attachment.ContentType), ";")
	return strings.ToLower(strings.TrimSpace(t))
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
