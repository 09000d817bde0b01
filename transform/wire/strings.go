package wire

import (
	"github.com/go-json-experiment/json/jsontext"

	"github.com/nightrounds/rounds/transform"
)

// Strings is a list of texts. "", false and [] are Empty, and so is a list of blank texts; elements that are no text are left
// out and reported.
type Strings struct {
	seen
	Texts []string // in the vendor's order, with surrounding blanks cut off
}

// Whole tells that every element was a text: what the list does not name is not there.
func (s Strings) Whole() bool { return s.odd != transform.UnexpectedForm }

// UnmarshalJSONFrom reads a list or a sentinel; it fails only where the JSON itself is broken.
func (s *Strings) UnmarshalJSONFrom(dec *jsontext.Decoder) error {
	*s = Strings{}
	switch dec.PeekKind() {
	case '[':
		return s.items(dec)
	case '"':
		return s.empty(dec)
	}
	return s.skip(dec)
}

func (s *Strings) items(dec *jsontext.Decoder) error {
	if _, err := dec.ReadToken(); err != nil {
		return err
	}
	s.State = Empty
	for dec.PeekKind() != ']' {
		var text String
		if err := text.UnmarshalJSONFrom(dec); err != nil {
			return err
		}
		if text.odd != "" && s.odd != transform.UnexpectedForm {
			s.odd = text.odd
		}
		if text.State == Set {
			s.State, s.Texts = Set, append(s.Texts, text.Text)
		}
	}
	_, err := dec.ReadToken()
	return err
}
