package town

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

func sessions(tr *Truth) map[string]NoaSession {
	return index(tr.NoaSessions(), func(s NoaSession) string { return s.ID })
}

func sessionChange(a, b NoaSession) What {
	switch {
	case a.Status != StatusVerified && b.Status == StatusVerified:
		return Signed
	case a.Status == StatusVerified && b.Status == StatusSummarized:
		return Unsigned
	}
	return Edited
}

func TestScriptOfSessions(t *testing.T) {
	town, got := New(demo()), sightings{}
	m1, m2, m3 := sessions(town.At(1)), sessions(town.At(2)), sessions(town.At(3))
	for id, a := range m1 {
		b, c := m2[id], m3[id]
		got.count("recording to verified", a.Status == StatusRecording && b.Status == StatusSummarized && c.Status == StatusVerified && reflect.DeepEqual(b.Summary.Sections, c.Summary.Sections))
		got.count("empty", a.Status == StatusAnalyzing && b.Status == StatusEmptyVerified)
		got.count("interrupted", b.Status == StatusInterrupted && a.Status != b.Status)
		got.count("failed", b.Status == StatusFailed && a.Status != b.Status)
		got.count("expired", b.Status == StatusExpired && a.Status != b.Status)
		got.count("verified late", a.Status == StatusSummarized && b.Status == StatusVerified)
		got.count("unlisted", b.Status == UnlistedStatus && a.Status != b.Status)
		got.count("approved, then unlisted", a.Status == StatusVerified && b.Status == UnlistedStatus && reflect.DeepEqual(a.Summary.Sections, b.Summary.Sections))
		again := a.Status == StatusVerified && b.Status == StatusSummarized && c.Status == StatusVerified
		got.count("regenerated", again)
		if again && (a.Summary.Text != "" && a.Summary.Text == b.Summary.Text || reflect.DeepEqual(a.Summary.Sections, b.Summary.Sections) && a.Summary.Text == "") {
			t.Errorf("session %s was summarized anew and says the same", id)
		}
	}
	got.count("new", len(m2) > len(m1))
	got.expect(t, "recording to verified", "empty", "interrupted", "failed", "expired", "verified late", "unlisted", "regenerated", "approved, then unlisted", "new")
}

func TestSessionsAreOddInEveryWay(t *testing.T) {
	tr, got := New(demo()).At(1), sightings{}
	tuples, doctors := map[[3]string]int{}, map[string]map[string]bool{}
	for id, s := range sessions(tr) {
		if found, ok := tr.NoaSession(id); !ok || !reflect.DeepEqual(found, s) {
			t.Fatalf("session %s is not found as it is listed", id)
		}
		got.count("status "+s.Status, true)
		got.count("form "+string(s.Form), true)
		got.count("country "+s.Country, true)
		got.count("purged", s.Purged)
		got.count("token ended, summary there", s.TokenEnded && s.Summary != nil)
		got.count("not in the manifest", !s.InManifest)
		got.count("not in the journal", len(s.Deliveries) == 0 && s.Status != StatusNew)
		got.count("no patient", s.InManifest && s.Patient == "")
		got.count("no doctor", s.Doctor == "")
		got.count("no facility", s.Facility == "")
		got.count("no language", s.Language == "")
		got.count("metadata", s.InManifest && s.Metadata != "")
		countDeliveries(got, s)
		countSummary(got, s)
		if !s.InManifest && len(s.Deliveries) == 0 {
			t.Errorf("session %s is known to nobody", id)
		}
		if s.Patient != "" {
			if p, ok := tr.VSeePatient(s.Patient); !ok || p.Human != s.Human {
				t.Errorf("session %s is of another patient", id)
			}
		}
		if s.Episode != "" {
			tuples[[3]string{s.Episode, s.Doctor, s.Facility}]++
		}
		if doctors[s.Doctor] == nil {
			doctors[s.Doctor] = map[string]bool{}
		}
		doctors[s.Doctor][s.Facility] = true
	}
	for _, n := range tuples {
		got.count("tuple of two sessions", n > 1)
	}
	for _, in := range doctors {
		got.count("doctor in two facilities", len(in) > 1)
	}
	for _, status := range append(NoaStatuses(), UnlistedStatus) {
		got.expect(t, "status "+status)
	}
	got.expect(t, "form bare", "form object", "form named", "form number", "country es", "country pl", "purged",
		"token ended, summary there", "not in the manifest", "not in the journal", "no patient", "no doctor", "no facility", "no language", "metadata",
		"told twice", "told out of order", "shape text", "shape object", "shape list", "titles that differ by case",
		"decomposed title", "approved by a word", "approved by the status alone", "approved by the summary alone", "empty and approved", "empty and not approved", "tuple of two sessions", "doctor in two facilities")
}

func countDeliveries(got sightings, s NoaSession) {
	order := append(NoaStatuses(), UnlistedStatus)
	for i, d := range s.Deliveries {
		if i == 0 {
			continue
		}
		before := s.Deliveries[i-1]
		got.count("told twice", before.Status == d.Status)
		got.count("told out of order", slices.Index(order, before.Status) > slices.Index(order, d.Status))
	}
}

func countSummary(got sightings, s NoaSession) {
	v := s.Summary
	if v == nil {
		return
	}
	got.count("shape "+string(v.Shape), v.Text != "" || len(v.Sections) > 0)
	got.count("approved by a word", v.Word != "")
	got.count("approved by the status alone", s.Status == StatusVerified && v.Word == "" && !v.Verified)
	got.count("approved by the summary alone", s.Status == StatusSummarized && v.Word == "" && v.Verified)
	got.count("empty and approved", s.Status == StatusEmptyVerified && v.Verified)
	got.count("empty and not approved", s.Status == StatusEmptyVerified && !v.Verified)
	titles := map[string]bool{}
	for _, section := range v.Sections {
		got.count("decomposed title", !norm.NFC.IsNormalString(section.Title))
		got.count("titles that differ by case", titles[strings.ToLower(section.Title)])
		titles[strings.ToLower(section.Title)] = true
	}
}

// TestTheJournalTellsWhatHappened: every status that a session passed but New, in order of receipt over all sessions.
func TestTheJournalTellsWhatHappened(t *testing.T) {
	tr := New(demo()).At(3)
	journal := tr.NoaJournal()
	if !slices.IsSortedFunc(journal, func(a, b NoaReceipt) int { return a.At.Compare(b.At) }) || len(journal) < 500 {
		t.Fatalf("%d lines, in no order", len(journal))
	}
	told := map[string][]string{}
	for _, r := range journal {
		if r.Status == StatusNew || r.At.After(tr.Now()) {
			t.Errorf("session %s: %s is told at %v", r.Session, r.Status, r.At)
		}
		told[r.Session] = append(told[r.Session], r.Status)
	}
	for s := range tr.NoaSessions() {
		if len(s.Deliveries) > 0 && !slices.Contains(told[s.ID], s.Status) {
			t.Errorf("session %s: nobody told of %s", s.ID, s.Status)
		}
	}
}
