package wire_test

import (
	"testing"

	"github.com/nightrounds/rounds/transform/wire"
)

func TestRawKeepsWhatHasNoKnownForm(t *testing.T) {
	for body, want := range map[string]struct {
		state wire.State
		kept  string
	}{
		`{}`:                         {wire.Absent, ""},
		`{"x":null}`:                 {wire.Null, ""},
		`{"x":false}`:                {wire.Empty, ""},
		`{"x":""}`:                   {wire.Empty, `""`},
		`{"x":[ ]}`:                  {wire.Empty, `[]`},
		`{"x":{}}`:                   {wire.Empty, `{}`},
		`{"x":0}`:                    {wire.Set, `0`},
		`{"x":12}`:                   {wire.Set, `12`},
		`{"x":true}`:                 {wire.Set, `true`},
		`{"x":[{"a":"b"},"c",null]}`: {wire.Set, `[{"a":"b"},"c",null]`},
	} {
		var got struct {
			X wire.Raw `json:"x"`
		}
		issues, err := wire.Decode([]byte(body), &got)
		if err != nil || len(issues) > 0 || got.X.State != want.state || string(got.X.JSON) != want.kept {
			t.Errorf("%s: %v %v, state %d, %s", body, err, issues, got.X.State, got.X.JSON)
		}
	}
}

// What cannot be read is empty, and says that it was not legible.
func TestLegible(t *testing.T) {
	for body, want := range map[string]bool{
		`{}`: true, `{"x":null}`: true, `{"x":""}`: true, `{"x":[]}`: true, `{"x":[{"id":1}]}`: true,
		`{"x":"none"}`: false, `{"x":7}`: false, `{"x":["a"]}`: false, `{"x":[{"id":1},"a"]}`: false,
	} {
		var got struct {
			X wire.List[struct {
				ID wire.String `json:"id"`
			}] `json:"x"`
		}
		if _, err := wire.Decode([]byte(body), &got); err != nil || got.X.Legible() != want {
			t.Errorf("%s: legible is %t (%v)", body, got.X.Legible(), err)
		}
	}
}
