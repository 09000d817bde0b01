package clickhouse_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/nightrounds/rounds/load"
	"github.com/nightrounds/rounds/schemas/r4"
	"github.com/nightrounds/rounds/schemas/tables"
)

// Who is who is read from the latest rows, without those that are deleted, and whole.
func TestPeopleAreReadAsTheyAreNow(t *testing.T) {
	w, _ := fresh(t)
	prepare(t, w, tables.All())
	write := func(minute int, rs ...r4.Resource) {
		t.Helper()
		b := tables.NewBatch()
		if err := b.Add(tables.Lineage{Source: source, Vendor: "vsee", Kind: "patient", RecordID: "1", ObservedAt: at(minute), LoadedAt: at(minute), Owner: true}, rs...); err != nil {
			t.Fatal(err)
		}
		if minute == 2 {
			if err := b.Tombstone(tables.Lineage{Source: source, ObservedAt: at(minute), LoadedAt: at(minute), Owner: true}, "Patient", "gone"); err != nil {
				t.Fatal(err)
			}
		}
		for _, f := range b.Records() {
			if err := w.Write(t.Context(), f.Table, f.Record); err != nil {
				t.Fatal(err)
			}
			f.Record.Release()
		}
	}
	write(1, person("ann", "Old", "1984-05-13"), person("gone", "Quill", ""))
	write(2, person("ann", "Yarrow", "1984-05-13"), person("bare", "", "1984"), doctor())
	var patients []load.Patient
	for p, err := range w.Patients(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		patients = append(patients, p)
	}
	slices.SortFunc(patients, func(a, b load.Patient) int { return strings.Compare(a.ID, b.ID) })
	want := []load.Patient{
		{ID: "ann", Source: source, Vendor: "vsee", Birth: "1984-05-13", Gender: "female",
			Names:  []load.PersonName{{Family: "Yarrow", Given: "Ann Lee", Suffix: "Jr."}, {Text: "Annie"}},
			Phones: []string{"555 0101"}, Emails: []string{"ann@example.org"},
			Addresses:   []load.PostalAddress{{Line: "12 Cedar Street Rear", PostalCode: "02139"}},
			Identifiers: []load.Identifier{{System: "urn:mrn", Value: "1"}}},
		{ID: "bare", Source: source, Vendor: "vsee", Phones: []string{}, Emails: []string{}},
	}
	if diff := cmp.Diff(want, patients); diff != "" {
		t.Error(diff)
	}
	var doctors []load.Practitioner
	for p, err := range w.Practitioners(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		doctors = append(doctors, p)
	}
	wantDoctors := []load.Practitioner{{ID: "doc", Source: source, Vendor: "vsee", Registry: "http://hl7.org/fhir/sid/us-npi", NPI: "1234567893", Name: load.PersonName{Text: "Dr. Ash Birch"}, Emails: []string{"ash@example.org"}}}
	if diff := cmp.Diff(wantDoctors, doctors); diff != "" {
		t.Error(diff)
	}
}

// person is a patient with all that tells who somebody is; without a family name one with nothing of it.
func person(id, family, birth string) *r4.Patient {
	p := &r4.Patient{}
	p.Id, p.BirthDate = &id, &birth
	if family == "" {
		return p
	}
	p.Identifier = []fhir.Identifier{{System: new("urn:mrn"), Value: new("1")}}
	p.Name = []fhir.HumanName{{Family: &family, Given: []string{"Ann", "Lee"}, Suffix: []string{"Jr."}}, {Text: new("Annie")}}
	p.Gender = new(fhir.AdministrativeGenderFemale)
	p.Telecom = []fhir.ContactPoint{
		{System: new(fhir.ContactPointSystemPhone), Value: new("555 0101")}, {System: new(fhir.ContactPointSystemFax), Value: new("555 0102")},
		{System: new(fhir.ContactPointSystemEmail), Value: new("ann@example.org")},
	}
	p.Address = []fhir.Address{{Line: []string{"12 Cedar Street", "Rear"}, PostalCode: new("02139")}}
	return p
}

func doctor() *r4.Practitioner {
	p := &r4.Practitioner{}
	p.Id, p.Identifier = new("doc"), []fhir.Identifier{{System: new("http://hl7.org/fhir/sid/us-npi"), Value: new("1234567893")}}
	p.Name = []fhir.HumanName{{Text: new("Dr. Ash Birch")}}
	p.Telecom = []fhir.ContactPoint{{System: new(fhir.ContactPointSystemEmail), Value: new("ash@example.org")}}
	return p
}
