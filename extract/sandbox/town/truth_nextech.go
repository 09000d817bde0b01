package town

import (
	"iter"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"
)

// nextechTruth is Nextech's part of a night.
type nextechTruth struct {
	patients []int32 // human numbers of the practice's patients
	names    func() []nameOf
}

// nameOf is one name by which a search finds a patient, in lower case.
type nameOf struct {
	name  string
	human int32
}

// Now is when the night is read: what begins later is in the future.
func (tr *Truth) Now() time.Time { return tr.town.dawn(tr.night) }

func (tr *Truth) seeNextech() {
	for h := range tr.town.opts.Patients + len(tr.town.newHumans) {
		if atNextech(h) && tr.town.humanSince(h) <= tr.night {
			tr.nextech.patients = append(tr.nextech.patients, int32(h))
		}
	}
	tr.nextech.names = sync.OnceValue(tr.nextechNames)
}

func (tr *Truth) nextechNames() []nameOf {
	var all []nameOf
	for i, h := range tr.nextech.patients {
		p := tr.NextechPatientAt(i)
		first, last := strings.ToLower(p.FirstName), strings.ToLower(p.LastName)
		for _, name := range []string{first + " " + last, last, last + ", " + first} {
			all = append(all, nameOf{name, h})
		}
	}
	slices.SortFunc(all, func(a, b nameOf) int { return strings.Compare(a.name, b.name) })
	return all
}

// NextechPatients yields the practice's patients, by id.
func (tr *Truth) NextechPatients() iter.Seq[NextechPatient] {
	return func(yield func(NextechPatient) bool) {
		for i := range tr.nextech.patients {
			if !yield(tr.NextechPatientAt(i)) {
				return
			}
		}
	}
}

// NextechPatientCount is the number of the practice's patients.
func (tr *Truth) NextechPatientCount() int { return len(tr.nextech.patients) }

// NextechPatientAt is the i-th patient of the practice, by id.
func (tr *Truth) NextechPatientAt(i int) NextechPatient {
	return tr.nextechPatient(int(tr.nextech.patients[i]))
}

func (tr *Truth) nextechPatient(h int) NextechPatient {
	p, _ := on(tr.town.nextechPatient(h), tr.town.nextech.patients[h], tr.night)
	return p
}

// NextechPatient finds a patient of the practice by id.
func (tr *Truth) NextechPatient(id string) (NextechPatient, bool) {
	h, ok := number(id, nextechPatientBase)
	if since := tr.town.humanSince(h); !ok || since == 0 || since > tr.night || !atNextech(h) {
		return NextechPatient{}, false
	}
	return tr.nextechPatient(h), true
}

// NextechSearch gives the patients, by id, whose first or last name begins with a term, or whose chart number it is, in
// upper or lower case alike. Accents count.
func (tr *Truth) NextechSearch(term string) []NextechPatient {
	term = strings.ToLower(term)
	found := map[int32]bool{}
	if h, ok := humanOfChart(term); ok && atNextech(h) && tr.town.humanSince(h) > 0 && tr.town.humanSince(h) <= tr.night {
		found[int32(h)] = true
	}
	names := tr.nextech.names()
	from, _ := slices.BinarySearchFunc(names, term, func(n nameOf, term string) int { return strings.Compare(n.name, term) })
	for _, n := range names[from:] {
		if !strings.HasPrefix(n.name, term) {
			break
		}
		found[n.human] = true
	}
	var all []NextechPatient
	for _, h := range slices.Sorted(maps.Keys(found)) {
		all = append(all, tr.nextechPatient(int(h)))
	}
	return all
}

// NextechDoctors are the practitioners that encounters may name. They do not change.
func (tr *Truth) NextechDoctors() []NextechDoctor {
	all := make([]NextechDoctor, tr.town.opts.Practitioners)
	for i := range all {
		all[i] = tr.town.nextechDoctor(i)
	}
	return all
}

// NextechEncounters yields the live encounters, those of one patient after those of another.
func (tr *Truth) NextechEncounters() iter.Seq[NextechEncounter] {
	return func(yield func(NextechEncounter) bool) {
		for n := range tr.town.baseEncounters() + len(tr.town.nextech.added) {
			if e, ok := tr.encounterAt(n); ok && !yield(e) {
				return
			}
		}
	}
}

// NextechEncountersOf yields the live encounters of a patient of the practice.
func (tr *Truth) NextechEncountersOf(patient string) iter.Seq[NextechEncounter] {
	return func(yield func(NextechEncounter) bool) {
		h, ok := number(patient, nextechPatientBase)
		if !ok {
			return
		}
		for _, n := range tr.town.encountersOfHuman(h) {
			if e, ok := tr.encounterAt(n); ok && !yield(e) {
				return
			}
		}
	}
}

// NextechEncounter finds a live encounter by id.
func (tr *Truth) NextechEncounter(id string) (NextechEncounter, bool) {
	n, ok := tr.town.encounterNumber(id)
	if !ok {
		return NextechEncounter{}, false
	}
	return tr.encounterAt(n)
}

func (tr *Truth) encounterAt(n int) (NextechEncounter, bool) {
	if tr.town.encounterSince(n) > tr.night {
		return NextechEncounter{}, false
	}
	return on(tr.town.encounter(n), tr.town.nextech.encounters[n], tr.night)
}

func (t *Town) encountersOfHuman(h int) []int {
	var numbers []int
	if h < t.opts.Patients {
		for n := int(t.nextech.from[h]); n < int(t.nextech.from[h+1]); n++ {
			numbers = append(numbers, n)
		}
	}
	for i, a := range t.nextech.added {
		if a.human == h {
			numbers = append(numbers, t.baseEncounters()+i)
		}
	}
	return numbers
}

// nextechChanges reports what changed at Nextech.
func (t *Town) nextechChanges(night int, add func(Vendor, Kind, string, What)) {
	changes(t.nextech.patients, night, func(n int, w What) { add(Nextech, KindPatient, t.nextechPatientID(n), w) })
	changes(t.nextech.encounters, night, func(n int, w What) { add(Nextech, KindEncounter, t.encounterID(n), w) })
	for i, since := range t.newHumans {
		if h := t.opts.Patients + i; since == night && atNextech(h) {
			add(Nextech, KindPatient, t.nextechPatientID(h), Added)
		}
	}
	for i, a := range t.nextech.added {
		if a.night == night {
			add(Nextech, KindEncounter, t.encounterID(t.baseEncounters()+i), Added)
		}
	}
}
