package vsee_test

import (
	"slices"
	"testing"
	"time"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/extracttest"
	"github.com/nightrounds/rounds/extract/rest"
	"github.com/nightrounds/rounds/extract/sandbox"
	"github.com/nightrounds/rounds/extract/vsee"
)

func TestLaw(t *testing.T) {
	extracttest.Run(t, extracttest.Options{
		Open: openSandbox,
		Kinds: []extracttest.Kind{
			{Kind: extract.Patient, List: "/users", Detail: "/users/{id}", IDs: patientIDs},
			{Kind: extract.Practitioner, List: "/users", Detail: "/users/{id}", IDs: practitionerIDs},
			{Kind: extract.Visit, List: "/users", Detail: "/visits/{id}", IDs: visitIDs, Start: visitStartOf},
		},
	})
}

func openSandbox(t *testing.T, at sandbox.Running, with sandbox.Credentials) extracttest.Source {
	t.Setenv("VSEE_LAW_TOKEN", with.VSeeToken)
	t.Setenv("VSEE_LAW_ACCOUNT", with.VSeeAccount)
	s, err := vsee.New(vsee.Config{
		Name:     "law",
		Settings: rest.Settings{BaseURL: at.VSeeURL, RatePerSecond: 1e5, Burst: 1000, MaxRetries: -1},
		Token:    secret(t, "env:VSEE_LAW_TOKEN"), Account: secret(t, "env:VSEE_LAW_ACCOUNT"),
		PageSize: 10,
	})
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
