package pipelines_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"go.uber.org/goleak"

	"github.com/nightrounds/rounds/extract/sandbox"
	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/load/engine/enginetest"
	"github.com/nightrounds/rounds/pipelines"
	"github.com/nightrounds/rounds/schemas/tables"
)

func TestMain(m *testing.M) {
	enginetest.Main(m, func() error {
		http.DefaultClient.CloseIdleConnections()
		const proxy = "github.com/Shopify/toxiproxy/v2" // it leaves goroutines behind where it cut a connection
		return goleak.Find(goleak.IgnoreAnyFunction(proxy+".(*ToxicLink).read"), goleak.IgnoreAnyFunction(proxy+".(*ToxicLink).write"),
			goleak.IgnoreAnyFunction(proxy+"/toxics.(*ToxicStub).Run"))
	})
}

// Names and zones of the sources every clinic has. The zones differ from UTC and from each other.
const (
	vseeSource, vseeZone           = "vsee-test", "America/Los_Angeles"
	nextvisitSource, nextvisitZone = "nextvisit-test", "America/New_York"
	nextechSource, nextechZone     = "nextech-test", "America/Chicago"
	noaSource, noaZone             = "noanotes-test", "Europe/Warsaw"
)

// store is a warehouse with databases of its own on the test binary's engine, seen through the loader account.
type store struct {
	*clickhouse.Warehouse
	t      testing.TB
	prefix string // of every database
	tables *sync.Once
	whole  *atomic.Bool // a publish makes all there is
}

// SafeHarbor is left out of a publish where a test looks at the clinic's own tables only.
func (s store) SafeHarbor() clickhouse.Stage {
	if s.whole.Load() {
		return s.Warehouse.SafeHarbor()
	}
	return clickhouse.Stage{}
}

// Quality is asked where a publish makes all there is.
func (s store) Quality(ctx context.Context, runID string) ([]tables.Quality, error) {
	if s.whole.Load() {
		return s.Warehouse.Quality(ctx, runID)
	}
	return nil, nil
}

// Prepare makes the tables ready once, but for those that a publish makes: a night's second time is TestPrepare's, and a hundred
// tables take the engine a while.
func (s store) Prepare(ctx context.Context, ts []tables.Table) (err error) {
	published := func(t tables.Table) bool { return t.Whole() && t.Database != tables.Link }
	s.tables.Do(func() { err = s.Warehouse.Prepare(ctx, slices.DeleteFunc(slices.Clone(ts), published)) })
	return err
}

func newStore(t testing.TB) store {
	t.Helper()
	e, prefix := enginetest.Start(t), enginetest.Prefix(t)
	w, err := clickhouse.Open(t.Context(), clickhouse.Options{
		Addr: e.HTTPAddr(), User: "loader", Prefix: prefix,
		Password: func(context.Context) (string, error) { return e.Password("loader") },
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.Close() })
	return store{w, t, prefix, &sync.Once{}, &atomic.Bool{}}
}

// row is one row by column name: text, json.Number, bool, nil, []any and, for a named tuple, map[string]any. Times are
// text such as 2026-11-02 06:00:00.000, in UTC.
type row = map[string]any

// rows runs a SELECT; {p} stands for the prefix: SELECT * FROM {p}fhir_current.patient.
func (s store) rows(sql string) []row {
	s.t.Helper()
	r, err := s.Query(s.t.Context(), strings.ReplaceAll("SELECT formatRowNoNewline('JSONEachRow', *) FROM ("+sql+")", "{p}", s.prefix))
	if err != nil {
		s.t.Fatal(err)
	}
	defer r.Close()
	var rows []row
	for line, err := range r.Rows {
		if err != nil {
			s.t.Fatal(err)
		}
		var one row
		in := json.NewDecoder(strings.NewReader(line[0]))
		in.UseNumber()
		if err := in.Decode(&one); err != nil {
			s.t.Fatal("a row is not JSON")
		}
		rows = append(rows, one)
	}
	return rows
}

// count runs a SELECT of one number.
func (s store) count(sql string) int {
	s.t.Helper()
	for _, r := range s.rows("SELECT toInt64((" + sql + ")) AS n") {
		n, _ := r["n"].(json.Number).Int64()
		return int(n)
	}
	s.t.Fatal("a count without a row")
	return 0
}

// clinic is a store that is filled from a sandbox of its own, listening on loopback.
type clinic struct {
	store
	*sandbox.Sandbox
	config *pipelines.Config
	text   string // the configuration as a file would hold it
	files  string // folder of what the customer's own software knows: Nextech's roster, Noa's manifest and journal
}

func newClinic(t testing.TB, o sandbox.Options) *clinic {
	t.Helper()
	o.NoaPatientSource = vseeSource
	s := sandbox.New(o)
	at, err := s.Start()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := at.Close(); err != nil {
			t.Error(err)
		}
	})
	c := &clinic{store: newStore(t), Sandbox: s, files: t.TempDir()}
	c.SetNight(1)
	c.config, c.text = configFor(t, s.Credentials(), at, c.files)
	return c
}

// SetNight moves the vendors and the customer's files to a night.
func (c *clinic) SetNight(n int) {
	c.t.Helper()
	c.Sandbox.SetNight(n)
	if err := errors.Join(c.WriteNextechRoster(filepath.Join(c.files, "roster.csv")), c.WriteNoaFiles(c.files)); err != nil {
		c.t.Fatal(err)
	}
}

const clinicConfig = `
sources:
  - name: %s
    vendor: vsee
    zone: %s
    connection: {base_url: "%s", token: "file:%s", account: "file:%s", rate_per_second: 50000, burst: 1000, parallel: 8, files: all, visit_summaries: true}
  - name: %s
    vendor: nextvisit
    zone: %s
    sweep_days: -1
    connection: {base_url: "%s", token: "file:%s", team_id: %d, rate_per_second: 50000, burst: 1000}
  - name: %s
    vendor: nextech
    zone: %s
    sweep_days: -1
    connection: {base_url: "%s", practice_id: "%s", token: "file:%s", roster: "%s/roster.csv", rate_per_second: 50000, burst: 1000, parallel: 8}
  - name: %s
    vendor: noanotes
    zone: %s
    sweep_days: -1
    connection: {hosts: {%s}, client_id: "%s", secret: "file:%s", manifest: "%s/manifest.csv", journal: "%s/journal.ndjson", status_auth: consumer, rate_per_second: 50000, burst: 1000}
    mapping: {patient_sources: [%s], statuses: %s}
`

func configFor(t testing.TB, k sandbox.Credentials, at sandbox.Running, files string) (*pipelines.Config, string) {
	t.Helper()
	dir := t.TempDir()
	keep := func(name, secret string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(secret), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	text := fmt.Sprintf(clinicConfig,
		vseeSource, vseeZone, at.VSeeURL, keep("vsee-token", k.VSeeToken), keep("vsee-account", k.VSeeAccount),
		nextvisitSource, nextvisitZone, at.NextvisitURL, keep("nextvisit-token", k.NextvisitToken), k.NextvisitTeam,
		nextechSource, nextechZone, at.NextechURL, k.NextechPractice, keep("nextech-token", k.NextechToken), files,
		noaSource, noaZone, hosts(at.NoaURLs), k.NoaClientID, keep("noa-secret", k.NoaSecret), files, files, vseeSource, noaStatuses())
	c, err := pipelines.ParseConfig([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return c, text
}

// hosts writes countries and addresses as a YAML mapping in one line.
func hosts(urls map[string]string) string {
	var list []string
	for _, country := range slices.Sorted(maps.Keys(urls)) {
		list = append(list, fmt.Sprintf("%s: %q", country, urls[country]))
	}
	return strings.Join(list, ", ")
}

// night moves the sandbox to a night and does the rounds; a run that is not done in full ends the test.
func (c *clinic) night(n int) pipelines.Summary {
	c.t.Helper()
	c.SetNight(n)
	s, err := c.run(c.t.Context())
	if err != nil {
		c.t.Fatal(err)
	}
	return s
}

// run does the rounds as the sandbox stands.
func (c *clinic) run(ctx context.Context) (pipelines.Summary, error) {
	n := pipelines.Night{Config: c.config, Warehouse: c.store, Log: slog.New(slog.DiscardHandler), Command: "test"}
	return n.Run(ctx)
}
