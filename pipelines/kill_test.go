package pipelines_test

import (
	"context"
	"encoding/json"
	"log/slog"
	"os"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/apache/arrow/go/v17/arrow"

	"github.com/nightrounds/rounds/extract/sandbox"
	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/load/engine/enginetest"
	"github.com/nightrounds/rounds/pipelines"
	"github.com/nightrounds/rounds/schemas/tables"
)

// A killed round is a process of its own that ends itself by SIGKILL right after it wrote, or right before it read back,
// the n-th batch of a table.
type killing struct {
	Addr, Password, Prefix, Config string
	Table                          string
	Batch                          int
	BeforeReadBack                 bool
}

const killingEnv = "ROUNDS_TEST_KILLING"

func init() {
	if text := os.Getenv(killingEnv); text != "" {
		var k killing
		if json.Unmarshal([]byte(text), &k) != nil || k.run() != nil {
			os.Exit(3)
		}
		os.Exit(0) // not killed: the place named is never reached
	}
}

func (k killing) run() error {
	ctx := context.Background()
	w, err := clickhouse.Open(ctx, clickhouse.Options{Addr: k.Addr, User: "loader", Prefix: k.Prefix,
		Password: func(context.Context) (string, error) { return k.Password, nil }})
	if err != nil {
		return err
	}
	config, err := pipelines.ParseConfig([]byte(k.Config))
	if err != nil {
		return err
	}
	n := pipelines.Night{Config: config, Warehouse: &doomed{Warehouse: w, killing: k}, Log: slog.New(slog.DiscardHandler)}
	_, err = n.Run(ctx)
	return err
}

// doomed is a warehouse whose process dies at one place.
type doomed struct {
	*clickhouse.Warehouse
	killing
	seen int
}

func (d *doomed) Write(ctx context.Context, t tables.Table, b arrow.Record) error {
	err := d.Warehouse.Write(ctx, t, b)
	if t.Database+"."+t.Name == d.Table && !d.BeforeReadBack {
		d.reach()
	}
	return err
}

func (d *doomed) ReadBack(ctx context.Context, t tables.Table, b arrow.Record) (int64, error) {
	if t.Database+"."+t.Name == d.Table && d.BeforeReadBack {
		d.reach()
	}
	return d.Warehouse.ReadBack(ctx, t, b)
}

func (d *doomed) reach() {
	if d.seen++; d.seen == d.Batch {
		_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
		select {}
	}
}

func TestARoundKilledAnywhereLeavesTheSameTablesOnceItIsRunAgain(t *testing.T) {
	t.Parallel()
	o := sandbox.Options{Seed: 5, Patients: 12}
	calm := twoVendors(t, o)
	calm.night(1)
	calm.night(2)
	want := calm.contents()
	for _, k := range []killing{
		{Table: "raw.records", Batch: 1},
		{Table: "fhir.encounter", Batch: 1},
		{Table: "fhir.document_reference", Batch: 1, BeforeReadBack: true},
		{Table: "ops.record_state", Batch: 2, BeforeReadBack: true},
		{Table: "ops.windows", Batch: 3},
	} {
		t.Run(k.Table, func(t *testing.T) {
			t.Parallel()
			c := twoVendors(t, o)
			for night := 1; night <= 2; night++ {
				c.SetNight(night)
				if !c.kill(k) {
					t.Fatal("the round was to be killed, and ended by itself")
				}
				c.night(night)
			}
			if diff := differs(want, c.contents()); diff != "" {
				t.Errorf("after kills the tables differ from an undisturbed run's in %s", diff)
			}
		})
	}
}

// twoVendors is a clinic of which VSee and Nextvisit are read: kinds that ride along, sweeps, deletions.
func twoVendors(t testing.TB, o sandbox.Options) *clinic {
	c := newClinic(t, o)
	c.text, _, _ = strings.Cut(c.text, "  - name: "+nextechSource)
	c.text = strings.Replace(c.text, "    vendor: vsee\n", "    vendor: vsee\n    kinds: [practitioner, patient, visit]\n", 1)
	var err error
	if c.config, err = pipelines.ParseConfig([]byte(c.text)); err != nil {
		t.Fatal(err)
	}
	return c
}

// kill runs a night in a process that is to be killed on the way, and tells whether it was.
func (c *clinic) kill(k killing) bool {
	c.t.Helper()
	e := enginetest.Start(c.t)
	password, err := e.Password("loader")
	if err != nil {
		c.t.Fatal(err)
	}
	k.Addr, k.Password, k.Prefix, k.Config = e.HTTPAddr(), password, c.prefix, c.text
	text, err := json.Marshal(k)
	if err != nil {
		c.t.Fatal(err)
	}
	child := exec.CommandContext(c.t.Context(), os.Args[0])
	child.Env = append(os.Environ(), killingEnv+"="+string(text))
	err = child.Run()
	status, ok := child.ProcessState.Sys().(syscall.WaitStatus)
	killed := ok && status.Signaled() && status.Signal() == syscall.SIGKILL
	if err != nil && !killed {
		c.t.Fatalf("the round that was to be killed at %s failed: %v", k.Table, err)
	}
	return killed
}

// contents digests every table readers see, and what the states say, without columns that tell of the run. Stubs beat each other
// by time, and answers that arrive side by side have no order: of a stub only its id counts.
func (s store) contents() map[string]string {
	s.t.Helper()
	digests := map[string]string{}
	for _, r := range s.rows("SELECT database, name FROM system.tables WHERE database IN ('{p}fhir_current', '{p}analytics')") {
		database, name := r["database"].(string), r["name"].(string)
		var columns []string
		for _, c := range s.rows("SELECT name FROM system.columns WHERE database = '" + database + "' AND table = '" + name +
			"' AND name NOT IN ('run_id', 'loaded_at', '_version', 'observed_at') ORDER BY position") {
			columns = append(columns, asTold(name, c["name"].(string)))
		}
		from := database + "." + name
		if slices.Contains(columns, "is_owner") {
			digests["stubs of "+name] = s.digest("(SELECT * FROM "+from+" WHERE NOT is_owner)", []string{"id"})
			from = "(SELECT * FROM " + from + " WHERE is_owner)"
		}
		digests[strings.TrimPrefix(database, s.prefix)+"."+name] = s.digest(from, columns)
	}
	digests["ops.record_state"] = s.digest("{p}ops.record_state FINAL", []string{"source", "kind", "id", "hash", "is_deleted", "mapper_rev", "emitted"})
	digests["raw.records"] = s.digest("(SELECT DISTINCT source, kind, id, hash FROM {p}raw.records)", []string{"source", "kind", "id", "hash"})
	return digests
}

// asTold is a column without what rests on the time an answer arrived, and a name in a stub's spelling without its capitals.
func asTold(table, column string) string {
	switch table + "." + column {
	case "note.first_seen_signed_at", "provenance.recorded", "provenance.recorded_text":
		return "''"
	case "visit.visit_at", "contact.contact_at", "note.created_at":
		return "if(date_basis = 'first_observed', NULL, " + column + ")"
	case "visit.location_name":
		return "lowerUTF8(" + column + ")"
	case "provenance.resource":
		return `replaceRegexpOne(resource, '"recorded":"[^"]*"', '')`
	}
	return column
}

func (s store) digest(from string, columns []string) string {
	rows := s.rows("SELECT toString(count()) AS n, hex(groupBitXor(sipHash64(formatRow('TSV', " + strings.Join(columns, ", ") + ")))) AS d FROM " + from)
	return rows[0]["n"].(string) + " rows " + rows[0]["d"].(string)
}

func differs(a, b map[string]string) string {
	var out []string
	for name, digest := range a {
		if b[name] != digest {
			out = append(out, name+" ("+digest+" against "+b[name]+")")
		}
	}
	return strings.Join(out, ", ")
}
