package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/google/renameio/v2"

	"github.com/nightrounds/rounds/extract/sandbox"
)

// vendors is a running sandbox as a configuration knows it.
type vendors struct {
	dir   string // of the engine; the secrets are in its folder vendors
	label string // ends the sources' names
	at    sandbox.Running
	keys  sandbox.Credentials
}

// written begins a configuration that may be written over.
const written = "# Written by rounds "

// rate_per_second is named because the standard, made for real vendors, would let a sandbox take hours.
const vendorsConfig = written + `%[5]s; the sandbox's ports change with every start unless they are given.
# rate_per_second: without it a vendor is asked 5 times a second, and burst is 1.
warehouse:
  dir: %[1]s
sources:
  - name: vsee-%[5]s
    vendor: vsee
    zone: America/Los_Angeles
    schedule: "15 9 * * *"
    connection:
      base_url: %[2]s
      token: file:%[1]s/vendors/vsee-token
      account: file:%[1]s/vendors/vsee-account
      rate_per_second: 5000
      burst: 200
      parallel: 8
  - name: nextvisit-%[5]s
    vendor: nextvisit
    zone: America/New_York
    schedule: "45 7 * * *"
    connection:
      base_url: %[3]s
      token: file:%[1]s/vendors/nextvisit-token
      team_id: %[4]d
      rate_per_second: 5000
      burst: 200
`

// yaml is a configuration that reads the sandbox.
func (v vendors) yaml() string {
	return fmt.Sprintf(vendorsConfig, v.dir, v.at.VSeeURL, v.at.NextvisitURL, v.keys.NextvisitTeam, v.label)
}

// secrets lists what the configuration refers to, by file.
func (v vendors) secrets() [][2]string {
	in := filepath.Join(v.dir, "vendors")
	return [][2]string{{filepath.Join(in, "vsee-token"), v.keys.VSeeToken}, {filepath.Join(in, "vsee-account"), v.keys.VSeeAccount},
		{filepath.Join(in, "nextvisit-token"), v.keys.NextvisitToken}}
}

// write writes a configuration as a person would: secrets in files of their own, mode 0600. It spares one of another hand.
func (v vendors) write(path string) error {
	if old, err := os.ReadFile(path); err == nil && !strings.HasPrefix(string(old), written) {
		return fmt.Errorf("%w: %s is there and was written by somebody else; choose another path", errUsage, path)
	}
	if err := os.MkdirAll(filepath.Join(v.dir, "vendors"), 0o700); err != nil {
		return fmt.Errorf("making the folder of the secrets: %w", err)
	}
	for _, f := range append(v.secrets(), [2]string{path, v.yaml()}) {
		if err := renameio.WriteFile(f[0], []byte(f[1]), 0o600); err != nil {
			return fmt.Errorf("writing the sandbox's configuration: %w", err)
		}
	}
	return nil
}

// paste is what a person types to do what write does. The sandbox's secrets open nothing but the sandbox.
func (v vendors) paste(path string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "(umask 077; mkdir -p '%s'\n", filepath.Join(v.dir, "vendors"))
	for _, f := range v.secrets() {
		fmt.Fprintf(&b, "printf %%s '%s' > '%s'\n", f[1], f[0])
	}
	fmt.Fprintf(&b, "cat > '%s' <<'END'\n%sEND\n)\n", path, v.yaml())
	return b.String()
}
