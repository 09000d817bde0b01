package pipelines_test

import (
	"cmp"
	"slices"
	"strings"

	"github.com/nightrounds/rounds/extract/sandbox/town"
)

// consumers are the customer's accounts, one a country. Their defaults stay in the raw record.
func (b noaBook) consumers() {
	for _, c := range b.Truth().NoaConsumers() {
		r := expected{
			"source": noaSource, "vendor": "noanotes", "kind": "organization", "record_id": c.Country, "is_owner": true, "night": 1,
			"id": resourceID(noaSource, "Organization", "consumer/"+c.Country), "meta_source": noaSystem("consumer"), "is_test": false, "name": c.Name,
		}
		r.identified(row{"system": noaSystem("consumer"), "value": c.Country}, row{"system": noaSystem(c.Country + "/consumer"), "value": c.ID})
		b.expect("organization", row(r))
	}
}

// A facility's id is unique in its country, a doctor's in a facility.
func facilityKey(s town.NoaSession) string { return s.Country + "/" + s.Facility }
func doctorKey(s town.NoaSession) string   { return facilityKey(s) + "/" + s.Doctor }

// contactKey names a contact; several sessions may be of one. Without an episode nothing does.
func contactKey(s town.NoaSession) string {
	if s.Episode == "" || !s.InManifest {
		return ""
	}
	return strings.Join([]string{s.Country, s.Episode, s.Doctor, s.Facility}, "/")
}

func facilityOf(s town.NoaSession) row {
	if s.Facility == "" {
		return nil
	}
	return ref("Organization", resourceID(noaSource, "Organization", "facility/"+facilityKey(s)), "")
}

func doctorOf(s town.NoaSession) row {
	if s.Doctor == "" {
		return nil
	}
	return ref("Practitioner", resourceID(noaSource, "Practitioner", doctorKey(s)), s.DoctorName)
}

// patientOf is VSee's patient, whom the manifest names by VSee's id.
func patientOf(s town.NoaSession) row {
	if s.Patient == "" {
		return nil
	}
	r := ref("Patient", resourceID(vseeSource, "Patient", s.Patient), "")
	r["identifier"] = s.Patient
	return r
}

// contactOf points at the contact. Whoever does not tell of it names it by its episode too.
func (b noaBook) contactOf(s town.NoaSession) row {
	key := contactKey(s)
	if key == "" {
		return nil
	}
	r := ref("Encounter", resourceID(noaSource, "Encounter", key), "")
	if b.newest()[key].ID != s.ID {
		r["identifier"] = s.Episode
	}
	return r
}

// newest are the sessions that tell of the contacts.
func (b noaBook) newest() map[string]town.NoaSession {
	newest := map[string]town.NoaSession{}
	for s := range b.Truth().NoaSessions() {
		old, met := newest[contactKey(s)]
		if !met || cmp.Or(s.Created.Compare(old.Created), cmp.Compare(s.ID, old.ID)) > 0 {
			newest[contactKey(s)] = s
		}
	}
	delete(newest, "")
	return newest
}

func (b noaBook) contacts() {
	for key, s := range b.newest() {
		night := b.since(sessionEntity(s.ID))
		r := b.sessionRow(resourceID(noaSource, "Encounter", key), s, night)
		r.set(row{"is_owner": false, "meta_source": noaSystem("episode"), "status": b.tookPlace(s, night),
			"class_system": "http://terminology.hl7.org/CodeSystem/v3-NullFlavor", "class_code": "UNK", "class_display": "unknown"})
		r.identified(row{"system": noaSystem(s.Country + "/episode"), "value": s.Episode})
		if s.VisitType != "" {
			r.coded("type", row{"system": ours + "CodeSystem/noanotes-visit-type", "code": s.VisitType})
		}
		r.worded("service_type", s.Speciality)
		r.pointed("subject", patientOf(s))
		if doctor := doctorOf(s); doctor != nil {
			r.pointed("practitioner", doctor)
			r["participants"] = []row{doctor}
		}
		r.pointed("service_provider", facilityOf(s))
		b.expect("encounter", row(r))
	}
}

// tookPlace: what was recorded took place. That a session expired, failed or was interrupted tells nothing of the contact.
func (b noaBook) tookPlace(s town.NoaSession, night int) string {
	recorded := town.NoaStatuses()[2:9]
	k := b.known(s, night)
	switch {
	case slices.Contains(recorded, k.label+k.last), readableSummary(s) && wholeSummary(s.Summary) != "",
		slices.ContainsFunc(s.Deliveries, func(d town.NoaDelivery) bool { return slices.Contains(recorded, d.Status) }):
		return "finished"
	case k.label+k.last == town.StatusRecording:
		return "in-progress"
	}
	return "unknown"
}

func (b noaBook) facilities() {
	b.stubs("organization", facilityOf, func(s town.NoaSession, r expected) {
		r["meta_source"] = noaSystem("facility")
		r.identified(row{"system": noaSystem(s.Country + "/facility"), "value": s.Facility})
		r["name"] = s.Place
		r.pointed("part_of", ref("Organization", resourceID(noaSource, "Organization", "consumer/"+s.Country), ""))
		r["part_of_identifier"] = s.Country
	})
}

func (b noaBook) doctors() {
	b.stubs("practitioner", doctorOf, func(s town.NoaSession, r expected) {
		r["meta_source"] = noaSystem("doctor")
		r.identified(row{"system": noaSystem(facilityKey(s) + "/doctor"), "value": s.Doctor})
		if s.DoctorName != "" {
			r.called(row{"text": s.DoctorName}, "", "")
		}
	})
}

// stubs writes down what many sessions name alike. Which of those read in one night a row is from, the order of the pages
// decides; it must be one of the last night in which any was read.
func (b noaBook) stubs(table string, of func(town.NoaSession) row, fill func(town.NoaSession, expected)) {
	held := b.held(table, noaSource)
	for night := 1; night <= b.now; night++ {
		for s := range b.newSessions(night) {
			stub := of(s)
			if !s.InManifest || stub == nil {
				continue
			}
			id := stub["id"].(string)
			if b.want[table][id]["night"] == night && held[id]["record_id"] != noaKey(s) {
				continue
			}
			r := b.sessionRow(id, s, night)
			r["is_owner"] = false
			fill(s, r)
			b.expect(table, row(r))
		}
	}
}
