package wire_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/nightrounds/rounds/transform"
	"github.com/nightrounds/rounds/transform/wire"
)

type child struct {
	ID     wire.String `json:"id"`
	Name   wire.String `json:"name"`
	Others wire.Others `json:",embed"`
}

type body struct {
	S      wire.String        `json:"s"`
	X      wire.Text          `json:"x"`
	N      wire.Int           `json:"n"`
	B      wire.Bool          `json:"b"`
	T      wire.Time          `json:"t"`
	O      wire.Object[child] `json:"o"`
	L      wire.List[child]   `json:"l"`
	K      wire.Known         `json:"k"`
	Others wire.Others        `json:",embed"`
}

func read(t *testing.T, s string) (body, []transform.Issue) {
	t.Helper()
	var b body
	in := []byte(s)
	issues, err := wire.Decode(in, &b)
	if err != nil {
		t.Fatalf("%s: %v", s, err)
	}
	if string(in) != s {
		t.Errorf("%s was written into", s)
	}
	return b, issues
}

func TestString(t *testing.T) {
	for in, want := range map[string]struct {
		text  string
		state wire.State
		issue transform.Reason
	}{
		`{}`:                     {"", wire.Absent, ""},
		`{"s":null}`:             {"", wire.Null, ""},
		`{"s":""}`:               {"", wire.Empty, ""},
		`{"s":" -- "}`:           {"", wire.Empty, ""},
		`{"s":false}`:            {"", wire.Empty, ""},
		`{"s":" a b "}`:          {"a b", wire.Set, ""},
		`{"s":12456470}`:         {"12456470", wire.Set, ""},
		`{"s":9007199254740993}`: {"9007199254740993", wire.Set, ""},
		`{"s":"01"}`:             {"01", wire.Set, ""},
		`{"s":true}`:             {"", wire.Empty, transform.UnexpectedForm},
		`{"s":["a"]}`:            {"", wire.Empty, transform.UnexpectedForm},
		`{"s":{"a":1}}`:          {"", wire.Empty, transform.UnexpectedForm},
		`{"s":"a\u0001b"}`:       {"a\ufffdb", wire.Set, transform.InvalidText},
		`{"S":"other case"}`:     {"", wire.Absent, transform.UnknownField},
	} {
		b, issues := read(t, in)
		if b.S.Text != want.text || b.S.State != want.state || reason(issues) != want.issue {
			t.Errorf("%s: %q %d %v", in, b.S.Text, b.S.State, issues)
		}
	}
}

func reason(issues []transform.Issue) transform.Reason {
	if len(issues) == 0 {
		return ""
	}
	return issues[0].Code
}

func TestTextKeepsEveryByte(t *testing.T) {
	b, issues := read(t, `{"x":" -- \u0001\n"}`)
	if b.X.Text != " -- \x01\n" || b.X.State != wire.Set || issues != nil {
		t.Errorf("%q %v", b.X.Text, issues)
	}
	if b, _ := read(t, `{"x":" \n"}`); b.X.State != wire.Empty || b.X.Text != "" {
		t.Errorf("blank text is %q", b.X.Text)
	}
}

func TestIntAndBool(t *testing.T) {
	for in, want := range map[string]int64{
		`{"n":5010007042332}`: 5010007042332, `{"n":"-7"}`: -7, `{"n":9223372036854775807}`: 1<<63 - 1, `{"n":0}`: 0,
	} {
		if b, issues := read(t, in); b.N.Value != want || b.N.State != wire.Set || issues != nil {
			t.Errorf("%s: %v %v", in, b.N, issues)
		}
	}
	for _, in := range []string{`{"n":9223372036854775808}`, `{"n":1.5}`, `{"n":"1e3"}`, `{"n":true}`, `{"n":[1]}`, `{"b":"maybe"}`, `{"b":2}`, `{"b":{}}`} {
		b, issues := read(t, in)
		if b.N.Value != 0 || b.B.Value || reason(issues) != transform.UnexpectedForm {
			t.Errorf("%s: %v %v %v", in, b.N, b.B, issues)
		}
	}
	for in, want := range map[string]bool{`{"b":true}`: true, `{"b":"1"}`: true, `{"b":0}`: false, `{"b":"false"}`: false, `{"b":false}`: false, `{"b":"True"}`: true} {
		if b, issues := read(t, in); b.B.Value != want || b.B.State != wire.Set || issues != nil {
			t.Errorf("%s: %v %v", in, b.B, issues)
		}
	}
}

func TestTime(t *testing.T) {
	at := time.Date(2021, 10, 7, 17, 28, 14, 0, time.UTC)
	for in, want := range map[string]struct {
		at time.Time
		p  wire.Precision
	}{
		`{"t":1633627694}`:                        {at, wire.Exact},
		`{"t":"1633627694"}`:                      {at, wire.Exact},
		`{"t":{"sec":1633627694,"usec":500000}}`:  {at.Add(time.Second / 2), wire.Exact},
		`{"t":"2021-10-07T19:28:14+02:00"}`:       {at, wire.Exact},
		`{"t":"2021-10-07T19:28:14.250000+0200"}`: {at.Add(time.Second / 4), wire.Exact},
		`{"t":"2021-10-07T17:28:14"}`:             {at, wire.Local},
		`{"t":"2021-10-07 17:28:14"}`:             {at, wire.Local},
		`{"t":"2021-10-07"}`:                      {at.Truncate(24 * time.Hour), wire.Day},
		`{"t":-86400}`:                            {time.Unix(-86400, 0), wire.Exact},
	} {
		b, issues := read(t, in)
		if !b.T.At.Equal(want.at) || b.T.Precision != want.p || b.T.State != wire.Set || issues != nil {
			t.Errorf("%s: %v %d %v", in, b.T.At, b.T.Precision, issues)
		}
	}
	for _, never := range []string{`0`, `"0"`, `""`, `"--"`, `false`, `"0001-01-01T00:00:00"`, `"0001-01-01T00:00:00Z"`, `{"sec":0,"usec":0}`} {
		if b, issues := read(t, `{"t":`+never+`}`); b.T.State != wire.Empty || !b.T.At.IsZero() || issues != nil {
			t.Errorf("%s: %v %v", never, b.T, issues)
		}
	}
	for _, bad := range []string{`"2-2-2000"`, `"2021-13-01"`, `"2021-02-30"`, `99999999999999`, `{"sec":1,"usec":1000000}`, `{}`, `"2021-10-07T17:28:14,5Z"`, `"1700-01-01"`} {
		if b, issues := read(t, `{"t":`+bad+`}`); b.T.State != wire.Empty || reason(issues) != transform.BadDate {
			t.Errorf("%s: %v %v", bad, b.T, issues)
		}
	}
}

func TestNested(t *testing.T) {
	b, issues := read(t, `{"o":{"id":1,"x":2},"l":[{"id":"a"},{"id":"b","x":3},7],"k":{"deep":[1]}}`)
	if b.O.Value.ID.Text != "1" || len(b.L.Items) != 2 || b.L.Items[1].ID.Text != "b" || b.K.State != wire.Set {
		t.Errorf("%+v", b)
	}
	want := []transform.Issue{{Code: transform.UnknownField, Path: "o.x"}, {Code: transform.UnexpectedForm, Path: "l"}, {Code: transform.UnknownField, Path: "l.*.x"}}
	if diff := cmp.Diff(want, issues); diff != "" {
		t.Error(diff)
	}
	for in, shown := range map[string]bool{`{}`: false, `{"o":null,"l":null}`: false, `{"o":[],"l":""}`: true, `{"o":[ ],"l":[ ]}`: true, `{"o":{},"l":false}`: true} {
		if b, issues := read(t, in); b.O.State.Shown() != shown || b.L.State.Shown() != shown || issues != nil {
			t.Errorf("%s: %v %v %v", in, b.O.State, b.L.State, issues)
		}
	}
	for _, odd := range []string{`{"o":"PHI"}`, `{"o":[1]}`, `{"o":true}`, `{"l":"PHI"}`, `{"l":{"a":1}}`} {
		if _, issues := read(t, odd); reason(issues) != transform.UnexpectedForm {
			t.Errorf("%s: %v", odd, issues)
		}
	}
}

func TestNamesThatMayBeDataAreStars(t *testing.T) {
	_, issues := read(t, `{"7":1,"Ada Quill":1,"ada@example.test":1,"call_start_1":1,"`+strings.Repeat("a", 41)+`":1}`)
	want := []transform.Issue{{Code: transform.UnknownField, Path: "*"}, {Code: transform.UnknownField, Path: "call_start_1"}}
	if diff := cmp.Diff(want, issues); diff != "" {
		t.Error(diff)
	}
}

func TestDuplicates(t *testing.T) {
	for in, want := range map[string]string{
		`{"o":{"id":1},"o":{"id":1,"name":"full"}}`:                "1 full",
		`{"o":{"id":"1","name":"full"},"o":{"id":1,"name":""}}`:    "1 full",
		`{"o":{"id":1,"name":"own"},"o":{"id":2,"x":"y","z":"y"}}`: "2 ", // two things: not mixed
		`{"o":{"id":2},"o":{"name":"late"}}`:                       "2 late",
		`{"o":"","o":{"id":3,"name":"n"}}`:                         "3 n",
		`{"o":{"id":3,"name":"n"},"o":null}`:                       "3 n",
		`{"o":{"id":1,"name":"first","name":"second"}}`:            "1 second",
	} {
		b, issues := read(t, in)
		if got := b.O.Value.ID.Text + " " + b.O.Value.Name.Text; got != want {
			t.Errorf("%s: %s", in, got)
		}
		if reason(issues) != transform.DuplicateKey {
			t.Errorf("%s: %v", in, issues)
		}
	}
	b, _ := read(t, `{"l":[{"id":1,"name":"a"},{"name":"no id"}],"l":[{"id":"1"},{"id":2},{"name":"no id"}]}`)
	if len(b.L.Items) != 3 || b.L.Items[0].Name.Text != "a" || b.L.Items[2].ID.Text != "2" {
		t.Errorf("%+v", b.L.Items)
	}
}

func TestBrokenUTF8IsMendedInPlace(t *testing.T) {
	for _, in := range []string{"{\"s\":\"a\xff\"}", `{"s":"a\ud800"}`} {
		b, issues := read(t, in)
		if b.S.Text != "a\ufffd" {
			t.Errorf("%q", b.S.Text)
		}
		if diff := cmp.Diff([]transform.Issue{{Code: transform.InvalidText, Path: "s"}}, issues); diff != "" {
			t.Error(diff)
		}
	}
}

func TestRejects(t *testing.T) {
	many := strings.Repeat(`"a":{},`, 200)
	for in, want := range map[string]transform.Reason{
		`[]`: transform.Malformed, ``: transform.Malformed, `{"s":"PHI"`: transform.Malformed, `{"s":"PHI"} {}`: transform.Malformed,
		`{"o":{"id":"PHI",}}`: transform.Malformed, `{"s":1,"s":2}x`: transform.Malformed, "{\"s\":\"\xff\"}}": transform.Malformed,
		"{" + many + `"b":1}`: transform.TooLarge,
		`{"s":1,"s":2,"k":` + strings.Repeat("[", 5000) + strings.Repeat("]", 5000) + `}`: transform.TooLarge,
		`{"s":1,"s":2,` + members(2000) + `"z":0}`:                                        transform.TooLarge,
	} {
		var b body
		_, err := wire.Decode([]byte(in), &b)
		var reject *transform.Reject
		if !errors.As(err, &reject) || reject.Code != want || strings.Contains(err.Error(), "PHI") {
			t.Errorf("%.40s: %v", in, err)
		}
	}
	var b body
	if _, err := wire.Decode([]byte(`{"o":{"id":"PHI",}}`), &b); err == nil || err.Error() != "malformed at o" {
		t.Errorf("%v", err)
	}
}

func members(n int) string {
	var s strings.Builder
	for i := range n {
		s.WriteString(`"m` + strings.Repeat("x", i%30) + string(rune('a'+i%26)) + strings.Repeat("y", i/30) + `":0,`)
	}
	return s.String()
}

func TestIssuesAreBounded(t *testing.T) {
	if _, issues := read(t, "{"+members(500)+`"z":0}`); len(issues) == 0 || len(issues) > 64 {
		t.Errorf("%d issues", len(issues))
	}
}
