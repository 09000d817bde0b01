package main

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/nightrounds/rounds/extract/sandbox"
)

// TestSandboxIsRead runs a round with the configuration that is written.
func TestSandboxIsRead(t *testing.T) {
	s, v, err := startVendors(sandbox.Options{Seed: 3, Patients: 8, Practitioners: 3, VisitsPerPatient: 2, NotesPerPatient: 1}, sharedDir(t), unique("sandbox"))
	if err != nil {
		t.Fatal(err)
	}
	defer v.At.Close() //nolint:errcheck // of the test alone
	path := filepath.Join(t.TempDir(), "rounds.yaml")
	if err := v.write(path, s); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(v.Dir, "vendors", "*"))
	if err != nil || len(files) < len(v.secrets())+3 {
		t.Errorf("%d files: %v", len(files), err)
	}
	for _, f := range append(files, path) {
		if info, err := os.Stat(f); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s is open to others: %v", f, err)
		}
	}
	rounds(t, "run", "--no-publish", "--config", path).saw(t, 0, "vsee-"+v.Label, "nextvisit-"+v.Label, "nextech-"+v.Label, "noanotes-"+v.Label)
}

// TestLaterNightsAreOfTheSamePeople: the day of the folder's first use is kept, and nothing is written without a configuration.
func TestLaterNightsAreOfTheSamePeople(t *testing.T) {
	dir := t.TempDir()
	s, v, err := startVendors(sandbox.Options{Patients: 1}, dir, "day")
	if err != nil {
		t.Fatal(err)
	}
	defer v.At.Close() //nolint:errcheck // of the test alone
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("%d files: %v", len(left), err)
	}
	v.Today = v.Today.AddDate(0, 0, -40)
	if err := v.write(filepath.Join(dir, "rounds.yaml"), s); err != nil {
		t.Fatal(err)
	}
	if got := firstNight(dir); !got.Equal(v.Today) {
		t.Errorf("the first night was %v, and is %v now", v.Today, got)
	}
}

// TestSandboxTellsHowToReadIt starts it both ways. A configuration of another hand is spared.
func TestSandboxTellsHowToReadIt(t *testing.T) {
	t.Chdir(t.TempDir())
	for flags, says := range map[string]string{"": "the customer's files\n", "--config mine.yaml": "  rounds run --config mine.yaml\n"} {
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
