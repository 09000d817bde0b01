package main

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/nightrounds/rounds/extract/sandbox"
	"github.com/nightrounds/rounds/extract/sandbox/town"
	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/load/engine"
	"github.com/nightrounds/rounds/schemas/tables"
)

// pin matches a meeting's pin as a number of its own: hashes hold the same digits by chance.
var pin = regexp.MustCompile(fmt.Sprintf(`\b%d\d{3}\b`, sandbox.SecretPin))

// ssn matches a social security number that was typed without hyphens.
var ssn = regexp.MustCompile(`\b` + strings.ReplaceAll(town.SSNMark, "-", "[- ]?") + `\d{4}\b`)

// ssnKey is the key under which the clinic lands social security numbers.
var ssnKey = strings.Repeat("5eed", 16)

// TestNothingOfAPersonLeaks runs three nights with a token in every free text field and a mark in every secret, while the
// vendors answer with web pages, broken bodies and values of the wrong type that carry tokens too. Nothing but the data may
// hold a token, and nothing at all a secret.
func TestNothingOfAPersonLeaks(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	e, err := engine.Open(t.Context(), engine.Options{Dir: dir, Accounts: clickhouse.Accounts("")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	})
	o := sandbox.Options{Seed: 9, Patients: 10, Practitioners: 2, VisitsPerPatient: 2, NotesPerPatient: 2, Canary: true, NoaSessionTokens: true}
	c := whole(t, dir, o)
	c.template = "on_failure: 'cat >> " + c.file("calls") + "'\nmetrics_file: " + c.file("rounds.prom") + "\n" +
		"person_link: {ssn_key: '" + c.secret("ssn-key", ssnKey) + "'}\n" + c.template
	byTheirOwn(c)
	heard := map[string]string{}
	hear := func(name string, code int, s said, texts ...string) {
		s.saw(t, code, texts...)
		heard[name] = s.out + s.err
	}
	hear("first night", 0, c.load("-v"))
	c.tonight(2)
	for n, with := range spoilers {
		sick := whole(t, dir, o)
		byTheirOwn(sick)
		sick.spoil(n, with)
		for _, source := range []string{sick.vsee, sick.nextvisit, sick.nextech, sick.noanotes} {
			c.add(sick, source)
		}
	}
	hear("spoiled night", 4, c.load("-v"), " windows are not done", "quarantined", "status 401", "data after the answer's end", "not JSON")
	failed := ask(t, dir, "operator", "SELECT DISTINCT splitByChar('-', source)[1] AS vendor FROM ops.windows FINAL WHERE status = 'failed' ORDER BY vendor")
	if !slices.Equal(failed, []string{"nextech", "nextvisit", "noanotes", "vsee"}) {
		t.Errorf("spoiled answers are seen of %v alone", failed)
	}
	c.write()
	heard["processes"] = c.stopInTheMiddle(e.PID(), func(s said) { hear("stopped", 143, s) })
	c.tonight(3)
	hear("third night, with rows that mean nothing", 3, c.withFiles(strangeRows), "E0304", "1 of "+c.nextech+" patient")
	hear("broken files", 2, c.withFiles(brokenFiles, "--no-publish"), "E0206", "read the roster: the file cannot be used: line 3", "read the manifest: the file cannot be used: line 2")
	hear("login", 4, c.loginRefused(), "E0402")
	heard["on_failure"], heard["metrics_file"] = read(t, c.file("calls")), read(t, c.file("rounds.prom"))
	c.takenOut(hear)
	files(t, dir, heard)
	books(t, dir, heard)
	ids := ask(t, dir, "loader", "SELECT DISTINCT arrayJoin([id, splitByChar('/', id)[-1]]) AS name FROM raw.records WHERE length(name) >= 8")
	for where, text := range heard {
		if n := slices.IndexFunc(ids, func(id string) bool { return tells(text, id) }); n >= 0 {
			t.Errorf("%s: a vendor's id is shown: %s", where, ids[n])
		}
		if at := strings.Index(text, town.CanaryMark); at >= 0 {
			t.Errorf("%s: a value is shown: %s", where, text[at:min(len(text), at+40)])
		}
		c.noSecret(where, text)
	}
	if len(ids) == 0 {
		t.Error("no id was looked for")
	}
	c.data(dir)
}

// tells whether a text holds an id. One of digits alone is not looked for inside longer words: chance puts eight digits into some UUID.
func tells(text, id string) bool {
	if strings.Trim(id, "0123456789") != "" {
		return strings.Contains(text, id)
	}
	return strings.Contains(text, id) && regexp.MustCompile(`(^|[^0-9a-f])`+id+`([^0-9a-f]|$)`).MatchString(text)
}

// byTheirOwn has each session's status opened by the session's own token.
func byTheirOwn(c *clinic) {
	c.set["status_auth"] = `session_tokens: "` + c.file(sandbox.NoaTokens) + `"`
	c.write()
}

// stopInTheMiddle stops a round by a signal and returns what a list of processes showed meanwhile.
func (c *clinic) stopInTheMiddle(enginePID int, hear func(said)) string {
	c.t.Helper()
	hung := c.hangAt("/users/{id}", 2)
	child := start(c.t, "run", "-v", "--again", "--config", c.config)
	hung()
	var shown string
	for _, pid := range []int{child.cmd.Process.Pid, enginePID} {
		shown += read(c.t, fmt.Sprintf("/proc/%d/cmdline", pid))
	}
	child.signal(syscall.SIGTERM)
	hear(child.wait())
	c.Faults().Clear()
	if !strings.Contains(shown, "rounds-engine") {
		c.t.Error("the list of processes was not read")
	}
	return shown
}

// takenOut writes an export and a report. An export's files are data: they hold the tokens, and no secret. Nothing else of it does.
func (c *clinic) takenOut(hear func(string, int, said, ...string)) {
	c.t.Helper()
	dir, page := c.file("export"), c.file("report.html")
	hear("export", 0, rounds(c.t, "export", "-v", "--config", c.config, dir), "they name patients")
	hear("export into the same folder", 2, rounds(c.t, "export", "--config", c.config, dir), "E0210")
	hear("export's names", 0, said{out: namesIn(c.t, dir) + read(c.t, filepath.Join(dir, "manifest.json"))}, "Patient.ndjson", "Linkage.ndjson")
	for name := range strings.FieldsSeq(namesIn(c.t, dir)) {
		text := read(c.t, filepath.Join(dir, name))
		c.noSecret("export: "+name, text)
		if name == "Patient.ndjson" && !strings.Contains(text, town.CanaryMark) {
			c.t.Error("the export holds no token")
		}
	}
	hear("report", 0, rounds(c.t, "report", "--config", c.config, "--out", page), "pictures")
	hear("report's page", 0, said{out: read(c.t, page)}, "<svg", c.vsee+" patient")
}

// files hears the name of every file of the engine's folder and the text of those that are not data or passwords.
func files(t testing.TB, dir string, heard map[string]string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		name, _ := filepath.Rel(dir, path)
		heard["file names"] += name + "\n"
		if errors.Is(err, fs.ErrNotExist) { // the engine merges parts meanwhile
			return nil
		}
		if err != nil || d.IsDir() || strings.HasPrefix(name, "data") || strings.HasPrefix(name, "secrets") {
			return err
		}
		heard["file "+name] = read(t, path)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if heard["file engine.json"] == "" || heard["file users.xml"] == "" {
		t.Error("the engine's files were not read")
	}
}

// books hears every column of ops that is not a key.
func books(t testing.TB, dir string, heard map[string]string) {
	t.Helper()
	for _, table := range tables.All() {
		if table.Database != tables.Ops {
			continue
		}
		var columns []string
		for _, column := range table.Columns {
			if column.Privacy != tables.Key {
				columns = append(columns, tables.Quote(column.Name))
			}
		}
		rows := ask(t, dir, "loader", "SELECT formatRowNoNewline('TSV', "+strings.Join(columns, ", ")+") FROM ops."+table.Name)
		heard["ops."+table.Name] = strings.Join(rows, "\n")
	}
	for _, table := range []string{"runs", "windows", "issues", "quarantine", "coverage", "record_state"} {
		if heard["ops."+table] == "" {
			t.Errorf("ops.%s is empty: nothing was looked at", table)
		}
	}
}

// data sees that the tables hold the tokens, or the test would prove nothing, and that no table holds a secret.
func (c *clinic) data(dir string) {
	c.t.Helper()
	for _, table := range tables.All() {
		name := table.Database + "." + table.Name
		rows := strings.Join(ask(c.t, dir, "loader", "SELECT formatRowNoNewline('JSONEachRow', *) FROM "+name), "\n")
		c.noSecret(name, rows)
		if slices.Contains([]string{"raw.records", "fhir.patient", "analytics.patient", "analytics.note"}, name) && !strings.Contains(rows, town.CanaryMark) {
			c.t.Errorf("%s holds no token", name)
		}
		if name == "raw.records" && !strings.Contains(rows, `"ssn\":\"hmac-sha256:`) {
			c.t.Error("no social security number landed as its hash")
		}
	}
}

// noSecret looks for every secret that the vendors' answers carry or that opens them.
func (c *clinic) noSecret(where, text string) {
	c.t.Helper()
	k := c.Credentials()
	for name, secret := range map[string]string{"link": sandbox.SecretMark, "SSN": town.SSNMark, "key of SSNs": ssnKey, "VSee's token": k.VSeeToken,
		"Nextvisit's token": strings.TrimPrefix(k.NextvisitToken, "nv-sk-7|"), "Nextech's secret": k.NextechClientSecret,
		"Nextech's first token": k.NextechRefreshToken, "Noa's secret": k.NoaSecret} {
		if strings.Contains(text, secret) {
			c.t.Errorf("%s: holds a secret: %s", where, name)
		}
	}
	if ssn.MatchString(text) {
		c.t.Errorf("%s: holds a secret: SSN", where)
	}
	if pin.MatchString(text) {
		c.t.Errorf("%s: holds a secret: pin", where)
	}
}
