package town

import (
	"slices"
	"time"
)

// edit is one scripted change of one entity. Without apply the entity goes, or comes back.
type edit[T any] struct {
	night int
	what  What
	apply func(*T)
}

// script holds the edits by the entity's number, in the order of nights.
type script struct {
	patients map[int][]edit[VSeePatient]
	profiles map[int][]edit[History]
	visits   map[int][]edit[Visit]
	files    map[int][]edit[StoredFile]
	staff    map[int][]edit[VSeeUser]
	rooms    map[int][]edit[VSeeRoom]
	accounts map[int][]edit[VSeeAccount]
	notes    map[int][]edit[Note]
	clients  map[int][]edit[NextvisitPatient]
	authors  map[int][]edit[NextvisitUser]
	teams    map[int][]edit[NextvisitTeam]
}

func newScript() script {
	return script{
		map[int][]edit[VSeePatient]{}, map[int][]edit[History]{}, map[int][]edit[Visit]{}, map[int][]edit[StoredFile]{},
		map[int][]edit[VSeeUser]{}, map[int][]edit[VSeeRoom]{}, map[int][]edit[VSeeAccount]{}, map[int][]edit[Note]{},
		map[int][]edit[NextvisitPatient]{}, map[int][]edit[NextvisitUser]{}, map[int][]edit[NextvisitTeam]{},
	}
}

// elsewhere is what happens to a visit when only something with an identity of its own changes inside it.
const elsewhere What = ""

// on brings an entity to the state of a night; false: it is deleted then.
func on[T any](v T, edits []edit[T], night int) (T, bool) {
	there := true
	for _, e := range edits {
		switch {
		case e.night > night:
		case e.apply != nil:
			e.apply(&v)
		default:
			there = e.what != Deleted
		}
	}
	return v, there
}

// writeScript chooses who changes. The amounts grow slowly with the town, so that a night stays a night.
func (t *Town) writeScript() {
	if t.opts.Patients == 0 {
		return
	}
	t.addHumans(2, t.share())
	t.addHumans(3, 1)
	t.scriptPatients()
	t.scriptVisits()
	t.scriptNotes()
	t.addVisitsAndNotes()
	t.scriptInside()
	t.scriptProfiles()
	t.scriptFiles()
	t.scriptHouse()
	t.scriptDirectory()
}

// share is how many entities one kind of change touches.
func (t *Town) share() int { return 2 + t.opts.Patients/1000 }

// addHumans lets people appear; as many as are needed for some to be known at both vendors.
func (t *Town) addHumans(night, known int) {
	for found := 0; found < known; {
		h := t.opts.Patients + len(t.newHumans)
		t.newHumans = append(t.newHumans, night)
		if atVSee(h) && atNextvisit(h) {
			found++
		}
	}
}

func (t *Town) addVisitsAndNotes() {
	for i, night := range t.newHumans {
		h := t.opts.Patients + i
		if atVSee(h) {
			t.newVisits = append(t.newVisits, addedVisit{night, h, -1})
		}
		if atNextvisit(h) {
			t.newNotes = append(t.newNotes, addedNote{night, h})
		}
	}
	for night := 2; night <= LastNight; night++ {
		for i := range 3 * t.share() {
			if h := (i*7 + night) % t.opts.Patients; atVSee(h) && lives(t.script.patients[h], night) && t.opts.VisitsPerPatient > 0 {
				t.newVisits = append(t.newVisits, addedVisit{night, h, -1})
			}
			if h := (i*11 + night) % t.opts.Patients; atNextvisit(h) && t.opts.NotesPerPatient > 0 {
				t.newNotes = append(t.newNotes, addedNote{night, h})
			}
		}
	}
	slices.SortStableFunc(t.newNotes, func(a, b addedNote) int { return a.night - b.night })
}

// at is a moment some hours before the dawn of a night, when its changes were made.
func (t *Town) at(night int) time.Time { return t.dawn(night).Add(-5 * time.Hour) }

// choose finds up to n entities that nobody else edits and that suit; it starts at a place of its own, so that the
// choices of one town are spread.
func chooseFor[T any](n, from, count int, taken map[int][]edit[T], draw func(int) T, suits func(int, T) bool) []int {
	var found []int
	for i := 0; i < count && len(found) < n; i++ {
		k := (from + i) % count
		if _, used := taken[k]; used {
			continue
		}
		if suits(k, draw(k)) {
			found = append(found, k)
			taken[k] = nil // taken from now on, even before its first edit is written
		}
	}
	return found
}
