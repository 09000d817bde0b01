package pipelines_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/nightrounds/rounds/pipelines"
	"github.com/nightrounds/rounds/schemas/r4/r4test"
)

// exported is what the files of an export hold.
type exported struct {
	pipelines.Exported
	lines   map[string][]byte // by Type/id
	deleted map[string]bool   // Type/id
}

// export writes an export and reads its files, each line once, as the manifest names them.
func (c *clinic) export(e pipelines.Export) exported {
	c.t.Helper()
	e.Dir, e.Records, e.Books = filepath.Join(c.t.TempDir(), "new"), c.Warehouse, c.Warehouse
	done, err := e.Run(c.t.Context())
	if err != nil {
		c.t.Fatal(err)
	}
	return readExport(c.t, e.Dir, done)
}

// readExport reads the files of a folder, which are those that its manifest names.
func readExport(t testing.TB, dir string, done pipelines.Exported) exported {
	t.Helper()
	x := exported{done, map[string][]byte{}, map[string]bool{}}
	files := []string{"manifest.json"}
	for _, f := range done.Manifest.Output {
		files = append(files, f.URL)
		for line := range linesOf(t, filepath.Join(dir, f.URL), f) {
			name := x.put(t, line)
			if !strings.HasPrefix(name, f.Type+"/") {
				t.Errorf("%s is in %s", name, f.URL)
			}
		}
	}
	for _, f := range done.Manifest.Deleted {
		files = append(files, f.URL)
		for line := range linesOf(t, filepath.Join(dir, f.URL), f) {
			x.bury(t, line)
		}
	}
	wantFiles(t, dir, files)
	return x
}

// linesOf gives the lines of a file, as many as are claimed.
func linesOf(t testing.TB, path string, f pipelines.OutputFile) func(func([]byte) bool) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if n := int64(bytes.Count(text, []byte("\n"))); n != f.Count || n == 0 {
		t.Errorf("%s: %d lines, the manifest says %d", f.URL, n, f.Count)
	}
	return func(yield func([]byte) bool) {
		in := bufio.NewScanner(bytes.NewReader(text))
		in.Buffer(nil, 16<<20)
		for in.Scan() && yield(in.Bytes()) {
		}
	}
}

// wantFiles finds these files in a folder, which only their owner may read, and no others.
func wantFiles(t testing.TB, dir string, want []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
		if info, err := e.Info(); err != nil || info.Mode() != 0o600 {
			t.Errorf("%s: mode %v, %v", e.Name(), info.Mode(), err)
		}
	}
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("files %v, want %v", got, want)
	}
}

func (x exported) put(t testing.TB, line []byte) (name string) {
	t.Helper()
	var head struct{ ResourceType, ID string }
	if err := json.Unmarshal(line, &head); err != nil {
		t.Fatal("a line is not JSON")
	}
	name = head.ResourceType + "/" + head.ID
	if x.lines[name] != nil {
		t.Errorf("%s is there twice", name)
	}
	x.lines[name] = bytes.Clone(line)
	return name
}

func (x exported) bury(t testing.TB, line []byte) {
	t.Helper()
	var b struct {
		ResourceType, Type string
		Entry              []struct{ Request struct{ Method, URL string } }
	}
	if err := json.Unmarshal(line, &b); err != nil || b.ResourceType != "Bundle" || b.Type != "transaction" || len(b.Entry) == 0 {
		t.Fatalf("no transaction Bundle of deletions: %v", err)
	}
	for _, f := range faults(t, line) {
		t.Errorf("a Bundle of deletions: %s", f)
	}
	for _, e := range b.Entry {
		if e.Request.Method != "DELETE" || x.deleted[e.Request.URL] {
			t.Errorf("%s %s, or twice", e.Request.Method, e.Request.URL)
		}
		x.deleted[e.Request.URL] = true
	}
}

// exports: after the last night the files hold every resource as the warehouse does, each line of a shape of its own is valid by HL7's
// definitions, and every reference leads to another line or is a logical one; an export of what changed since the night before, laid over
// one of that night, is the same.
func (h *history) exports(before exported) {
	h.t.Helper()
	// Small parts: several files of a type.
	now := h.export(pipelines.Export{Part: 100_000})
	h.faithful(now)
	if now.Busy || now.Loose.Dangling > 0 || now.Loose.Logical == 0 {
		h.t.Errorf("loose ends: %+v, busy %v", now.Loose, now.Busy)
	}
	var shapes r4test.Shapes
	deleted := 0
	for name, line := range now.lines {
		h.valid(&shapes, name, line)
		references(parsed(h.t, line), func(ref string, identified bool) {
			if now.lines[ref] != nil {
				return
			}
			if deleted++; identified || !h.once[ref] {
				h.t.Errorf("%s points to %s, which is in no file", name, ref)
			}
		})
	}
	if deleted != now.Loose.Deleted {
		h.t.Errorf("%d references to what its vendor deleted, counted were %d", deleted, now.Loose.Deleted)
	}
	h.catchesUp(before, now)
}

// faithful compares lines with the resources that are stored: lastUpdated is put in, and references in nobody's way.
func (h *history) faithful(x exported) {
	h.t.Helper()
	stored := 0
	for _, table := range resourceTables {
		if table == "document_reference_version" {
			continue
		}
		for _, r := range h.rows("SELECT id, resource, JSONExtractString(resource, 'resourceType') AS type, observed_at FROM {p}fhir_current." + table) {
			stored++
			name := r["type"].(string) + "/" + r["id"].(string)
			updated, err := time.Parse(time.DateTime, r["observed_at"].(string))
			if err != nil {
				h.t.Fatal("observed_at is no time")
			}
			line := strings.Replace(string(x.lines[name]), `"lastUpdated":"`+updated.Format("2006-01-02T15:04:05.000Z")+`",`, "", 1)
			if whole := r["resource"].(string); line != whole && line != followed(whole, x) {
				h.t.Errorf("%s: the line is not the resource", name)
			}
		}
	}
	if n := len(x.lines) - stored - x.linkages(); n != 0 {
		h.t.Errorf("%d lines too many", n)
	}
}

func (x exported) linkages() (n int) {
	for name := range x.lines {
		if strings.HasPrefix(name, "Linkage/") {
			n++
		}
	}
	return n
}

var literalWithIdentifier = regexp.MustCompile(`"reference":"(([A-Za-z]+)/[^"]+)","identifier":`)

// loosened is a resource in which every reference that could be a logical one is.
func loosened(resource []byte) string {
	return literalWithIdentifier.ReplaceAllString(string(resource), `"type":"$2","identifier":`)
}

// followed is a resource in which references that lead to no line are logical ones.
func followed(resource string, x exported) string {
	return literalWithIdentifier.ReplaceAllStringFunc(resource, func(found string) string {
		m := literalWithIdentifier.FindStringSubmatch(found)
		if x.lines[m[1]] != nil {
			return found
		}
		return `"type":"` + m[2] + `","identifier":`
	})
}

// catchesUp lays what is new since an export over it.
func (h *history) catchesUp(before, now exported) {
	h.t.Helper()
	since := h.export(pipelines.Export{Since: before.Manifest.TransactionTime})
	if len(since.deleted) == 0 || len(since.lines) >= len(now.lines) {
		h.t.Errorf("since the night before: %d lines of %d, %d deletions", len(since.lines), len(now.lines), len(since.deleted))
	}
	laid := maps.Clone(before.lines)
	maps.Copy(laid, since.lines)
	for name := range since.deleted {
		if since.lines[name] != nil {
			h.t.Errorf("%s is there and deleted", name)
		}
		delete(laid, name)
	}
	for name := range laid {
		if strings.HasPrefix(name, "Linkage/") && since.lines[name] == nil { // whole every time
			delete(laid, name)
		}
	}
	if len(laid) != len(now.lines) {
		h.t.Errorf("laid over the export before, %d resources, want %d", len(laid), len(now.lines))
	}
	for name, line := range now.lines {
		if loosened(laid[name]) != loosened(line) { // what it points to may have come since
			h.t.Errorf("%s: laid over the export before, it is not what a whole export says", name)
		}
	}
}

func parsed(t testing.TB, line []byte) (v any) {
	t.Helper()
	if err := json.Unmarshal(line, &v); err != nil {
		t.Fatal("a line is not JSON")
	}
	return v
}
