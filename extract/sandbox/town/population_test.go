package town

import (
	"strings"
	"testing"
)

// TestEncountersAndSessionsHaveTheirPeople: in towns of any size, on every night.
func TestEncountersAndSessionsHaveTheirPeople(t *testing.T) {
	for seed := range uint64(25) {
		town := New(Options{Seed: seed, Patients: 20 + 5*int(seed), EncountersPerPatient: 2, SessionsPerPatient: 1})
		for night := 1; night <= LastNight; night++ {
			truth := town.At(night)
			for e := range truth.NextechEncounters() {
				if _, ok := truth.NextechPatient(e.Patient); !ok {
					t.Errorf("seed %d night %d: encounter %s of nobody", seed, night, e.ID)
				}
			}
			for s := range truth.NoaSessions() {
				if s.Created.After(truth.Now()) || s.Human < 0 || town.humanSince(s.Human) > night {
					t.Errorf("seed %d night %d: session %s of the future", seed, night, s.ID)
				}
			}
			if n := len(truth.Changes()); (night > 1) != (n > 0) {
				t.Errorf("seed %d night %d: %d changes", seed, night, n)
			}
		}
	}
}

func TestThePracticeKnowsTheSameHumansByOtherNames(t *testing.T) {
	tr := New(demo()).At(1)
	vsee := map[int]VSeePatient{}
	for p := range tr.VSeePatients() {
		vsee[p.Human] = p
	}
	both, differ, alone := 0, 0, 0
	for p := range tr.NextechPatients() {
		v, ok := vsee[p.Human]
		if !ok {
			alone++
			continue
		}
		both++
		if v.FirstName != "" && (v.FirstName != p.FirstName || v.LastName != p.LastName) {
			differ++
		}
		if v.BirthDate != "" && p.BirthDate != "" && v.BirthDate != p.BirthDate {
			t.Errorf("patient %s is born as somebody else", p.ID)
		}
	}
	if both < 100 || differ == 0 || differ > both/2 || alone == 0 {
		t.Errorf("%d humans at both, %d with names that differ, %d at the practice alone", both, differ, alone)
	}
}

// One human has one number wherever it is told, nobody else has it, and each vendor lacks some.
func TestASocialSecurityNumberIsOneHumans(t *testing.T) {
	o := demo()
	o.Patients = 11_000
	tr := New(o).At(1)
	of, told, lacks, forms := map[string]int{}, 0, 0, map[string]int{}
	see := func(human int, typed string) {
		if typed == "" {
			lacks++
			return
		}
		number := strings.NewReplacer("-", "", " ", "").Replace(typed)
		if other, known := of[number]; known && other != human || len(number) != 9 {
			t.Fatalf("humans %d and %d have one number of %d digits", human, other, len(number))
		}
		of[number] = human
		told++
		forms[strings.Trim(typed[3:4], "0123456789")]++
	}
	for p := range tr.VSeePatients() {
		see(p.Human, p.SSN)
	}
	for p := range tr.NextechPatients() {
		see(p.Human, p.SSN)
	}
	if len(of) < 8000 || told < len(of)*4/3 || lacks < told/10 || len(forms) != 3 {
		t.Errorf("%d numbers, told %d times, %d not told, written %v", len(of), told, lacks, forms)
	}
}

func TestCanariesOfEncountersAndSessionsAreUnique(t *testing.T) {
	o := demo()
	o.Canary = true
	tr, seen := New(o).At(2), map[string]string{}
	look := func(id string, texts ...string) {
		for _, text := range texts {
			for _, word := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" <.\n", r) }) {
				if !strings.HasPrefix(word, CanaryMark) {
					continue
				}
				if other, known := seen[word]; known && other != id {
					t.Fatalf("%s is in %s and in %s", word, id, other)
				}
				seen[word] = id
			}
		}
	}
	for p := range tr.NextechPatients() {
		look(p.ID, p.FirstName, p.MiddleName, p.LastName, p.Phone)
	}
	for e := range tr.NextechEncounters() {
		look(e.ID, e.Type, e.CCD(""))
	}
	for s := range tr.NoaSessions() {
		look(s.ID, s.Speciality)
		if s.Summary != nil {
			look(s.ID, s.Summary.Text)
			for _, section := range s.Summary.Sections {
				look(s.ID, section.Text)
			}
		}
	}
	if len(seen) < 3000 {
		t.Errorf("only %d canaries", len(seen))
	}
}
