package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nightrounds/rounds/extract/sandbox"
)

// clinic is the vendors on loopback and a configuration that reads them.
type clinic struct {
	*sandbox.Sandbox
	t                                  testing.TB
	dir                                string            // of the engine
	config                             string            // path of rounds.yaml
	template                           string            // clinicConfig, or more of it
	vsee, nextvisit, nextech, noanotes string            // names of the sources
	set                                map[string]string // what the configuration says, by the template's names
}

// newClinic serves a sandbox and writes a configuration that loads VSee's people and visits and Nextvisit's notes into the
// engine of dir.
func newClinic(t testing.TB, dir string, o sandbox.Options) *clinic {
	t.Helper()
	c := &clinic{t: t, dir: dir, config: filepath.Join(t.TempDir(), "rounds.yaml"), template: clinicConfig,
		vsee: unique("vsee"), nextvisit: unique("nextvisit"), nextech: unique("nextech"), noanotes: unique("noanotes")}
	o.NoaPatientSource = c.vsee
	c.Sandbox = sandbox.New(o)
	at, err := c.Start()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := at.Close(); err != nil {
			t.Error(err)
		}
	})
	k := c.Credentials()
	c.set = map[string]string{
		"vsee": c.vsee, "vsee_kinds": "practitioner, patient, visit", "vsee_url": at.VSeeURL,
		"vsee_token": c.secret("vsee-token", k.VSeeToken), "account": c.secret("vsee-account", k.VSeeAccount),
		"nextvisit": c.nextvisit, "nextvisit_kinds": "note", "nextvisit_url": at.NextvisitURL,
		"nextvisit_token": c.secret("nextvisit-token", k.NextvisitToken), "team": fmt.Sprint(k.NextvisitTeam),
		"nextech": c.nextech, "nextech_url": at.NextechURL, "practice": k.NextechPractice, "roster": c.file("roster.csv"),
		"authorize_url": at.NextechAuthorizeURL, "token_url": at.NextechTokenURL, "nextech_client": k.NextechClientID,
		"resource": k.NextechResource, "tokens": strings.TrimPrefix(c.secret("tokens.json", string(c.NextechTokens())), "file:"),
		"nextech_secret": c.secret("nextech-secret", k.NextechClientSecret),
		"noanotes":       c.noanotes, "noa_client": k.NoaClientID, "noa_secret": c.secret("noa-secret", k.NoaSecret),
		"patients": c.vsee, "status_auth": "status_auth: consumer",
		"manifest": c.file(sandbox.NoaManifestCSV), "journal": c.file(sandbox.NoaJournal),
		"pl": at.NoaURLs["pl"], "es": at.NoaURLs["es"],
		"more": "rate_per_second: 50000, burst: 1000, max_retries: -1", "dir": dir,
	}
	c.write()
	return c
}

// small is a clinic of two vendors that is read in a moment.
func small(t testing.TB, dir string) *clinic {
	t.Helper()
	return newClinic(t, dir, smallTown)
}

var smallTown = sandbox.Options{Seed: 5, Patients: 12, Practitioners: 3, VisitsPerPatient: 2, NotesPerPatient: 1}

// whole is a clinic of four vendors, of which every kind is read.
func whole(t testing.TB, dir string, o sandbox.Options) *clinic {
	t.Helper()
	c := newClinic(t, dir, o)
	c.template = strings.NewReplacer("    kinds: [$vsee_kinds]\n", "", "    kinds: [$nextvisit_kinds]\n", "").Replace(clinicConfig) + restConfig
	c.tonight(1)
	return c
}

// tonight moves the vendors, and what the customer's own software knows of them, to a night.
func (c *clinic) tonight(n int) {
	c.t.Helper()
	c.SetNight(n)
	dir := filepath.Dir(c.config)
	if err := errors.Join(c.WriteNextechRoster(c.file("roster.csv")), c.WriteNoaFiles(dir), c.WriteNoaTokens(dir)); err != nil {
		c.t.Fatal(err)
	}
	c.write()
}

const clinicConfig = `warehouse:
  dir: "$dir"
sources:
  - name: $vsee
    vendor: vsee
    zone: America/Los_Angeles
    kinds: [$vsee_kinds]
    connection: {base_url: "$vsee_url", token: "$vsee_token", account: "$account", parallel: 4, $more}
  - name: $nextvisit
    vendor: nextvisit
    zone: America/New_York
    kinds: [$nextvisit_kinds]
    connection: {base_url: "$nextvisit_url", token: "$nextvisit_token", team_id: $team, $more}
`

// restConfig adds the other two vendors.
const restConfig = `  - name: $nextech
    vendor: nextech
    zone: America/Chicago
    connection:
      {base_url: "$nextech_url", practice_id: "$practice", roster: "$roster", oauth: {authorize_url: "$authorize_url", token_url: "$token_url",
      client_id: "$nextech_client", client_secret: "$nextech_secret", resource: "$resource", token_file: "$tokens"}, $more}
  - name: $noanotes
    vendor: noanotes
    zone: Europe/Warsaw
    connection: {hosts: {pl: "$pl", es: "$es"}, client_id: "$noa_client", secret: "$noa_secret", $status_auth, manifest: "$manifest", journal: "$journal", $more}
    mapping: {patient_sources: ["$patients"]}
`

// write writes the configuration as the settings now say.
func (c *clinic) write() {
	c.t.Helper()
	keep(c.t, c.config, os.Expand(c.template, func(name string) string {
		value, ok := c.set[name]
		if !ok {
			c.t.Fatalf("the configuration knows no %s", name)
		}
		return value
	}))
}

// file is a path beside the configuration.
func (c *clinic) file(name string) string { return filepath.Join(filepath.Dir(c.config), name) }

// secret keeps a secret in a file beside the configuration and returns the reference to it.
func (c *clinic) secret(name, value string) string {
	path := c.file(name)
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

// run makes one round.
func (c *clinic) run(args ...string) said {
	c.t.Helper()
	return rounds(c.t, append([]string{"run", "--config", c.config}, args...)...)
}

// load makes one round that leaves the analysts' tables as they are.
func (c *clinic) load(args ...string) said {
	c.t.Helper()
	return c.run(append(args, "--no-publish")...)
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
