package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/nightrounds/rounds/extract/sandbox"
)

// TestSandboxIsRead runs a round with the configuration that is written, and compares it with the one that is pasted.
func TestSandboxIsRead(t *testing.T) {
	s := sandbox.New(sandbox.Options{Seed: 3, Patients: 5})
	at, err := s.Start()
	if err != nil {
		t.Fatal(err)
	}
	defer at.Close() //nolint:errcheck // of the test alone
	path := filepath.Join(t.TempDir(), "rounds.yaml")
	v := vendors{dir: sharedDir(t), label: unique("sandbox"), at: at, keys: s.Credentials()}
	if err := v.write(path); err != nil {
		t.Fatal(err)
	}
	rounds(t, "run", "--config", path).saw(t, 0, "vsee-"+v.label, "nextvisit-"+v.label)
	want := read(t, path)
	v.dir = t.TempDir()
	pasted := filepath.Join(v.dir, "pasted")
	if out, err := exec.Command("sh", "-c", v.paste(pasted)).CombinedOutput(); err != nil || len(out) > 0 {
		t.Fatalf("%v: %s", err, out)
	}
	if got := read(t, pasted); got != strings.ReplaceAll(want, sharedDir(t), v.dir) {
		t.Errorf("pasted:\n%s\nwritten:\n%s", got, want)
	}
	for _, f := range v.secrets() {
		if info, err := os.Stat(f[0]); err != nil || info.Mode().Perm() != 0o600 || read(t, f[0]) != f[1] {
			t.Errorf("%s is not as it should be: %v", f[0], err)
		}
	}
}

// TestSandboxTellsHowToReadIt starts it both ways. A configuration of another hand is spared.
func TestSandboxTellsHowToReadIt(t *testing.T) {
	t.Chdir(t.TempDir())
	for flags, says := range map[string]string{"": "rounds run --config sandbox.yaml\n", "--config mine.yaml": "  rounds run --config mine.yaml\n"} {
		child := start(t, append([]string{"sandbox", "--patients", "5"}, strings.Fields(flags)...)...)
		await(t, "it tells", func() bool { return strings.HasSuffix(child.out.String(), says) })
		child.signal(syscall.SIGTERM)
		child.wait().saw(t, 0, "X-ApiToken")
	}
	if text := read(t, "mine.yaml"); !strings.Contains(text, "rate_per_second: 5000") {
		t.Error(text)
	}
	keep(t, "mine.yaml", goodConfig)
	rounds(t, "sandbox", "--config", "mine.yaml").saw(t, 2, "E0200", "mine.yaml is there")
	if read(t, "mine.yaml") != goodConfig {
		t.Error("it was written over")
	}
}
