package tables

import (
	"strconv"

	"github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/nightrounds/rounds/schemas/r4"
)

type encounterRow = row[r4.Encounter]

var encounters = fhirTable("encounter", "One row is one encounter of a patient with the clinic: FHIR R4 Encounter.",
	identifiers(func(r *encounterRow) []fhir.Identifier { return r.res.Identifier }),
	col("status", word, Code, "planned, arrived, triaged, in-progress, onleave, finished, cancelled, entered-in-error, unknown.",
		func(r *encounterRow) string { return code(r.res.Status) }),
	col("vendor_status", word, Code, "The vendor's own status word or code.",
		func(r *encounterRow) string { return extensionText(r.res.Extension, r4.ExtVendorStatus) }),
	col("class_system", word, Code, "Code system of the class.", func(r *encounterRow) string { return val(val(r.res.Class).System) }),
	col("class_code", word, Code, "The class: VR virtual, AMB in the office, HH at home, UNK not known.",
		func(r *encounterRow) string { return val(val(r.res.Class).Code) }),
	col("class_display", word, Code, "The class in words.", func(r *encounterRow) string { return val(val(r.res.Class).Display) }),
	concepts("type", "Type of encounter", Code, func(r *encounterRow) []fhir.CodeableConcept { return r.res.OtherEncounter.Type }),
	concepts("service_type", "Type of service", Code, func(r *encounterRow) []fhir.CodeableConcept { return one(r.res.ServiceType) }),
	concepts("reason", "Reason for the encounter", Text, func(r *encounterRow) []fhir.CodeableConcept { return r.res.ReasonCode }),
	reference("subject", "The patient", func(r *encounterRow) *fhir.Reference { return r.res.Subject }),
	reference("practitioner", "The chosen practitioner: primary performer, else attender, else the first",
		func(r *encounterRow) *fhir.Reference { return performer(r.res.Participant) }),
	col("participants", participantList, Key, "Everyone who took part.",
		func(r *encounterRow) []fhir.EncounterParticipant { return r.res.Participant }),
	reference("appointment", "The first appointment that led to the encounter",
		func(r *encounterRow) *fhir.Reference { return to("Appointment", r.res.Appointment) }),
	col("appointments", referenceList, Key, "All appointments that led to the encounter.",
		func(r *encounterRow) []fhir.Reference { return r.res.Appointment }),
	reference("part_of", "The encounter this one is part of", func(r *encounterRow) *fhir.Reference { return r.res.PartOf }),
	moments("period_start", "Actual start", func(r *encounterRow) *string { return val(r.res.Period).Start }),
	moments("period_end", "Actual end", func(r *encounterRow) *string { return val(r.res.Period).End }),
	moments("planned_start", "Planned start", func(r *encounterRow) *string { return planned(r.res, r4.ExtPlannedStart) }),
	moments("planned_end", "Planned end", func(r *encounterRow) *string { return planned(r.res, r4.ExtPlannedEnd) }),
	col("length_seconds", maybeNum, Measure, "Length as the vendor states it. NULL when it states none in s, min, h or d.",
		func(r *encounterRow) *float64 { return seconds(r.res.Length) }),
	col("diagnoses", encounterDiagnosisList, Key, "References to the conditions treated, with use and rank.",
		func(r *encounterRow) []fhir.EncounterDiagnosis { return r.res.Diagnosis }),
	concepts("discharge_disposition", "Where the patient went afterwards", Code,
		func(r *encounterRow) []fhir.CodeableConcept {
			return one(val(r.res.Hospitalization).DischargeDisposition)
		}),
	col("locations", locationList, Key, "Rooms and places.", func(r *encounterRow) []fhir.EncounterLocation { return r.res.Location }),
	reference("service_provider", "The organization", func(r *encounterRow) *fhir.Reference { return r.res.ServiceProvider }),
	meta(func(e *r4.Encounter) *fhir.Meta { return e.Meta }),
	extensions(func(r *encounterRow) []site { return []site{{"", r.res.Extension}, {"", r.res.ModifierExtension}} }),
)

var participantList = tuples(
	part("role", codingList, func(p *fhir.EncounterParticipant) []coding { return codings(p.Type) }),
	referenceParts("", func(p *fhir.EncounterParticipant) *fhir.Reference { return p.Individual }),
	period(func(p *fhir.EncounterParticipant) (start, end *string) { t := val(p.Period); return t.Start, t.End }),
)

var encounterDiagnosisList = tuples(
	referenceParts("condition_", func(d *fhir.EncounterDiagnosis) *fhir.Reference { return &d.Condition }),
	part("use", codingList, func(d *fhir.EncounterDiagnosis) []coding { return codings(one(d.Use)) }),
	part("rank", maybeInt, func(d *fhir.EncounterDiagnosis) *int { return d.Rank }),
)

var locationList = tuples(
	referenceParts("", func(l *fhir.EncounterLocation) *fhir.Reference { return &l.Location }),
	part("status", text, func(l *fhir.EncounterLocation) string { return code(l.Status) }),
	period(func(l *fhir.EncounterLocation) (start, end *string) { t := val(l.Period); return t.Start, t.End }),
)

// performer chooses among the practitioners who took part
// (http://terminology.hl7.org/CodeSystem/v3-ParticipationType: PPRF, ATND).
func performer(ps []fhir.EncounterParticipant) *fhir.Reference {
	chosen := best(ps, 9, func(p *fhir.EncounterParticipant) int {
		if t, _, _ := target(p.Individual); t != "Practitioner" {
			return 9
		}
		return roleRank(p.Type)
	})
	return val(chosen).Individual
}

func roleRank(roles []fhir.CodeableConcept) int {
	rank := 2
	for _, role := range roles {
		for i := range role.Coding {
			switch val(role.Coding[i].Code) {
			case "PPRF":
				return 0
			case "ATND":
				rank = 1
			}
		}
	}
	return rank
}

// planned reads a planned time, for which R4 has an extension only.
func planned(e *r4.Encounter, url string) *string {
	words := extensionText(e.Extension, url)
	return &words
}

// seconds reads a duration in UCUM units (http://hl7.org/fhir/R4/datatypes.html#Duration).
func seconds(d *fhir.Duration) *float64 {
	if d == nil || d.Value == nil || d.Comparator != nil {
		return nil
	}
	unit := map[string]float64{"s": 1, "min": 60, "h": 3600, "d": 86400}[val(d.Code)]
	n, err := strconv.ParseFloat(d.Value.String(), 64)
	if err != nil || unit == 0 {
		return nil
	}
	n *= unit
	return &n
}
