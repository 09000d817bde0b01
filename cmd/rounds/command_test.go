package main

import (
	"fmt"
	"os"
	"strings"
	"syscall"
	"testing"

	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/load/engine"
	"github.com/nightrounds/rounds/schemas/tables"
)

// TestCommandLines sees what is refused before anything is started.
func TestCommandLines(t *testing.T) {
	known := map[string]bool{"run": true, "sql": true, "demo": true, "sandbox": true, "engine": true}
	for line, says := range map[string]string{
		"frobnicate":                        `there is no command "frobnicate"`,
		"help bogus":                        `there is no command "bogus"`,
		"rnu":                               "did you mean run?",
		"run --frob":                        "unknown flag: --frob",
		"run now":                           "write rounds run --config rounds.yaml",
		"run --source":                      "flag needs an argument",
		"sql":                               `write rounds sql "SELECT ..."`,
		"sql SELECT --format xml":           "--format is table or csv",
		"sql --dir testdata/nowhere SELECT": "there are no tables in testdata/nowhere",
		"demo --patients -4":                "--patients is 1 to 1000000",
		"sandbox --night 0":                 "--night is 1 or more",
		"engine --http-port x":              "invalid argument",
	} {
		t.Run(line, func(t *testing.T) {
			got := rounds(t, strings.Fields(line)...)
			got.saw(t, 2, "E0200", says, "kept: nothing", "do:   rounds help")
			got.lacks(t, "help help")
			if verb, _, _ := strings.Cut(line, " "); known[verb] {
				got.saw(t, 2, "do:   rounds help "+verb+"\n")
			}
		})
	}
}

func TestHelp(t *testing.T) {
	for _, line := range []string{"", "help", "--help", "help run", "help help", "run --help"} {
		rounds(t, strings.Fields(line)...).saw(t, 0, "Usage:")
	}
	rounds(t, "--version").saw(t, 0, "rounds version")
}

// TestNothingToRun refuses a round in which no source would be read: it would look done.
func TestNothingToRun(t *testing.T) {
	c := small(t, sharedDir(t))
	c.run("--source", "elsewhere").saw(t, 2, "E0200", c.vsee, c.nextvisit)
	c.run("--source", c.nextvisit, "--kind", "visit").saw(t, 2, "E0200")
	c.run("--kind", "file").saw(t, 2, "E0200", "records of kind file come along with others: name one of [patient visit] instead")
	c.run("--kind", "visitt").saw(t, 2, "E0200", c.vsee+" [practitioner patient visit], "+c.nextvisit+" [note]")
}

func TestSQL(t *testing.T) {
	dir := sharedDir(t)
	if err := loaderAt(t, "").Prepare(t.Context(), tables.All()); err != nil {
		t.Fatal(err)
	}
	sql := func(args ...string) said { return rounds(t, append([]string{"sql", "--dir", dir}, args...)...) }
	sql("SELECT 1 AS one, 'a' AS word, NULL AS nothing").saw(t, 0, "│ one │ word │ nothing │", "│ 1   │ a    │ –       │")
	sql("SELECT 1 AS format ORDER BY format DESC").saw(t, 0, "1 row\n")
	sql("-- how many\nSELECT 1 AS one").saw(t, 0, "│ one │")
	sql("--how many\nSELECT 1 AS one", "--format", "csv").saw(t, 0, "one\n1\n")
	sql("--as", "operator", "SELECT count() >= 0 AS there FROM ops.runs").saw(t, 0, "│ 1     │")
	sql("--as", "operator", "SELECT * FROM analytics.note").saw(t, 2, "E0203", "ACCESS_DENIED")
	sql("--as", "loader", "SELECT 1").saw(t, 2, "E0200", "--as is one of analyst, analyst_notes, analyst_sh, auditor, operator")
	sql("SELECT * FROM ops.runs").saw(t, 2, "E0203", "ACCESS_DENIED", "rounds sql --as operator")
	for account, table := range map[string]string{"analyst_notes": "notes.note", "analyst_sh": "analytics_sh.visit", "auditor": "link.surrogate", "operator": "ops.runs"} {
		sql("--as", account, "SELECT count() >= 0 AS there FROM "+table).saw(t, 0, "│ 1     │")
		sql("SELECT count() FROM "+table).saw(t, 2, "E0203", "ACCESS_DENIED", "rounds sql --as "+account)
	}
	sql("--as", "analyst_sh", "SELECT * FROM `analytics`.visit").saw(t, 2, "E0203", "ACCESS_DENIED", "rounds sql --as analyst")
	if got := sql("SELECT * FROM raw.records"); got.code != 2 || strings.Contains(got.err, "--as") {
		t.Errorf("somebody may read what was landed: %s", got.err)
	}
	got := sql("--format", "csv", "SELECT '=1+1' AS formula, 'a\"b' AS quoted, -1 AS number")
	got.saw(t, 0)
	if want := "formula,quoted,number\n'=1+1,\"a\"\"b\",-1\n"; got.out != want {
		t.Errorf("wrote %q, want %q", got.out, want)
	}
	for statement, says := range map[string]string{
		"SELECT 1 AS one FORMAT JSON":                               "leave FORMAT out; --format csv",
		"SELECT 1 AS one format CSV ; ":                             "leave FORMAT out; --format csv",
		"SELEC 1":                                                   "SYNTAX_ERROR",
		"SELECT * FROM raw.records":                                 "ACCESS_DENIED",
		"SELECT name FROM system.users":                             "ACCESS_DENIED",
		"CREATE TABLE analytics.t (a UInt8) ENGINE = Memory":        "ACCESS_DENIED",
		"SELECT * FROM url('http://127.0.0.1:1/', CSV, 'a String')": "ACCESS_DENIED",
	} {
		got := sql(statement)
		got.saw(t, 2, "E0203", says, "kept: nothing was changed")
		if got.out != "" {
			t.Errorf("%s: answered %q", statement, got.out)
		}
	}
}

// TestEngineTellsHowToConnect attaches to a running engine, then runs one of its own until it is told to stop.
func TestEngineTellsHowToConnect(t *testing.T) {
	dir := sharedDir(t)
	attached := rounds(t, "engine", "--dir", dir)
	attached.saw(t, 0, "jdbc:clickhouse://127.0.0.1:", "already running, held by ", fmt.Sprintf("(process %d, since ", os.Getpid()), "curl -sSK-")
	for _, a := range clickhouse.Accounts("") {
		path := engine.PasswordFile(dir, a.Name)
		attached.saw(t, 0, path)
		attached.lacks(t, read(t, path))
	}
	rounds(t, "engine", "--config", small(t, dir).config).saw(t, 0, "already running, held by ")
	rounds(t, "engine", "--config", "nowhere.yaml").saw(t, 2, "E0205")
	own := start(t, "engine", "--dir", t.TempDir())
	await(t, "the engine is up", func() bool { return strings.Contains(own.err.String(), "Ctrl-C stops it") })
	own.signal(syscall.SIGINT)
	own.wait().saw(t, 0, "ClickHouse 26.7")
}
