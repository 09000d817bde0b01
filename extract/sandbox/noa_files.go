package sandbox

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/nightrounds/rounds/extract/sandbox/town"
)

// The files of WriteNoaFiles and of WriteNoaTokens.
const (
	NoaManifestCSV  = "manifest.csv"
	NoaManifestJSON = "manifest.ndjson"
	NoaJournal      = "journal.ndjson"
	NoaTokens       = "session-tokens.csv"
)

var manifestColumns = []string{"country", "session_id", "episode_id", "doctor_id", "facility_id", "patient_source", "patient_id",
	"created_at", "visit_type", "language", "speciality", "doctor_name", "facility_name", "metadata"}

// manifestRow is a session as the customer's own software knows it.
func (s *Sandbox) manifestRow(v town.NoaSession) []string {
	source := s.opts.NoaPatientSource
	if v.Patient == "" {
		source = ""
	}
	return []string{v.Country, v.ID, v.Episode, v.Doctor, v.Facility, source, v.Patient, v.Created.Format(time.RFC3339), v.VisitType,
		v.Language, v.Speciality, v.DoctorName, v.Place, v.Metadata}
}

// WriteNoaFiles writes what the customer has of this night's sessions into a folder: the manifest twice, as CSV and as
// lines of JSON with null for what is empty, and the journal of webhook deliveries as lines of JSON. Files are replaced.
func (s *Sandbox) WriteNoaFiles(dir string) error {
	var table, lines, journal strings.Builder
	rows := csv.NewWriter(&table)
	_ = rows.Write(manifestColumns) // to memory
	truth := s.Truth()
	for v := range truth.NoaSessions() {
		if v.InManifest {
			row := s.manifestRow(v)
			_ = rows.Write(row)
			lines.Write(jsonLine(manifestColumns, row))
		}
	}
	rows.Flush()
	for _, r := range truth.NoaJournal() {
		journal.Write(jsonLine([]string{"received_at", "country", "session_id", "status"},
			[]string{r.At.Format(time.RFC3339), r.Country, r.Session, r.Status}))
	}
	for name, text := range map[string]string{NoaManifestCSV: table.String(), NoaManifestJSON: lines.String(), NoaJournal: journal.String()} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			return fmt.Errorf("writing %s: %w", name, err)
		}
	}
	return nil
}

func jsonLine(names, values []string) []byte {
	var w sheet
	w.object("", func() {
		for i, name := range names {
			w.orNull(name, values[i])
		}
	})
	return append(w.b, '\n')
}

// WriteNoaTokens writes the sessions' own tokens into a folder, for Options.NoaSessionTokens: each in a file of its own that
// only its owner may read, and NoaTokens, which names session and file as CSV and holds no token. Files are replaced.
func (s *Sandbox) WriteNoaTokens(dir string) error {
	var table strings.Builder
	rows := csv.NewWriter(&table)
	_ = rows.Write([]string{"session_id", "token"}) // to memory
	n := 0
	for v := range s.Truth().NoaSessions() {
		n++
		path := filepath.Join(dir, "session-token-"+strconv.Itoa(n))
		if err := os.WriteFile(path, []byte(s.NoaSessionToken(v.ID)), 0o600); err != nil {
			return fmt.Errorf("writing the sessions' tokens: %w", err)
		}
		_ = rows.Write([]string{v.ID, "file:" + path})
	}
	rows.Flush()
	if err := os.WriteFile(filepath.Join(dir, NoaTokens), []byte(table.String()), 0o600); err != nil {
		return fmt.Errorf("writing the sessions' tokens: %w", err)
	}
	return nil
}

// WriteNextechRoster writes the practice's list of its patients on this night: patient_id and chart_number, as CSV.
func (s *Sandbox) WriteNextechRoster(path string) error {
	var table strings.Builder
	rows := csv.NewWriter(&table)
	_ = rows.Write([]string{"patient_id", "chart_number"}) // to memory
	for p := range s.Truth().NextechPatients() {
		_ = rows.Write([]string{p.ID, p.Chart})
	}
	rows.Flush()
	if err := os.WriteFile(path, []byte(table.String()), 0o600); err != nil {
		return fmt.Errorf("writing the roster: %w", err)
	}
	return nil
}
