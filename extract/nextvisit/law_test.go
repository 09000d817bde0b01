package nextvisit_test

import (
	"testing"
	"time"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/extracttest"
	"github.com/nightrounds/rounds/extract/nextvisit"
	"github.com/nightrounds/rounds/extract/rest"
	"github.com/nightrounds/rounds/extract/sandbox"
)

func TestLaw(t *testing.T) {
	extracttest.Run(t, extracttest.Options{
		Open: openSandbox,
		Kinds: []extracttest.Kind{{
			Kind: extract.Note, List: "/v1/progress-notes", Detail: "/v1/progress-notes/{id}", IDs: noteIDs, Start: noteCreated,
		}},
	})
}

func openSandbox(t *testing.T, at sandbox.Running, with sandbox.Credentials) extracttest.Source {
	t.Setenv("NEXTVISIT_LAW_KEY", with.NextvisitToken)
	key, err := rest.ParseSecret("env:NEXTVISIT_LAW_KEY")
	if err != nil {
		t.Fatal(err)
	}
	s, err := nextvisit.New(nextvisit.Config{
		Name:     "law",
		Settings: rest.Settings{BaseURL: at.NextvisitURL, RatePerSecond: 1e5, Burst: 1000, MaxRetries: -1, MaxDecompressed: 8 << 20},
		Token:    key, TeamID: int64(with.NextvisitTeam), PerPage: 10,
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
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
