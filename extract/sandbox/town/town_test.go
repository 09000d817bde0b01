package town

import (
	"cmp"
	"iter"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

func demo() Options {
	return Options{Seed: 7, Patients: 300, VisitsPerPatient: 5, NotesPerPatient: 3.4}
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

func TestSameOptionsSameTown(t *testing.T) {
	a, b := New(demo()), New(demo())
	for night := 1; night <= LastNight; night++ {
		x, y := a.At(night), b.At(night)
		for name, diff := range map[string]string{
			"patients": gocmp.Diff(patients(x), patients(y)), "visits": gocmp.Diff(visits(x), visits(y)),
			"notes": gocmp.Diff(notes(x), notes(y)), "changes": gocmp.Diff(x.Changes(), y.Changes()),
		} {
			if diff != "" {
				t.Errorf("night %d: %s differ: %s", night, name, diff)
			}
		}
	}
	other := demo()
	other.Seed++
	if gocmp.Equal(visits(a.At(1)), visits(New(other).At(1))) {
		t.Error("another seed gives the same visits")
	}
}

// compare lists what differs between two nights, knowing nothing of the script.
func compare[T any](before, after, ever map[string]T, what func(a, b T) What) map[string]What {
	found := map[string]What{}
	for id, b := range after {
		a, was := before[id]
		_, known := ever[id]
		switch {
		case !was && known:
			found[id] = Restored
		case !was:
			found[id] = Added
		case !gocmp.Equal(a, b):
			found[id] = what(a, b)
		}
	}
	for id := range before {
		if _, is := after[id]; !is {
			found[id] = Deleted
		}
	}
	return found
}

func edited[T any](_, _ T) What { return Edited }

func noteChange(a, b Note) What {
	switch {
	case a.Patient != b.Patient:
		return Relinked
	case !a.Signed() && b.Signed():
		return Signed
	case a.Signed() && !b.Signed():
		return Unsigned
	}
	return Edited
}

func TestChangesAreTheDifferenceOfTruths(t *testing.T) {
	town := New(demo())
	first := town.At(1)
	if n := len(first.Changes()); n != 0 {
		t.Fatalf("the first night has %d changes", n)
	}
	for night := 2; night <= LastNight+1; night++ {
		a, b := town.At(night-1), town.At(night)
		var want []Change
		gather := func(v Vendor, k Kind, found map[string]What) {
			for id, what := range found {
				want = append(want, Change{night, v, k, id, what})
			}
		}
		gather(VSee, KindPatient, compare(patients(a), patients(b), patients(first), edited))
		gather(VSee, KindVisit, compare(visits(a), visits(b), visits(first), edited))
		gather(Nextvisit, KindNote, compare(notes(a), notes(b), notes(first), noteChange))
		gather(Nextvisit, KindPatient, compare(clients(a), clients(b), clients(first), edited))
		slices.SortFunc(want, func(a, b Change) int {
			return cmp.Or(cmp.Compare(a.Vendor, b.Vendor), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.ID, b.ID))
		})
		if diff := gocmp.Diff(want, b.Changes()); diff != "" {
			t.Errorf("night %d: %s", night, diff)
		}
	}
}

// TestScriptHasEverything holds the script to what it must show, by what a reader can see from outside.
func TestScriptHasEverything(t *testing.T) {
	town := New(demo())
	n1, n2, n3 := town.At(1), town.At(2), town.At(3)
	v1, v2, v3 := visits(n1), visits(n2), visits(n3)
	got := map[string]int{}
	count := func(name string, yes bool) {
		if yes {
			got[name]++
		}
	}
	for id, a := range v1 {
		b, c := v2[id], v3[id]
		count("20 30 40", a.Status == 20 && b.Status == 30 && c.Status == 40 && c.PostVisit != nil)
		count("walk-in appears", a.Walkin == "" && b.Walkin != "" && v2[b.Walkin].Root == id && v1[b.Walkin].ID == "")
		count("cancelled", a.Outcome == Planned && c.Outcome == Cancelled)
		count("diagnoses shrink", a.PostVisit != nil && b.PostVisit != nil && len(b.PostVisit.Diagnoses) < len(a.PostVisit.Diagnoses))
		count("prescriptions shrink", b.ID != "" && len(b.Prescribed) < len(a.Prescribed))
		count("draft to final", a.PostVisit != nil && b.PostVisit != nil && a.PostVisit.Draft && !b.PostVisit.Draft)
		count("edited silently", b.ID != "" && a.Modified.Equal(b.Modified) && !gocmp.Equal(a, b))
		count("test cleared", a.Test && b.ID != "" && !b.Test)
		count("A B A", b.ID != "" && a.Intake.Reason != b.Intake.Reason && a.Intake.Reason == c.Intake.Reason)
		count("deleted", b.ID == "" && c.ID == "")
	}
	m1, m2, m3 := notes(n1), notes(n2), notes(n3)
	old := town.dawn(2).AddDate(0, 0, -30)
	for id, a := range m1 {
		b, c := m2[id], m3[id]
		count("signed late", !a.Signed() && b.Signed() && a.Created.Before(old))
		count("unsigned, signed again", a.Signed() && b.ID != "" && !b.Signed() && c.Signed())
		count("signed, edited", a.Signed() && b.Signed() && a.Analysis != b.Analysis)
		count("re-linked", a.Patient != "" && b.Patient != "" && a.Patient != b.Patient)
		count("linked late", a.Patient == "" && b.Patient != "")
		count("note restored", b.ID == "" && c.ID != "" && gocmp.Equal(a, c))
		count("note deleted", b.ID == "" && c.ID == "")
		count("note A B A", b.ID != "" && a.Analysis != b.Analysis && a.Analysis == c.Analysis)
		count("processing ends", a.Analysis == "" && b.Analysis != "")
	}
	p1, p2, p3 := patients(n1), patients(n2), patients(n3)
	for id, a := range p1 {
		b := p2[id]
		count("profile edit", b.ID != "" && a.LastName != b.LastName)
		count("profile A B A", b.ID != "" && !gocmp.Equal(a, b) && gocmp.Equal(a, p3[id]))
		count("user deleted", b.ID == "")
	}
	for _, name := range []string{
		"20 30 40", "walk-in appears", "cancelled", "diagnoses shrink", "prescriptions shrink", "draft to final", "edited silently",
		"test cleared", "A B A", "deleted", "signed late", "unsigned, signed again", "signed, edited", "re-linked", "linked late",
		"note restored", "note deleted", "note A B A", "processing ends", "profile edit", "profile A B A", "user deleted",
	} {
		if got[name] == 0 {
			t.Errorf("no %s", name)
		}
	}
}

func TestEveryEntityIsFoundByItsID(t *testing.T) {
	tr := New(demo()).At(3)
	all := visits(tr)
	for id, v := range all {
		if got, ok := tr.Visit(id); !ok || !gocmp.Equal(got, v) {
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
		if got, ok := tr.Note(id); !ok || !gocmp.Equal(got, n) {
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
		look("p"+p.ID, p.FirstName+" "+p.PolicyNo+" "+p.Emergency)
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
	if len(seen) < 5000 {
		t.Errorf("only %d canaries", len(seen))
	}
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
	if len(visits(tr))+len(notes(tr))+len(patients(tr))+len(tr.Changes()) != 0 {
		t.Error("a town without people is not empty")
	}
}
