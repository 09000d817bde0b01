package nextech_test

import (
	"testing"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/schemas/r4"
	"github.com/nightrounds/rounds/transform"
	"github.com/nightrounds/rounds/transform/nextech"
)

// The day of birth is what is written. No clock moves it, and years that stand for "not known" are no birth dates.
func TestBirthDate(t *testing.T) {
	for dob, want := range map[string]string{
		"1983-02-02T00:00:00.000Z": "1983-02-02", "1983-02-02T23:59:59.000-08:00": "1983-02-02", "1983-02-02": "1983-02-02",
		"1983-02-02 00:00:00": "1983-02-02", "1901-01-01T00:00:00Z": "1901-01-01",
		"0001-01-01T00:00:00": "", "1900-01-01T00:00:00Z": "", "": "", "--": "",
		"1983-02-30T00:00:00Z": "bad", "1983-2-2": "bad", "1983-02-022": "bad", "0000-01-01": "bad", "19830202": "bad",
	} {
		r := extract.Record{Source: "s", Kind: extract.Patient, ID: "41", Body: []byte(`{"patientId":41,"dob":"` + dob + `"}`)}
		res, err := nextech.Mappers(nextech.Config{Source: "s"})[extract.Patient].Map(r, transform.Prior{})
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if p := res.Resources[0].(*r4.Patient); p.BirthDate != nil {
			got = *p.BirthDate
		}
		if len(res.Issues) > 0 && res.Issues[0].Code == transform.BadDate {
			got += "bad"
		}
		if got != want {
			t.Errorf("%q: %q, want %q", dob, got, want)
		}
	}
}

func TestAPracticeMayNameOtherYears(t *testing.T) {
	r := extract.Record{Source: "s", Kind: extract.Patient, ID: "41", Body: []byte(`{"patientId":41,"dob":"1901-01-01"}`)}
	c := nextech.Config{Source: "s", NoBirthYears: []int{1901}}
	res, err := nextech.Mappers(c)[extract.Patient].Map(r, transform.Prior{})
	if err != nil || res.Resources[0].(*r4.Patient).BirthDate != nil {
		t.Errorf("%v", err)
	}
	if c.Check() != nil || (nextech.Config{NoBirthYears: []int{0}}).Check() == nil {
		t.Error("years from 1 to 9999 and no others are years")
	}
}
