package tables_test

import (
	"encoding/base64"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/samply/golang-fhir-models/fhir-models/fhir"
	"pgregory.net/rapid"

	"github.com/nightrounds/rounds/schemas/r4"
	"github.com/nightrounds/rounds/schemas/tables"
)

// htmlNote gives text and sections of an HTML note, a section as "title: text".
func htmlNote(t interface{ Fatal(...any) }, markup string) (text string, sections []string) {
	d := &r4.DocumentReference{Status: new(fhir.DocumentReferenceStatusCurrent)}
	d.Id = new("d")
	data := base64.StdEncoding.EncodeToString([]byte(markup))
	d.Content = []fhir.DocumentReferenceContent{{Attachment: fhir.Attachment{ContentType: new("text/html"), Data: &data}}}
	if markup == "" {
		d.Content[0].Attachment.Url = new("https://vendor.example/empty")
	}
	b := tables.NewBatch()
	if err := b.Add(lineage(), d); err != nil {
		t.Fatal(err)
	}
	row := drain(b)["document_reference"][0]
	for _, s := range row["section"].([]any) {
		s := s.(map[string]any)
		sections = append(sections, s["title"].(string)+": "+s["text"].(string))
	}
	return row["text"].(string), sections
}

func TestSectionsOfHTML(t *testing.T) {
	for name, c := range map[string]struct {
		markup string
		want   []string
	}{
		"headings open sections": {"<h1>CCD</h1>of today<h2>Problems</h2><p>asthma</p><p>cough</p><h3>Plan</h3>rest",
			[]string{"CCD: of today", "Problems: asthma\ncough", "Plan: rest"}},
		"what stands before the first": {"hello<h2>Plan</h2>rest", []string{": hello", "Plan: rest"}},
		"captions do":                  {"<table><caption>Allergies</caption><tr><td>nuts</td><td>rash</td></tr></table>", []string{"Allergies: nuts\trash"}},
		"a header cell over several columns": {"<table><tr><th colspan=2>Vitals</th></tr><tr><th>Pulse</th><td>60</td></tr><tr><th colspan=2>Labs</th></tr><tr><td>none</td></tr></table>",
			[]string{"Vitals: Pulse\t60", "Labs: none"}},
		"names of columns do not": {"<h2>Medications</h2><table><thead><tr><th>Drug</th><th>Dose</th></tr></thead><tbody><tr><td>A</td><td>1</td></tr></tbody></table>",
			[]string{"Medications: Drug\tDose\nA\t1"}},
		"nor does the name of the only one": {"<h2>Problems</h2><table><tr><th>Problem</th></tr><tr><td>asthma</td></tr></table>", []string{"Problems: Problem\nasthma"}},
		"an empty section stays":            {"<h2>Problems</h2><h2>Plan</h2>rest", []string{"Problems: ", "Plan: rest"}},
		"an empty heading opens none":       {"<h2>Plan</h2>rest<h2></h2>more", []string{"Plan: rest\nmore"}},
		"one that is never closed":          {"<h2>Plan<p>rest</p><p>tea", []string{"Plan: rest\ntea"}},
		"a heading in a header cell":        {"<table><tr><th colspan=2><h3>Vitals</h3></th></tr><tr><td>60</td></tr></table>", []string{"Vitals: 60"}},
		"blocks in a heading":               {"<h2><div>Plan <b>of care</b></div></h2>rest", []string{"Plan of care: rest"}},
		"broken tags":                       {"</h2><tr></table><h2>Plan</h3>rest</tr></h2><th>x", []string{"Plan: rest\nx"}},
		"scripts are not read":              {"<h2>Plan<script>alert('<h2>x</h2>')</script></h2><style>h2{}</style>rest", []string{"Plan: rest"}},
		"no heading, no section":            {"<p>rest</p>", nil},
	} {
		text, got := htmlNote(t, c.markup)
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s\ntext %q", name, diff, text)
		}
	}
}

// Whatever the tags are: every word of the text is in one section, in order, and a heading at any depth costs nothing.
func TestSectionsLoseNoWord(t *testing.T) {
	pieces := []string{"<h2>", "</h2>", "<h1>", "</h1>", "<table>", "</table>", "<tr>", "</tr>", "<th>", "<th colspan=2>", "<td colspan=3>", "</th>", "<td>", "</td>",
		"<caption>", "</caption>", "<p>", "<br>", "<div>", "a ", "b", " c", "<script>", "</script>", "<", "&amp;"}
	rapid.Check(t, func(t *rapid.T) {
		markup := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 40).Draw(t, "pieces"), "")
		text, sections := htmlNote(t, markup)
		if len(sections) == 0 {
			return
		}
		var words []string
		for _, s := range sections {
			title, body, _ := strings.Cut(s, ": ")
			words = append(append(words, strings.Fields(title)...), strings.Fields(body)...)
		}
		if got, want := strings.Join(words, " "), strings.Join(strings.Fields(text), " "); got != want {
			t.Fatalf("the sections say %q, the text %q", got, want)
		}
	})
	deep := strings.Repeat("<div><table><tr><th>", 1e5) + "<h2>deep</h2>down"
	if _, got := htmlNote(t, deep); len(got) != 1 || got[0] != "deep: down" {
		t.Errorf("deep nesting gives %d sections", len(got))
	}
}
