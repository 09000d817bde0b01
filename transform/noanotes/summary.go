package noanotes

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
	"golang.org/x/text/unicode/norm"

	"github.com/nightrounds/rounds/transform"
	"github.com/nightrounds/rounds/transform/fhirx"
	"github.com/nightrounds/rounds/transform/wire"
)

// section is a titled part of a summary. Titles are the customer's own, in any language, and come in the template's order.
type section struct{ title, text string }

// summary is what a summary answer says, in whichever of its forms.
type summary struct {
	shown    bool      // the answer has the member, even if blank
	text     string    // the whole, as one text; of sections, title above text
	html     bool      // text is HTML, as it came
	sections []section // in their order; one without title where the content is one text
	flag     string    // verified, emptied or summarized (not approved); empty: it does not say
}

// member is one member of an object. A Go map would lose their order.
type member struct {
	name  string // in NFC, for comparing
	title string // as it came
	value jsontext.Value
}

// readSummary takes an answer apart: the content alone, or an object of content and approval.
func (b *builder) readSummary() summary {
	var s summary
	raw := b.s.Summary
	if raw.State != wire.Set || raw.JSON.Kind() != '{' {
		s.shown = raw.State.Shown()
		s.fill(b, raw.JSON)
		return s
	}
	known := slices.Concat(b.ContentFields, b.VerifiedFields, []string{"sessionId"})
	var content, flag jsontext.Value
	for _, m := range members(raw.JSON) {
		if !slices.Contains(known, m.name) {
			b.issue(transform.UnknownField, "summary.*")
		}
		content = choose(b.ContentFields, m, content, &s.shown)
		flag = choose(b.VerifiedFields, m, flag, new(bool))
	}
	s.fill(b, content)
	if word := scalar(flag); word != "" {
		if s.flag = b.flagWord(word); s.flag == "" {
			b.issue(transform.UnknownCode, "summary.verified")
		}
	}
	if s.text == "" && s.flag == verified {
		s.flag = "" // the vendor approves what is empty by itself
	}
	return s
}

// choose keeps the first member that says something among those of the names.
func choose(names []string, m member, have jsontext.Value, shown *bool) jsontext.Value {
	if !slices.Contains(names, m.name) || m.value.Kind() == 'n' {
		return have
	}
	*shown = true
	if have != nil {
		return have
	}
	return m.value
}

// fill reads the content: one text, an object of title and text, or a list of objects that name both.
func (s *summary) fill(b *builder, content jsontext.Value) {
	switch content.Kind() {
	case '"':
		s.text = scalar(content)
		if s.html = looksHTML.MatchString(s.text); !blank(s.text) {
			s.sections = []section{{text: readable(s.text)}}
		}
	case '{':
		s.ofObject(b, content)
	case '[':
		s.ofList(b, content)
	}
	if s.text == "" {
		s.text = whole(s.sections)
	}
	if blank(s.text) {
		s.text = ""
	}
}

// ofObject also opens {"value": {...}}, the form in which a template is sent.
func (s *summary) ofObject(b *builder, object jsontext.Value) {
	list := members(object)
	if len(list) == 1 && (list[0].name == "value" || list[0].name == "sections") {
		if k := list[0].value.Kind(); k == '{' || k == '[' {
			object, list = list[0].value, members(list[0].value)
			if k == '[' {
				s.ofList(b, object)
				return
			}
		}
	}
	for _, m := range list {
		s.sections = append(s.sections, section{m.title, b.prose(m.value)})
	}
}

func (s *summary) ofList(b *builder, list jsontext.Value) {
	for _, e := range elements(list) {
		if e.Kind() != '{' {
			s.sections = append(s.sections, section{text: b.prose(e)})
			continue
		}
		var of section
		for _, m := range members(e) {
			switch m.name {
			case "title", "key", "name":
				of.title = orElse(of.title, scalar(m.value))
			case "content", "value", "text":
				of.text = orElse(of.text, b.prose(m.value))
			default:
				b.issue(transform.UnknownField, "summary.*.*")
			}
		}
		s.sections = append(s.sections, of)
	}
}

func orElse(text, otherwise string) string {
	if blank(text) {
		return otherwise
	}
	return text
}

// prose is the text of one section. A list of texts becomes lines; what no page describes stays as JSON, so that nothing that
// was written is lost.
func (b *builder) prose(v jsontext.Value) string {
	switch v.Kind() {
	case '{':
		b.issue(transform.UnexpectedForm, "summary.*")
		return string(v)
	case '[':
		var lines []string
		for _, e := range elements(v) {
			if k := e.Kind(); k == '{' || k == '[' {
				b.issue(transform.UnexpectedForm, "summary.*")
				return string(v)
			}
			lines = append(lines, scalar(e))
		}
		return strings.Join(lines, "\n")
	}
	return readable(scalar(v))
}

// whole puts sections under one another, each under its title.
func whole(sections []section) string {
	var parts []string
	for _, s := range sections {
		parts = append(parts, strings.Trim(s.title+"\n"+s.text, "\n"))
	}
	return strings.Join(parts, "\n\n")
}

func readable(text string) string {
	if looksHTML.MatchString(text) {
		return fhirx.Text(text)
	}
	return text
}

func blank(text string) bool { return strings.TrimSpace(text) == "" }

// scalar is a value's text: of a string as it came, of a number or truth value as it is spelled; empty otherwise.
func scalar(v jsontext.Value) string {
	switch v.Kind() {
	case '"':
		text, err := jsontext.AppendUnquote(nil, v)
		if err != nil {
			text = bytes.ToValidUTF8(text, []byte(string(utf8.RuneError)))
		}
		return string(text)
	case '0', 't', 'f':
		return string(v)
	}
	return ""
}

// members reads an object in its order. The value is valid JSON: it was decoded before.
func members(object jsontext.Value) []member {
	var list []member
	dec := jsontext.NewDecoder(bytes.NewReader(object))
	if token, err := dec.ReadToken(); err != nil || token.Kind() != '{' {
		return nil
	}
	for dec.PeekKind() == '"' {
		token, err := dec.ReadToken()
		if err != nil {
			return list
		}
		title := token.String()
		value, err := dec.ReadValue()
		if err != nil {
			return list
		}
		list = append(list, member{norm.NFC.String(title), title, value.Clone()})
	}
	return list
}

// elements reads a list.
func elements(list jsontext.Value) []jsontext.Value {
	var out []jsontext.Value
	dec := jsontext.NewDecoder(bytes.NewReader(list))
	if token, err := dec.ReadToken(); err != nil || token.Kind() != '[' {
		return nil
	}
	for dec.PeekKind() != ']' {
		value, err := dec.ReadValue()
		if err != nil {
			return out
		}
		out = append(out, value.Clone())
	}
	return out
}
