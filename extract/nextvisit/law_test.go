package nextvisit_test

import (
	"strconv"
	"testing"
	"time"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/extracttest"
	"github.com/nightrounds/rounds/extract/nextvisit"
	"github.com/nightrounds/rounds/extract/rest"
	"github.com/nightrounds/rounds/extract/sandbox"
)

func TestLaw(t *testing.T) {
	extracttest.Run(t, extracttest.Options{Open: rows(10), Kinds: []extracttest.Kind{{
		Kind: extract.Note, List: "/v1/progress-notes", Detail: "/v1/progress-notes/{id}", IDs: noteIDs, Start: noteCreated,
	}}})
}

// The town has fewer patients than notes, and few users and teams: smaller pages, so that there are enough of them.
func TestLawOfShortLists(t *testing.T) {
	extracttest.Run(t, extracttest.Options{Open: rows(4), Kinds: []extracttest.Kind{{
		Kind: extract.Patient, List: "/v1/patients", Detail: "/v1/patients/{id}", IDs: patientIDs,
	}}})
	extracttest.Run(t, extracttest.Options{Open: rows(1), Kinds: []extracttest.Kind{{
		Kind: extract.Practitioner, List: "/v1/users", Detail: "/v1/users/{id}", IDs: userIDs,
		Exceptions: map[extracttest.Law]string{extracttest.Alone: oneRow},
	}, {
		Kind: extract.Organization, List: "/v1/teams", Detail: "/v1/teams/{id}", IDs: teamIDs,
		Exceptions: map[extracttest.Law]string{
			extracttest.Honest: "The town has three teams: what is to happen at the third page comes after the walk.",
			extracttest.Alone:  oneRow,
		},
	}}})
}

const oneRow = "pages of one row cannot be made smaller; notes and patients keep this law"

// rows opens a source whose pages hold so many rows.
func rows(perPage int) func(*testing.T, sandbox.Running, sandbox.Credentials) extracttest.Source {
	return func(t *testing.T, at sandbox.Running, with sandbox.Credentials) extracttest.Source {
		t.Setenv("NEXTVISIT_LAW_KEY", with.NextvisitToken)
		key, err := rest.ParseSecret("env:NEXTVISIT_LAW_KEY")
		if err != nil {
			t.Fatal(err)
		}
		s, err := nextvisit.New(nextvisit.Config{
			Name:     "law",
			Settings: rest.Settings{BaseURL: at.NextvisitURL, RatePerSecond: 1e5, Burst: 1000, MaxRetries: -1, MaxDecompressed: 8 << 20},
			Token:    key, TeamID: int64(with.NextvisitTeam), PerPage: perPage,
		})
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
}

func noteIDs(tr sandbox.Truth) (ids []string) {
	for n := range tr.Notes() {
		ids = append(ids, n.ID)
	}
	return ids
}

func noteCreated(tr sandbox.Truth, id string) time.Time {
	n, _ := tr.Note(id)
	return n.Created
}

func patientIDs(tr sandbox.Truth) (ids []string) {
	for p := range tr.NextvisitPatients() {
		ids = append(ids, p.ID)
	}
	return ids
}

func userIDs(tr sandbox.Truth) (ids []string) {
	for _, u := range tr.NextvisitUsers() {
		ids = append(ids, strconv.Itoa(u.ID))
	}
	return ids
}

func teamIDs(tr sandbox.Truth) (ids []string) {
	for _, team := range tr.NextvisitTeams() {
		ids = append(ids, strconv.Itoa(team.ID))
	}
	return ids
}
