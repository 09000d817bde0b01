package main

import (
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
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
	o := sandbox.Options{Seed: 9, Patients: 10, Practitioners: 2, VisitsPerPatient: 2, NotesPerPatient: 2, Canary: true}
	c := newClinic(t, dir, o)
	heard := map[string]string{}
	hear := func(name string, code int, s said, texts ...string) {
		s.saw(t, code, texts...)
		heard[name] = s.out + s.err
	}
	hear("first night", 0, c.run("-v"))
	c.SetNight(2)
	for n, with := range spoilers {
		sick := newClinic(t, dir, o)
		sick.set["vsee_kinds"] = []string{"visit", "patient"}[n%2]
		sick.spoil(with)
		c.add(sick, sick.vsee)
		c.add(sick, sick.nextvisit)
	}
	hear("spoiled night", 4, c.run("-v"), " windows are not done", "quarantined", "status 401", "data after the answer's end", "not JSON")
	c.write()
	heard["processes"] = c.stopInTheMiddle(e.PID(), func(s said) { hear("stopped", 143, s) })
	c.SetNight(3)
	hear("third night", 0, c.run())
	files(t, dir, heard)
	books(t, dir, heard)
	ids := ask(t, dir, "loader", "SELECT DISTINCT id FROM raw.records WHERE length(id) >= 8")
	for where, text := range heard {
		if slices.ContainsFunc(ids, func(id string) bool { return strings.Contains(text, id) }) {
			t.Errorf("%s: a vendor's id is shown", where)
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

// spoiler changes an answer on its way.
type spoiler func(w http.ResponseWriter, body []byte) []byte

// spoilers put tokens where errors are made: values of the wrong type, a web page, half an answer, too much of it, a refusal,
// a redirect.
var spoilers = []spoiler{
	func(_ http.ResponseWriter, body []byte) []byte {
		body = regexp.MustCompile(`"status":\s*\d+`).ReplaceAll(body, []byte(`"status":["ZZCANARY-type"]`))
		body = regexp.MustCompile(`"type":\s*\d+`).ReplaceAll(body, []byte(`"ZZCANARY-name":"ZZCANARY-type"`))
		return regexp.MustCompile(`"(created_at|updated_at|date_of_service)":"[^"]*"`).ReplaceAll(body, []byte(`"$1":"ZZCANARY-time"`))
	},
	func(w http.ResponseWriter, _ []byte) []byte {
		w.Header().Set("Content-Type", "text/html")
		return []byte("<title>ZZCANARY-page</title>")
	},
	func(_ http.ResponseWriter, body []byte) []byte { return body[:len(body)/2] },
	func(_ http.ResponseWriter, body []byte) []byte {
		return append(body, `{"ZZCANARY-trailing":"ZZCANARY-value"}`...)
	},
	func(w http.ResponseWriter, _ []byte) []byte {
		w.Header().Set("WWW-Authenticate", "Bearer realm=ZZCANARY-realm")
		w.WriteHeader(http.StatusUnauthorized)
		return []byte(`{"message":"ZZCANARY-refusal for 987-65-4321"}`)
	},
	func(w http.ResponseWriter, _ []byte) []byte {
		w.Header().Set("Location", "http://127.0.0.1:1/ZZCANARY-target?name=ZZCANARY-query")
		w.WriteHeader(http.StatusFound)
		return nil
	},
}

// spoil serves both vendors through something that changes answers: every third of VSee, all of Nextvisit.
func (c *clinic) spoil(with spoiler) {
	serve := func(h http.Handler, each int64) string {
		var n atomic.Int64
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if n.Add(1)%each != 0 {
				h.ServeHTTP(w, r)
				return
			}
			rec := httptest.NewRecorder()
			h.ServeHTTP(rec, r)
			w.Header().Set("Content-Type", "application/json")
			_, _ = w.Write(with(w, rec.Body.Bytes()))
		}))
		c.t.Cleanup(s.Close)
		return s.URL
	}
	c.set["vsee_url"], c.set["nextvisit_url"] = serve(c.VSee(), 3), serve(c.Nextvisit(), 1)
	c.write()
}

// stopInTheMiddle stops a round by a signal and returns what a list of processes showed meanwhile.
func (c *clinic) stopInTheMiddle(enginePID int, hear func(said)) string {
	c.t.Helper()
	hung := c.hangAt("/users/{id}", 2)
	child := start(c.t, "run", "-v", "--config", c.config)
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

// files hears the name of every file of the engine's folder and the text of those that are not data or passwords.
func files(t testing.TB, dir string, heard map[string]string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		name, _ := filepath.Rel(dir, path)
		heard["file names"] += name + "\n"
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
	}
}

// noSecret looks for every secret that the vendors' answers carry or that opens them.
func (c *clinic) noSecret(where, text string) {
	c.t.Helper()
	k := c.Credentials()
	for name, secret := range map[string]string{"link": sandbox.SecretMark, "SSN": town.SSNMark, "VSee's token": k.VSeeToken,
		"Nextvisit's token": strings.TrimPrefix(k.NextvisitToken, "nv-sk-7|")} {
		if strings.Contains(text, secret) {
			c.t.Errorf("%s: holds a secret: %s", where, name)
		}
	}
	if pin.MatchString(text) {
		c.t.Errorf("%s: holds a secret: pin", where)
	}
}
