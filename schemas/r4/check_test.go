package r4_test

import (
	"strings"
	"testing"

	"github.com/nightrounds/rounds/schemas/r4"
)

func TestCheckAcceptsWhatWeWrite(t *testing.T) {
	for _, r := range []r4.Resource{patient(), encounter(), note(64)} {
		if err := r4.Check([]byte(write(t, r))); err != nil {
			t.Errorf("%s: %v", r.Type(), err)
		}
	}
}

// Each fault is found alone, at its path, and no value is repeated.
func TestCheckFindsFaults(t *testing.T) {
	for _, c := range []struct{ fault, resource string }{
		{"active is null", `{"resourceType":"Patient","id":"a","active":null}`},
		{"meta is {}", `{"resourceType":"Patient","id":"a","meta":{}}`},
		{"name is []", `{"resourceType":"Patient","id":"a","name":[]}`},
		{"name.family is blank", `{"resourceType":"Patient","id":"a","name":[{"family":" "}]}`},
		{"name.family holds a character", `{"resourceType":"Patient","id":"a","name":[{"family":"PHI\u0000"}]}`},
		{"resourceType is not the first", `{"id":"a","resourceType":"Patient"}`},
		{"id is not of the form", `{"resourceType":"Patient","id":"PHI_1"}`},
		{"deceased[x] has two types", `{"resourceType":"Patient","id":"a","deceasedBoolean":true,"deceasedDateTime":"2020"}`},
		{"extension needs one value", `{"resourceType":"Patient","id":"a","extension":[{"url":"u"}]}`},
		{"extension.value[x] has two types", `{"resourceType":"Patient","id":"a","extension":[{"url":"u","valueCode":"PHI","valueString":"PHI"}]}`},
		{"extension.url is required", `{"resourceType":"Patient","id":"a","extension":[{"valueCode":"PHI"}]}`},
		{"birthDate is not a date", `{"resourceType":"Patient","id":"a","birthDate":"1985-03-15T00:00:00Z"}`},
		{"status is required", `{"resourceType":"Encounter","id":"a","class":{"code":"VR"}}`},
		{"class is required", `{"resourceType":"Encounter","id":"a","status":"unknown"}`},
		{"participant is required", `{"resourceType":"Appointment","id":"a","status":"proposed"}`},
		{"start is required", `{"resourceType":"Appointment","id":"a","status":"booked","participant":[{"status":"accepted"}]}`},
		{"end is required", `{"resourceType":"Appointment","id":"a","status":"cancelled","participant":[{"status":"accepted"}],"start":"2026-01-01T10:00:00Z"}`},
		{"start is required", `{"resourceType":"Appointment","id":"a","status":"fulfilled","participant":[{"status":"accepted"}],"end":"2026-01-01T10:00:00Z"}`},
		{"start is not an instant", `{"resourceType":"Appointment","id":"a","status":"booked","participant":[{"status":"accepted"}],"start":"2026-01-01","end":"2026-01-01T10:00:00Z"}`},
		{"content is required", `{"resourceType":"DocumentReference","id":"a","status":"current"}`},
		{"date is not an instant", `{"resourceType":"DocumentReference","id":"a","status":"current","content":[{"attachment":{"data":"QQ=="}}],"date":"2026-01-01T10:00:00"}`},
		{"period ends before", `{"resourceType":"Encounter","id":"a","status":"unknown","class":{"code":"VR"},"period":{"start":"2026-01-01T10:00:00Z","end":"2026-01-01T11:00:00+02:00"}}`},
		{"period.start is not a dateTime", `{"resourceType":"Encounter","id":"a","status":"unknown","class":{"code":"VR"},"period":{"start":"2026-01-01T10:00:00"}}`},
		{"subject.reference is not a reference", `{"resourceType":"Encounter","id":"a","status":"unknown","class":{"code":"VR"},"subject":{"reference":"PHI"}}`},
		{"subject.reference is not a reference", `{"resourceType":"Encounter","id":"a","status":"unknown","class":{"code":"VR"},"subject":{"reference":"#PHI"}}`},
		{"attachment has neither", `{"resourceType":"DocumentReference","id":"a","status":"current","content":[{"attachment":{"title":"PHI"}}]}`},
		{"data is not base64", `{"resourceType":"DocumentReference","id":"a","status":"current","content":[{"attachment":{"data":"PHI?"}}]}`},
		{"size is not the length", `{"resourceType":"DocumentReference","id":"a","status":"current","content":[{"attachment":{"data":"QQ==","size":2}}]}`},
		{"hash is not the SHA-1", `{"resourceType":"DocumentReference","id":"a","status":"current","content":[{"attachment":{"data":"QQ==","hash":"PHI"}}]}`},
		{"text.div holds active", `{"resourceType":"Patient","id":"a","text":{"status":"generated","div":"<div onclick=PHI></div>"}}`},
		{"who is required", `{"resourceType":"Provenance","id":"a","target":[{"reference":"Patient/p"}],"recorded":"2026-01-01T10:00:00Z","agent":[{"role":[{"text":"PHI"}]}]}`},
		{"recorded is not an instant", `{"resourceType":"Provenance","id":"a","target":[{"reference":"Patient/p"}],"recorded":"2026-01-01","agent":[{"who":{"display":"PHI"}}]}`},
		{"target.reference is not a reference", `{"resourceType":"Provenance","id":"a","target":[{"reference":"PHI"}],"recorded":"2026-01-01T10:00:00Z","agent":[{"who":{"display":"x"}}]}`},
		{"entity.what is required", `{"resourceType":"Provenance","id":"a","target":[{"reference":"Patient/p"}],"recorded":"2026-01-01T10:00:00Z","agent":[{"who":{"display":"x"}}],"entity":[{"role":"source"}]}`},
		{"focus.reference is not a reference", `{"resourceType":"Task","id":"a","status":"failed","intent":"order","focus":{"reference":"PHI"}}`},
		{"lastModified ends before", `{"resourceType":"Task","id":"a","status":"failed","intent":"order","authoredOn":"2026-01-01T10:00:00Z","lastModified":"2026-01-01T11:00:00+02:00"}`},
		{"condition.code is required", `{"resourceType":"FamilyMemberHistory","id":"a","status":"partial","patient":{"display":"x"},"relationship":{"text":"x"},"condition":[{"onsetString":"PHI"}]}`},
		{"item.item.linkId is required", `{"resourceType":"QuestionnaireResponse","id":"a","status":"completed","item":[{"linkId":"x","item":[{"text":"PHI"}]}]}`},
		{"manifestation is required", `{"resourceType":"AllergyIntolerance","id":"a","patient":{"display":"x"},"reaction":[{"description":"PHI"}]}`},
		{"medication[x] has two types", `{"resourceType":"MedicationRequest","id":"a","status":"active","intent":"order","subject":{"display":"x"},"medicationReference":{"display":"PHI"},"medicationCodeableConcept":{"text":"PHI"}}`},
		{"onset[x] has two types", `{"resourceType":"Condition","id":"a","subject":{"display":"x"},"onsetString":"PHI","onsetDateTime":"2020"}`},
		{"date is not a dateTime", `{"resourceType":"Invoice","id":"a","status":"issued","date":"2026-01-01T10:00:00"}`},
		{"date is not an instant", `{"resourceType":"DocumentReference","id":"a","status":"current","content":[{"attachment":{"data":"QQ=="}}],"date":"2026-01-01"}`},
		{"content has neither data nor url", `{"resourceType":"Media","id":"a","status":"unknown","content":{"title":"PHI"}}`},
		{"attachment has neither", `{"resourceType":"DocumentReference","id":"a","status":"current","content":[{"attachment":{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/data-absent-reason","valueString":"PHI"}]}}]}`},
		{"not one JSON object", `{"resourceType":"Patient","id":"a","id":"PHI"}`},
	} {
		err := r4.Check([]byte(c.resource))
		if err == nil || !strings.Contains(err.Error(), c.fault) || strings.Count(err.Error(), "\n") > 0 {
			t.Errorf("want %q alone, got %v", c.fault, err)
		}
		if err != nil && strings.Contains(err.Error(), "PHI") {
			t.Errorf("%q repeats a value", c.fault)
		}
	}
}

func TestCheckAcceptsWhatFHIRAllows(t *testing.T) {
	for _, s := range []string{
		`{"resourceType":"Patient","id":"a","birthDate":"1985"}`,
		`{"resourceType":"Appointment","id":"a","status":"cancelled","participant":[{"status":"accepted"}]}`,
		`{"resourceType":"Appointment","id":"a","status":"booked","participant":[{"status":"accepted"}],"start":"2026-01-01T10:00:00Z","_end":{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/data-absent-reason","valueCode":"unknown"}]}}`,
		`{"resourceType":"FamilyMemberHistory","id":"a","status":"partial","date":"2026","patient":{"display":"x"},"relationship":{"text":"x"}}`,
		`{"resourceType":"DocumentReference","id":"a","status":"current","content":[{"attachment":{"title":"x","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/data-absent-reason","valueCode":"masked"}]}}]}`,
		`{"resourceType":"Encounter","id":"a","status":"unknown","class":{"code":"VR"},"period":{"start":"2026-01"}}`,
		`{"resourceType":"Encounter","id":"a","contained":[{"resourceType":"Patient","id":"p"}],"status":"unknown","class":{"code":"VR"},"subject":{"reference":"#p"}}`,
		`{"resourceType":"Patient","id":"a","extension":[{"url":"u","extension":[{"url":"v","valueDateTime":"2026-01-01T10:00:00.5-05:00"}]}]}`,
	} {
		if err := r4.Check([]byte(s)); err != nil {
			t.Errorf("%s: %v", s, err)
		}
	}
}
