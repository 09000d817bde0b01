package pipelines_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/nightrounds/rounds/extract/sandbox"
	"github.com/nightrounds/rounds/extract/sandbox/town"
	"github.com/nightrounds/rounds/pipelines"
)

// TestNoaTruthBySessionTokens: where a session's own token asks for its status, a session whose token has ended is known by the
// journal and by what its summary says of itself, and every row is what these two tell.
func TestNoaTruthBySessionTokens(t *testing.T) {
	t.Parallel()
	c := newClinic(t, sandbox.Options{Patients: 120, VisitsPerPatient: -1, NotesPerPatient: -1, EncountersPerPatient: -1, NoaSessionTokens: true})
	if err := c.WriteNoaTokens(c.files); err != nil {
		t.Fatal(err)
	}
	text := strings.Replace(c.text, "status_auth: consumer", "session_tokens: "+filepath.Join(c.files, sandbox.NoaTokens), 1)
	config, err := pipelines.ParseConfig([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	config.Sources = slices.DeleteFunc(config.Sources, func(s pipelines.SourceConfig) bool { return s.Name != noaSource })
	c.config = config
	h, ended := newHistory(c), 0
	h.pass(h.night(1))
	h.begin()
	tale := noaTaleOf(func(s town.NoaSession) bool {
		if s.TokenEnded {
			ended++
		}
		return !s.TokenEnded
	})
	tale.expect(h)
	h.compare(noaSource)
	h.quarantine(tale)
	h.issues(tale)
	if ended == 0 {
		t.Error("no token had ended")
	}
}
