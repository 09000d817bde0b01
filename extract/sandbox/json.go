package sandbox

import (
	"strconv"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
)

// sheet writes JSON in the order it is told, duplicate names included, which is why no encoder does it. An empty name
// writes an element of an array.
type sheet struct {
	b []byte
	// php writes strings as VSee's pages show them: "<\/p>", and everything beyond ASCII as \u escapes.
	php bool
	// strings writes numbers as strings, the 2016 dialect.
	strings bool
}

// sheets are the large ones, of whole pages, for use again: growing them would be most of a page's cost.
var sheets = sync.Pool{New: func() any { return new(sheet) }}

func newSheet() *sheet {
	s := sheets.Get().(*sheet)
	s.b = s.b[:0]
	return s
}

func (s *sheet) name(name string) {
	if n := len(s.b); n > 0 && s.b[n-1] != '{' && s.b[n-1] != '[' {
		s.b = append(s.b, ',')
	}
	if name != "" {
		// Names are the vendors' own: letters, digits and underscores, nothing to escape.
		s.b = append(s.b, '"')
		s.b = append(s.b, name...)
		s.b = append(s.b, '"', ':')
	}
}

func (s *sheet) quote(text string) {
	if s.php {
		s.b = appendPHP(s.b, text)
		return
	}
	// The town's texts are valid UTF-8, the only thing AppendQuote could mind.
	s.b, _ = jsontext.AppendQuote(s.b, text)
}

func (s *sheet) raw(name, value string) {
	s.name(name)
	s.b = append(s.b, value...)
}

func (s *sheet) str(name, value string) {
	s.name(name)
	s.quote(value)
}

// orNull writes null for an empty string.
func (s *sheet) orNull(name, value string) {
	if value == "" {
		s.null(name)
		return
	}
	s.str(name, value)
}

// some writes nothing for an empty string.
func (s *sheet) some(name, value string) {
	if value != "" {
		s.str(name, value)
	}
}

func (s *sheet) null(name string) { s.raw(name, "null") }

func (s *sheet) bool(name string, value bool) { s.raw(name, strconv.FormatBool(value)) }

// int writes a number, in the 2016 dialect as a string.
func (s *sheet) int(name string, value int) {
	if s.strings {
		s.str(name, strconv.Itoa(value))
		return
	}
	s.num(name, int64(value))
}

// num writes a number in every dialect.
func (s *sheet) num(name string, value int64) {
	s.name(name)
	s.b = strconv.AppendInt(s.b, value, 10)
}

// id writes the digits of an id as int does.
func (s *sheet) id(name, digits string) {
	if s.strings {
		s.str(name, digits)
		return
	}
	s.raw(name, digits)
}

// time writes an RFC 3339 time with whole seconds, or with the digits that the layout asks for.
func (s *sheet) time(name string, at time.Time, layout string) {
	s.name(name)
	s.b = append(s.b, '"')
	s.b = at.AppendFormat(s.b, layout)
	s.b = append(s.b, '"')
}

// unix writes whole seconds as int does; the zero time is null.
func (s *sheet) unix(name string, at time.Time) {
	if at.IsZero() {
		s.null(name)
		return
	}
	s.int(name, int(at.Unix()))
}

func (s *sheet) object(name string, inside func()) {
	s.name(name)
	s.b = append(s.b, '{')
	inside()
	s.b = append(s.b, '}')
}

func (s *sheet) array(name string, inside func()) {
	s.name(name)
	s.b = append(s.b, '[')
	inside()
	s.b = append(s.b, ']')
}

func (s *sheet) strs(name string, values []string) {
	s.array(name, func() {
		for _, v := range values {
			s.str("", v)
		}
	})
}

// appendPHP quotes a string as PHP's json_encode does by default.
func appendPHP(b []byte, text string) []byte {
	const hex = "0123456789abcdef"
	unit := func(u rune) {
		b = append(b, '\\', 'u', hex[u>>12&15], hex[u>>8&15], hex[u>>4&15], hex[u&15])
	}
	b = append(b, '"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\' || r == '/':
			b = append(b, '\\', byte(r))
		case r == '\n':
			b = append(b, '\\', 'n')
		case r >= 0x10000:
			unit(0xd800 + (r-0x10000)>>10)
			unit(0xdc00 + (r-0x10000)&0x3ff)
		case r < ' ' || r >= utf8.RuneSelf:
			unit(r)
		default:
			b = append(b, byte(r))
		}
	}
	return append(b, '"')
}
