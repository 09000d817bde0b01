package rest

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/nightrounds/rounds/extract"
)

func TestSplit(t *testing.T) {
	for name, c := range map[string]struct {
		body, list string
		items      []string // nil: no list
	}{
		"envelope":             {`{"data":[{"a":1}, 2 ],"links":{}}`, "data", []string{`{"a":1}`, `2`}},
		"white space stays":    {"{\"data\" : [ { \"a\" :\n1 } ] }", "data", []string{"{ \"a\" :\n1 }"}},
		"bare array":           {`[1,"x",null]`, "", []string{`1`, `"x"`, `null`}},
		"empty":                {`{"data":[]}`, "data", []string{}},
		"null is no list":      {`{"data":null}`, "data", nil},
		"an object is no list": {`{"data":{"a":1}}`, "data", nil},
		"absent":               {`{"error":"x"}`, "data", nil},
		"repeated in a record": {`{"data":[{"a":1,"a":2}]}`, "data", []string{`{"a":1,"a":2}`}},
		"invalid UTF-8":        {"{\"data\":[\"\xff\"]}", "data", []string{"\"\xff\""}},
		"byte order mark":      {"\xef\xbb\xbf{\"data\":[1]}", "data", []string{`1`}},
		"escaped list name":    {`{"d\u0061ta":[1]}`, "data", []string{`1`}},
	} {
		t.Run(name, func(t *testing.T) {
			page, err := Split([]byte(c.body), c.list)
			if err != nil {
				t.Fatal(err)
			}
			if (page.Items == nil) != (c.items == nil) || len(page.Items) != len(c.items) {
				t.Fatalf("items %s", page.Items)
			}
			for i, want := range c.items {
				if string(page.Items[i]) != want {
					t.Errorf("item %d: %s", i, page.Items[i])
				}
			}
		})
	}
	page, err := Split([]byte(`{"meta":{"total": 5},"data":{"a":1}}`), "data")
	if err != nil || string(page.Members["meta"]) != `{"total": 5}` || string(page.Members["data"]) != `{"a":1}` {
		t.Errorf("%v, %v", page, err)
	}
}

func TestSplitRefuses(t *testing.T) {
	deep := `{"data":[` + strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000) + `]}`
	for _, body := range []string{
		"", " ", "null", "1", `"x"`, "[1]", `{"data":[1]} x`, `{"data":[1]}{}`, `{"data":[1],}`, `{"data":[1,]}`, `{"data":[1}`,
		`{"data":[1],"data":[2]}`, `{"data":[1],"a":1,"a":2}`, `{"data":1,"data":[1]}`, `{"data":[1],"data":2}`, `{'data':[1]}`,
		`{"data":[01]}`, `{"data":[NaN]}`, `{"` + canary + `":` + canary + `}`, deep,
	} {
		page, err := Split([]byte(body), "data")
		if page != nil || !errors.Is(err, extract.ErrShape) {
			t.Errorf("%.40q: %v", body, err)
		}
		noCanary(t, err)
	}
}

func TestIDs(t *testing.T) {
	for raw, want := range map[string]string{
		`12`: "12", `"12"`: "12", `"012"`: "12", `"abc-1"`: "abc-1", `9007199254740993`: "9007199254740993",
		``: "", `null`: "", `0`: "", `"0"`: "", `""`: "", `-1`: "", `1.5`: "", `1e3`: "", `true`: "", `{}`: "", `[1]`: "",
	} {
		if got := ID(json.RawMessage(raw)); got != want {
			t.Errorf("%s: %q", raw, got)
		}
	}
}

func FuzzSplit(f *testing.F) {
	for _, seed := range []string{notes, `[1]`, `{"data":[{"a":"\""}]}`, `{"data"`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		page, err := Split(body, "data")
		if err != nil {
			if !errors.Is(err, extract.ErrShape) {
				t.Errorf("%v", err)
			}
			return
		}
		for _, item := range page.Items {
			if Valid(item) != nil {
				t.Errorf("item %q is no value", item)
			}
		}
	})
}
