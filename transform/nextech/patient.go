package nextech

import (
	"slices"
	"time"

	"github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/schemas/r4"
	"github.com/nightrounds/rounds/transform"
	"github.com/nightrounds/rounds/transform/fhirx"
	"github.com/nightrounds/rounds/transform/wire"
)

type patients struct{ practice }

// Rev is the mapper's revision.
func (patients) Rev() uint32 { return patientRev }

// Map makes a Patient of a search hit. Gender is absent: the API does not tell it.
func (m patients) Map(r extract.Record, _ transform.Prior) (transform.Result, error) {
	var v patient
	var res transform.Result
	var err error
	if res.Issues, err = wire.Decode(r.Body, &v); err != nil {
		return transform.Result{}, err
	}
	if err := transform.SameID(id(v.ID), r.ID, "patientId"); err != nil {
		return transform.Result{}, err
	}
	birth, ok := m.birthDate(v.DOB.Text)
	if !ok {
		res.Issues = append(res.Issues, transform.Issue{Code: transform.BadDate, Path: "dob"})
	}
	p := &r4.Patient{}
	p.Id = new(m.ID("Patient", r.ID))
	p.Meta = m.Meta("patient")
	p.Identifier = append(m.identifiers(r.ID, v.Chart.Text), fhirx.SSN(v.SSN.Text)...)
	p.Name = fhirx.Name(v.LastName.Text, []string{v.FirstName.Text, v.MiddleName.Text}, "", "", "")
	p.Telecom = homePhone(v.HomePhone.Text)
	p.BirthDate = birth
	res.Resources = fhirx.Proven(r, vendor, []r4.Resource{p})
	return res, nil
}

// identifiers are the patient's number and the chart's, which is the practice's own record number.
func (m patients) identifiers(patientID, chart string) []fhir.Identifier {
	list := m.Identifiers("patient", patientID, "chart-number", chart)
	if len(list) > 1 {
		list[1].Type = fhirx.Concept("http://terminology.hl7.org/CodeSystem/v2-0203", "MR", "Medical record number")
	}
	return list
}

// birthDate is the calendar day as it is written. The midnight in UTC behind it is no time of birth: read in a zone of
// America it would be the day before.
func (m patients) birthDate(text string) (day *string, ok bool) {
	const date = len(time.DateOnly)
	if text == "" {
		return nil, true
	}
	if len(text) < date || len(text) > date && text[date] != 'T' && text[date] != ' ' {
		return nil, false
	}
	at, err := time.Parse(time.DateOnly, text[:date])
	switch {
	case err != nil, at.Year() == 0:
		return nil, false
	case slices.Contains(m.NoBirthYears, at.Year()):
		return nil, true
	}
	return new(text[:date]), true
}

func homePhone(number string) []fhir.ContactPoint {
	list := fhirx.Telecom(number, "")
	for i := range list {
		list[i].Use = new(fhir.ContactPointUseHome)
	}
	return list
}
