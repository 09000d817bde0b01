package town

import "testing"

// A prescription that two visits show is one, and of one patient.
func TestALaterVisitShowsWhatAnEarlierOnePrescribed(t *testing.T) {
	tr := New(demo()).At(1)
	patient := map[string]string{}
	for v := range tr.Visits() {
		for _, p := range v.Prescribed {
			patient[p.ID] = v.Patient
		}
	}
	again := 0
	for v := range tr.Visits() {
		for _, p := range v.Prior {
			switch whose, known := patient[p.ID]; {
			case known && whose != v.Patient:
				t.Errorf("visit %s shows a prescription of somebody else's", v.ID)
			case known:
				again++
			}
		}
	}
	if again < 5 {
		t.Errorf("%d prescriptions are shown again", again)
	}
}
