package vsee_test

import (
	"slices"
	"testing"
	"time"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/extracttest"
	"github.com/nightrounds/rounds/extract/rest"
	"github.com/nightrounds/rounds/extract/sandbox"
	"github.com/nightrounds/rounds/extract/sandbox/town"
	"github.com/nightrounds/rounds/extract/vsee"
)

func TestLaw(t *testing.T) {
	extracttest.Run(t, extracttest.Options{
		Open: openSandbox,
		Kinds: []extracttest.Kind{
			{Kind: extract.Patient, List: "/users", Detail: "/users/{id}", IDs: patientIDs},
			{Kind: extract.Practitioner, List: "/users", Detail: "/users/{id}", IDs: practitionerIDs},
			{
				Kind: extract.Visit, List: "/users", Detail: "/visits/{id}", IDs: visitIDs, Start: visitStartOf,
				Also:       []string{"/accounts/{code}"},
				Exceptions: map[extracttest.Law]string{extracttest.Alone: "the list is of members: TestAVisitThatSpoilsItsList"},
			},
			{
				Kind: extract.Location, List: "/rooms", Detail: "/rooms/{code}", IDs: roomCodes, Unknown: "nowhere",
				Exceptions: fewRooms,
			},
			{
				Kind: extract.PractitionerRole, List: "/rooms", Detail: "/rooms/{code}/providers", IDs: roleIDs,
				Unknown: "suite0/999999999999", Exceptions: fewRooms,
			},
			{
				Kind: extract.Organization, Detail: "/accounts/{code}", IDs: accountCodes, Unknown: "nowhere",
			},
			{Kind: extract.Intake, Rides: extract.Visit, IDs: intakeIDs},
			{Kind: extract.MedicalProfile, Rides: extract.Visit, IDs: profileIDs},
		},
	})
}

var fewRooms = map[extracttest.Law]string{
	extracttest.Alone: "rooms are few and seldom new: a list that cannot be read is read another night",
}

// Files cost a request for each visit and patient, so their laws are tried apart.
func TestLawOfFiles(t *testing.T) {
	extracttest.Run(t, extracttest.Options{
		Open:  openWithFiles,
		Kinds: []extracttest.Kind{{Kind: extract.File, Rides: extract.Visit, IDs: visitFileIDs}},
	})
}

func openSandbox(t *testing.T, at sandbox.Running, with sandbox.Credentials) extracttest.Source {
	return open(t, at, with, nil)
}

func openWithFiles(t *testing.T, at sandbox.Running, with sandbox.Credentials) extracttest.Source {
	return open(t, at, with, func(c *vsee.Config) { c.Files, c.Summaries = vsee.AllFiles, true })
}

func open(t *testing.T, at sandbox.Running, with sandbox.Credentials, change func(*vsee.Config)) extracttest.Source {
	t.Helper()
	t.Setenv("VSEE_LAW_TOKEN", with.VSeeToken)
	t.Setenv("VSEE_LAW_ACCOUNT", with.VSeeAccount)
	cfg := vsee.Config{
		Name:     "law",
		Settings: rest.Settings{BaseURL: at.VSeeURL, RatePerSecond: 1e5, Burst: 1000, MaxRetries: -1},
		Token:    secret(t, "env:VSEE_LAW_TOKEN"), Account: secret(t, "env:VSEE_LAW_ACCOUNT"),
		PageSize: 10,
	}
	if change != nil {
		change(&cfg)
	}
	s, err := vsee.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func patientIDs(tr sandbox.Truth) (ids []string) {
	for p := range tr.VSeePatients() {
		ids = append(ids, p.ID)
	}
	return ids
}

func practitionerIDs(tr sandbox.Truth) (ids []string) {
	for _, u := range tr.Practitioners() {
		ids = append(ids, u.ID)
	}
	return ids
}

func visitIDs(tr sandbox.Truth) (ids []string) {
	for v := range tr.Visits() {
		ids = append(ids, v.ID)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

func visitStartOf(tr sandbox.Truth, id string) time.Time {
	v, _ := tr.Visit(id)
	return v.Start
}

func roomCodes(tr sandbox.Truth) (codes []string) {
	for r := range tr.Rooms() {
		codes = append(codes, r.Code)
	}
	return codes
}

func roleIDs(tr sandbox.Truth) (ids []string) {
	for r := range tr.Rooms() {
		for _, p := range r.Providers {
			ids = append(ids, r.Code+"/"+p.ID)
		}
	}
	return ids
}

func accountCodes(tr sandbox.Truth) (codes []string) {
	for _, a := range tr.Accounts() {
		codes = append(codes, a.Code)
	}
	return codes
}

func intakeIDs(tr sandbox.Truth) (ids []string) {
	for in := range tr.Intakes() {
		ids = append(ids, in.ID)
	}
	return ids
}

// profileIDs are the patients whose own profile some visit shows.
func profileIDs(tr sandbox.Truth) (ids []string) {
	for v := range tr.Visits() {
		shown := v.Intake.ID != "" && !v.Has(town.IntakeApart)
		if shown && v.History != nil && v.Foreign.History == nil {
			ids = append(ids, v.Patient)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// visitFileIDs are the files of visits, and the summary that each visit has.
func visitFileIDs(tr sandbox.Truth) (ids []string) {
	for v := range tr.Visits() {
		ids = append(ids, "visit_summary/"+v.ID+"/summary")
		files, _ := tr.FilesOf(town.TargetVisit, v.ID)
		for _, f := range files {
			ids = append(ids, "visit/"+v.ID+"/"+f.ID)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}
