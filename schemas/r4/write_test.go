package r4_test

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/nightrounds/rounds/schemas/r4"
)

func write(t *testing.T, r r4.Resource) string {
	t.Helper()
	b, err := r.AppendJSON([]byte("kept:"))
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimPrefix(string(b), "kept:")
}

func TestResourceTypeIsFirstAndMarkupStays(t *testing.T) {
	for _, r := range []r4.Resource{patient(), encounter(), note(8)} {
		if got := write(t, r); !strings.HasPrefix(got, `{"resourceType":"`+r.Type()+`","id":"`+r.LogicalID()+`"`) {
			t.Errorf("%s begins with %.60s", r.Type(), got)
		}
	}
	if got := write(t, patient()); !strings.Contains(got, `"family":"Łuczak <b>"`) {
		t.Errorf("the name was escaped: %s", got)
	}
}

func TestNothingEmptyIsWritten(t *testing.T) {
	p := &r4.Patient{}
	p.Id = new("x")
	p.Language = new("")
	p.Meta = &fhir.Meta{Profile: []string{""}, Security: []fhir.Coding{{}}}
	p.Name = []fhir.HumanName{{Given: []string{}}, {Family: new("Quill"), Given: []string{"", "Ada"}}}
	p.BirthDateExt = &r4.Element{}
	want := `{"resourceType":"Patient","id":"x","name":[{"family":"Quill","given":["Ada"]}]}`
	if got := write(t, p); got != want {
		t.Errorf("got %s", got)
	}
}

func TestWhatSamplyCannotWrite(t *testing.T) {
	p := &r4.Patient{}
	p.Id = new("x")
	p.BirthDateExt = &r4.Element{Extension: []fhir.Extension{{Url: "http://example.test/absent", ValueCode: new("unknown")}}}
	p.Contained = []json.RawMessage{[]byte(`{"resourceType":"Organization","id":"o"}`)}
	p.Extension = []fhir.Extension{{Url: "http://example.test/weight", ValueDecimal: new(json.Number("1.50"))}}
	want := `{"resourceType":"Patient","id":"x",` +
		`"extension":[{"url":"http://example.test/weight","valueDecimal":1.50}],` +
		`"contained":[{"resourceType":"Organization","id":"o"}],` +
		`"_birthDate":{"extension":[{"url":"http://example.test/absent","valueCode":"unknown"}]}}`
	if diff := cmp.Diff(elements(t, want), elements(t, write(t, p))); diff != "" {
		t.Error(diff)
	}
	if got := write(t, p); !strings.Contains(got, "1.50") {
		t.Errorf("the decimal lost a digit: %s", got)
	}
}

func elements(t *testing.T, s string) map[string]any {
	t.Helper()
	var m map[string]any
	if err := json.Unmarshal([]byte(s), &m); err != nil {
		t.Fatal(err)
	}
	return m
}

func TestRequiredElementsAreNotInvented(t *testing.T) {
	status, class := new(fhir.EncounterStatusFinished), &fhir.Coding{Code: new("VR")}
	booked := new(fhir.AppointmentStatusBooked)
	unnamed := &r4.Patient{}
	unnamed.Extension = []fhir.Extension{{ValueString: new("PHI")}}
	blank := &r4.DocumentReference{Status: new(fhir.DocumentReferenceStatusCurrent)}
	blank.Content = []fhir.DocumentReferenceContent{{Format: class}}
	for element, r := range map[string]r4.Resource{
		"status:":      &r4.Encounter{Class: class},
		"class:":       &r4.Encounter{Status: status, Class: &fhir.Coding{}},
		"participant:": &r4.Appointment{Status: booked},
		"content:":     &r4.DocumentReference{Status: blank.Status},
		"attachment:":  blank,
		"url:":         unnamed,
	} {
		_, err := r.AppendJSON(nil)
		if !errors.Is(err, r4.ErrMissing) || !strings.Contains(err.Error(), element) || strings.Contains(err.Error(), "PHI") {
			t.Errorf("%s without %s gives %v", r.Type(), element, err)
		}
	}
}

func TestWrongValuesAreErrorsWithoutTheValue(t *testing.T) {
	code, number, raw, text := &r4.Patient{}, &r4.Patient{}, &r4.Patient{}, &r4.Patient{}
	code.Gender = new(fhir.AdministrativeGender(99))
	number.Extension = []fhir.Extension{{Url: "u", ValueDecimal: new(json.Number(`1,"PHI":2`))}}
	raw.Contained = []json.RawMessage{[]byte(`{"PHI":`)}
	text.Language = new("PHI \xff")
	for _, p := range []*r4.Patient{code, number, raw, text} {
		b, err := p.AppendJSON([]byte("kept"))
		if err == nil || strings.Contains(err.Error(), "PHI") {
			t.Errorf("got error %v", err)
		}
		if string(b) != "kept" {
			t.Errorf("half a resource was written: %s", b)
		}
	}
}

// Every type must compile to a plan, and equal resources give equal bytes from several goroutines at once.
func TestWritingIsDeterministic(t *testing.T) {
	want := write(t, encounter())
	done := make(chan string)
	for range 4 {
		go func() {
			b, _ := encounter().AppendJSON(nil)
			done <- string(b)
		}()
	}
	for range 4 {
		if got := <-done; got != want {
			t.Errorf("got %s", got)
		}
	}
	a := &r4.Appointment{Status: new(fhir.AppointmentStatusBooked)}
	a.Participant = []fhir.AppointmentParticipant{{Status: fhir.ParticipationStatusAccepted}}
	if got := write(t, a); got != `{"resourceType":"Appointment","status":"booked","participant":[{"status":"accepted"}]}` {
		t.Errorf("got %s", got)
	}
	var none r4.Practitioner
	if got := write(t, &none); got != `{"resourceType":"Practitioner"}` || reflect.ValueOf(none).NumField() != 3 {
		t.Errorf("got %s", got)
	}
}
