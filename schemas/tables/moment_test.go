package tables_test

import (
	"strings"
	"testing"
	"time"

	"github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/nightrounds/rounds/schemas/r4"
	"github.com/nightrounds/rounds/schemas/tables"
)

func TestDatesKeepOnlyWhatIsKnown(t *testing.T) {
	for _, c := range []struct{ text, instant, day, precision string }{
		{"", "", "", ""},
		{"2026", "", "", "year"},
		{"2026-03", "", "", "month"},
		{"2026-03-08", "", "2026-03-08", "day"},
		{"2026-03-08T06:59:59Z", "2026-03-08 06:59:59Z", "2026-03-08", "time"},                 // EST: still 01:59
		{"2026-03-08T04:59:59Z", "2026-03-08 04:59:59Z", "2026-03-07", "time"},                 // the day before in Boston
		{"2026-03-09T03:59:59Z", "2026-03-09 03:59:59Z", "2026-03-08", "time"},                 // EDT: 23:59
		{"2026-03-08T23:30:00.123456+09:00", "2026-03-08 14:30:00.123Z", "2026-03-08", "time"}, // milliseconds are kept
		{"1899-12-31", "", "", "day"},
		{"1899-12-31T10:00:00Z", "", "", "time"},
		{"9999-12-31T10:00:00Z", "", "", "time"},
		{"2026-03-08T10:00:00", "", "", "unknown"}, // a time needs a zone
		{"2026-02-30", "", "", "unknown"},
		{"yesterday", "", "", "unknown"},
	} {
		e := fullEncounter()
		e.Period = &fhir.Period{Start: &c.text}
		b := tables.NewBatch()
		if err := b.Add(lineage(), e); err != nil {
			t.Fatal(err)
		}
		row := drain(b)["encounter"][0]
		if got := row["period_start_text"]; got != c.text {
			t.Errorf("%q: the text became %v", c.text, got)
		}
		for column, want := range map[string]string{"period_start": c.instant, "period_start_day": c.day, "period_start_precision": c.precision} {
			got, _ := row[column].(string)
			if got != want {
				t.Errorf("%q: %s is %q, want %q", c.text, column, got, want)
			}
		}
	}
}

func TestOptionalTimesOutsideTheServersRangeAreNull(t *testing.T) {
	rec := tables.RawRecords.Encode([]tables.RawRecord{
		{ObservedAt: time.Unix(1, 0), Changed: time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)}, {ObservedAt: time.Unix(1, 0)},
	})
	defer rec.Release()
	for i, row := range cells(rec) {
		if row["changed"] != nil {
			t.Errorf("row %d: changed is %v", i, row["changed"])
		}
	}
}

func TestNoteText(t *testing.T) {
	html := func(s string) fhir.Attachment { return attachment("text/html;charset=utf-8", s) }
	for name, c := range map[string]struct {
		contents []fhir.Attachment
		want     string
	}{
		"plain text is preferred":         {[]fhir.Attachment{html("<b>no</b>"), attachment("text/plain", "yes <b>")}, "yes <b>"},
		"blocks start lines":              {[]fhir.Attachment{html("<h1>A</h1><p>b <b>c</b>d</p>e<br/>f")}, "A\nb cd\ne\nf"},
		"space is folded":                 {[]fhir.Attachment{html(" a \n\t b<i> c </i>d ")}, "a b c d"},
		"cells stand apart":               {[]fhir.Attachment{html("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>")}, "a\tb\nc"},
		"scripts and styles are not read": {[]fhir.Attachment{html("a<script>x<b></script><style>y</style>b")}, "ab"},
		"entities are letters":            {[]fhir.Attachment{html("5 &lt; 6 &amp; caf&eacute;")}, "5 < 6 & café"},
		"broken UTF-8 is mended":          {[]fhir.Attachment{attachment("text/plain", "a\xffb")}, "a\uFFFDb"},
		"nesting costs nothing":           {[]fhir.Attachment{html(strings.Repeat("<div>", 1e5) + "deep")}, "deep"},
		"other kinds have no text":        {[]fhir.Attachment{attachment("application/pdf", "%PDF")}, ""},
		"no content":                      {nil, ""},
	} {
		d := fullDocument()
		d.Content = nil
		for _, a := range c.contents {
			d.Content = append(d.Content, fhir.DocumentReferenceContent{Attachment: a})
		}
		if len(d.Content) == 0 {
			d.Content = []fhir.DocumentReferenceContent{{Attachment: fhir.Attachment{Url: new("https://vendor.example/note")}}}
		}
		b := tables.NewBatch()
		if err := b.Add(lineage(), r4.Resource(d)); err != nil {
			t.Fatal(err)
		}
		if got := drain(b)["document_reference"][0]["text"]; got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
