package pipelines_test

import (
	"bytes"
	"crypto/sha1" //nolint:gosec // FHIR's Attachment.hash is SHA-1 by definition
	"encoding/base64"
	"encoding/json"
	"html"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
)

// The product's own names, written down a second time: a change of one of them would orphan every row of every warehouse.
const (
	idNamespace = "6e1a3d0c-4b7f-5c52-9d8e-2f60a91b74c3"
	ours        = "https://github.com/nightrounds/rounds/"
	extension   = ours + "fhir/StructureDefinition/"
)

func vseeSystem(what string) string { return ours + "sid/vsee/" + vseeSource + "/" + what }
func nextvisitSystem(what string) string {
	return ours + "sid/nextvisit/" + nextvisitSource + "/" + what
}

// resourceID is the UUIDv5 of source, resource type and the vendor's id.
func resourceID(source, resourceType, vendorID string) string {
	return uuid.NewSHA1(uuid.MustParse(idNamespace), []byte(source+"|"+resourceType+"|"+vendorID)).String()
}

// same compares rows by key. It tells keys and names of fields, never a value.
func same(t testing.TB, table string, want, got map[string]row) {
	t.Helper()
	wrong, shown := 0, 0
	tell := func(format string, args ...any) {
		if wrong++; shown < 8 {
			shown++
			t.Errorf(table+": "+format, args...)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(got)) {
		if want[id] == nil {
			tell("%s (record %v) is in the table and not in the truth", id, got[id]["record_id"])
		}
	}
	for _, id := range slices.Sorted(maps.Keys(want)) {
		if got[id] == nil {
			tell("%s (record %v) is missing", id, want[id]["record_id"])
			continue
		}
		var differ fields
		wanted, held := any(claiming(table, plain(t, want[id]).(row))), told(got[id])
		if !reflect.DeepEqual(wanted, held) && !cmp.Equal(wanted, held, cmp.Reporter(&differ)) { // cmp is slow, and tells where
			tell("%s (record %v) differs at %s", id, want[id]["record_id"], strings.Join(differ.found, ", "))
		}
	}
	if wrong > 0 {
		t.Errorf("%s: %d of %d rows are wrong, the table has %d", table, wrong, len(want), len(got))
	}
}

func sameSet(t testing.TB, what string, want, got map[string]bool) {
	t.Helper()
	for _, id := range slices.Sorted(maps.Keys(want)) {
		if !got[id] {
			t.Errorf("%s: missing: %s", what, id)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(got)) {
		if !want[id] {
			t.Errorf("%s: not in the truth: %s", what, id)
		}
	}
}

// fields collects the names of the places that differ.
type fields struct {
	path  cmp.Path
	found []string
}

func (f *fields) PushStep(s cmp.PathStep) { f.path = append(f.path, s) }
func (f *fields) PopStep()                { f.path = f.path[:len(f.path)-1] }
func (f *fields) Report(r cmp.Result) {
	if r.Equal() {
		return
	}
	var name string
	for _, s := range f.path {
		switch s := s.(type) {
		case cmp.MapIndex:
			name += "." + s.Key().String()
		case cmp.SliceIndex:
			name += s.String()
		}
	}
	f.found = append(f.found, strings.TrimPrefix(name, "."))
}

// plain gives an expected row the form in which rows are read.
func plain(t testing.TB, r row) any {
	t.Helper()
	text, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	var v any
	in := json.NewDecoder(bytes.NewReader(text))
	in.UseNumber()
	if err := in.Decode(&v); err != nil {
		t.Fatal(err)
	}
	return told(v)
}

// told leaves out whatever says nothing: null, empty texts and empty lists. So a column that an expected row does not name
// is expected to be empty.
func told(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for name, member := range v {
			if member = told(member); empty(member) {
				delete(v, name)
			} else {
				v[name] = member
			}
		}
	case []any:
		for i := range v {
			v[i] = told(v[i])
		}
	}
	return v
}

func empty(v any) bool {
	list, ok := v.([]any)
	return v == nil || v == "" || ok && len(list) == 0
}

// set adds the columns of more to r.
func (r expected) set(more row) { maps.Copy(r, more) }

// expected is a row being written down.
type expected row

const instantForm = "2006-01-02 15:04:05.000"

// moment adds the columns of a point in time; the zero time adds none.
func (r expected) moment(name string, at time.Time, zone string) {
	if at.IsZero() {
		return
	}
	place, _ := time.LoadLocation(zone)
	r.set(row{
		name: at.UTC().Format(instantForm), name + "_day": at.In(place).Format(time.DateOnly),
		name + "_text": at.UTC().Format(time.RFC3339Nano), name + "_precision": "time",
	})
}

// identified adds identifiers; those without a value are none.
func (r expected) identified(list ...row) {
	list = slices.DeleteFunc(list, func(i row) bool { return i["value"] == "" })
	r["identifiers"] = list
	if len(list) > 0 {
		r.set(row{"identifier_system": list[0]["system"], "identifier_value": list[0]["value"]})
	}
}

// coded adds the columns of concepts with a coding each.
func (r expected) coded(name string, codings ...row) {
	for i, c := range codings {
		c["concept"] = i
	}
	r[name+"_codings"] = codings
	if len(codings) > 0 {
		for _, part := range []string{"system", "code", "display", "text"} {
			r[name+"_"+part] = codings[0][part]
		}
	}
}

// worded adds a concept that has words only; without words none.
func (r expected) worded(name, text string) {
	if text != "" {
		r.coded(name, row{"text": text})
	}
}

// pointed adds the columns of a reference.
func (r expected) pointed(name string, ref row) {
	for part, value := range ref {
		r[name+"_"+part] = value
	}
}

func ref(resourceType, id, text string) row { return row{"type": resourceType, "id": id, "text": text} }

// called adds one name and one address each of phone and mail; empty ones are none.
func (r expected) called(name row, phone, email string) {
	var line []string
	for _, part := range []string{"prefix", "given", "family", "suffix"} {
		switch v := name[part].(type) {
		case []string:
			line = append(line, slices.DeleteFunc(slices.Clone(v), func(s string) bool { return s == "" })...)
		case string:
			line = append(line, v)
		}
	}
	if name["text"] != nil {
		line = []string{name["text"].(string)}
	}
	given, _ := name["given"].([]string)
	r.set(row{"name": strings.Join(line, " "), "family": name["family"], "given": strings.Join(given, " "), "names": []row{name}})
	var points []row
	for _, p := range [][2]string{{"phone", phone}, {"email", email}} {
		if p[1] != "" {
			points = append(points, row{"system": p[0], "value": p[1]})
		}
	}
	r.set(row{"phone": phone, "email": email, "telecoms": points})
}

// content is an attachment: its own length and hash, and the bytes that came out of base64. The text of a note is kept once,
// in the column text.
func content(contentType, text, title string, creation time.Time, kept bool) row {
	sum := sha1.Sum([]byte(text)) //nolint:gosec // see the import
	c := expected{"content_type": contentType, "title": title, "size": len(text), "hash_sha1": base64.StdEncoding.EncodeToString(sum[:])}
	if !creation.IsZero() {
		c.set(row{"creation": creation.UTC().Format(instantForm), "creation_text": creation.UTC().Format(time.RFC3339)})
	}
	if kept {
		c["data"] = text
	}
	return row(c)
}

const (
	typeHTML  = "text/html; charset=utf-8"
	typePlain = "text/plain; charset=utf-8"
)

var (
	blockTag = regexp.MustCompile(`</?(p|h2|section)>`)
	otherTag = regexp.MustCompile(`<[^>]*>`)
	blanks   = regexp.MustCompile(`[ \t]*\n[ \t]*`)
	manyEnds = regexp.MustCompile(`\n{3,}`)
	gaps     = regexp.MustCompile(` {2,}`)
)

// readable is the text of the simple HTML that the town writes.
func readable(markup string) string {
	s := strings.ReplaceAll(markup, "\n", " ")
	s = strings.ReplaceAll(blockTag.ReplaceAllString(s, "\n\n"), "<br>", "\n")
	s = html.UnescapeString(otherTag.ReplaceAllString(s, ""))
	s = blanks.ReplaceAllString(gaps.ReplaceAllString(s, " "), "\n")
	return strings.TrimSpace(manyEnds.ReplaceAllString(s, "\n\n"))
}
