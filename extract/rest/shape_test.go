package rest

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/nightrounds/rounds/extract"
	"pgregory.net/rapid"
)

var noteRules = Rules{
	Drop:     []string{"audio.file_url", "hosts.*.pin", "**.link_token", "keys.*"},
	Volatile: []string{"seen", "hosts.*.online"},
	ByID:     []string{"patient.id", "user.id", "user._id"},
	Pick:     []string{"id", "updated_at"},
}

func shaped(t testing.TB, raw string) Shaped {
	t.Helper()
	got, err := NewShape(noteRules).apply(json.RawMessage(raw), 64, nil)
	if err != nil {
		t.Fatalf("shape: %v", err)
	}
	return got
}

func TestShapeCutsSecretsAndNothingElse(t *testing.T) {
	for name, c := range map[string]struct{ raw, want string }{
		"only member":           {`{"audio":{"file_url":"x"}}`, `{"audio":{}}`},
		"first":                 {`{"audio":{"file_url":"x", "size" : 1}}`, `{"audio":{"size" : 1}}`},
		"last":                  {`{"audio":{"size":1.50 , "file_url":"x" }}`, `{"audio":{"size":1.50  }}`},
		"middle":                {`{"audio":{"size":1,"file_url":{"a":[1]},"x":2}}`, `{"audio":{"size":1,"x":2}}`},
		"twice":                 {`{"audio":{"file_url":"x","file_url":"y","a":1,"file_url":null}}`, `{"audio":{"a":1}}`},
		"escaped name":          {`{"audio":{"file\u005furl":"x","a":1}}`, `{"audio":{"a":1}}`},
		"quotes and slashes":    {`{"audio":{"a":"\\\\","file_url":"\\\"}","b":"\""}}`, `{"audio":{"a":"\\\\","b":"\""}}`},
		"in array and object":   {`{"hosts":[{"pin":1},{"n":2,"pin":1}]}`, `{"hosts":[{},{"n":2}]}`},
		"any member":            {`{"hosts":{"a":{"pin":1,"b":2}}}`, `{"hosts":{"a":{"b":2}}}`},
		"at any depth":          {`{"x":[[{"y":{"link_token":"t"}}]],"link_token":1}`, `{"x":[[{"y":{}}]]}`},
		"inside a counted id":   {`{"user":{"link_token":"t","id":1}}`, `{"user":{"id":1}}`},
		"array elements":        {`{"keys":["a","b"],"z":1}`, `{"keys":[],"z":1}`},
		"untouched white space": {" {\n\t\"a\" : [ 1 , 2 ] }\r\n", " {\n\t\"a\" : [ 1 , 2 ] }\r\n"},
		"invalid UTF-8":         {"{\"a\":\"\xff\xfe\",\"link_token\":1}", "{\"a\":\"\xff\xfe\"}"},
		"elsewhere it stays":    {`{"file_url":"x","audio":[{"file_url":"y"}]}`, `{"file_url":"x","audio":[{"file_url":"y"}]}`},
	} {
		t.Run(name, func(t *testing.T) {
			if got := string(shaped(t, c.raw).Body); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestShapeHashesWhatCounts(t *testing.T) {
	for name, c := range map[string]struct {
		a, b string
		same bool
	}{
		"white space":             {`{"a":[1,2],"b":"x y"}`, "{ \"a\" : [ 1 ,\n2 ] , \"b\":\"x y\" }", true},
		"white space in a string": {`{"b":"x y"}`, `{"b":"x  y"}`, false},
		"a cut secret":            {`{"audio":{"file_url":"1","s":2}}`, `{"audio":{"file_url":"2","s":2}}`, true},
		"a secret gone":           {`{"audio":{"file_url":"1","s":2}}`, `{"audio":{"s":2}}`, true},
		"volatile in front":       {`{"seen":1,"a":1}`, `{"a":1}`, true},
		"volatile behind":         {`{"a":1,"seen":1,"b":2}`, `{"a":1,"b":2}`, true},
		"volatile in elements":    {`{"hosts":[{"online":true,"n":1}]}`, `{"hosts":[{"online":false,"n":1}]}`, true},
		"the owner's own change":  {`{"patient":{"id":7,"name":"A"}}`, `{"patient":{"name":"B","id":7,"x":[]}}`, true},
		"another owner":           {`{"patient":{"id":7}}`, `{"patient":{"id":8}}`, false},
		"an owner without id":     {`{"patient":{"name":"A"}}`, `{"patient":{"name":"B"}}`, false},
		"an owner with a null id": {`{"patient":{"id":null,"name":"A"}}`, `{"patient":{"id":null,"name":"B"}}`, false},
		"an owner with the id 0":  {`{"patient":{"id":0,"name":"A"}}`, `{"patient":{"id":0,"name":"B"}}`, false},
		"an owner with no text":   {`{"patient":{"id":"","name":"A"}}`, `{"patient":{"id":"","name":"B"}}`, false},
		"an owner gone":           {`{"patient":{"id":7}}`, `{"patient":null}`, false},
		"an owner never there":    {`{"patient":null}`, `{}`, false},
		"the other id's name":     {`{"user":{"_id":"7","n":1}}`, `{"user":{"n":2,"_id":"7"}}`, true},
		"numbers side by side":    {`{"a":[1,23]}`, `{"a":[12,3]}`, false},
		"a list's nesting":        {`{"a":[[1],2]}`, `{"a":[[1,2]]}`, false},
		"an element more":         {`{"a":[1]}`, `{"a":[1,1]}`, false},
		"a member's name":         {`{"a":1}`, `{"b":1}`, false},
		"null is not absent":      {`{"a":null}`, `{}`, false},
		"a repeated name":         {`{"a":1,"a":1}`, `{"a":1}`, false},
	} {
		t.Run(name, func(t *testing.T) {
			if same := shaped(t, c.a).Hash == shaped(t, c.b).Hash; same != c.same {
				t.Errorf("same state: %v, want %v", same, c.same)
			}
		})
	}
}

func TestShapePicks(t *testing.T) {
	got := shaped(t, `{"updated_at": "x","patient":{"id":9},"i\u0064": 12 }`)
	if string(got.Picked[0]) != "12" || string(got.Picked[1]) != `"x"` || got.Ambiguous {
		t.Errorf("picked %s, ambiguous %v", got.Picked, got.Ambiguous)
	}
	if got := shaped(t, `{"id":1,"id":1}`); got.Ambiguous {
		t.Error("the same value twice is not ambiguous")
	}
	if got := shaped(t, `{"id":1,"id":2}`); !got.Ambiguous || string(got.Picked[0]) != "2" {
		t.Error("two values for one name must be told")
	}
	if got := shaped(t, `{}`); got.Picked[0] != nil {
		t.Error("absent is nil")
	}
}

func TestShapeRefuses(t *testing.T) {
	c := &Client{settings: Settings{MaxRecord: 100, MaxDepth: 4}}
	s := NewShape(noteRules)
	deep := `{"a":` + strings.Repeat("[", 4) + strings.Repeat("]", 4) + `}`
	for raw, want := range map[string]error{
		`[1]`: extract.ErrShape, `null`: extract.ErrShape, `"x"`: extract.ErrShape, ``: extract.ErrShape,
		`{"a":1} {}`: extract.ErrShape, `{"a"}`: extract.ErrShape, `{"a":"`: extract.ErrShape, `{,}`: extract.ErrShape,
		deep: extract.ErrTooLarge, `{"a":"` + strings.Repeat("x", 100) + `"}`: extract.ErrTooLarge,
	} {
		if _, err := c.Shape(s, json.RawMessage(raw)); !errors.Is(err, want) {
			t.Errorf("%.20q: %v, want %v", raw, err, want)
		}
	}
	if _, err := c.Shape(s, json.RawMessage(`{"a":[[[]]]}`)); err != nil {
		t.Errorf("at the limit: %v", err)
	}
}

func TestRulesThatCannotWorkPanic(t *testing.T) {
	for _, path := range []string{"", "a..b", "a.**.b", "**.a.b", "**."} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%q was accepted", path)
				}
			}()
			NewShape(Rules{Drop: []string{path}})
		}()
	}
}

// anyJSON draws a JSON value.
func anyJSON(t *rapid.T, depth int) any {
	kinds := 3
	if depth > 0 {
		kinds = 5
	}
	switch rapid.IntRange(0, kinds).Draw(t, "kind") {
	case 0:
		return nil
	case 1:
		return rapid.Bool().Draw(t, "bool")
	case 2:
		return rapid.Int32().Draw(t, "number")
	case 3:
		return rapid.String().Draw(t, "text")
	case 4:
		list := []any{}
		for range rapid.IntRange(0, 4).Draw(t, "elements") {
			list = append(list, anyJSON(t, depth-1))
		}
		return list
	}
	object := map[string]any{}
	names := rapid.SampledFrom([]string{"audio", "file_url", "hosts", "pin", "patient", "id", "seen", "keys", "link_token", "a\"b", `c\`})
	for range rapid.IntRange(0, 5).Draw(t, "members") {
		object[names.Draw(t, "name")] = anyJSON(t, depth-1)
	}
	return object
}

// The pass must agree with a plain decoder: the body decodes to the value without its secrets, and white space is no change.
func TestShapeAgreesWithADecoder(t *testing.T) {
	s := NewShape(noteRules)
	rapid.Check(t, func(t *rapid.T) {
		value := map[string]any{"top": anyJSON(t, 4)}
		for _, name := range []string{"audio", "hosts", "patient", "keys"} {
			value[name] = anyJSON(t, 3)
		}
		compact, _ := json.Marshal(value)
		wide, _ := json.MarshalIndent(value, " ", "\t")
		a, err := s.apply(compact, 64, nil)
		if err != nil {
			t.Fatal(err)
		}
		b, err := s.apply(wide, 64, nil)
		if err != nil || a.Hash != b.Hash {
			t.Fatalf("white space changes the hash (%v): %s", err, compact)
		}
		for _, body := range [][]byte{a.Body, b.Body} {
			var got any
			if err := json.Unmarshal(body, &got); err != nil {
				t.Fatalf("the body is broken: %s", body)
			}
			want := without(value, "")
			if x, y := marshal(got), marshal(want); x != y {
				t.Fatalf("got  %s\nwant %s\nof   %s", x, y, compact)
			}
		}
	})
}

func marshal(v any) string {
	b, _ := json.Marshal(v)
	return string(b)
}

// without drops by noteRules the slow way.
func without(v any, path string) any {
	switch v := v.(type) {
	case map[string]any:
		out := map[string]any{}
		for name, inner := range v {
			if !secretAt(path, name) {
				out[name] = without(inner, path+"."+name)
			}
		}
		return out
	case []any:
		out := []any{}
		for _, inner := range v {
			if path != ".keys" {
				out = append(out, without(inner, path+".#"))
			}
		}
		return out
	}
	return v
}

func secretAt(path, name string) bool {
	host := strings.HasPrefix(path, ".hosts.") && strings.Count(path, ".") == 2
	return name == "link_token" || path == ".audio" && name == "file_url" || host && name == "pin" || path == ".keys"
}

func FuzzShape(f *testing.F) {
	for _, seed := range []string{`{"a":1}`, `{"audio":{"file_url":"x"}}`, `{"a":"\"`, `{"patient":{"id"`} {
		f.Add([]byte(seed))
	}
	s := NewShape(noteRules)
	f.Fuzz(func(t *testing.T, raw []byte) {
		got, err := s.apply(raw, 64, nil)
		if Valid(raw) != nil {
			return // anything but a panic will do
		}
		if err == nil && Valid(got.Body) != nil {
			t.Error("a valid record became an invalid one")
		}
	})
}

func record(size int) []byte {
	text := strings.Repeat("Slept better, walks \\\"daily\\\"; mood fair.\\n", size/55)
	return fmt.Appendf(nil, `{"id":12,"name":"Follow-up","transcription":%q,"analysis":"%s","patient":{"id":7,"first_name":"Ann","meta":{},"created_at":"2024-01-15T10:30:00Z"},"audio":{"duration":480,"bitrate":128000,"file_url":"https://x.test/a?token=1"},"has":{"content":true,"signed":false},"team_id":5,"user":{"id":42,"name":"Dr"},"error_state":null,"updated_at":"2023-04-10T15:45:00Z"}`, text[:len(text)/2/43*43], text[:len(text)/2/43*43])
}

func BenchmarkShape(b *testing.B) {
	s := NewShape(noteRules)
	for _, size := range []int{2 << 10, 60 << 10} {
		raw := record(size)
		b.Run(fmt.Sprintf("%dB", len(raw)), func(b *testing.B) {
			b.SetBytes(int64(len(raw)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := s.apply(raw, 64, nil); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkSplit(b *testing.B) {
	for _, size := range []int{2 << 10, 60 << 10} {
		var page []byte
		for range 100 {
			page = append(append(page, ','), record(size)...)
		}
		body := fmt.Appendf(nil, `{"data":[%s],"links":{},"meta":{"total":100}}`, page[1:])
		b.Run(fmt.Sprintf("100x%dB", size), func(b *testing.B) {
			b.SetBytes(int64(len(body)))
			b.ReportAllocs()
			for b.Loop() {
				if p, err := Split(body, "data"); err != nil || len(p.Items) != 100 {
					b.Fatal(err)
				}
			}
		})
	}
}
