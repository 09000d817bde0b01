package fhirx_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/nightrounds/rounds/transform"
	"github.com/nightrounds/rounds/transform/fhirx"
	"github.com/nightrounds/rounds/transform/wire"
)

// Ids hang in every warehouse: these three may never change.
func TestIDsAreForGood(t *testing.T) {
	s := fhirx.Scope{Vendor: "vsee", Source: "clinic-a"}
	for id, got := range map[string]string{
		"624e7f2a-34b0-5597-8f68-49569bf93660": s.ID("Patient", "575"),
		"37bc9498-e6a9-5916-9320-27f9c37d21d6": s.ID("Practitioner", "575"),
		"56daee8b-e8a6-57ea-9c12-db4ccc15589d": fhirx.Scope{Vendor: "vsee", Source: "clinic-b"}.ID("Patient", "575"),
	} {
		if got != id {
			t.Errorf("got %s, want %s", got, id)
		}
	}
}

func TestReferences(t *testing.T) {
	s := fhirx.Scope{Vendor: "vsee", Source: "a b"}
	if ref := s.Ref("Patient", "575"); *ref.Reference != "Patient/"+s.ID("Patient", "575") {
		t.Error("a reference does not come from the same function as the id")
	}
	if s.Ref("Patient", "") != nil || s.Logical("Patient", "user", "") != nil || s.Identifiers("user", "") != nil {
		t.Error("nothing became something")
	}
	ref := s.Logical("Organization", "account", "c1")
	if ref.Reference != nil || *ref.Type != "Organization" || *ref.Identifier.System != "https://github.com/nightrounds/rounds/sid/vsee/a%20b/account" {
		t.Errorf("%+v", ref.Identifier)
	}
	if got := s.Identifiers("user", "1", "code", "", "vseeid", "x"); len(got) != 2 || *got[1].Value != "x" {
		t.Errorf("%v", got)
	}
}

func TestNames(t *testing.T) {
	for _, c := range []struct {
		family, given, full string
		want                []fhir.HumanName
	}{
		{"Quill", "Ada", "Ada Quill", []fhir.HumanName{{Family: new("Quill"), Given: []string{"Ada"}}}},
		{"01", "", "x", []fhir.HumanName{{Family: new("01")}}},
		{"", " ", "Ada Quill", []fhir.HumanName{{Text: new("Ada Quill")}}},
		{"", "", " ", nil},
	} {
		if diff := cmp.Diff(c.want, fhirx.Name(c.family, []string{c.given}, "", "", c.full)); diff != "" {
			t.Error(diff)
		}
	}
}

func TestGender(t *testing.T) {
	for word, want := range map[string]fhir.AdministrativeGender{
		"Female": fhir.AdministrativeGenderFemale, "m": fhir.AdministrativeGenderMale, "NON-BINARY": fhir.AdministrativeGenderOther,
		"unknown": fhir.AdministrativeGenderUnknown,
	} {
		if g, ok := fhirx.Gender(word); !ok || *g != want {
			t.Errorf("%s: %v", word, g)
		}
	}
	if g, ok := fhirx.Gender("2"); ok || *g != fhir.AdministrativeGenderUnknown {
		t.Errorf("2 was guessed to be %v", g)
	}
	if g, ok := fhirx.Gender(""); !ok || g != nil {
		t.Error("a missing gender became one")
	}
}

func exact(s string) wire.Time { return at(s, time.RFC3339Nano, wire.Exact) }
func local(s string) wire.Time { return at(s, "2006-01-02T15:04:05", wire.Local) }
func day(s string) wire.Time   { return at(s, time.DateOnly, wire.Day) }

func at(s, layout string, p wire.Precision) wire.Time {
	v, err := time.Parse(layout, s)
	if err != nil {
		panic("a test time is wrong")
	}
	w := wire.Time{Precision: p, At: v}
	w.State = wire.Set
	return w
}

func TestTimes(t *testing.T) {
	ny, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	for want, in := range map[string]wire.Time{
		"2026-05-01T10:00:00Z":         exact("2026-05-01T10:00:00Z"),
		"2026-05-01T10:00:00.25+02:00": exact("2026-05-01T10:00:00.250+02:00"),
		"2026-05-01T10:00:00-04:00":    local("2026-05-01T10:00:00"),
		"2026-03-08T03:30:00-04:00":    local("2026-03-08T02:30:00"), // does not exist
		"2026-11-01T01:30:00-04:00":    local("2026-11-01T01:30:00"), // comes twice
		"2026-11-01T02:30:00-05:00":    local("2026-11-01T02:30:00"),
		"2026-05-01":                   day("2026-05-01"),
	} {
		if got := fhirx.DateTime(in, ny); *got != want {
			t.Errorf("got %s, want %s", *got, want)
		}
	}
	if fhirx.Instant(day("2026-05-01"), ny) != nil || fhirx.DateTime(wire.Time{}, ny) != nil {
		t.Error("a time was made up")
	}
	if d, ok := fhirx.Date(day("1985-03-15")); !ok || *d != "1985-03-15" {
		t.Error("a birth date was lost")
	}
	if d, ok := fhirx.Date(exact("1985-03-15T00:00:00Z")); ok || d != nil {
		t.Error("a time became a birth date")
	}
}

func TestPeriod(t *testing.T) {
	a, b := exact("2026-05-01T10:00:00Z"), exact("2026-05-01T11:00:00Z")
	for name, c := range map[string]struct {
		start, end wire.Time
		want       *fhir.Period
		ok         bool
	}{
		"both":     {a, b, &fhir.Period{Start: new("2026-05-01T10:00:00Z"), End: new("2026-05-01T11:00:00Z")}, true},
		"open":     {a, wire.Time{}, &fhir.Period{Start: new("2026-05-01T10:00:00Z")}, true},
		"backward": {b, a, &fhir.Period{Start: new("2026-05-01T11:00:00Z")}, false},
		"end only": {wire.Time{}, b, nil, false},
		"none":     {wire.Time{}, wire.Time{}, nil, true},
	} {
		got, ok := fhirx.Period(c.start, c.end, time.UTC)
		if diff := cmp.Diff(c.want, got); diff != "" || ok != c.ok {
			t.Errorf("%s: %v %s", name, ok, diff)
		}
	}
}

func TestSigning(t *testing.T) {
	night := time.Date(2026, 5, 1, 3, 0, 0, 123456789, time.UTC)
	var p transform.Prior
	for _, step := range []struct {
		content string
		signed  bool
		want    fhir.CompositionStatus
	}{
		{"a", false, fhir.CompositionStatusPreliminary},
		{"a", true, fhir.CompositionStatusFinal},
		{"a", true, fhir.CompositionStatusFinal},
		{"b", false, fhir.CompositionStatusPreliminary}, // unsigned, edited
		{"a", true, fhir.CompositionStatusFinal},        // signed again as it was
		{"b", true, fhir.CompositionStatusAmended},
		{"b", true, fhir.CompositionStatusAmended}, // seen again: still an amendment
		{"a", true, fhir.CompositionStatusAmended},
	} {
		if got := (fhirx.Signing{Content: step.content, At: night}).Status(step.signed, &p); *got != step.want {
			t.Errorf("%s signed=%v: %s, want %s", step.content, step.signed, got, step.want)
		}
		night = night.Add(24 * time.Hour)
	}
	if want := time.Date(2026, 5, 2, 3, 0, 0, 123e6, time.UTC); !p.FirstFinalAt.Equal(want) {
		t.Errorf("first signed at %v", p.FirstFinalAt)
	}
}

func TestText(t *testing.T) {
	for in, want := range map[string]string{
		"plain text, BP > 120":                                         "plain text, BP > 120",
		"<p>a</p><p>b</p>":                                             "a\n\nb",
		"<p>a<br>b<br/><br/><br/>c":                                    "a\nb\n\nc",
		"<p>one <b>bold</b>, <i>it</i>alic</p>":                        "one bold, italic",
		"<p>Rest &amp; fluids&nbsp;&lt;2 l</p>":                        "Rest & fluids <2 l",
		"<ul><li>a<li> b <ul><li>c</ul><li>d</ul>e":                    "- a\n- b\n  - c\n- d\ne",
		"<ol><li>a</li><li>b</li></ol><ol><li>c</li></ol>":             "1. a\n2. b\n1. c",
		"<table><tr><th>Drug<th>Dose</tr><tr><td>S<td>50</tr></table>": "Drug | Dose\nS | 50",
		"<div>a</div>\n  <div>\n b\n</div>":                            "a\nb",
		"<p><br></p>":                                                  "",
		"<script>alert(1)</script><style>p{}</style>x":                 "x",
		"<h2>Plan</h2>walk":                                            "Plan\n\nwalk",
		"a &lt;b&gt; c":                                                "a <b> c",
		"</ul></li></table>":                                           "",
	} {
		if got := fhirx.Text(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

// Text stays in proportion to its input, whatever the input is.
func TestTextIsBounded(t *testing.T) {
	for _, hostile := range []string{
		strings.Repeat("<ul>", 200_000) + strings.Repeat("<li>x", 1000), strings.Repeat("<div", 100_000), strings.Repeat("<td>", 100_000),
		strings.Repeat("é", fhirx.MaxHTML) + "<p>", strings.Repeat("<br>", 100_000) + "x",
	} {
		if got := fhirx.Text(hostile); len(got) > len(hostile)+1 {
			t.Errorf("%d bytes became %d", len(hostile), len(got))
		}
	}
}
