package wire_test

import (
	"slices"
	"testing"

	"github.com/nightrounds/rounds/transform"
	"github.com/nightrounds/rounds/transform/wire"
)

func TestStrings(t *testing.T) {
	for in, want := range map[string]struct {
		texts []string
		state wire.State
		issue transform.Reason
		whole bool
	}{
		`{}`:                                {nil, wire.Absent, "", true},
		`{"l":null}`:                        {nil, wire.Null, "", true},
		`{"l":[]}`:                          {nil, wire.Empty, "", true},
		`{"l":""}`:                          {nil, wire.Empty, "", true},
		`{"l":false}`:                       {nil, wire.Empty, "", true},
		`{"l":["",null," "]}`:               {nil, wire.Empty, "", true},
		`{"l":[" a "," -- ","b","a"]}`:      {[]string{"a", "b", "a"}, wire.Set, "", true},
		`{"l":["a",{"name":"b"},"\u0000"]}`: {[]string{"a", "\uFFFD"}, wire.Set, transform.UnexpectedForm, false},
		`{"l":["\u0000"]}`:                  {[]string{"\uFFFD"}, wire.Set, transform.InvalidText, true},
		`{"l":{"0":"a"}}`:                   {nil, wire.Empty, transform.UnexpectedForm, false},
		`{"l":"a, b"}`:                      {nil, wire.Empty, transform.UnexpectedForm, false},
	} {
		var b struct {
			L      wire.Strings `json:"l"`
			Others wire.Others  `json:",embed"`
		}
		issues, err := wire.Decode([]byte(in), &b)
		if err != nil {
			t.Fatalf("%s: %v", in, err)
		}
		if !slices.Equal(b.L.Texts, want.texts) || b.L.State != want.state || reason(issues) != want.issue || b.L.Whole() != want.whole {
			t.Errorf("%s: %q, %v, %v, %t", in, b.L.Texts, b.L.State, issues, b.L.Whole())
		}
	}
}
