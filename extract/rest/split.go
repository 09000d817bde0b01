package rest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/nightrounds/rounds/extract"
)

// Page is an answer split into its elements. Items and Members are windows into Answer.Body.
type Page struct {
	Answer
	Items   []json.RawMessage          // elements of the list, in order, byte for byte; nil when the list is absent or no array
	Members map[string]json.RawMessage // every other member of the envelope; the list too when it is no array

	// A Walk's page that was read in parts has the Call of the whole page, the first part's other facts, and no Body. Its Members
	// speak of the parts' size where they speak of pages.
	Parted bool
	Lost   int // its rows that could not be read at all
}

// Split opens an envelope in one pass. list names the member that holds the array; "" when the answer itself is the array.
// Trailing data, a repeated envelope member and invalid JSON are extract.ErrShape. An element may repeat its names and hold
// invalid UTF-8: it is passed on as it is.
func Split(body []byte, list string) (*Page, error) {
	s := newSplitter(body)
	page := &Page{Answer: Answer{Body: s.body}, Members: map[string]json.RawMessage{}}
	var err error
	if list == "" {
		page.Items, err = s.array()
	} else {
		err = s.object(page, list)
	}
	if err == nil {
		err = s.end()
	}
	if err != nil {
		return nil, err
	}
	return page, nil
}

// Members opens an object that stands inside an answer; nil when raw is absent, no object, or repeats a name.
func Members(raw json.RawMessage) map[string]json.RawMessage {
	const noList = "\x00"
	if page, err := Split(raw, noList); err == nil {
		return page.Members
	}
	return nil
}

// Valid tells whether body is exactly one JSON value; if not, the error is extract.ErrShape with an offset.
func Valid(body []byte) error {
	s := newSplitter(body)
	if err := s.decoder.SkipValue(); err != nil {
		return s.broken()
	}
	return s.end()
}

type splitter struct {
	body    []byte
	decoder *jsontext.Decoder
}

// newSplitter also passes over a byte order mark, which some servers send and RFC 8259 section 8.1 lets readers ignore.
func newSplitter(body []byte) *splitter {
	body = bytes.TrimPrefix(body, []byte("\xef\xbb\xbf"))
	return &splitter{body, jsontext.NewDecoder(bytes.NewBuffer(body),
		jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))}
}

func (s *splitter) object(page *Page, list string) error {
	if s.decoder.PeekKind() != '{' {
		return s.unexpected("an object")
	}
	_, _ = s.decoder.ReadToken()
	for s.decoder.PeekKind() == '"' {
		token, err := s.decoder.ReadToken()
		if err != nil {
			return s.broken()
		}
		name := token.String()
		if _, twice := page.Members[name]; twice || name == list && page.Items != nil {
			return fmt.Errorf("%w: an envelope member appears twice", extract.ErrShape)
		}
		if name == list && s.decoder.PeekKind() == '[' {
			page.Items, err = s.array()
		} else {
			page.Members[name], err = s.value()
		}
		if err != nil {
			return err
		}
	}
	return s.closing()
}

func (s *splitter) array() ([]json.RawMessage, error) {
	if s.decoder.PeekKind() != '[' {
		return nil, s.unexpected("an array")
	}
	_, _ = s.decoder.ReadToken()
	items := []json.RawMessage{}
	for kind := s.decoder.PeekKind(); kind != ']' && kind != jsontext.KindInvalid; kind = s.decoder.PeekKind() {
		item, err := s.value()
		if err != nil {
			return nil, err
		}
		items = append(items, item)
	}
	return items, s.closing()
}

// value gives the next value as a window into the body: the decoder's own slice may move.
func (s *splitter) value() (json.RawMessage, error) {
	value, err := s.decoder.ReadValue()
	if err != nil {
		return nil, s.broken()
	}
	end := s.decoder.InputOffset()
	return json.RawMessage(s.body[end-int64(len(value)) : end : end]), nil
}

func (s *splitter) closing() error {
	if _, err := s.decoder.ReadToken(); err != nil {
		return s.broken()
	}
	return nil
}

func (s *splitter) end() error {
	if _, err := s.decoder.ReadToken(); !errors.Is(err, io.EOF) {
		return fmt.Errorf("%w: data after the answer's end", extract.ErrShape)
	}
	return nil
}

// broken stands for the decoder's own error, which quotes the text.
func (s *splitter) broken() error {
	return fmt.Errorf("%w: invalid JSON near byte %d", extract.ErrShape, s.decoder.InputOffset())
}

func (s *splitter) unexpected(what string) error {
	if s.decoder.PeekKind() == jsontext.KindInvalid {
		return s.broken()
	}
	return fmt.Errorf("%w: it is not %s", extract.ErrShape, what)
}

// Text reads a raw JSON string; false when raw is absent or no string.
func Text(raw json.RawMessage) (string, bool) {
	if len(raw) == 0 || raw[0] != '"' {
		return "", false
	}
	text, err := jsontext.AppendUnquote(nil, raw)
	return string(text), err == nil
}

// Integer reads a raw JSON integer, also one spelled as a string, as PHP servers do; false for anything else, null included.
func Integer(raw json.RawMessage) (int64, bool) {
	digits := string(raw)
	if text, ok := Text(raw); ok {
		digits = text
	}
	n, err := strconv.ParseInt(digits, 10, 64)
	return n, err == nil
}

// ID reads a vendor's id, a number or a string, in the spelling of the number. Empty when there is none: absent, null, "", 0
// or "0", or anything that is no id at all.
func ID(raw json.RawMessage) string {
	n, ok := Integer(raw)
	switch {
	case ok && n > 0:
		return strconv.FormatInt(n, 10)
	case ok:
		return ""
	}
	text, _ := Text(raw)
	return text
}
