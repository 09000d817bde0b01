package roster_test

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/roster"
)

func file(t *testing.T, name, text string) roster.File {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return roster.File{Path: path, Limit: 4 << 20, Columns: []string{"id", "ident"}}
}

// rows are the rows of a file as JSON. A row whose cells are not what its JSON says is a failure; a row without cells ends
// in "!".
func rows(t *testing.T, f roster.File) ([]string, error) {
	t.Helper()
	var all []string
	_, err := f.Read(func(r roster.Row) error {
		if r.Cells == nil {
			all = append(all, string(r.JSON)+"!")
			return nil
		}
		var want map[string]json.RawMessage
		if err := json.Unmarshal(r.JSON, &want); err != nil || len(want) != len(r.Cells) {
			t.Errorf("%s has %d cells: %v", r.JSON, len(r.Cells), err)
		}
		for name, cell := range r.Cells {
			if string(cell) != string(want[name]) {
				t.Errorf("%s: %s is %s", r.JSON, name, cell)
			}
		}
		all = append(all, string(r.JSON))
		return nil
	})
	return all, err
}

func TestRowsOfEitherForm(t *testing.T) {
	const mark = "\ufeff"
	long := strings.Repeat("x", 70_000)
	for name, c := range map[string]struct {
		file, text string
		want       []string
	}{
		"csv":             {"a.csv", "id,name\n1,Ann\n2,\n", []string{`{"id":"1","name":"Ann"}`, `{"id":"2","name":""}`}},
		"any other name":  {"a.txt", "name,ident\nAnn,1\n", []string{`{"name":"Ann","ident":"1"}`}},
		"a mark":          {"a.csv", mark + "id\r\n1\r\n", []string{`{"id":"1"}`}},
		"twice, and none": {"a.csv", "id,,id\n1,2,3\n", []string{`{"id":"1"}`}},
		"quotes":          {"a.csv", "id\n\"a \"\"b\"\",\nc\"\n", []string{`{"id":"a \"b\",\nc"}`}},
		"no UTF-8":        {"a.csv", "id\n\xe9\n", []string{`{"id":"` + "\ufffd" + `"}`}},
		"cells that grow": {"a.csv", "id,n\n1,2\n" + long + ",3\n", []string{`{"id":"1","n":"2"}`, `{"id":"` + long + `","n":"3"}`}},
		"a header alone":  {"a.csv", "id\n", nil},
		"lines":           {"a.ndjson", " {\"id\": 1}\r\n\n{\"x\":[null]}", []string{`{"id": 1}`, `{"x":[null]}`}},
		"lines, marked":   {"a.jsonl", mark + `{"id":"1"}`, []string{`{"id":"1"}`}},
		"no objects":      {"a.jsonl", "[1]\nnull\n{\"id\":\n{\"id\":1}x\n{\"id\":1,\"id\":2}\n{\"id\":3}", []string{"[1]!", "null!", `{"id":!`, `{"id":1}x!`, `{"id":1,"id":2}!`, `{"id":3}`}},
		"a long line":     {"a.jsonl", `{"id":"` + long + `"}`, []string{`{"id":"` + long + `"}`}},
		"bytes no UTF-8":  {"a.jsonl", "{\"id\":\"\xe9\"}", []string{"{\"id\":\"\xe9\"}"}},
		"empty lines":     {"a.jsonl", "", nil},
	} {
		got, err := rows(t, file(t, c.file, c.text))
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
}

func TestID(t *testing.T) {
	for cell, want := range map[string]string{
		`"a \"b"`: `a "b`, `"007"`: "007", `7`: "7", `1e3`: "1e3", `null`: "", `true`: "", `[7]`: "", `{"id":7}`: "", `""`: "",
	} {
		_, err := file(t, "a.jsonl", `{"id":`+cell+`}`).Read(func(r roster.Row) error {
			if got := r.ID("id"); got != want || r.ID("other") != "" {
				t.Errorf("%s: %q", cell, got)
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	}
}

// An error tells its line and nothing of what stands there.
func TestErrorsTellTheLine(t *testing.T) {
	long := strings.Repeat("ZZ", 1<<19)
	for name, c := range map[string]struct {
		file, text, line string
		want             error
	}{
		"empty":              {"a.csv", "", "line 1:", extract.ErrShape},
		"no column":          {"a.csv", "ZZ\n1\n", "line 1:", extract.ErrShape},
		"a cell less":        {"a.csv", "id,n\n1,2\nZZ\n", "line 3:", extract.ErrShape},
		"after a long cell":  {"a.csv", "id\n\"1\n2\"\n\"ZZ\n", "line 4:", extract.ErrShape},
		"a long row":         {"a.csv", "id\n1\n" + long + "\n", "line 3:", extract.ErrTooLarge},
		"a long line":        {"a.jsonl", "{}\n" + `{"id":"` + long + `"}`, "line 2:", extract.ErrTooLarge},
		"a large file":       {"a.csv", "id\n" + strings.Repeat(strings.Repeat("ZZ", 500)+"\n", 5000), "4 MB", extract.ErrTooLarge},
		"a large file, cut":  {"a.jsonl", strings.Repeat("{}"+strings.Repeat(" ", 1000)+"\n", 5000), "4 MB", extract.ErrTooLarge},
		"what is not wanted": {"a.csv", "id\n\"1\n2\"\nstop\n", "line 4:", errStop},
		"nor in lines":       {"a.jsonl", "\n{}\n\n{\"id\":\"stop\"}\n", "line 4:", errStop},
	} {
		_, err := file(t, c.file, c.text).Read(func(r roster.Row) error {
			if r.ID("id") == "stop" {
				return errStop
			}
			return nil
		})
		if !errors.Is(err, extract.ErrFile) || !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.line) || strings.Contains(err.Error(), "ZZ") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := (roster.File{Path: filepath.Join(t.TempDir(), "a.csv")}).Read(nil); !errors.Is(err, extract.ErrFile) || !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a file that is not there: %v", err)
	}
}

var errStop = errors.New("stop")

// A file of exactly its limit is read, and its fingerprint is another one's as soon as a byte differs, be it the last.
func TestFingerprint(t *testing.T) {
	sum := func(text string) string {
		f := file(t, "a.csv", text)
		f.Limit = 7
		sum, err := f.Read(func(roster.Row) error { return nil })
		if err != nil || sum == "" {
			t.Fatal(sum, err)
		}
		return sum
	}
	if a := sum("id\n1\n2\n"); a != sum("id\n1\n2\n") || a == sum("id\n1\n3\n") || a == sum("id\n1\n2") {
		t.Error("the fingerprint is not the file's")
	}
}
