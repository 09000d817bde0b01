package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nightrounds/rounds/extract/sandbox"
)

// clinic is two vendors on loopback and a configuration that reads them.
type clinic struct {
	*sandbox.Sandbox
	t               testing.TB
	dir             string // of the engine
	config          string // path of rounds.yaml
	vsee, nextvisit string // names of the sources
	vseeURL, nvURL  string
	kinds           string // that are read of VSee
	token           string // of Nextvisit
	team            int    // of Nextvisit
	more            string // further connection settings of both
}

// newClinic serves a sandbox and writes a configuration that loads it into the engine of dir.
func newClinic(t testing.TB, dir string, o sandbox.Options) *clinic {
	t.Helper()
	c := &clinic{Sandbox: sandbox.New(o), t: t, dir: dir, config: filepath.Join(t.TempDir(), "rounds.yaml"),
		vsee: unique("vsee"), nextvisit: unique("nextvisit"), kinds: "practitioner, patient, visit", more: "max_retries: -1"}
	at, err := c.Start()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := at.Close(); err != nil {
			t.Error(err)
		}
	})
	c.token, c.team = c.Credentials().NextvisitToken, c.Credentials().NextvisitTeam
	c.vseeURL, c.nvURL = at.VSeeURL, at.NextvisitURL
	c.write()
	return c
}

// small is a clinic that is read in a moment.
func small(t testing.TB, dir string) *clinic {
	t.Helper()
	return newClinic(t, dir, sandbox.Options{Seed: 5, Patients: 12, Practitioners: 3, VisitsPerPatient: 2, NotesPerPatient: 1})
}

const clinicConfig = `warehouse:
  dir: %q
sources:
  - name: %s
    vendor: vsee
    zone: America/Los_Angeles
    kinds: [%s]
    connection: {base_url: %q, token: %q, account: %q, rate_per_second: 50000, burst: 1000, parallel: 4, %s}
  - name: %s
    vendor: nextvisit
    zone: America/New_York
    connection: {base_url: %q, token: %q, team_id: %d, rate_per_second: 50000, burst: 1000, %s}
`

// write writes the configuration as the fields now say.
func (c *clinic) write() {
	c.t.Helper()
	k := c.Credentials()
	keep(c.t, c.config, fmt.Sprintf(clinicConfig, c.dir,
		c.vsee, c.kinds, c.vseeURL, c.secret("vsee-token", k.VSeeToken), c.secret("vsee-account", k.VSeeAccount), c.more,
		c.nextvisit, c.nvURL, c.secret("nextvisit-token", c.token), c.team, c.more))
}

// secret keeps a secret in a file beside the configuration and returns the reference to it.
func (c *clinic) secret(name, value string) string {
	path := filepath.Join(filepath.Dir(c.config), name)
	keep(c.t, path, value)
	return "file:" + path
}

func keep(t testing.TB, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// add puts one source of another clinic into the configuration.
func (c *clinic) add(other *clinic, source string) {
	c.t.Helper()
	for _, block := range strings.Split(read(c.t, other.config), "  - name: ")[1:] {
		if strings.HasPrefix(block, source+"\n") {
			keep(c.t, c.config, read(c.t, c.config)+"  - name: "+block)
		}
	}
}

// run makes one round of both vendors.
func (c *clinic) run(args ...string) said {
	c.t.Helper()
	return rounds(c.t, append([]string{"run", "--config", c.config}, args...)...)
}

func chmod(t testing.TB, path string, mode os.FileMode) {
	t.Helper()
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
}

func read(t testing.TB, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
