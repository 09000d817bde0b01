package r4test_test

import (
	"strings"
	"testing"

	"github.com/nightrounds/rounds/schemas/r4/r4test"
)

// Faults that r4.Check does not look for: the definitions have to find them.
func TestFaultsAreFound(t *testing.T) {
	v := r4test.Start(t)
	for _, c := range []struct{ where, resource string }{
		{"Patient.gender", `{"resourceType":"Patient","gender":"F"}`},
		{"Patient.nickname", `{"resourceType":"Patient","nickname":"Ada"}`},
		{"Patient.birthDate", `{"resourceType":"Patient","birthDate":"15.03.1985"}`},
		{"Patient.name[0].use", `{"resourceType":"Patient","name":[{"use":"pet","family":"Elm"}]}`},
		{"Encounter.class", `{"resourceType":"Encounter","status":"finished"}`},
		{"Encounter.status", `{"resourceType":"Encounter","status":"done","class":{"code":"VR"}}`},
		{"Task", `{"resourceType":"Task","status":"failed","intent":"order","authoredOn":"2026-01-02T10:00:00Z","lastModified":"2026-01-01T10:00:00Z"}`},
		{"Patient.telecom[0]", `{"resourceType":"Patient","telecom":[{"value":"555 0100"}]}`},                                                                                                                             // cpt-2
		{"Patient.contact[0]", `{"resourceType":"Patient","contact":[{"gender":"male"}]}`},                                                                                                                                // pat-1
		{"Encounter.length[0]", `{"resourceType":"Encounter","status":"finished","class":{"code":"VR"},"length":{"value":5,"code":"min"}}`},                                                                               // qty-3
		{"QuestionnaireResponse.item[0].item[0]", `{"resourceType":"QuestionnaireResponse","status":"completed","item":[{"linkId":"1","item":[{"linkId":"2","answer":[{"valueString":"x"}],"item":[{"linkId":"3"}]}]}]}`}, // qrs-1
		{"Linkage.item[1].type[0]", `{"resourceType":"Linkage","item":[{"type":"source","resource":{"reference":"Patient/1"}},{"type":"other","resource":{"reference":"Patient/2"}}]}`},
		{"Appointment.participant[0].status[0]", `{"resourceType":"Appointment","status":"proposed","participant":[{"actor":{"reference":"Patient/1"},"status":"maybe"}]}`},
		{"DocumentReference.meta.security[0]", `{"resourceType":"DocumentReference","meta":{"security":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ObservationValue","code":"AIAST"}]},"status":"current","content":[{"attachment":{"data":"QQ=="}}]}`},
	} {
		faults, err := v.Faults(t.Context(), []byte(c.resource))
		if err != nil || len(faults) == 0 || !strings.Contains(strings.Join(faults, "\n"), " at "+c.where+":") {
			t.Errorf("%s: %q, %v", c.where, faults, err)
		}
	}
	for _, good := range []string{
		`{"resourceType":"Patient","gender":"unknown","birthDate":"1985"}`,
		`{"resourceType":"Encounter","status":"finished","class":{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"VR"}}`,
	} {
		if faults, err := v.Faults(t.Context(), []byte(good)); err != nil || len(faults) > 0 {
			t.Errorf("%q, %v", faults, err)
		}
	}
}

// A shape is what is set, and codes; never words, numbers or how many.
func TestShapes(t *testing.T) {
	var shapes r4test.Shapes
	for _, c := range []struct {
		isNew    bool
		resource string
	}{
		{true, `{"resourceType":"Patient","name":[{"family":"Elm"}]}`},
		{false, `{"name":[{"family":"Oak"},{"family":"Ash"}],"resourceType":"Patient"}`},
		{true, `{"resourceType":"Patient","name":[{"family":"Oak"},{"given":["Fern"]}]}`},
		{true, `{"resourceType":"Patient","gender":"male"}`},
		{true, `{"resourceType":"Patient","gender":"female"}`},
		{true, `{"resourceType":"Patient","extension":[{"url":"a","valueString":"x"}]}`},
		{false, `{"resourceType":"Patient","extension":[{"url":"a","valueString":"y"}]}`},
		{true, `{"resourceType":"Patient","extension":[{"url":"b","valueString":"x"}]}`},
		{true, `{"resourceType":"Patient","maritalStatus":{"coding":[{"code":"M","display":"Married"}]}}`},
		{true, `{"resourceType":"Patient","maritalStatus":{"coding":[{"code":"M","display":"Wed"}]}}`},
		{true, `{"resourceType":"Patient","managingOrganization":{"display":"North"}}`},
		{false, `{"resourceType":"Patient","managingOrganization":{"display":"South"}}`},
	} {
		if isNew, err := shapes.New([]byte(c.resource)); err != nil || isNew != c.isNew {
			t.Errorf("%s: new %t, %v", c.resource, isNew, err)
		}
	}
	if _, err := shapes.New([]byte("{")); err == nil || shapes.Len() != 9 {
		t.Errorf("%d shapes, %v", shapes.Len(), err)
	}
}
