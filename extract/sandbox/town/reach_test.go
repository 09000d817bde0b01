package town

import "testing"

// TestTheTruthCanBeRead: in towns of any size every live visit has a live patient, by whom alone it is found, and every
// note's patient is in the directory.
func TestTheTruthCanBeRead(t *testing.T) {
	for seed := range uint64(25) {
		town := New(Options{Seed: seed, Patients: 20 + 5*int(seed), VisitsPerPatient: 4, NotesPerPatient: 3})
		for night := 1; night <= LastNight; night++ {
			truth := town.At(night)
			for v := range truth.Visits() {
				if _, ok := truth.VSeePatient(v.Patient); !ok {
					t.Errorf("seed %d night %d: visit %s of nobody", seed, night, v.ID)
				}
			}
			for n := range truth.Notes() {
				if _, ok := truth.NextvisitPatient(n.Patient); !ok && n.Patient != "" {
					t.Errorf("seed %d night %d: note %s of nobody", seed, night, n.ID)
				}
			}
		}
	}
}
