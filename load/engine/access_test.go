package engine

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nightrounds/rounds/load"
)

// published makes the table that the analyst may read.
func published(t *testing.T, e *Engine) {
	t.Helper()
	must(t, e, "CREATE DATABASE analytics")
	must(t, e, "CREATE DATABASE notes")
	for _, table := range []string{"analytics.visit", "notes.note"} {
		must(t, e, "CREATE TABLE "+table+" (n UInt8) ENGINE = MergeTree ORDER BY n")
		must(t, e, "INSERT INTO "+table+" VALUES (1)")
	}
}

func TestAccess(t *testing.T) {
	e := open(t, Options{Accounts: []load.Account{analyst, {Name: "guest"}}})
	published(t, e)
	if _, err := version(t.Context(), e.HTTPAddr(), "wrong"); err == nil {
		t.Error("a wrong password signs in")
	}
	const allowed, denied, constrained, readonly = "", "ACCESS_DENIED", "SETTING_CONSTRAINT_VIOLATION", "READONLY"
	for _, c := range []struct{ account, query, want string }{
		{"", "SELECT 1", allowed},
		{"", "SELECT * FROM analytics.visit", denied},
		{"", "SELECT * FROM file('/etc/hostname', 'LineAsString')", denied},
		{"", "SELECT * FROM url('http://127.0.0.1:1/', 'LineAsString')", denied},
		{"", "CREATE TABLE default.mine (n UInt8) ENGINE = Memory", denied},
		{"", "CREATE DATABASE mine", denied},
		{"", "SELECT * FROM system.processes", denied},
		{"", "SELECT 1 SETTINGS max_execution_time = 1000", constrained},
		{"guest", "SELECT 1", allowed},
		{"guest", "SELECT * FROM analytics.visit", denied},
		{"analyst", "SELECT * FROM analytics.visit", allowed},
		{"analyst", "DESCRIBE analytics.visit", allowed},
		{"analyst", "SELECT * FROM notes.note", denied},
		{"analyst", "INSERT INTO analytics.visit VALUES (2)", denied},
		{"analyst", "ALTER TABLE analytics.visit DELETE WHERE 1", denied},
		{"analyst", "DROP TABLE analytics.visit", denied},
		{"analyst", "BACKUP TABLE analytics.visit TO File('/tmp/analyst/')", denied},
		{"analyst", "SELECT * FROM file('/etc/hostname', 'LineAsString')", denied},
		{"analyst", "SELECT * FROM system.processes", denied},
		{"analyst", "SELECT 1 SETTINGS readonly = 0", readonly},
		{"analyst", "SELECT 1 SETTINGS max_memory_usage = 0", constrained},
		{"analyst", "SELECT 1 SETTINGS max_execution_time = 0", constrained},
		{"analyst", "SELECT 1 SETTINGS max_execution_time = 30", allowed},
		{Loader, "INSERT INTO analytics.visit VALUES (2)", allowed},
		{Loader, "DROP TABLE notes.note", allowed},
	} {
		status, body := ask(t, e, c.account, c.query)
		if ok := status == http.StatusOK; ok != (c.want == allowed) || !strings.Contains(body, c.want) {
			t.Errorf("%q may do %q: status %d: %s", c.account, c.query, status, body)
		}
	}
}

// TestErrorsQuoteNoData provokes errors that quote a row and a literal, and looks for them in all we keep.
func TestErrorsQuoteNoData(t *testing.T) {
	log := &logged{}
	e := open(t, Options{Log: log.logger()})
	secret, err := e.Password(Loader)
	if err != nil {
		t.Fatal(err)
	}
	const canary = "Canary Quillfeather"
	must(t, e, "CREATE TABLE default.n (n UInt8, s String) ENGINE = MergeTree ORDER BY n")
	for _, query := range []string{"SELECT toInt32('" + canary + "')", "INSERT INTO default.n FORMAT CSV\n1,x\n" + canary + ",y\n"} {
		if status, body := ask(t, e, Loader, query); status == http.StatusOK || !strings.Contains(body, "Canary") {
			t.Fatalf("status %d: the error does not quote the value: %s", status, body)
		}
	}
	if err := native(t, e, "default", Loader, secret).Exec(t.Context(), "SELECT toInt32('"+canary+"')"); err == nil {
		t.Fatal("no error over TCP")
	}
	kept, err := os.ReadFile(filepath.Join(e.options.Dir, errorLog))
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(kept)+log.String(), "Canary") {
		t.Error("a value of the data is in a log")
	}
}
