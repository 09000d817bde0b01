package pipelines_test

import "testing"

// A visit may name people by id alone. What an earlier visit told of them stays.
func TestAVisitThatShowsOnlyIdsTakesNoNameAway(t *testing.T) {
	d := newDesk(t)
	d.putUser(575, "200", user(575, "Ada", nil))
	named := map[string]any{"member_id": 576, "member": jsonRaw(`{"id":"576","full_name":"Ben Elm","type":"200"}`)}
	d.putVisit(10, 575, visit(10, 575, 1790001000, named))
	d.round("visits")
	d.putVisit(11, 575, visit(11, 575, 1790002000, map[string]any{"member_id": 576, "member": nil, "provider": nil, "postvisit": nil}))
	d.publishes = true
	d.round("visits")
	d.want("visits", d.count("SELECT count() FROM {p}analytics.visit"), 2)
	d.want("practitioners with a name", d.count("SELECT count() FROM {p}analytics.practitioner WHERE name = 'Rosa Quill'"), 1)
	d.want("patients with a name", d.count("SELECT count() FROM {p}analytics.patient WHERE name LIKE '%Elm'"), 1)
	d.want("visits of a patient that is there", d.count(`SELECT count() FROM {p}analytics.visit AS v
		JOIN {p}analytics.patient AS p ON p.patient_id = v.patient_id`), 2)
}
