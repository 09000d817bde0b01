package pipelines_test

import (
	"cmp"
	"strconv"
	"time"

	"github.com/nightrounds/rounds/extract/sandbox/town"
)

// expectVisits writes down what VSee's visits become.
func (h *history) expectVisits() {
	for v := range h.Truth().Visits() {
		night := h.since(visitOf(v.ID))
		if r, ok := h.encounter(v, night); ok {
			h.expect("encounter", r)
		}
		if r, ok := h.appointment(v, night); ok {
			h.expect("appointment", r)
		}
	}
	h.expectCare()
}

var encounterStatus = map[town.Outcome]string{
	town.Planned: "planned", town.Arrived: "arrived", town.InProgress: "in-progress", town.Finished: "finished",
	town.Cancelled: "cancelled", town.EndedUnclear: "unknown", town.UnknownCode: "unknown",
}

// appointmentStatus has no word for what is not known: there is no Appointment then. From the start of an encounter on it
// is the encounter that tells.
var appointmentStatus = map[town.Outcome]string{
	town.Planned: "booked", town.InProgress: "fulfilled", town.Finished: "fulfilled", town.Cancelled: "cancelled",
}

// hasEncounter: a walk-in and an e-consult always, an appointment once it was started, unless it went on as a walk-in.
func hasEncounter(v town.Visit) bool {
	seen := v.Status == 30 || v.Status == 40 && (v.CallSeconds > 0 || v.PostVisit != nil)
	return v.Type != town.Appointment || v.Walkin == "" && (!v.ActualStart.IsZero() || seen)
}

func hasAppointment(v town.Visit) bool {
	return v.Type == town.Appointment && appointmentStatus[v.Outcome] != ""
}

// encounter: code, group, payment, who closed it and each single call stay in the raw record. Nobody in the town was invited into another's visit, so that partOf is empty.
func (h *history) encounter(v town.Visit, night int) (row, bool) {
	if !hasEncounter(v) {
		return nil, false
	}
	r := h.booked("Encounter", v, night)
	words := map[int]string{town.WalkIn: "walk-in", town.Appointment: "schedule", town.EConsult: "e-consult"}
	types := []row{{"system": ours + "CodeSystem/vsee-visit-type", "code": strconv.Itoa(v.Type), "display": words[v.Type], "text": words[v.Type]}}
	if v.Subtype != 0 {
		types = append(types, row{"system": ours + "CodeSystem/vsee-visit-subtype", "code": strconv.Itoa(v.Subtype)})
	}
	r.coded("type", types...)
	r.set(row{"status": encounterStatus[v.Outcome], "class_system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "class_code": "VR", "class_display": "virtual"})
	r["extensions"] = []row{
		textExtension("vendor-status", strconv.Itoa(v.Status)),
		plannedExtension("plannedStartDate", v.Start), plannedExtension("plannedEndDate", v.End),
	}
	r.pointed("subject", h.member(v, night))
	staff := h.staff(v, night)
	if len(staff) > 0 {
		r.pointed("practitioner", staff[0])
		r["participants"] = staff
	}
	if from := cameFrom(v); from != nil {
		r.pointed("appointment", from)
		r["appointments"] = []row{plainRef(from)}
	}
	// Some old visits name no account: the one that was asked is whose they are.
	r.pointed("service_provider", vseeRef("Organization", cmp.Or(v.Account, h.Credentials().VSeeAccount)))
	if v.Room.Code != "" {
		r["locations"] = []row{plainRef(vseeRef("Location", v.Room.Code))}
	}
	if v.PostVisit != nil {
		r.worded("discharge_disposition", v.PostVisit.Disposition)
	}
	var treated []row
	for _, d := range h.diagnoses(v, night) {
		treated = append(treated, row{"condition_type": "Condition", "condition_id": d["id"]})
	}
	r["diagnoses"] = treated
	begin, end := period(v)
	r.moment("period_start", begin, vseeZone)
	r.moment("period_end", end, vseeZone)
	r.moment("planned_start", v.Start, vseeZone)
	r.moment("planned_end", v.End, vseeZone)
	if v.CallSeconds > 0 {
		r["length_seconds"] = v.CallSeconds
	}
	return row(r), true
}

func plannedExtension(name string, at time.Time) row {
	return row{"url": "http://hl7.org/fhir/5.0/StructureDefinition/extension-Encounter." + name, "value_type": "DateTime", "value": at.UTC().Format(time.RFC3339)}
}

// period: an end before the start, or without one, is left out and counted as an issue.
func period(v town.Visit) (begin, end time.Time) {
	if v.ActualStart.IsZero() || v.ActualEnd.Before(v.ActualStart) {
		return v.ActualStart, time.Time{}
	}
	return v.ActualStart, v.ActualEnd
}

// cameFrom is the appointment that was started: on a walk-in the one at its root, else the visit's own.
func cameFrom(v town.Visit) row {
	switch {
	case v.Type == town.WalkIn && v.Root != "":
		return vseeRef("Appointment", v.Root)
	case hasAppointment(v):
		return ref("Appointment", resourceID(vseeSource, "Appointment", v.ID), "")
	}
	return nil
}

func (h *history) appointment(v town.Visit, night int) (row, bool) {
	if !hasAppointment(v) {
		return nil, false
	}
	r := h.booked("Appointment", v, night)
	r["status"] = appointmentStatus[v.Outcome]
	r["extensions"] = []row{textExtension("vendor-status", strconv.Itoa(v.Status))}
	patient, staff := h.member(v, night), h.staff(v, night)
	r.pointed("patient", patient)
	if len(staff) > 0 {
		r.pointed("practitioner", staff[0])
	}
	var all []row
	for _, who := range append([]row{patient}, staff...) {
		all = append(all, row{"type": who["type"], "id": who["id"], "text": who["text"], "status": "accepted"})
	}
	r["participants"] = all
	r.moment("start", v.Start, vseeZone)
	r.moment("end", v.End, vseeZone)
	r.moment("created", v.Created, vseeZone)
	return row(r), true
}

// booked is what an Encounter and an Appointment have in common.
func (h *history) booked(resourceType string, v town.Visit, night int) expected {
	r := h.visitRow(resourceID(vseeSource, resourceType, v.ID), v, night)
	r["vendor_status"] = strconv.Itoa(v.Status)
	r.identified(row{"system": vseeSystem("visit"), "value": v.ID})
	shown := v.Intake.ID != "" && !v.Has(town.IntakeApart) // the visit itself shows its intake
	if shown || v.Group != "" {
		r.worded("service_type", v.Consultation)
	}
	if shown {
		r.worded("reason", v.Intake.Reason)
	}
	return r
}

// visitRow is what everything made of a visit has in common.
func (h *history) visitRow(id string, v town.Visit, night int) expected {
	r := vseeRow(visitOf(v.ID), "visit", "", "", night, v.Modified)
	r["id"] = id
	r.test(v.Test)
	return r
}

// member points at the patient, by the full name where the visit shows it, as it was when the visit was read: the profile is
// the patient's own record, so a new name does not make the visit a new state.
func (h *history) member(v town.Visit, night int) row {
	p, _ := h.truths[night].VSeePatient(v.Patient)
	who := ref("Patient", resourceID(vseeSource, "Patient", v.Patient), h.fullName(v, p.FullName))
	if v.Old && p.FirstName+p.LastName == "" {
		who["identifier"] = v.Patient // without a name nothing is made of who is shown
	}
	return who
}

// staff points at the provider and then at the other hosts.
func (h *history) staff(v town.Visit, night int) []row {
	var list []row
	for _, u := range h.hosts(v, night) {
		list = append(list, ref("Practitioner", resourceID(vseeSource, "Practitioner", u.ID), h.fullName(v, u.FullName)))
	}
	return list
}

func (h *history) hosts(v town.Visit, night int) []town.VSeeUser {
	var list []town.VSeeUser
	for _, id := range append([]string{v.Practitioner}, v.Hosts...) {
		if id == "" || len(list) > 0 && id == v.Practitioner {
			continue
		}
		u, _ := h.truths[night].VSeeUser(id)
		list = append(list, u)
	}
	return list
}

// fullName is not in the older objects: they give the parts.
func (h *history) fullName(v town.Visit, name string) string {
	if v.Old {
		return ""
	}
	return name
}
