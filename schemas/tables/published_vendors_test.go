package tables_test

import (
	"strings"

	"github.com/google/go-cmp/cmp"
	"github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/nightrounds/rounds/schemas/r4"
	"github.com/nightrounds/rounds/schemas/tables"
)

// answersOverVendors: what analysts ask of all vendors at once, in plain columns. Each of four sources holds what its vendor's
// mapper makes of one contact of the same patient, whom the first source knows.
func answersOverVendors(s server) {
	fourVendors(s)
	s.publish()
	for question, c := range map[string]struct{ query, want string }{
		"notes per week by vendor and signed state": {
			"SELECT toMonday(created_date) AS week, vendor, is_signed, count() FROM {analytics}.note WHERE source LIKE 'four-%' GROUP BY ALL ORDER BY week, vendor, is_signed",
			"2026-01-05 nextech true 1|2026-01-05 vsee true 1|2026-01-12 nextvisit false 2|2026-01-12 noanotes true 1|2026-02-23 noanotes false 1",
		},
		"contacts of one person in order": {
			"SELECT contact_date, date_basis, vendor, contact_kind, status, count() OVER (PARTITION BY source, contact_group) FROM {analytics}.contact " +
				"WHERE patient_id = 'four-p' ORDER BY contact_date, contact_at, contact_id",
			"2026-01-07 scheduled vsee appointment fulfilled 2|2026-01-07 actual vsee visit finished 2|2026-01-08 actual nextech visit finished 1|" +
				"2026-01-12 record_created noanotes visit finished 1|2026-01-13 record_created nextvisit visit unknown 1|" +
				"2026-01-14 record_created nextvisit note preliminary 1|2026-02-26 record_created noanotes note preliminary 1|2026-03-03 first_observed noanotes visit unknown 1",
		},
		"unsigned notes older than 7 days by author": {
			"SELECT author_name, count(), min(created_date) FROM {analytics}.note WHERE source LIKE 'four-%' AND is_signed = false " +
				"AND created_date < toDate('2026-03-06') - 7 GROUP BY author_id, author_name ORDER BY author_name",
			"Dr. Ash Birch 2 2026-01-13|doctor-456 1 2026-02-26",
		},
		"where": {
			"SELECT location_name, organization_name, date_basis FROM {analytics}.visit WHERE source = 'four-nextech'",
			"Room 7 North clinic actual",
		},
		"one patient behind all of it": {
			"SELECT p.source, count() FROM {analytics}.contact AS c JOIN {analytics}.patient AS p ON p.patient_id = c.patient_id WHERE c.source LIKE 'four-%' GROUP BY ALL",
			"four-vsee 8",
		},
	} {
		statement := strings.ReplaceAll(c.query, "{analytics}", s.prefix+tables.Analytics)
		got := strings.TrimSpace(string(s.do(statement+" FORMAT TSV", nil)))
		got = strings.NewReplacer("\t", " ", "\n", "|").Replace(got)
		if diff := cmp.Diff(c.want, got); diff != "" {
			s.t.Errorf("%s (-want +got):\n%s", question, diff)
		}
	}
}

// fourVendors loads the four sources. All resources point at patient four-p.
func fourVendors(s server) {
	of := func(vendor, kind, record string) tables.Lineage {
		l := lineage()
		l.Source, l.Vendor, l.Kind, l.RecordID = "four-"+vendor, vendor, kind, record
		return l
	}
	land := func(l tables.Lineage, day int, resources ...r4.Resource) {
		s.land(l, day, about("Patient/four-p", resources)...)
	}
	doctor := &r4.Practitioner{}
	doctor.Id, doctor.Name = new("d1"), []fhir.HumanName{{Text: new("Dr. Ash Birch")}}
	for _, vendor := range []string{"vsee", "nextech", "nextvisit"} {
		land(of(vendor, "practitioner", "d1"), 1, doctor)
	}
	nameless := &r4.Practitioner{}
	nameless.Id, nameless.Identifier = new("d1"), sid("doctor-456")
	land(of("noanotes", "session", "1"), 1, nameless)
	land(of("vsee", "patient", "p"), 1, patient("four-p", "Oak"))

	// VSee: an appointment and the visit it led to, with a note and an uploaded file.
	final, open := new(fhir.CompositionStatusFinal), new(fhir.CompositionStatusPreliminary)
	land(of("vsee", "visit", "1"), 1, appointmentOf("a", fhir.AppointmentStatusFulfilled, "2026-01-07T15:00:00Z", ""))
	land(of("vsee", "visit", "2"), 1, encounterOf("e", "a", &fhir.Period{Start: new("2026-01-07T15:05:00Z")}),
		noteOf("n", "e", final, "2026-01-07T15:30:00Z"), without(noteOf("file", "e", nil, "2026-01-07T15:30:00Z")))

	// Nextech: an encounter with its own start, and its CCD, which has no date of its own.
	place, clinic := fullLocation(), fullOrganization()
	place.Id, clinic.Id = new("l"), new("o")
	visit := encounterOf("e", "", &fhir.Period{Start: new("2026-01-08T15:00:00Z")}).(*r4.Encounter)
	visit.Location, visit.ServiceProvider = []fhir.EncounterLocation{{Location: *ref("Location/l")}}, ref("Organization/o")
	land(of("nextech", "encounter", "1"), 1, place, clinic, visit, noteOf("n", "e", final, ""))

	// Nextvisit: the note, its transcript, the contact made of it; and a note whose contact is gone.
	land(of("nextvisit", "note", "1"), 2, undated("e", fhir.EncounterStatusUnknown), noteOf("n", "e", open, "2026-01-13T15:00:00Z"),
		without(noteOf("script", "e", nil, "2026-01-13T15:00:00Z")), taskOf("t", "e", "2026-01-13T15:00:00Z"))
	land(of("nextvisit", "note", "2"), 2, noteOf("n2", "gone", open, "2026-01-14T15:00:00Z"))

	// Noa Notes: a session of another source's patient; its note is dated by a journal, later than the session was made. And one
	// of which nothing is known but that it is there.
	summary := noteOf("n", "e", final, "2026-02-20T15:00:00Z").(*r4.DocumentReference)
	summary.Extension = []fhir.Extension{{Url: r4.ExtDateBasis, ValueCode: new("journal")}}
	land(of("noanotes", "session", "1"), 3, undated("e", fhir.EncounterStatusFinished), summary, taskOf("t", "e", "2026-01-12T15:00:00Z"))
	land(of("noanotes", "session", "2"), 3, undated("e2", fhir.EncounterStatusUnknown))
	alone := noteOf("n3", "", open, "2026-02-21T15:00:00Z").(*r4.DocumentReference) // of no episode
	alone.Extension = summary.Extension
	land(of("noanotes", "session", "3"), 3, alone, taskOf("t3", "", "2026-02-26T15:00:00Z"))
}

// about makes a patient the one whom the resources tell of.
func about(patient string, resources []r4.Resource) []r4.Resource {
	for _, r := range resources {
		switch r := r.(type) {
		case *r4.Appointment:
			r.Participant[0].Actor = ref(patient)
		case *r4.Encounter:
			r.Subject = ref(patient)
		case *r4.DocumentReference:
			r.Subject = ref(patient)
		}
	}
	return resources
}

func undated(id string, status fhir.EncounterStatus) r4.Resource {
	e := encounterOf(id, "", nil).(*r4.Encounter)
	e.Status = &status
	return e
}

// without takes from a document what makes it a clinical note.
func without(r r4.Resource) r4.Resource {
	r.(*r4.DocumentReference).Category = nil
	return r
}

func taskOf(id, encounter, authored string) r4.Resource {
	t := &r4.Task{Status: new(fhir.TaskStatusCompleted)}
	t.Id, t.Intent, t.AuthoredOn = &id, "order", &authored
	if encounter != "" {
		t.Encounter = ref("Encounter/" + encounter)
	}
	return t
}
