package noanotes

import (
	"regexp"
	"slices"

	"github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/nightrounds/rounds/schemas/r4"
	"github.com/nightrounds/rounds/transform"
	"github.com/nightrounds/rounds/transform/fhirx"
	"github.com/nightrounds/rounds/transform/wire"
)

// patient is whom the manifest names: the patient of another configured source, or of a system this warehouse does not read.
func (b *builder) patient() *fhir.Reference {
	source, id := b.row.PatientSource.Text, b.row.PatientID.Text
	if id == "" {
		return nil
	}
	named := b.Logical("Patient", "patient/"+spell(source), id)
	if !slices.Contains(b.PatientSources, source) {
		b.issue(transform.UnknownCode, "manifest.patient_source")
		return named
	}
	ref := fhirx.Scope{Source: source}.Ref("Patient", id)
	ref.Identifier = named.Identifier // that source may not have shown them
	return ref
}

// surroundings makes the stubs: facility, doctor, contact. Ids are the customer's and unique only inside what stands before
// them: a doctor's in a facility, a facility's in a country.
func (b *builder) surroundings() {
	r := b.row
	facility := spell(b.country, r.Facility.Text)
	if r.Facility.Text != "" {
		o := &r4.Organization{}
		o.Id = new(b.ID("Organization", "facility/"+facility))
		o.Meta = b.Meta("facility")
		o.Identifier = b.Identifiers(b.country+"/facility", r.Facility.Text)
		o.Name = fhirx.Str(r.FacilityName.Text)
		o.PartOf = b.consumer()
		b.organization = b.Ref("Organization", "facility/"+facility)
		b.res.Stubs = append(b.res.Stubs, o)
	}
	if r.Doctor.Text != "" {
		p := &r4.Practitioner{}
		key := facility + "/" + spell(r.Doctor.Text)
		p.Id = new(b.ID("Practitioner", key))
		p.Meta = b.Meta("doctor")
		p.Identifier = b.Identifiers(facility+"/doctor", r.Doctor.Text)
		p.Name = fhirx.Name("", nil, "", "", r.DoctorName.Text)
		b.doctor = b.Ref("Practitioner", key)
		b.doctor.Display = fhirx.Str(r.DoctorName.Text)
		b.res.Stubs = append(b.res.Stubs, p)
	}
	b.contacts()
}

// consumer points at the Organization of the country's consumer, which may not have been read.
func (b *builder) consumer() *fhir.Reference {
	ref := b.Ref("Organization", "consumer/"+b.country)
	ref.Identifier = b.Logical("Organization", "consumer", b.country).Identifier
	return ref
}

// contacts makes the Encounter. Episode, doctor and facility name it together, and it may own several sessions, of which the
// newest tells of it. Without an episode it has no name, and is left out: one per doctor would make many contacts one.
func (b *builder) contacts() {
	r := b.row
	if r.Episode.Text == "" {
		return
	}
	key := spell(b.country, r.Episode.Text, r.Doctor.Text, r.Facility.Text)
	b.visit = b.Ref("Encounter", key)
	if b.s.Succeeded.Value {
		b.visit.Identifier = b.Logical("Encounter", b.country+"/episode", r.Episode.Text).Identifier
		return
	}
	e := &r4.Encounter{Status: b.contact(b.now), Class: fhirx.Coding(r4.SystemNullFlavor, "UNK", "unknown")}
	e.Id = new(b.ID("Encounter", key))
	e.Meta = b.Meta("episode")
	e.Identifier = b.Identifiers(b.country+"/episode", r.Episode.Text)
	e.OtherEncounter.Type = fhirx.List(fhirx.Concept(fhirx.VendorSystem("noanotes", "visit-type"), r.VisitType.Text, ""))
	e.ServiceType = fhirx.TextOnly(b.speciality())
	e.Subject = b.subject
	if b.doctor != nil {
		e.Participant = []fhir.EncounterParticipant{{Individual: b.doctor}}
	}
	e.ServiceProvider = b.organization
	b.res.Stubs = append(b.res.Stubs, e)
}

// speciality is text; the vendor has no list of codes. One page prints it inside an object.
func (b *builder) speciality() string {
	v := b.row.Speciality.JSON
	if v.Kind() == '{' {
		for _, m := range members(v) {
			if m.name == "value" {
				return printable(scalar(m.value))
			}
		}
		b.issue(transform.UnexpectedForm, "manifest.speciality")
	}
	return printable(scalar(v))
}

// language is the session's own. Null means the consumer's default, which is not told here.
func (b *builder) language() *string {
	text := b.row.Language
	if text.State != wire.Set {
		return nil
	}
	if !languageTag.MatchString(text.Text) {
		b.issue(transform.UnknownCode, "manifest.language")
		return nil
	}
	return &text.Text
}

// languageTag is the form of all of Noa's languages (BCP 47).
var languageTag = regexp.MustCompile(`^[a-z]{2,3}-[A-Z]{2}$`)
