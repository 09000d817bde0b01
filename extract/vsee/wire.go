package vsee

import (
	"encoding/json"
	"regexp"
	"strconv"
	"time"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/rest"
)

// A VSee id is a positive integer, printed as a number or as a string of digits. Anything else ("-" means the caller, "current" is
// another endpoint) is never put into a path.

// number gives false for whatever is not the plain decimal of a positive integer.
func number(s string) (string, bool) {
	n, err := strconv.ParseUint(s, 10, 63)
	return s, err == nil && n > 0 && strconv.FormatUint(n, 10) == s
}

// numberFrom reads the id of an object: "id", or "_id" in the dialect of 2016.
func numberFrom(raw ...json.RawMessage) (string, bool) {
	for _, r := range raw {
		if n, ok := rest.Integer(r); ok && n > 0 {
			return strconv.FormatInt(n, 10), true
		}
	}
	return "", false
}

// codes are what VSee names rooms, accounts, intakes and files by: words without a blank, a slash or a query.
var codes = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._~-]{0,127}$`)

// code gives false for whatever cannot stand in a path as it is.
func code(s string) (string, bool) { return s, codes.MatchString(s) }

// codeFrom reads the first code among the members of an object.
func codeFrom(raw ...json.RawMessage) (string, bool) {
	for _, r := range raw {
		if found, ok := code(rest.ID(r)); ok {
			return found, true
		}
	}
	return "", false
}

// moment reads unix seconds as a number, a string of digits or {sec, usec}. Zero, negative, absent and unreadable values,
// and whatever lies after the year 9999 (milliseconds, perhaps), are the zero time.
func moment(raw json.RawMessage) time.Time {
	if n, ok := rest.Integer(raw); ok {
		return unix(n, 0)
	}
	var t struct {
		Sec  int64 `json:"sec"`
		Usec int64 `json:"usec"`
	}
	if !isObject(raw) || json.Unmarshal(raw, &t) != nil || t.Usec < 0 || t.Usec > 999_999 {
		return time.Time{}
	}
	return unix(t.Sec, t.Usec)
}

func unix(sec, usec int64) time.Time {
	const year10000 = 253_402_300_800
	if sec <= 0 || sec >= year10000 {
		return time.Time{}
	}
	return time.Unix(sec, usec*1000).UTC()
}

// total reads what a list claims to hold: total_count, or total in older accounts; -1 when it claims nothing.
func total(p *rest.Page) int64 {
	for _, name := range []string{"total_count", "total"} {
		if n, ok := rest.Integer(p.Members[name]); ok && n >= 0 {
			return n
		}
	}
	return -1
}

// object opens a detail's envelope. VSee answers {"data": {...}}, now and then {"data": [{...}]}.
func object(page *rest.Page) (json.RawMessage, error) {
	data := page.Members["data"]
	if len(page.Items) == 1 {
		data = page.Items[0]
	}
	if !isObject(data) {
		return nil, extract.ErrShape
	}
	return data, nil
}

func isObject(raw json.RawMessage) bool { return len(raw) > 0 && raw[0] == '{' }

// classify finds the status VSee hides in a 200: {"code": 404, "message": "..."}. An error's body is small, so larger ones
// are not read a second time. A status of 400 and more stands: the published sample of a 400 carries the code 404, and two
// words that contradict each other are no proof that a record is gone.
func classify(status int, body []byte) int {
	const largest = 8 << 10
	if status != 200 || len(body) > largest {
		return status
	}
	page, err := rest.Split(body, "data")
	if err != nil || len(page.Items) > 0 || isObject(page.Members["data"]) {
		return status
	}
	code, ok := rest.Integer(page.Members["code"])
	if !ok || code < 400 || code > 599 {
		return status
	}
	return int(code)
}
