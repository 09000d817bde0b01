package tables_test

import (
	"fmt"
	"slices"
	"strings"

	"github.com/google/go-cmp/cmp"
	"github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/nightrounds/rounds/schemas/r4"
	"github.com/nightrounds/rounds/schemas/tables"
)

// joinsContacts: three sources know one person and one clinician, each by ids of its own. A group is one real contact: whoever tells
// of it is in it, and nothing else.
func joinsContacts(s server) {
	const a, b, c = "group-a", "group-b", "group-c"
	var persons []tables.PatientPerson
	var clinicians []tables.ProviderLink
	for source, rule := range map[string]string{a: "npi", b: "npi", c: "name"} {
		persons = append(persons, tables.PatientPerson{PatientID: source + "-p", PersonID: "human", Source: source})
		clinicians = append(clinicians, tables.ProviderLink{PractitionerID: source + "-d", ProviderID: "clinician", Source: source, Rule: rule})
	}
	s.insert(fill(tables.PatientPersons, persons...))
	s.insert(fill(tables.Providers, clinicians...))

	at := func(time string) *fhir.Period { return &fhir.Period{Start: &time} }
	cancelled := fhir.EncounterStatusCancelled
	off := encounterOf("off", "", at("2026-04-03T15:00:00Z")).(*r4.Encounter)
	off.Status = &cancelled
	stranger := encounterOf("stranger", "", at("2026-04-04T15:00:00Z")).(*r4.Encounter)
	stranger.Subject = ref("Patient/nobody-knows")
	other := encounterOf("other", "", at("2026-04-05T15:00:00Z")).(*r4.Encounter)
	other.Participant = []fhir.EncounterParticipant{{Individual: ref("Practitioner/somebody-else")}}
	day := encounterOf("day", "", nil) // its note tells the day alone

	s.meets(a, appointmentOf("booked", fhir.AppointmentStatusFulfilled, "2026-04-01T15:00:00Z", ""), encounterOf("came", "booked", at("2026-04-01T15:10:00Z")),
		encounterOf("early", "", at("2026-04-02T15:00:00Z")), encounterOf("late", "", at("2026-04-02T20:00:00Z")), off,
		encounterOf("known", "", at("2026-04-04T15:00:00Z")), encounterOf("mine", "", at("2026-04-05T15:00:00Z")),
		encounterOf("timed", "", at("2026-04-06T15:00:00Z")), encounterOf("nobody-dated", "", nil))
	s.meets(b, encounterOf("heard", "", at("2026-04-01T16:00:00Z")), encounterOf("noon", "", at("2026-04-02T18:00:00Z")), encounterOf("instead", "", at("2026-04-03T15:00:00Z")),
		stranger, other, day, noteOf("of-day", "day", nil, "2026-04-06"), encounterOf("undated", "", nil))
	s.meets(c, encounterOf("told", "", at("2026-04-01T23:00:00Z")))
	s.publish()

	groups := map[string][]string{}
	for _, r := range s.rows(tables.Analytics, "contact", "WHERE source LIKE 'group-%' ORDER BY contact_id") {
		groups[r["contact_group"].(string)] = append(groups[r["contact_group"].(string)], r["contact_id"].(string)+fmt.Sprintf(" %v %.3g", r["contact_group_rule"], r["contact_group_score"]))
	}
	var got []string
	for _, g := range groups {
		got = append(got, strings.Join(g, ", "))
	}
	slices.Sort(got)
	if diff := cmp.Diff([]string{
		"booked name 0.595, came name 0.595, heard name 0.595, told name 0.595", // eight hours between the first and the last
		"day npi 0.9, timed npi 0.9",
		"early npi 0.9, noon npi 0.9", "late alone 1", // two of one source stay two
		"instead alone 1", "off alone 1",
		"known alone 1", "stranger alone 1", "mine alone 1", "other alone 1",
		"nobody-dated alone 1", "undated alone 1",
	}, got, cmp.Transformer("sorted", func(of []string) []string { slices.Sort(of); return of })); diff != "" {
		s.t.Errorf("groups (-want +got):\n%s", diff)
	}
}

// meets lands resources of the source's own patient and practitioner.
func (s server) meets(source string, resources ...r4.Resource) {
	s.t.Helper()
	for _, r := range resources {
		l := lineage()
		l.Source, l.RecordID = source, r.LogicalID()
		switch r := r.(type) {
		case *r4.Appointment:
			r.Participant[0].Actor, r.Participant[1].Actor = ref("Patient/"+source+"-p"), ref("Practitioner/"+source+"-d")
		case *r4.Encounter:
			if *r.Subject.Reference == "Patient/p1" {
				r.Subject = ref("Patient/" + source + "-p")
			}
			if *r.Participant[0].Individual.Reference == "Practitioner/d1" {
				r.Participant[0].Individual = ref("Practitioner/" + source + "-d")
			}
		}
		s.land(l, 1, r)
	}
}
