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

var (
	someone  = fhir.Reference{Reference: new("Patient/p")}
	machine  = fhir.Reference{Type: new("Device"), Display: new("scribe")}
	concept  = fhir.CodeableConcept{Text: new("words")}
	anything = fhir.Period{Start: new("2026-01-02"), End: new("2026-01-03T10:00:00Z")}
)

// kinds holds every resource type with all its required elements and some others, and samply's reader of it.
var kinds = []struct {
	made     func() r4.Resource
	read     func([]byte) (any, error)
	required []string // [x]: any branch
}{
	{func() r4.Resource { return patient() }, reader(fhir.UnmarshalPatient), nil},
	{func() r4.Resource { return &r4.Practitioner{} }, reader(fhir.UnmarshalPractitioner), nil},
	{func() r4.Resource { return encounter() }, reader(fhir.UnmarshalEncounter), []string{"status", "class"}},
	{func() r4.Resource {
		a := &r4.Appointment{Status: new(fhir.AppointmentStatusBooked)}
		a.Participant = []fhir.AppointmentParticipant{{Actor: &someone, Status: fhir.ParticipationStatusAccepted}}
		a.Start, a.End = new("2026-01-02T10:00:00Z"), new("2026-01-02T10:30:00Z")
		return a
	}, reader(fhir.UnmarshalAppointment), []string{"status", "participant"}},
	{func() r4.Resource { return note(64) }, reader(fhir.UnmarshalDocumentReference), []string{"status", "content"}},
	{func() r4.Resource {
		p := &r4.PractitionerRole{}
		p.Practitioner, p.Code, p.Period = &machine, []fhir.CodeableConcept{concept}, &anything
		return p
	}, reader(fhir.UnmarshalPractitionerRole), nil},
	{func() r4.Resource {
		o := &r4.Organization{}
		o.Name, o.PartOf = new("North"), &machine
		return o
	}, reader(fhir.UnmarshalOrganization), nil},
	{func() r4.Resource {
		l := &r4.Location{}
		l.Status, l.Mode, l.Name = new(fhir.LocationStatusActive), new(fhir.LocationModeInstance), new("Room")
		return l
	}, reader(fhir.UnmarshalLocation), nil},
	{func() r4.Resource {
		t := &r4.Task{Status: new(fhir.TaskStatusOnHold)}
		t.Intent, t.For, t.ExecutionPeriod, t.AuthoredOn = "order", &someone, &anything, new("2026-01-02")
		return t
	}, reader(fhir.UnmarshalTask), []string{"status", "intent"}},
	{func() r4.Resource {
		p := &r4.Provenance{}
		p.Target, p.Recorded, p.OccurredPeriod = []fhir.Reference{someone}, "2026-01-02T10:00:00.5Z", &anything
		p.Agent = []fhir.ProvenanceAgent{{Who: machine}}
		p.Entity = []fhir.ProvenanceEntity{{Role: fhir.ProvenanceEntityRoleSource, What: machine}}
		return p
	}, reader(fhir.UnmarshalProvenance), []string{"target", "recorded", "agent"}},
	{func() r4.Resource { return composition() }, reader(fhir.UnmarshalComposition), []string{"status", "type", "date", "author", "title"}},
	{func() r4.Resource {
		m := &r4.Media{Status: new(fhir.EventStatusUnknown)}
		m.Content = fhir.Attachment{Extension: []fhir.Extension{{Url: r4.ExtDataAbsentReason, ValueCode: new("masked")}}}
		m.Duration, m.CreatedDateTime, m.Issued = new(json.Number("480.50")), new("2026-01-02"), new("2026-01-02T10:00:00Z")
		return m
	}, reader(fhir.UnmarshalMedia), []string{"status", "content"}},
	{func() r4.Resource {
		q := &r4.QuestionnaireResponse{Status: new(fhir.QuestionnaireResponseStatusCompleted)}
		q.Item = []fhir.QuestionnaireResponseItem{{LinkId: "a", Answer: []fhir.QuestionnaireResponseItemAnswer{{ValueBoolean: new(false)}}}}
		return q
	}, reader(fhir.UnmarshalQuestionnaireResponse), []string{"status"}},
	{func() r4.Resource {
		c := &r4.Condition{}
		c.Subject, c.Code, c.OnsetDateTime, c.RecordedDate = someone, &concept, new("2020"), new("2026-01-02")
		return c
	}, reader(fhir.UnmarshalCondition), []string{"subject"}},
	{func() r4.Resource {
		p := &r4.Procedure{Status: new(fhir.EventStatusCompleted)}
		p.Subject, p.Code, p.PerformedDateTime = someone, &concept, new("2020-01")
		p.Performer = []fhir.ProcedurePerformer{{Actor: machine}}
		return p
	}, reader(fhir.UnmarshalProcedure), []string{"status", "subject"}},
	{func() r4.Resource {
		f := &r4.FamilyMemberHistory{Status: new(fhir.FamilyHistoryStatusPartial)}
		f.Patient, f.Relationship, f.Date = someone, concept, new("2026-01")
		f.Condition = []fhir.FamilyMemberHistoryCondition{{Code: concept}}
		return f
	}, reader(fhir.UnmarshalFamilyMemberHistory), []string{"status", "patient", "relationship"}},
	{func() r4.Resource {
		a := &r4.AllergyIntolerance{}
		a.Patient, a.Code = someone, &concept
		a.Reaction = []fhir.AllergyIntoleranceReaction{{Manifestation: []fhir.CodeableConcept{concept}, Onset: new("2025")}}
		return a
	}, reader(fhir.UnmarshalAllergyIntolerance), []string{"patient"}},
	{func() r4.Resource {
		m := &r4.MedicationStatement{MedicationCodeableConcept: &concept}
		m.Status, m.Subject, m.EffectivePeriod = "active", someone, &anything
		return m
	}, reader(fhir.UnmarshalMedicationStatement), []string{"status", "medication[x]", "subject"}},
	{func() r4.Resource {
		m := &r4.MedicationRequest{MedicationReference: &machine}
		m.Status, m.Intent, m.Subject, m.AuthoredOn = "active", "order", someone, new("2026-01-30")
		m.Substitution = &fhir.MedicationRequestSubstitution{}
		return m
	}, reader(fhir.UnmarshalMedicationRequest), []string{"status", "intent", "medication[x]", "subject"}},
	{func() r4.Resource {
		i := &r4.Invoice{Status: new(fhir.InvoiceStatusIssued)}
		i.Date, i.TotalGross = new("2026-01-02"), &fhir.Money{Value: new(json.Number("25.00")), Currency: new("USD")}
		i.LineItem = []fhir.InvoiceLineItem{{ChargeItemReference: machine}, {ChargeItemCodeableConcept: concept}}
		return i
	}, reader(fhir.UnmarshalInvoice), []string{"status"}},
}

func composition() *r4.Composition {
	c := &r4.Composition{Status: new(fhir.CompositionStatusFinal)}
	c.OtherComposition.Type, c.Date, c.Author, c.Title = concept, "2026-01-02", []fhir.Reference{machine}, "Consulta"
	c.Attester = []fhir.CompositionAttester{{Mode: fhir.CompositionAttestationModeProfessional, Time: new("2026-01-02T10:00:00Z")}}
	c.RelatesTo = []fhir.CompositionRelatesTo{{Code: fhir.DocumentRelationshipTypeReplaces, TargetReference: someone}}
	c.Section = []fhir.CompositionSection{{Title: new("Motivo"), Text: &fhir.Narrative{Status: fhir.NarrativeStatusGenerated, Div: "<div>tos</div>"}}}
	return c
}

func reader[T any](read func([]byte) (T, error)) func([]byte) (any, error) {
	return func(b []byte) (any, error) { return read(b) }
}

// identified is one of kinds with an id.
func identified(made func() r4.Resource) r4.Resource {
	r := made()
	reflect.ValueOf(r).Elem().FieldByName("Id").Set(reflect.ValueOf(new("1f6c7d0e-5a0b-5d8e-9a52-0d9b0c3d7a11")))
	return r
}

// plain is what samply has for a resource: the wrapper's own fields in the place of those they stand for.
func plain(r r4.Resource, as reflect.Type) any {
	wrapper := reflect.ValueOf(r).Elem()
	out := reflect.New(as).Elem()
	for i := range wrapper.NumField() {
		if wrapper.Type().Field(i).Anonymous {
			out.Set(wrapper.Field(i).Convert(as))
		}
	}
	for i := range wrapper.NumField() {
		own := wrapper.Field(i)
		held := out.FieldByName(wrapper.Type().Field(i).Name)
		if own.Kind() == reflect.Pointer && !own.IsNil() && held.IsValid() && held.Type() == own.Type().Elem() {
			held.Set(own.Elem())
		}
	}
	return out.Interface()
}

// samply's own reader is the outsider here: what we write, it reads back to the same struct; and Check finds nothing.
func TestEveryTypeIsReadBySamply(t *testing.T) {
	for _, k := range kinds {
		r := identified(k.made)
		b := []byte(write(t, r))
		if !strings.HasPrefix(string(b), `{"resourceType":"`+r.Type()+`"`) {
			t.Errorf("%s begins with %.40s", r.Type(), b)
		}
		if err := r4.Check(b); err != nil {
			t.Errorf("%s: %v", r.Type(), err)
		}
		got, err := k.read(b)
		if err != nil {
			t.Errorf("%s: %v", r.Type(), err)
			continue
		}
		if diff := cmp.Diff(plain(r, reflect.TypeOf(got)), got); diff != "" {
			t.Errorf("%s (-written +read):\n%s", r.Type(), diff)
		}
	}
}

// Without one required element a resource is an error that names it, and Check finds the same where it is cut out of the JSON.
func TestEveryRequiredElementIsMissed(t *testing.T) {
	for _, k := range kinds {
		for _, element := range k.required {
			base, _ := strings.CutSuffix(element, "[x]")
			r := identified(k.made)
			whole := write(t, r)
			blank(reflect.ValueOf(r).Elem(), base)
			if _, err := r.AppendJSON(nil); !errors.Is(err, r4.ErrMissing) || !strings.Contains(err.Error(), element+":") {
				t.Errorf("%s without %s gives %v", r.Type(), element, err)
			}
			if err := r4.Check([]byte(cut(t, whole, base))); err == nil || !strings.Contains(err.Error(), element+" is required") {
				t.Errorf("%s without %s: Check says %v", r.Type(), element, err)
			}
		}
	}
}

// blank empties the fields whose JSON names begin with base, the wrapper's own before those they stand for.
func blank(v reflect.Value, base string) {
	for i := range v.NumField() {
		f := v.Type().Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case f.Anonymous:
			blank(v.Field(i), base)
		case name == base || strings.HasPrefix(name, base) && strings.HasPrefix(base, "medication"):
			v.Field(i).SetZero()
		}
	}
}

// cut takes the elements whose names begin with base out of a resource.
func cut(t *testing.T, resource, base string) string {
	t.Helper()
	m := elements(t, resource)
	kind := m["resourceType"].(string)
	delete(m, "resourceType")
	for name := range m {
		if name == base || strings.HasPrefix(name, base) && base == "medication" {
			delete(m, name)
		}
	}
	b, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	return `{"resourceType":"` + kind + `",` + string(b[1:])
}

// Of a required choice one branch is written, and one only. A substitution always says whether it is allowed.
func TestChoicesWriteOneBranch(t *testing.T) {
	request := func(change func(*r4.MedicationRequest)) string {
		m := &r4.MedicationRequest{MedicationReference: &machine}
		m.Status, m.Intent, m.Subject = "active", "order", someone
		change(m)
		return write(t, m)
	}
	for want, got := range map[string]string{
		`"substitution":{"allowedBoolean":false}`: request(func(m *r4.MedicationRequest) { m.Substitution = &fhir.MedicationRequestSubstitution{} }),
		`"substitution":{"allowedBoolean":true}`: request(func(m *r4.MedicationRequest) {
			m.Substitution = &fhir.MedicationRequestSubstitution{AllowedBoolean: true}
		}),
		`"substitution":{"allowedCodeableConcept":{"text":"words"}}`: request(func(m *r4.MedicationRequest) {
			m.Substitution = &fhir.MedicationRequestSubstitution{AllowedCodeableConcept: concept}
		}),
		`"medicationReference":{"type":"Device","display":"scribe"}`:                    request(func(m *r4.MedicationRequest) { m.MedicationCodeableConcept = &fhir.CodeableConcept{} }),
		`"relatesTo":[{"code":"replaces","targetReference":{"reference":"Patient/p"}}]`: write(t, composition()),
	} {
		if !strings.Contains(got, want) || strings.Contains(got, "{}") {
			t.Errorf("%s is not in %s", want, got)
		}
	}
	both := &r4.MedicationStatement{MedicationCodeableConcept: &fhir.CodeableConcept{Text: new("PHI")}, MedicationReference: &machine}
	both.Status, both.Subject = "active", someone
	if _, err := both.AppendJSON(nil); err == nil || errors.Is(err, r4.ErrMissing) || strings.Contains(err.Error(), "PHI") {
		t.Errorf("two branches give %v", err)
	}
	neither := &r4.Invoice{Status: new(fhir.InvoiceStatusIssued)}
	neither.LineItem = []fhir.InvoiceLineItem{{Sequence: new(1)}}
	if _, err := neither.AppendJSON(nil); !errors.Is(err, r4.ErrMissing) || !strings.Contains(err.Error(), "chargeItem[x]") {
		t.Errorf("no branch gives %v", err)
	}
}
