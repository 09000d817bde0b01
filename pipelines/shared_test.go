package pipelines_test

import "testing"

// One stored file may hang on two intakes. What one of them names no more stays with the other.
func TestAFileOfTwoIntakesStaysWithTheOther(t *testing.T) {
	d := newDesk(t)
	d.putUser(575, "200", user(575, "Ada", nil))
	with := func(id, files string) map[string]any {
		return map[string]any{"intake": jsonRaw(`{"id":"intake-` + id + `","member_id":"575","visit_id":"` + id + `","attachments":` + files + `}`)}
	}
	d.putVisit(10, 575, visit(10, 575, 1790001000, with("10", `[{"id":"scan"}]`)))
	d.putVisit(11, 575, visit(11, 575, 1790001000, with("11", `[{"id":"scan"}]`)))
	d.round("visits")
	d.putVisit(10, 575, visit(10, 575, 1790002000, with("10", `[]`)))
	d.round("visits")
	d.want("files of intakes", d.count("SELECT count() FROM {p}fhir_current.document_reference WHERE has(identifiers.value, 'scan')"), 1)
}
