package town

import (
	"iter"
	"slices"
	"strconv"
	"sync"
)

// Truth is the town on one night: the facts a warehouse should hold after reading all vendors completely. It is
// immutable and safe for concurrent use. Every entity is drawn anew when asked for.
type Truth struct {
	town     *Town
	night    int
	patients []int32 // human numbers of the live VSee patients, by id of first appearance
	notes    []int32 // numbers of the live notes, oldest first
	byHuman  func() map[string][]int32
	nextech  nextechTruth
}

// At tells the truth of a night. Nights count from 1; below that it is the first.
func (t *Town) At(night int) *Truth {
	tr := &Truth{town: t, night: max(night, 1)}
	for h := range t.opts.Patients + len(t.newHumans) {
		if atVSee(h) && t.humanSince(h) <= tr.night && lives(t.script.patients[h], tr.night) {
			tr.patients = append(tr.patients, int32(h))
		}
	}
	for n := range t.baseNotes() + len(t.newNotes) {
		if t.noteSince(n) <= tr.night && lives(t.script.notes[n], tr.night) {
			tr.notes = append(tr.notes, int32(n))
		}
	}
	tr.byHuman = sync.OnceValue(tr.notesByPatient)
	tr.seeNextech()
	return tr
}

// lives tells whether the edits leave the entity undeleted.
func lives[T any](edits []edit[T], night int) bool {
	there := true
	for _, e := range edits {
		if e.night <= night && e.apply == nil {
			there = e.what != Deleted
		}
	}
	return there
}

func (t *Town) noteSince(n int) int {
	if i := n - t.baseNotes(); i >= 0 {
		return t.newNotes[i].night
	}
	return 1
}

// Night is the night the truth is of.
func (tr *Truth) Night() int { return tr.night }

// VSeePatients yields the live VSee patients.
func (tr *Truth) VSeePatients() iter.Seq[VSeePatient] {
	return func(yield func(VSeePatient) bool) {
		for i := range tr.patients {
			if !yield(tr.VSeePatientAt(i)) {
				return
			}
		}
	}
}

// VSeePatientCount is the number of live VSee patients.
func (tr *Truth) VSeePatientCount() int { return len(tr.patients) }

// VSeePatientAt is the i-th live VSee patient. The order is stable within a night.
func (tr *Truth) VSeePatientAt(i int) VSeePatient {
	n := int(tr.patients[i])
	p, _ := tr.patient(n)
	return p
}

func (tr *Truth) patient(n int) (VSeePatient, bool) {
	p, ok := on(tr.town.vseePatient(n), tr.town.script.patients[n], tr.night)
	p.History = tr.town.profileOn(n, p.History, tr.night)
	return p, ok
}

// VSeePatient finds a live VSee patient by id.
func (tr *Truth) VSeePatient(id string) (VSeePatient, bool) {
	n, ok := tr.town.humanOfPatient(id)
	if !ok || tr.town.humanSince(n) > tr.night {
		return VSeePatient{}, false
	}
	return tr.patient(n)
}

// Practitioners are VSee's users of type 400. Nobody comes or goes.
func (tr *Truth) Practitioners() []VSeeUser {
	users := make([]VSeeUser, len(tr.town.staff))
	for i := range users {
		users[i] = tr.practitioner(i)
	}
	return users
}

func (tr *Truth) practitioner(i int) VSeeUser {
	u, _ := on(tr.town.staff[i], tr.town.script.staff[i], tr.night)
	return u
}

// OtherUsers are VSee's users who are neither patients nor practitioners. They do not change.
func (tr *Truth) OtherUsers() []VSeeUser { return tr.town.otherUsers() }

// VSeeUser finds a user who is not a patient by id.
func (tr *Truth) VSeeUser(id string) (VSeeUser, bool) {
	if i, ok := number(id, staffBase); ok && i < tr.town.opts.Practitioners {
		return tr.practitioner(i), true
	}
	others := tr.town.otherUsers()
	if i := slices.IndexFunc(others, func(u VSeeUser) bool { return u.ID == id }); i >= 0 {
		return others[i], true
	}
	return VSeeUser{}, false
}

// NextvisitPatients yields all Nextvisit patients by rising id, those in the trash included.
func (tr *Truth) NextvisitPatients() iter.Seq[NextvisitPatient] {
	return func(yield func(NextvisitPatient) bool) {
		for h := range tr.town.opts.Patients + len(tr.town.newHumans) {
			if p, ok := tr.client(h); ok && !yield(p) {
				return
			}
		}
	}
}

// NextvisitPatient finds a Nextvisit patient by id, in the trash or not.
func (tr *Truth) NextvisitPatient(id string) (NextvisitPatient, bool) {
	h, ok := number(id, nextvisitPatientBase)
	if !ok {
		return NextvisitPatient{}, false
	}
	return tr.client(h)
}

func (tr *Truth) client(h int) (NextvisitPatient, bool) {
	if !tr.atNextvisit(h) {
		return NextvisitPatient{}, false
	}
	return on(tr.town.nextvisitPatient(h), tr.town.script.clients[h], tr.night)
}

func (tr *Truth) atNextvisit(h int) bool {
	since := tr.town.humanSince(h)
	return since > 0 && since <= tr.night && atNextvisit(h)
}

// EmbeddedPatient is NextvisitPatient without what notes never show, which is left empty.
func (tr *Truth) EmbeddedPatient(id string) (NextvisitPatient, bool) {
	h, ok := number(id, nextvisitPatientBase)
	if !ok || !tr.atNextvisit(h) {
		return NextvisitPatient{}, false
	}
	return on(tr.town.embeddedPatient(h, tr.town.human(h)), tr.town.script.clients[h], tr.night)
}

// Notes yields the live notes, oldest first.
func (tr *Truth) Notes() iter.Seq[Note] {
	return func(yield func(Note) bool) {
		for i := range tr.notes {
			if !yield(tr.NoteAt(i)) {
				return
			}
		}
	}
}

// NoteCount is the number of live notes.
func (tr *Truth) NoteCount() int { return len(tr.notes) }

// NoteAt is the i-th live note, oldest first.
func (tr *Truth) NoteAt(i int) Note {
	n := int(tr.notes[i])
	v, _ := tr.noteOn(n)
	return v
}

// noteOn names its user as they are called on the night.
func (tr *Truth) noteOn(n int) (Note, bool) {
	v, ok := on(tr.town.note(n), tr.town.script.notes[n], tr.night)
	id := v.User.ID
	v.User = tr.author(v.User.Staff)
	v.User.ID = id
	return v, ok
}

// Note finds a live note by id.
func (tr *Truth) Note(id string) (Note, bool) {
	n, ok := tr.town.noteNumber(id)
	if !ok || tr.town.noteSince(n) > tr.night {
		return Note{}, false
	}
	return tr.noteOn(n)
}

// NotesOf gives the places, for NoteAt, of a Nextvisit patient's notes, oldest first.
func (tr *Truth) NotesOf(patient string) []int32 { return tr.byHuman()[patient] }

// notesByPatient draws no note: only the script can make its patient differ from the one of its slot.
func (tr *Truth) notesByPatient() map[string][]int32 {
	by := map[string][]int32{}
	for i, n := range tr.notes {
		if _, edited := tr.town.script.notes[int(n)]; edited {
			if p := tr.NoteAt(i).Patient; p != "" {
				by[p] = append(by[p], int32(i))
			}
		} else if !patientless(int(n)) {
			p := strconv.Itoa(nextvisitPatientBase + tr.town.noteHuman(int(n)))
			by[p] = append(by[p], int32(i))
		}
	}
	return by
}
