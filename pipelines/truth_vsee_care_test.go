package pipelines_test

import (
	"strconv"

	"github.com/nightrounds/rounds/extract/sandbox/town"
)

// expectPrior writes down what was prescribed before a visit. It belongs to another one, whose word counts, be it that it is gone. Where
// that is not known, it is written down without an owner, and stays when the visit goes.
func (h *history) expectPrior() {
	owned, stubs := map[string]bool{}, map[string]row{}
	for night := 1; night <= h.now; night++ {
		for _, v := range h.newVisits(night) {
			for _, p := range v.Prior {
				r := h.prescription(v, night, p)
				r["is_owner"] = false
				stubs[p.ID] = row(r)
			}
			for _, p := range v.Prescribed {
				owned[p.ID] = true
			}
		}
	}
	for id, r := range stubs {
		if !owned[id] {
			h.expect("medication_request", r)
		}
	}
}

// expectCare writes down what else visits hold: diagnoses, prescriptions, bills.
func (h *history) expectCare() {
	h.expectPrior()
	for v := range h.Truth().Visits() {
		night := h.since(visitOf(v.ID))
		for _, r := range h.diagnoses(v, night) {
			h.expect("condition", r)
		}
		for _, p := range v.Prescribed {
			r := h.prescription(v, night, p)
			r.pointed("encounter", contact(v))
			h.expect("medication_request", row(r))
		}
		if r, ok := h.bill(v, night); ok {
			h.expect("invoice", r)
		}
	}
}

// contact points at the encounter of what stands on a visit: its own, or that of the walk-in its appointment became.
func contact(v town.Visit) row {
	switch {
	case hasEncounter(v):
		return ref("Encounter", resourceID(vseeSource, "Encounter", v.ID), "")
	case v.Walkin != "":
		return vseeRef("Encounter", v.Walkin)
	}
	return nil
}

// diagnoses are those of the visit's own note, in the note's order.
func (h *history) diagnoses(v town.Visit, night int) []row {
	if v.PostVisit == nil {
		return nil
	}
	var list []row
	named := map[string]int{}
	for _, d := range v.PostVisit.Diagnoses {
		named[d.Code]++
		key := "visit/" + v.ID + "/diagnosis/" + plainText(d.Code) + "#" + strconv.Itoa(named[d.Code])
		r := h.visitRow(resourceID(vseeSource, "Condition", key), v, night)
		r.coded("category", status("condition-category", "encounter-diagnosis", "Encounter Diagnosis"))
		r.coded("code", row{"system": "http://hl7.org/fhir/sid/icd-10-cm", "code": d.Code, "text": d.Text})
		r.pointed("subject", h.member(v, night))
		r.pointed("encounter", contact(v))
		r.moment("recorded", v.PostVisit.Created, vseeZone)
		r.pointed("recorder", h.noteAuthor(v, night))
		list = append(list, row(r))
	}
	return list
}

// prescription: when it was signed, its schedule and where it was written stay in the raw record.
func (h *history) prescription(v town.Visit, night int, p town.Prescription) expected {
	r := h.visitRow(resourceID(vseeSource, "MedicationRequest", p.ID), v, night)
	r.identified(row{"system": vseeSystem("prescription"), "value": p.ID})
	r.set(row{"status": "unknown", "vendor_status": p.Status, "extensions": []row{textExtension("vendor-status", p.Status)}, "intent": "order"})
	if p.Status == "Current" {
		r["status"] = "active"
	}
	r.medicine(p)
	r.pointed("subject", h.member(v, night))
	r.set(row{"authored_on_day": p.Prescribed, "authored_on_text": p.Prescribed, "authored_on_precision": "day"})
	who := vseeRef("Practitioner", v.Practitioner)
	if who == nil {
		who = row{}
	}
	who["text"] = p.Prescriber
	r.pointed("requester", who)
	r.set(row{"dosage_text": p.Directions, "dosages": []row{{"text": p.Directions}},
		"quantity": p.Quantity, "quantity_unit": p.Unit, "repeats": p.Refills, "substitution_allowed": p.Substitution})
	if p.DaysSupply > 0 {
		r["supply_seconds"] = p.DaysSupply * 86400
	}
	if p.Pharmacy != "" {
		r.pointed("pharmacy", row{"type": "Organization", "text": p.Pharmacy, "identifier": p.Pharmacy})
	}
	if p.PharmacyNote != "" {
		r["notes"] = []row{{"text": p.PharmacyNote}}
	}
	return r
}

// medicine is one concept, whatever codes are known of it.
func (r expected) medicine(p town.Prescription) {
	var codings []row
	for _, c := range [][2]string{{"http://www.nlm.nih.gov/research/umls/rxnorm", p.RxNorm}, {"http://hl7.org/fhir/sid/ndc", p.NDC}} {
		if c[1] != "" {
			codings = append(codings, row{"system": c[0], "code": c[1], "text": p.Drug})
		}
	}
	if len(codings) == 0 {
		codings = []row{{"text": p.Drug}}
	}
	r.coded("medication", codings...)
	for _, c := range codings {
		c["concept"] = 0
	}
}

// invoiceStatus holds the vendor's words that FHIR has a word for. The others, and the number, become no invoice.
var invoiceStatus = map[string]string{
	"pending": "issued", "processing": "issued", "failed": "issued", "paid": "balanced", "cancelled": "cancelled",
}

// bill: amounts stay in the raw record, whose unit no page tells.
func (h *history) bill(v town.Visit, night int) (row, bool) {
	in := v.Invoice
	if in == nil || invoiceStatus[in.Status] == "" {
		return nil, false
	}
	r := h.visitRow(resourceID(vseeSource, "Invoice", in.ID), v, night)
	r.identified(row{"system": vseeSystem("invoice"), "value": in.ID})
	r.set(row{"status": invoiceStatus[in.Status], "vendor_status": in.Status, "extensions": []row{textExtension("vendor-status", in.Status)}})
	r.pointed("subject", h.member(v, night))
	r.moment("date", in.Created, vseeZone)
	return row(r), true
}
