package town

import (
	"cmp"
	"iter"
	"slices"
)

// Visits yields the live visits, those of one patient after those of another.
func (tr *Truth) Visits() iter.Seq[Visit] {
	return func(yield func(Visit) bool) {
		for j := range tr.town.baseVisits() + len(tr.town.newVisits) {
			if v, ok := tr.visitAt(j); ok && !yield(v) {
				return
			}
		}
	}
}

// VisitsOf yields the live visits of a VSee patient.
func (tr *Truth) VisitsOf(patient string) iter.Seq[Visit] {
	return func(yield func(Visit) bool) {
		h, ok := tr.town.humanOfPatient(patient)
		if !ok {
			return
		}
		for _, j := range tr.town.visitsOfHuman(h) {
			if v, ok := tr.visitAt(j); ok && !yield(v) {
				return
			}
		}
	}
}

// Visit finds a live visit by id.
func (tr *Truth) Visit(id string) (Visit, bool) {
	j, ok := tr.town.visitNumber(id)
	if !ok {
		return Visit{}, false
	}
	return tr.visitAt(j)
}

func (tr *Truth) visitAt(j int) (Visit, bool) {
	if i := j - tr.town.baseVisits(); i >= 0 && tr.town.newVisits[i].night > tr.night {
		return Visit{}, false
	}
	return on(tr.town.visit(j), tr.town.script.visits[j], tr.night)
}

func (t *Town) visitsOfHuman(h int) []int {
	var numbers []int
	if h < t.opts.Patients {
		for j := int(t.visitFrom[h]); j < int(t.visitFrom[h+1]); j++ {
			numbers = append(numbers, j)
		}
	}
	for i, a := range t.newVisits {
		if a.human == h {
			numbers = append(numbers, t.baseVisits()+i)
		}
	}
	return numbers
}

// Changes lists what differs from the night before, by vendor, kind and id; nothing on the first night. A Nextvisit
// patient is added when a note first shows them.
func (tr *Truth) Changes() []Change {
	t, night := tr.town, tr.night
	var all []Change
	add := func(vendor Vendor, kind Kind, id string, what What) {
		all = append(all, Change{night, vendor, kind, id, what})
	}
	if night > 1 {
		changes(t.script.patients, night, func(n int, w What) { add(VSee, KindPatient, t.patientID(n), w) })
		changes(t.script.visits, night, func(n int, w What) { add(VSee, KindVisit, t.visitID(n), w) })
		changes(t.script.notes, night, func(n int, w What) { add(Nextvisit, KindNote, t.noteID(n), w) })
		t.additions(night, add)
		t.nextechChanges(night, add)
	}
	slices.SortFunc(all, func(a, b Change) int {
		return cmp.Or(cmp.Compare(a.Vendor, b.Vendor), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.ID, b.ID), cmp.Compare(a.What, b.What))
	})
	return all
}

func changes[T any](edits map[int][]edit[T], night int, add func(int, What)) {
	for n, list := range edits {
		for _, e := range list {
			if e.night == night && e.what != Added {
				add(n, e.what)
			}
		}
	}
}

func (t *Town) additions(night int, add func(Vendor, Kind, string, What)) {
	for i, since := range t.newHumans {
		if h := t.opts.Patients + i; since == night && atVSee(h) {
			add(VSee, KindPatient, t.patientID(h), Added)
		}
	}
	for h, since := range t.shown {
		if int(since) == night {
			add(Nextvisit, KindPatient, t.nextvisitPatient(h).ID, Added)
		}
	}
	for i, a := range t.newVisits {
		if a.night == night {
			add(VSee, KindVisit, t.visitID(t.baseVisits()+i), Added)
		}
	}
	for i, a := range t.newNotes {
		if a.night == night {
			add(Nextvisit, KindNote, t.noteID(t.baseNotes()+i), Added)
		}
	}
}

// VisitOfIntake finds a live visit by the id of its intake.
func (tr *Truth) VisitOfIntake(id string) (Visit, bool) {
	j, ok := numberOfUUID(id)
	if !ok || j >= tr.town.baseVisits()+len(tr.town.newVisits) {
		return Visit{}, false
	}
	v, ok := tr.visitAt(j)
	return v, ok && v.Intake.ID == id
}
