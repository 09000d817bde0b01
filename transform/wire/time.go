package wire

import (
	"strconv"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/nightrounds/rounds/transform"
)

// Precision tells how much of a Time the vendor gave.
type Precision uint8

// The precisions.
const (
	None  Precision = iota // no time
	Day                    // a date without a time
	Local                  // a time without a zone
	Exact                  // a point in time
)

// Time is a date or a time in any of the vendors' forms: Unix seconds as a number or a string, {sec, usec}, RFC 3339,
// a time without zone, a date. Zero, "" , "--" and the year 1 are Empty: vendors write them for "never".
type Time struct {
	seen
	Precision Precision
	At        time.Time // Exact: with the vendor's offset; Local and Day: the wall clock read as UTC
}

// UnmarshalJSONFrom reads any of the forms; it fails only where the JSON itself is broken.
func (t *Time) UnmarshalJSONFrom(dec *jsontext.Decoder) error {
	*t = Time{}
	if dec.PeekKind() == '{' {
		return t.parts(dec)
	}
	text, err := t.digits(dec)
	if err != nil || text == "" {
		return err
	}
	if strings.LastIndexByte(text, '-') < 1 { // a date has dashes inside
		if sec, err := strconv.ParseInt(text, 10, 64); err == nil {
			t.unix(sec, 0)
			return nil
		}
	}
	t.parse(text)
	return nil
}

// parts reads the {sec, usec} of a document store.
func (t *Time) parts(dec *jsontext.Decoder) error {
	var p struct {
		Sec  Int `json:"sec"`
		Usec Int `json:"usec"`
	}
	if err := json.UnmarshalDecode(dec, &p); err != nil {
		return err
	}
	if p.Sec.State != Set || p.Usec.Value < 0 || p.Usec.Value >= 1e6 {
		t.refuse(transform.BadDate)
		return nil
	}
	t.unix(p.Sec.Value, p.Usec.Value)
	return nil
}

// unix takes seconds; 0 is "never". FHIR's years have four digits.
func (t *Time) unix(sec, usec int64) {
	switch at := time.Unix(sec, usec*1000).UTC(); {
	case sec == 0:
		t.State = Empty
	case sec < 0 && at.Year() < 1800, sec > 0 && at.Year() > 9999:
		t.refuse(transform.BadDate)
	default:
		t.State, t.Precision, t.At = Set, Exact, at
	}
}

func (t *Time) parse(text string) {
	layouts := []struct {
		layout string
		p      Precision
	}{
		{time.RFC3339Nano, Exact}, {time.DateOnly, Day}, {"2006-01-02T15:04:05.999999999", Local},
		{"2006-01-02 15:04:05.999999999", Local}, {"2006-01-02T15:04:05.999999999Z0700", Exact},
	}
	for _, l := range layouts {
		at, err := time.Parse(l.layout, text)
		if err != nil {
			continue
		}
		switch {
		case at.Year() <= 1:
			t.State = Empty
		case at.Year() < 1800 || at.Year() > 9999 || strings.Contains(text, ","):
			t.refuse(transform.BadDate)
		default:
			t.State, t.Precision, t.At = Set, l.p, at
		}
		return
	}
	t.refuse(transform.BadDate)
}
