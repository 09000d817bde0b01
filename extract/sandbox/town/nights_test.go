package town

import (
	"cmp"
	"maps"
	"reflect"
	"slices"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
)

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
		case !reflect.DeepEqual(a, b):
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

func clientChange(a, b NextvisitPatient) What {
	switch {
	case a.Trashed.IsZero() && !b.Trashed.IsZero():
		return Trashed
	case !a.Trashed.IsZero() && b.Trashed.IsZero():
		return Restored
	}
	return Edited
}

// bare takes out of every entity what has an identity of its own.
func bare[T any](of map[string]T, cut func(T) T) map[string]T {
	for id, v := range of {
		of[id] = cut(v)
	}
	return of
}

func alone(p VSeePatient) VSeePatient { p.History = nil; return p }
func empty(r VSeeRoom) VSeeRoom       { r.Providers = nil; return r }
func unsignedBy(n Note) Note          { n.User.Name, n.User.Updated = "", time.Time{}; return n }
func outer(v Visit) Visit {
	v.Intake, v.History, v.Room.Name = Intake{ID: v.Intake.ID}, nil, ""
	return v
}

func TestChangesAreTheDifferenceOfTruths(t *testing.T) {
	towns := []Options{demo()}
	for seed := range uint64(6) {
		towns = append(towns, Options{Seed: seed, Patients: 40, Practitioners: int(seed), VisitsPerPatient: 2, NotesPerPatient: 1, EncountersPerPatient: 1, SessionsPerPatient: 1})
	}
	for _, o := range towns {
		town := New(o)
		if n := len(town.At(1).Changes()); n != 0 {
			t.Fatalf("the first night has %d changes", n)
		}
		for night := 2; night <= LastNight+1; night++ {
			if diff := gocmp.Diff(differences(town, night), town.At(night).Changes()); diff != "" {
				t.Errorf("seed %d, night %d: %s", o.Seed, night, diff)
			}
		}
	}
}

// differences compares a night with the night before, kind by kind.
func differences(town *Town, night int) (want []Change) {
	first, a, b := town.At(1), town.At(night-1), town.At(night)
	gather := func(v Vendor, k Kind, found map[string]What) {
		for id, what := range found {
			want = append(want, Change{night, v, k, id, what})
		}
	}
	gather(VSee, KindPatient, compare(bare(patients(a), alone), bare(patients(b), alone), patients(first), edited))
	gather(VSee, KindVisit, compare(bare(visits(a), outer), bare(visits(b), outer), visits(first), edited))
	gather(VSee, KindIntake, compare(intakes(a), intakes(b), intakes(first), edited))
	gather(VSee, KindProfile, compare(maps.Collect(a.Profiles()), maps.Collect(b.Profiles()), nil, edited))
	gather(VSee, KindPractitioner, compare(practitioners(a), practitioners(b), nil, edited))
	gather(VSee, KindOrganization, compare(accounts(a), accounts(b), nil, edited))
	gather(VSee, KindLocation, compare(bare(rooms(a), empty), bare(rooms(b), empty), nil, edited))
	gather(VSee, KindRole, compare(roles(a), roles(b), nil, edited))
	gather(VSee, KindFile, compare(files(a), files(b), nil, edited))
	gather(Nextvisit, KindNote, compare(bare(notes(a), unsignedBy), bare(notes(b), unsignedBy), notes(first), noteChange))
	gather(Nextvisit, KindPatient, compare(clients(a), clients(b), nil, clientChange))
	gather(Nextvisit, KindPractitioner, compare(authors(a), authors(b), nil, edited))
	gather(Nextvisit, KindOrganization, compare(teams(a), teams(b), nil, edited))
	gather(Nextech, KindPatient, compare(charts(a), charts(b), charts(first), edited))
	gather(Nextech, KindEncounter, compare(encounters(a), encounters(b), encounters(first), encounterChange))
	gather(Noa, KindSession, compare(sessions(a), sessions(b), sessions(first), sessionChange))
	slices.SortFunc(want, func(a, b Change) int {
		return cmp.Or(cmp.Compare(a.Vendor, b.Vendor), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.ID, b.ID))
	})
	return want
}

// sightings counts what a reader can see from outside between nights.
type sightings map[string]int

func (s sightings) count(name string, yes bool) {
	if yes {
		s[name]++
	}
}

func (s sightings) expect(t *testing.T, names ...string) {
	t.Helper()
	for _, name := range names {
		if s[name] == 0 {
			t.Errorf("no %s", name)
		}
	}
}

func TestScriptOfVisits(t *testing.T) {
	town, got := New(demo()), sightings{}
	v1, v2, v3 := visits(town.At(1)), visits(town.At(2)), visits(town.At(3))
	for id, a := range v1 {
		b, c := v2[id], v3[id]
		stays := b.ID != ""
		got.count("20 30 40", a.Status == 20 && b.Status == 30 && c.Status == 40 && c.PostVisit != nil)
		got.count("walk-in appears", a.Walkin == "" && b.Walkin != "" && v2[b.Walkin].Root == id && v1[b.Walkin].ID == "")
		got.count("cancelled", a.Outcome == Planned && c.Outcome == Cancelled)
		got.count("prescriptions shrink", stays && len(b.Prescribed) < len(a.Prescribed))
		got.count("edited silently", stays && a.Modified.Equal(b.Modified) && !reflect.DeepEqual(a, b))
		got.count("test cleared", stays && a.Test && !b.Test)
		got.count("A B A", stays && a.Intake.Reason != b.Intake.Reason && a.Intake.Reason == c.Intake.Reason)
		got.count("deleted", !stays && c.ID == "")
		if a.PostVisit != nil && b.PostVisit != nil {
			got.count("diagnoses shrink", len(b.PostVisit.Diagnoses) < len(a.PostVisit.Diagnoses))
			got.count("draft to final", a.PostVisit.Draft && !b.PostVisit.Draft)
		}
	}
	got.expect(t, "20 30 40", "walk-in appears", "cancelled", "prescriptions shrink", "edited silently", "test cleared", "A B A",
		"deleted", "diagnoses shrink", "draft to final")
}

func TestScriptOfNotes(t *testing.T) {
	town, got := New(demo()), sightings{}
	m1, m2, m3 := notes(town.At(1)), notes(town.At(2)), notes(town.At(3))
	old := town.dawn(2).AddDate(0, 0, -30)
	for id, a := range m1 {
		b, c := m2[id], m3[id]
		stays := b.ID != ""
		got.count("signed late", !a.Signed() && b.Signed() && a.Created.Before(old))
		got.count("unsigned, signed again", stays && a.Signed() && !b.Signed() && c.Signed())
		got.count("signed, edited", a.Signed() && b.Signed() && a.Analysis != b.Analysis)
		got.count("re-linked", a.Patient != "" && b.Patient != "" && a.Patient != b.Patient)
		got.count("linked late", a.Patient == "" && b.Patient != "")
		got.count("restored", !stays && reflect.DeepEqual(a, c))
		got.count("deleted", !stays && c.ID == "")
		got.count("A B A", stays && a.Analysis != b.Analysis && a.Analysis == c.Analysis)
		got.count("processing ends", a.Analysis == "" && b.Analysis != "")
	}
	got.expect(t, "signed late", "unsigned, signed again", "signed, edited", "re-linked", "linked late", "restored", "deleted",
		"A B A", "processing ends")
}

func TestScriptOfPatients(t *testing.T) {
	town, got := New(demo()), sightings{}
	p2, p3 := patients(town.At(2)), patients(town.At(3))
	for id, a := range patients(town.At(1)) {
		b := p2[id]
		got.count("edited", b.ID != "" && a.LastName != b.LastName)
		got.count("A B A", b.ID != "" && !reflect.DeepEqual(a, b) && reflect.DeepEqual(a, p3[id]))
		got.count("deleted", b.ID == "")
	}
	got.expect(t, "edited", "A B A", "deleted")
}

func TestScriptOfWhatVisitsShow(t *testing.T) {
	town, got := New(demo()), sightings{}
	one, two, three := town.At(1), town.At(2), town.At(3)
	v2, v3 := visits(two), visits(three)
	for id, a := range visits(one) {
		b, stays := v2[id]
		got.count("prescription appears", stays && len(b.Prescribed) > len(a.Prescribed))
		got.count("prescription ends", stays && len(a.Prescribed) > 0 && len(a.Prescribed) == len(b.Prescribed) && a.Prescribed[0].Status != b.Prescribed[0].Status)
		got.count("invoice paid", stays && a.Invoice != nil && a.Invoice.Status == "pending" && b.Invoice.Status == "paid")
		silent := stays && a.Modified.Equal(b.Modified) && !reflect.DeepEqual(a.Intake.Answers, b.Intake.Answers)
		got.count("intake edited inside", silent && !a.Has(IntakeApart))
		got.count("intake edited apart", silent && a.Has(IntakeApart))
		got.count("room renamed inside", stays && a.Room.Name != b.Room.Name && b.Room.Name == v3[id].Room.Name)
	}
	p2, p3 := maps.Collect(two.Profiles()), maps.Collect(three.Profiles())
	for id, a := range maps.Collect(one.Profiles()) {
		b := p2[id]
		got.count("allergy removed", len(b.Allergies) < len(a.Allergies) && len(b.Medications) > len(a.Medications))
		got.count("conditions A B A", len(b.Conditions) < len(a.Conditions) && reflect.DeepEqual(a.Conditions, p3[id].Conditions))
	}
	got.expect(t, "prescription appears", "prescription ends", "invoice paid", "intake edited inside", "intake edited apart",
		"room renamed inside", "allergy removed", "conditions A B A")
}

func TestScriptOfTheHouse(t *testing.T) {
	town, got := New(demo()), sightings{}
	for night := 2; night <= LastNight; night++ {
		for _, c := range town.At(night).Changes() {
			got.count(string(c.Kind)+" "+string(c.What), true)
			got.count(string(c.Vendor)+" "+string(c.Kind), true)
		}
	}
	got.expect(t, "location added", "location edited", "location deleted", "practitioner_role added", "practitioner_role deleted",
		"organization edited", "organization added", "file added", "file edited", "file deleted", "intake added", "intake deleted",
		"medical_profile edited", "vsee practitioner", "nextvisit practitioner", "vsee organization", "nextvisit organization")
}

func TestScriptOfTheDirectory(t *testing.T) {
	town, got := New(demo()), sightings{}
	one, two, three := town.At(1), town.At(2), town.At(3)
	p2, p3 := clients(two), clients(three)
	for id, a := range clients(one) {
		b, stays := p2[id]
		c := p3[id]
		got.count("trashed from the start", !a.Trashed.IsZero())
		got.count("trashed and restored", a.Trashed.IsZero() && !b.Trashed.IsZero() && stays && c.Trashed.IsZero() && c.ID != "")
		got.count("trashed for good", a.Trashed.IsZero() && !c.Trashed.IsZero())
		got.count("gone", !stays && c.ID == "")
		got.count("renamed", stays && a.LastName != b.LastName)
		got.count("allergies emptied", a.Allergies != "" && stays && b.Allergies == "")
		got.count("medications A B A", len(b.Medications) > len(a.Medications) && reflect.DeepEqual(a.Medications, c.Medications))
		got.count("without medications", stays && a.Unloaded.Medications)
		got.count("without allergies", stays && a.Unloaded.Allergies)
	}
	got.expect(t, "trashed from the start", "trashed and restored", "trashed for good", "gone", "renamed", "allergies emptied",
		"medications A B A", "without medications", "without allergies")
}
