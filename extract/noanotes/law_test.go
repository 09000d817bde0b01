package noanotes_test

import (
	"path/filepath"
	"testing"

	"go.uber.org/goleak"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/extracttest"
	"github.com/nightrounds/rounds/extract/noanotes"
	"github.com/nightrounds/rounds/extract/rest"
	"github.com/nightrounds/rounds/extract/sandbox"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// The sandbox's routes.
const (
	summaryRoute  = "/consumers/sessions/{id}/summary"
	statusRoute   = "/sessions/{id}/status"
	consumerRoute = "/consumers/me"
)

func TestLaw(t *testing.T) {
	o := office{dir: t.TempDir()}
	extracttest.Run(t, extracttest.Options{
		Open: func(t *testing.T, at sandbox.Running, with sandbox.Credentials) extracttest.Source {
			return o.open(t, at, with, nil)
		},
		Prepare: o.prepare,
		Kinds: []extracttest.Kind{
			{
				Kind: extract.Session, Detail: summaryRoute, Also: []string{statusRoute}, IDs: sessionIDs,
				BestEffort: "Noa lists no sessions: only those that a file names are seen",
				Exceptions: map[extracttest.Law]string{
					extracttest.Gone:    "a 404 says that there is no summary, not that the session is gone",
					extracttest.Unknown: "a 404 says that there is no summary, not that the session is gone",
					extracttest.Honest:  "a 404 is a state of a session, so one that is wrong is a state that is wrong; TestFaultsAreNoStates tries the others",
					extracttest.Axis:    "a session is in a range by each delivery too, and again a while after the last: TestRange",
				},
			},
			{
				Kind: extract.Organization, Detail: consumerRoute, IDs: countries,
				Exceptions: map[extracttest.Law]string{
					extracttest.Unknown: "a country without a host cannot be asked for",
					extracttest.Quiet:   "the id is a country's two letters, which stand in many a word; sessions keep this law",
				},
			},
		},
	})
}

// office is where the customer's files lie.
type office struct{ dir string }

func (o office) prepare(t *testing.T, town *sandbox.Sandbox) {
	t.Helper()
	if err := town.WriteNoaFiles(o.dir); err != nil {
		t.Fatal(err)
	}
}

// open is a source of the sandbox that asks for statuses with the consumer's token. change may be nil.
func (o office) open(t *testing.T, at sandbox.Running, with sandbox.Credentials, change func(*noanotes.Config)) *noanotes.Source {
	t.Helper()
	t.Setenv("NOA_LAW_SECRET", with.NoaSecret)
	cfg := noanotes.Config{
		Name:     "law",
		Settings: rest.Settings{RatePerSecond: 1e5, Burst: 1000, MaxRetries: -1},
		Hosts:    at.NoaURLs, ClientID: with.NoaClientID, Secret: secret(t, "env:NOA_LAW_SECRET"),
		Manifest: filepath.Join(o.dir, sandbox.NoaManifestCSV), Journal: filepath.Join(o.dir, sandbox.NoaJournal),
		StatusAuth: noanotes.ByConsumer, PageSize: 10,
	}
	if change != nil {
		change(&cfg)
	}
	s, err := noanotes.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func secret(t *testing.T, ref string) rest.Secret {
	t.Helper()
	s, err := rest.ParseSecret(ref)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// sessionIDs are the sessions that a file of the customer names.
func sessionIDs(tr sandbox.Truth) (ids []string) {
	for s := range tr.NoaSessions() {
		if s.InManifest || len(s.Deliveries) > 0 {
			ids = append(ids, s.Country+"/"+s.ID)
		}
	}
	return ids
}

func countries(tr sandbox.Truth) (ids []string) {
	for _, c := range tr.NoaConsumers() {
		ids = append(ids, c.Country)
	}
	return ids
}
