package sandbox

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// lines decodes a file of lines of JSON.
func lines(t *testing.T, path string) []map[string]any {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var all []map[string]any
	for d := json.NewDecoder(bytes.NewReader(text)); d.More(); {
		var v map[string]any
		if err := d.Decode(&v); err != nil {
			t.Fatal(err)
		}
		all = append(all, v)
	}
	return all
}

func text(v any) string {
	if v == nil {
		return ""
	}
	return v.(string)
}

// noaFiles writes a town's files.
func noaFiles(t *testing.T) (*Sandbox, string) {
	t.Helper()
	s, dir := New(Options{Seed: 3, Patients: 200, Night: 3, NoaPatientSource: "clinic-a"}), t.TempDir()
	if err := s.WriteNoaFiles(dir); err != nil {
		t.Fatal(err)
	}
	if err := s.WriteNoaFiles(filepath.Join(dir, NoaJournal)); err == nil {
		t.Error("files are written below a file")
	}
	return s, dir
}

func TestManifestsTellTheTruth(t *testing.T) {
	s, dir := noaFiles(t)
	raw, err := os.ReadFile(filepath.Join(dir, NoaManifestCSV))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(raw)).ReadAll()
	if err != nil || strings.Join(rows[0], ",") != "country,session_id,episode_id,doctor_id,facility_id,patient_source,patient_id,created_at,visit_type,language,speciality,doctor_name,facility_name,metadata" {
		t.Fatalf("%v %v", rows[0], err)
	}
	want := [][]string{rows[0]}
	for v := range s.Truth().NoaSessions() {
		source := "clinic-a"
		if v.Patient == "" {
			source = ""
		}
		if v.InManifest {
			want = append(want, []string{v.Country, v.ID, v.Episode, v.Doctor, v.Facility, source, v.Patient, v.Created.Format(time.RFC3339),
				v.VisitType, v.Language, v.Speciality, v.DoctorName, v.Place, v.Metadata})
		}
	}
	if diff := cmp.Diff(want, rows); diff != "" || len(want) < 100 {
		t.Fatalf("%d rows: %s", len(want), diff)
	}
	manifest := lines(t, filepath.Join(dir, NoaManifestJSON))
	for n, row := range rows[1:] {
		for i, name := range rows[0] {
			if got := text(manifest[n][name]); got != row[i] {
				t.Fatalf("%s is %q, want %q", name, got, row[i])
			}
		}
	}
	if len(manifest) != len(rows)-1 {
		t.Errorf("%d lines of JSON, %d rows", len(manifest), len(rows)-1)
	}
}

func TestJournalFileTellsTheTruth(t *testing.T) {
	s, dir := noaFiles(t)
	var want []map[string]any
	for _, r := range s.Truth().NoaJournal() {
		want = append(want, map[string]any{"received_at": r.At.Format(time.RFC3339), "country": r.Country, "session_id": r.Session, "status": r.Status})
	}
	if diff := cmp.Diff(want, lines(t, filepath.Join(dir, NoaJournal))); diff != "" {
		t.Error(diff)
	}
}

func TestNoaTokenFiles(t *testing.T) {
	s, dir := New(Options{Seed: 3, Patients: 20}), t.TempDir()
	if err := s.WriteNoaTokens(dir); err != nil {
		t.Fatal(err)
	}
	table, err := os.ReadFile(filepath.Join(dir, NoaTokens))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(table)).ReadAll()
	if err != nil || strings.Join(rows[0], ",") != "session_id,token" || bytes.Contains(table, []byte(SecretMark)) {
		t.Fatalf("a table of %d rows: %v", len(rows), err)
	}
	n := 1
	for v := range s.Truth().NoaSessions() {
		path, isFile := strings.CutPrefix(rows[n][1], "file:")
		token, err := os.ReadFile(path)
		if err != nil || !isFile || rows[n][0] != v.ID || string(token) != s.NoaSessionToken(v.ID) || !bytes.HasPrefix(token, []byte(SecretMark)) {
			t.Errorf("session %s has another token: %v", v.ID, err)
		}
		if info, err := os.Stat(path); err != nil || info.Mode() != 0o600 {
			t.Errorf("others may read a token: %v", err)
		}
		n++
	}
	if n != len(rows) || n < 10 {
		t.Errorf("%d rows for %d sessions", len(rows), n)
	}
	if err := s.WriteNoaTokens(filepath.Join(dir, NoaTokens)); err == nil {
		t.Error("tokens are written below a file")
	}
}
