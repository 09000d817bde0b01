package town

import (
	"reflect"
	"slices"
	"strings"
	"testing"
)

func charts(tr *Truth) map[string]NextechPatient {
	return index(tr.NextechPatients(), func(p NextechPatient) string { return p.ID })
}
func encounters(tr *Truth) map[string]NextechEncounter {
	return index(tr.NextechEncounters(), func(e NextechEncounter) string { return e.ID })
}

func encounterChange(a, b NextechEncounter) What {
	switch {
	case a.Lock == b.Lock:
		return Edited
	case b.Lock == IsLocked:
		return Locked
	}
	return Unlocked
}

func TestScriptOfEncounters(t *testing.T) {
	town, got := New(demo()), sightings{}
	m1, m2, m3 := encounters(town.At(1)), encounters(town.At(2)), encounters(town.At(3))
	old := town.dawn(2).AddDate(0, 0, -30)
	for id, a := range m1 {
		b, c := m2[id], m3[id]
		stays := b.ID != ""
		got.count("locked", a.Lock == IsUnlocked && b.Lock == IsLocked)
		got.count("old and locked", a.Lock == IsUnlocked && b.Lock == IsLocked && a.Date.Before(old))
		got.count("unlocked, locked again", a.Lock == IsLocked && b.Lock == IsUnlocked && c.Lock == IsLocked)
		got.count("locked, edited", a.Lock == IsLocked && b.Lock == IsLocked && a.CCD("") != b.CCD(""))
		got.count("A B A", stays && a.CCD("") != b.CCD("") && a.CCD("") == c.CCD(""))
		got.count("moved", stays && !a.Date.Equal(b.Date))
		got.count("vanished", !stays && c.ID == "")
	}
	for id, b := range m2 {
		got.count("entered late", m1[id].ID == "" && b.Date.Before(old))
		got.count("new", m1[id].ID == "" && b.Date.After(old))
	}
	got.expect(t, "locked", "old and locked", "unlocked, locked again", "locked, edited", "A B A", "moved", "vanished", "entered late", "new")
}

func TestScriptOfNextechPatients(t *testing.T) {
	town, got := New(demo()), sightings{}
	p1, p2, p3 := charts(town.At(1)), charts(town.At(2)), charts(town.At(3))
	for id, a := range p1 {
		got.count("renamed", a.LastName != p3[id].LastName)
		got.count("A B A", a.FirstName != p2[id].FirstName && a == p3[id])
	}
	got.count("new", len(p2) > len(p1))
	got.expect(t, "renamed", "A B A", "new")
}

func TestEveryEncounterIsFoundByItsIDAndPatient(t *testing.T) {
	tr := New(demo()).At(3)
	all, listed := encounters(tr), 0
	for id, e := range all {
		if got, ok := tr.NextechEncounter(id); !ok || !reflect.DeepEqual(got, e) {
			t.Fatalf("encounter %s is not found as it is listed", id)
		}
	}
	for p := range tr.NextechPatients() {
		if got, ok := tr.NextechPatient(p.ID); !ok || got != p {
			t.Fatalf("patient %s is not found", p.ID)
		}
		n := 0
		for e := range tr.NextechEncountersOf(p.ID) {
			if n++; e.Patient != p.ID {
				t.Fatalf("encounter %s is listed under another patient", e.ID)
			}
		}
		if p.Oversized && p.Human < 300 && n <= OversizedAnswer {
			t.Errorf("oversized patient %s has %d encounters", p.ID, n)
		}
		listed += n
	}
	if listed != len(all) || len(all) < 400 {
		t.Errorf("the patients' lists have %d encounters of %d", listed, len(all))
	}
	for _, id := range []string{"", "x", "-1", "40001x", "40002", "7999999"} {
		_, patient := tr.NextechPatient(id)
		_, encounter := tr.NextechEncounter(id)
		if patient || encounter {
			t.Errorf("%q finds something", id)
		}
	}
}

func TestSearchFindsByNameAndChart(t *testing.T) {
	tr := New(demo()).At(1)
	finds := func(term string, p NextechPatient) bool { return slices.Contains(tr.NextechSearch(term), p) }
	charted := 0
	for p := range tr.NextechPatients() {
		for _, term := range []string{p.FirstName, strings.ToUpper(p.LastName), string([]rune(p.LastName)[:1]), p.FirstName + " " + p.LastName, p.LastName + ", " + p.FirstName} {
			if !finds(term, p) {
				t.Errorf("patient %s is not found by a name", p.ID)
			}
		}
		if p.Chart == "" {
			continue
		}
		charted++
		if !finds(strings.ToLower(p.Chart), p) || strings.HasPrefix(p.Chart, "0") && finds(strings.TrimLeft(p.Chart, "0"), p) {
			t.Errorf("patient %s is not found by the chart number alone", p.ID)
		}
	}
	if charted == 0 || charted == tr.NextechPatientCount() || len(tr.NextechSearch("zzzz")) != 0 {
		t.Errorf("%d patients have a chart number", charted)
	}
}

// TestDocumentsHoldTheFacts: what the sections say is in the document, and flaws are.
func TestDocumentsHoldTheFacts(t *testing.T) {
	flaws, got := map[Flaw]int{}, sightings{}
	for e := range New(demo()).At(1).NextechEncounters() {
		whole := e.CCD("")
		got.count("without document", whole == "")
		got.count("without doctor", e.Doctor.ID == 0 && e.Doctor.Staff == -1)
		got.count("beyond 32 bits", len(e.ID) > 9)
		if whole == "" {
			continue
		}
		flaws[e.Flaw]++
		if (e.Flaw == Unclosed) == strings.Contains(whole, "</body>") || (e.Flaw == Hostile) != strings.Contains(whole, "<script>") ||
			(e.Flaw == Huge) != (len(whole) > 150_000) {
			t.Errorf("encounter %s is not %q", e.ID, e.Flaw)
		}
		for i, s := range e.Sections {
			got.count("empty section", s.Text == "" && len(s.Rows) == 0)
			part := e.CCD(s.Category)
			for _, text := range append(slices.Concat(s.Rows...), s.Text, s.Title) {
				if text = escaper.Replace(text); !strings.Contains(whole, text) || !strings.Contains(part, text) {
					t.Fatalf("encounter %s does not show %q", e.ID, text)
				}
			}
			if other := e.Sections[(i+1)%len(e.Sections)]; strings.Contains(part, escaper.Replace(other.Title)) {
				t.Errorf("section %s shows %s", s.Category, other.Category)
			}
		}
	}
	got.expect(t, "without document", "without doctor", "beyond 32 bits", "empty section")
	if len(flaws) != 4 {
		t.Errorf("flaws: %v", flaws)
	}
}
