package main

import (
	_ "embed"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"text/template"
	"time"

	"github.com/google/renameio/v2"

	"github.com/nightrounds/rounds/extract/sandbox"
)

// written begins a configuration that may be written over.
const written = "# Written by rounds "

//go:embed demo/rounds.yaml
var vendorsConfig string

// vendors is a running sandbox as a configuration knows it.
type vendors struct {
	Dir   string // of the engine; secrets and the customer's files are in its folder vendors
	Label string // ends the sources' names
	At    sandbox.Running
	Keys  sandbox.Credentials
	Today time.Time // the first night, UTC
}

// startVendors serves a sandbox whose manifest names the VSee source that the configuration names.
func startVendors(o sandbox.Options, dir, label string) (*sandbox.Sandbox, vendors, error) {
	o.Today = firstNight(dir)
	o.NoaPatientSource = "vsee-" + label
	s := sandbox.New(o)
	at, err := s.Start()
	if err != nil {
		return nil, vendors{}, fmt.Errorf("starting the sandbox: %w", err)
	}
	return s, vendors{Dir: dir, Label: label, At: at, Keys: s.Credentials(), Today: o.Today}, nil
}

// firstNight is the morning of the folder's first use (write keeps it): the invented people live in the present, and a later night
// is of the same people.
func firstNight(dir string) time.Time {
	day := time.Now().UTC().Truncate(24 * time.Hour)
	if text, err := os.ReadFile(filepath.Join(dir, dayFile)); err == nil {
		if kept, err := time.Parse(time.DateOnly, strings.TrimSpace(string(text))); err == nil {
			day = kept
		}
	}
	return day.Add(6 * time.Hour)
}

const dayFile = "first-night"

// yaml is a configuration that reads the sandbox.
func (v vendors) yaml() (string, error) {
	var b strings.Builder
	t, err := template.New("rounds.yaml").Parse(vendorsConfig)
	if err == nil {
		err = t.Execute(&b, v)
	}
	return b.String(), err
}

// secrets lists what the configuration refers to, by file.
func (v vendors) secrets() map[string]string {
	return map[string]string{
		"vsee-token": v.Keys.VSeeToken, "vsee-account": v.Keys.VSeeAccount, "nextvisit-token": v.Keys.NextvisitToken,
		"nextech-secret": v.Keys.NextechClientSecret, "nextech-tokens.json": fmt.Sprintf(`{"refresh_token":%q}`, v.Keys.NextechRefreshToken),
		"noanotes-secret": v.Keys.NoaSecret,
	}
}

// write writes a configuration as a person would: secrets in files of their own, mode 0600, and what the customer's own
// software knows of this night (Nextech's roster, Noa's manifest and journal). It spares a configuration of another hand.
func (v vendors) write(path string, s *sandbox.Sandbox) error {
	if old, err := os.ReadFile(path); err == nil && !strings.HasPrefix(string(old), written) {
		return fmt.Errorf("%w: %s is there and was written by somebody else; choose another path", errUsage, path)
	}
	in := filepath.Join(v.Dir, "vendors")
	if err := os.MkdirAll(in, 0o700); err != nil {
		return fmt.Errorf("making the folder of the secrets: %w", err)
	}
	text, err := v.yaml()
	if err != nil {
		return fmt.Errorf("writing the sandbox's configuration: %w", err)
	}
	files := map[string]string{path: text, filepath.Join(v.Dir, dayFile): v.Today.Format(time.DateOnly) + "\n"}
	for name, secret := range v.secrets() {
		files[filepath.Join(in, name)] = secret
	}
	for name, text := range files {
		if err := renameio.WriteFile(name, []byte(text), 0o600); err != nil {
			return fmt.Errorf("writing the sandbox's configuration: %w", err)
		}
	}
	return errors.Join(s.WriteNextechRoster(filepath.Join(in, "nextech-roster.csv")), s.WriteNoaFiles(in))
}
