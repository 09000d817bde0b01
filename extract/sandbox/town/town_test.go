package town

import (
	"iter"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

func demo() Options {
	return Options{Seed: 7, Patients: 300, VisitsPerPatient: 5, NotesPerPatient: 3.4, EncountersPerPatient: 2, SessionsPerPatient: 1}
}

func index[T any](all iter.Seq[T], id func(T) string) map[string]T {
	m := map[string]T{}
	for v := range all {
		m[id(v)] = v
	}
	return m
}

func patients(tr *Truth) map[string]VSeePatient {
	return index(tr.VSeePatients(), func(p VSeePatient) string { return p.ID })
}
func visits(tr *Truth) map[string]Visit {
	return index(tr.Visits(), func(v Visit) string { return v.ID })
}
func notes(tr *Truth) map[string]Note { return index(tr.Notes(), func(n Note) string { return n.ID }) }
func clients(tr *Truth) map[string]NextvisitPatient {
	return index(tr.NextvisitPatients(), func(p NextvisitPatient) string { return p.ID })
}

func intakes(tr *Truth) map[string]Intake {
	return index(tr.Intakes(), func(i Intake) string { return i.ID })
}
func files(tr *Truth) map[string]StoredFile {
	return index(tr.Files(), func(f StoredFile) string { return f.TargetType + "/" + f.Target + "/" + f.ID })
}
func rooms(tr *Truth) map[string]VSeeRoom {
	return index(tr.Rooms(), func(r VSeeRoom) string { return r.Code })
}
func roles(tr *Truth) map[string]RoomProvider {
	m := map[string]RoomProvider{}
	for r := range tr.Rooms() {
		for _, p := range r.Providers {
			m[r.Code+"/"+p.ID] = p
		}
	}
	return m
}
func accounts(tr *Truth) map[string]VSeeAccount {
	return index(slices.Values(tr.Accounts()), func(a VSeeAccount) string { return a.Code })
}
func practitioners(tr *Truth) map[string]VSeeUser {
	return index(slices.Values(tr.Practitioners()), func(u VSeeUser) string { return u.ID })
}
func authors(tr *Truth) map[string]NextvisitUser {
	return index(slices.Values(tr.NextvisitUsers()), func(u NextvisitUser) string { return strconv.Itoa(u.ID) })
}
func teams(tr *Truth) map[string]NextvisitTeam {
	return index(slices.Values(tr.NextvisitTeams()), func(v NextvisitTeam) string { return strconv.Itoa(v.ID) })
}

func TestSameOptionsSameTown(t *testing.T) {
	o := demo()
	o.Patients = 60
	a, b := New(o), New(o)
	for night := 1; night <= LastNight; night++ {
		x, y := a.At(night), b.At(night)
		for name, diff := range map[string]string{
			"patients": gocmp.Diff(patients(x), patients(y)), "visits": gocmp.Diff(visits(x), visits(y)),
			"notes": gocmp.Diff(notes(x), notes(y)), "files": gocmp.Diff(files(x), files(y)), "rooms": gocmp.Diff(rooms(x), rooms(y)),
			"clients": gocmp.Diff(clients(x), clients(y)), "changes": gocmp.Diff(x.Changes(), y.Changes()),
		} {
			if diff != "" {
				t.Errorf("night %d: %s differ: %s", night, name, diff)
			}
		}
	}
	other := o
	other.Seed++
	if reflect.DeepEqual(visits(a.At(1)), visits(New(other).At(1))) {
		t.Error("another seed gives the same visits")
	}
}

func TestEveryEntityIsFoundByItsID(t *testing.T) {
	tr := New(demo()).At(3)
	all := visits(tr)
	for id, v := range all {
		if got, ok := tr.Visit(id); !ok || !reflect.DeepEqual(got, v) {
			t.Fatalf("visit %s is not found as it is listed", id)
		}
		if v.Intake.ID != "" {
			if got, ok := tr.VisitOfIntake(v.Intake.ID); !ok || got.ID != id {
				t.Fatalf("intake of visit %s leads elsewhere", id)
			}
		}
	}
	listed := 0
	for p := range tr.VSeePatients() {
		if got, ok := tr.VSeePatient(p.ID); !ok || got.Human != p.Human {
			t.Fatalf("patient %s is not found", p.ID)
		}
		for v := range tr.VisitsOf(p.ID) {
			if listed++; v.Patient != p.ID {
				t.Fatalf("visit %s is listed under another patient", v.ID)
			}
		}
	}
	if listed != len(all) {
		t.Errorf("the patients' lists have %d visits of %d", listed, len(all))
	}
	byPatient := 0
	for p := range clients(tr) {
		byPatient += len(tr.NotesOf(p))
	}
	for id, n := range notes(tr) {
		if got, ok := tr.Note(id); !ok || !reflect.DeepEqual(got, n) {
			t.Fatalf("note %s is not found as it is listed", id)
		}
		if n.Patient == "" {
			byPatient++
		}
	}
	if byPatient != tr.NoteCount() {
		t.Errorf("%d notes are linked or loose, of %d", byPatient, tr.NoteCount())
	}
}

func TestUnknownIDsFindNothing(t *testing.T) {
	tr := New(demo()).At(1)
	for _, id := range []string{"", "-1", "x", "18399999", "18499999", "99999999999999999999", "14000009", "10000"} {
		_, visit := tr.Visit(id)
		_, note := tr.Note(id)
		_, patient := tr.VSeePatient(id)
		_, intake := tr.VisitOfIntake(id)
		if visit || note || patient || intake {
			t.Errorf("%q finds something", id)
		}
	}
	if _, ok := tr.Note("10001"); !ok {
		t.Error("the first note is not found")
	}
}

func TestNotesGrowOlderInOrder(t *testing.T) {
	var last Note
	ties := 0
	for n := range New(demo()).At(3).Notes() {
		if n.Created.Before(last.Created) {
			t.Fatalf("note %s is older than the one before it", n.ID)
		}
		if n.Created.Equal(last.Created) {
			ties++
		}
		last = n
	}
	if ties == 0 {
		t.Error("no two notes were created at the same time")
	}
}

func TestBothVendorsKnowTheSameHumansByOtherNames(t *testing.T) {
	tr := New(demo()).At(1)
	both, differ := 0, 0
	for p := range tr.NextvisitPatients() {
		for v := range tr.VSeePatients() {
			if v.Human == p.Human {
				both++
				if v.FirstName != "" && (v.FirstName != p.FirstName || v.LastName != p.LastName) {
					differ++
				}
			}
		}
	}
	if both < 100 || differ == 0 || differ > both/2 {
		t.Errorf("%d humans at both vendors, %d with names that differ", both, differ)
	}
}

func TestCanariesAreUnique(t *testing.T) {
	o := demo()
	o.Canary = true
	tr := New(o).At(1)
	seen := map[string]string{}
	look := func(id, text string) {
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
	for p := range tr.VSeePatients() {
		look("p"+p.ID, p.FirstName+" "+p.LastName+" "+p.Phone+" "+p.Email+" "+p.PolicyNo+" "+p.Emergency)
	}
	for v := range tr.Visits() {
		look("v"+v.ID, v.Intake.Reason)
		if v.PostVisit != nil {
			look("v"+v.ID, v.PostVisit.PhysicalExam+" "+v.PostVisit.AssessmentPlan+" "+v.PostVisit.Instructions)
		}
	}
	for n := range tr.Notes() {
		look("n"+n.ID, n.Transcription+" "+n.Analysis)
	}
	for owner, texts := range laterTexts(tr) {
		if len(texts) == 0 || !strings.Contains(texts[0], CanaryMark) {
			t.Errorf("%s has no canary", owner)
		}
		look(owner, strings.Join(texts, " "))
	}
	if len(seen) < 6000 {
		t.Errorf("only %d canaries", len(seen))
	}
}

// laterTexts are free texts of entities with an identity of their own, by which of them holds them.
func laterTexts(tr *Truth) map[string][]string {
	texts := map[string][]string{}
	for r := range tr.Rooms() {
		texts["room "+r.Code] = append([]string{r.Name, r.Consultations[0].Description}, r.Specialties...)
	}
	for _, l := range tr.Accounts()[0].Labels {
		texts["account"] = append(texts["account"], l.Text)
	}
	for f := range tr.Files() {
		texts["file "+f.ID] = []string{f.Name}
	}
	for id, h := range tr.Profiles() {
		for _, i := range slices.Concat(h.Medications, h.Allergies, h.Social, h.Habits) {
			texts["profile "+id] = append(texts["profile "+id], i.Text)
		}
	}
	for p := range tr.NextvisitPatients() {
		texts["client "+p.ID] = append([]string{p.Contact.Phone, p.Contact.Line, p.Contact.City, p.Contact.Email, p.Allergies}, p.Timeline...)
	}
	for _, v := range tr.NextvisitTeams() {
		texts["team "+strconv.Itoa(v.ID)] = []string{v.Name}
	}
	return texts
}

func TestNoteLengths(t *testing.T) {
	sizes := func(o Options) []int {
		var all []int
		for n := range New(o).At(1).Notes() {
			all = append(all, len(n.Transcription)+len(n.Analysis))
		}
		slices.Sort(all)
		return all
	}
	all := sizes(demo())
	if median, p99 := all[len(all)/2], all[len(all)*99/100]; median < 2000 || median > 4500 || p99 < 30_000 || p99 > 90_000 {
		t.Errorf("median %d, 99th percentile %d", median, p99)
	}
	o := demo()
	o.FlatNotes = true
	if all = sizes(o); all[len(all)-1] > 1500 {
		t.Errorf("a flat note of %d bytes", all[len(all)-1])
	}
}

func TestLargeTownIsLaidOutLazily(t *testing.T) {
	tr := New(Options{Seed: 1, Patients: 100_000, VisitsPerPatient: 5, NotesPerPatient: 1}).At(2)
	if n := tr.VSeePatientCount(); n < 90_000 {
		t.Errorf("%d VSee patients", n)
	}
	if n := tr.NoteCount(); n < 95_000 {
		t.Errorf("%d notes", n)
	}
	if v, ok := tr.Visit("18900000"); ok && v.ID != "18900000" {
		t.Error("a visit far out has another id")
	}
}

func TestEmptyTown(t *testing.T) {
	tr := New(Options{}).At(3)
	if len(visits(tr))+len(notes(tr))+len(patients(tr))+len(clients(tr))+len(files(tr)) != 0 {
		t.Error("a town without people is not empty")
	}
	for _, c := range tr.Changes() {
		if c.Kind != KindLocation && c.Kind != KindRole && c.Kind != KindOrganization {
			t.Errorf("a %s was %s in a town without people", c.Kind, c.What)
		}
	}
}
