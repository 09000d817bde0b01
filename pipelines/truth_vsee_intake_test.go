package pipelines_test

import (
	"cmp"
	"slices"

	"github.com/nightrounds/rounds/extract/sandbox/town"
)

// expectIntakes writes down what patients answered. An intake outlives its visit: it has an id of its own, and no answer says that it
// is gone.
func (h *history) expectIntakes() {
	for night := 1; night <= h.now; night++ {
		for _, in := range h.newIntakes(night) {
			h.expect("questionnaire_response", in.answers(h))
		}
	}
}

// intake is an intake in the state it came to on a night, with the visit it is for.
type intake struct {
	town.Intake
	visit town.Visit
	night int
}

func (h *history) newIntakes(night int) []intake {
	var list []intake
	for v := range h.truths[night].Visits() {
		if v.Intake.ID != "" && slices.Contains(h.nights(vseeEntity(town.KindIntake, v.Intake.ID)), night) {
			list = append(list, intake{v.Intake, v, night})
		}
	}
	return list
}

func (in intake) row(resourceType, id string) expected {
	r := vseeRow(vseeEntity(town.KindIntake, in.ID), "intake", resourceType, id, in.night, in.Modified)
	r.test(in.visit.Test)
	return r
}

// answers: one a key, by name. Room, provider, type and invoice are the visit's; the consultation is what was booked.
func (in intake) answers(h *history) row {
	r := in.row("QuestionnaireResponse", "intake/"+in.ID)
	r["status"] = "completed"
	r.identified(row{"system": vseeSystem("intake"), "value": in.ID})
	r.pointed("subject", vseeRef("Patient", in.Patient))
	r.pointed("respondent", vseeRef("Patient", in.Patient))
	r.pointed("encounter", vseeRef("Encounter", in.Visit))
	r.moment("authored", in.Modified, vseeZone)
	all := append(slices.Clone(in.Answers), town.Answer{Key: "reason_for_visit", Value: in.Reason})
	if !in.visit.Old {
		all = append(all, town.Answer{Key: "location", Value: in.Location}, town.Answer{Key: "phone", Value: in.Phone}, town.Answer{Key: "consent", Value: "true"})
	}
	slices.SortFunc(all, func(a, b town.Answer) int { return cmp.Compare(a.Key, b.Key) })
	labels := labelsOf(h.truths[in.night])
	var list []row
	for _, a := range all {
		if a.Value != "" {
			list = append(list, answered(a.Key, labels[a.Key], a.Value))
		}
	}
	r["answers"] = list
	return row(r)
}

func answered(key, question, text string) row {
	return row{"link_id": key, "question": question, "value_type": "String", "value": text}
}
