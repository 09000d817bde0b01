package wire

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/nightrounds/rounds/transform"
)

// State tells what the vendor showed of a member.
type State uint8

// The states. A sentinel of the vendor (an empty string, "--", false where text belongs) counts as Empty.
const (
	Absent State = iota // the answer does not have the member
	Null                // the member is null
	Empty               // the member is there and says nothing
	Set                 // the member has a value
)

// Shown tells that the answer carried the member, even if only to say that there is nothing in it.
func (s State) Shown() bool { return s >= Empty }

// seen is what every type here remembers of its member.
type seen struct {
	State State
	odd   transform.Reason // why the value was left out or changed, if it was
}

func (s *seen) issue() transform.Reason { return s.odd }

// odd leaves a value out because of its form.
func (s *seen) refuse(why transform.Reason) { s.State, s.odd = Empty, why }

// String is text, also where it arrives as a number. Blank text and the vendors' sentinels are Empty.
type String struct {
	seen
	Text string // with surrounding blanks cut off
}

// UnmarshalJSONFrom reads a string, a number or a sentinel; it fails only where the JSON itself is broken.
func (s *String) UnmarshalJSONFrom(dec *jsontext.Decoder) error {
	*s = String{}
	switch dec.PeekKind() {
	case '"':
		token, err := dec.ReadToken()
		if err != nil {
			return err
		}
		s.set(token.String())
		return nil
	case '0':
		v, err := dec.ReadValue()
		if err != nil {
			return err
		}
		s.set(string(v))
		return nil
	}
	return s.skip(dec)
}

func (s *String) set(text string) {
	s.State = Set
	text = strings.TrimSpace(text)
	if text == "" || text == "--" {
		s.State = Empty
		return
	}
	if s.Text = printable(text); s.Text != text {
		s.odd = transform.InvalidText
	}
}

// skip reads a null, a false or a value of a form nobody knows.
func (s *seen) skip(dec *jsontext.Decoder) error {
	switch dec.PeekKind() {
	case 'n':
		s.State = Null
	case 'f':
		s.State = Empty
	default:
		s.refuse(transform.UnexpectedForm)
	}
	return dec.SkipValue()
}

// printable replaces the control characters that FHIR's string forbids.
func printable(s string) string {
	for i := range len(s) {
		if s[i] < ' ' && s[i] != '\n' && s[i] != '\r' && s[i] != '\t' {
			return strings.Map(func(r rune) rune {
				if r < ' ' && r != '\n' && r != '\r' && r != '\t' {
					return utf8.RuneError
				}
				return r
			}, s)
		}
	}
	return s
}

// Text is what somebody wrote at length: kept byte for byte, because a signed note must stay what was signed. Blank text
// is Empty.
type Text struct {
	seen
	Text string
}

// UnmarshalJSONFrom reads a string or a sentinel; it fails only where the JSON itself is broken.
func (t *Text) UnmarshalJSONFrom(dec *jsontext.Decoder) error {
	*t = Text{}
	if dec.PeekKind() != '"' {
		return t.skip(dec)
	}
	token, err := dec.ReadToken()
	if err != nil {
		return err
	}
	t.State, t.Text = Set, token.String()
	if strings.TrimSpace(t.Text) == "" {
		t.State, t.Text = Empty, ""
	}
	return nil
}

// Int is a whole number of up to 64 bits, also where it arrives as a string. It never passes through a float.
type Int struct {
	seen
	Value int64
}

// UnmarshalJSONFrom reads a number, a numeric string or a sentinel; it fails only where the JSON itself is broken.
func (n *Int) UnmarshalJSONFrom(dec *jsontext.Decoder) error {
	*n = Int{}
	text, err := n.digits(dec)
	if err != nil || text == "" {
		return err
	}
	if v, err := strconv.ParseInt(text, 10, 64); err == nil {
		n.State, n.Value = Set, v
	} else {
		n.refuse(transform.UnexpectedForm)
	}
	return nil
}

// digits reads the text of a number or of a string; empty when there is none.
func (s *seen) digits(dec *jsontext.Decoder) (string, error) {
	var raw String
	if k := dec.PeekKind(); k != '"' && k != '0' {
		return "", s.skip(dec)
	}
	if err := raw.UnmarshalJSONFrom(dec); err != nil {
		return "", err
	}
	s.State = raw.State
	return raw.Text, nil
}

// Bool is a truth value, also where it arrives as 0, 1 or a word in any case.
type Bool struct {
	seen
	Value bool
}

// UnmarshalJSONFrom reads true, false, 0, 1 or their strings; it fails only where the JSON itself is broken.
func (b *Bool) UnmarshalJSONFrom(dec *jsontext.Decoder) error {
	*b = Bool{}
	switch dec.PeekKind() {
	case 't', 'f':
		b.State, b.Value = Set, dec.PeekKind() == 't'
		return dec.SkipValue()
	}
	text, err := b.digits(dec)
	if err != nil || text == "" {
		return err
	}
	switch strings.ToLower(text) { // .NET spells True
	case "true", "1":
		b.State, b.Value = Set, true
	case "false", "0":
		b.State, b.Value = Set, false
	default:
		b.refuse(transform.UnexpectedForm)
	}
	return nil
}
