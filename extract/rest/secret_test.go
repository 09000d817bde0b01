package rest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

func TestSecretIsAReference(t *testing.T) {
	for ref, ok := range map[string]bool{
		"env:A": true, "file:/x": true, "cmd:pass show x": true,
		"": false, "env:": false, "cmd:  ": false, canary: false, "nv-sk-1|" + canary: false, "https://" + canary: false,
	} {
		s, err := ParseSecret(ref)
		if (err == nil) != ok || (s.Check() == nil) != ok {
			t.Errorf("%q: %v", ref, err)
		}
		noCanary(t, err)
	}
}

func TestSecretIsReadWhereItIs(t *testing.T) {
	private := filepath.Join(t.TempDir(), "private")
	t.Setenv("ROUNDS_TEST_SECRET", "from env")
	write(t, private, "from file\r\n", 0o600)
	for ref, want := range map[string]string{
		"env:ROUNDS_TEST_SECRET": "from env", "file:" + private: "from file", "cmd:printf first\\nsecond": "first",
	} {
		s, _ := ParseSecret(ref)
		if got, err := s.Reveal(t.Context()); err != nil || got != want {
			t.Errorf("%s: %q, %v", ref, got, err)
		}
	}
}

func TestSecretThatMayNotBeUsed(t *testing.T) {
	open, broken := filepath.Join(t.TempDir(), "open"), filepath.Join(t.TempDir(), "broken")
	write(t, open, canary, 0o640)
	write(t, broken, "a\n"+canary, 0o600)
	t.Setenv("ROUNDS_TEST_EMPTY", "")
	for _, ref := range []string{
		"file:" + open, "file:" + broken, "file:" + open + "-absent", "file:" + t.TempDir(),
		"env:ROUNDS_TEST_EMPTY", "cmd:false " + canary, "cmd:/no/such/program",
	} {
		s, _ := ParseSecret(ref)
		got, err := s.Reveal(t.Context())
		if err == nil || got != "" {
			t.Errorf("%s was accepted", ref)
		}
		noCanary(t, err)
		if !errors.Is(err, ErrSecret) || s.scheme != "cmd" && strings.Count(err.Error(), ref) != 1 {
			t.Errorf("%s is not told once: %v", ref, err)
		}
	}
}

func TestSecretNeverPrints(t *testing.T) {
	s, _ := ParseSecret("env:" + canary)
	holder := struct {
		Token Secret
		More  *Secret
	}{s, &s}
	var out bytes.Buffer
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		fmt.Fprintf(&out, verb+verb, s, holder)
	}
	j, _ := json.Marshal(holder)
	y, _ := yaml.Marshal(holder)
	out.Write(j)
	out.Write(y)
	slog.New(slog.NewJSONHandler(&out, nil)).Info("x", "secret", s, "holder", holder)
	slog.New(slog.NewTextHandler(&out, nil)).Info("x", "secret", s, "holder", holder)
	out.WriteString(s.String() + s.GoString())
	if strings.Contains(out.String(), canary) || strings.Count(out.String(), redacted) < 14 {
		t.Errorf("printed: %s", out.String())
	}
}

func write(t *testing.T, path, text string, mode os.FileMode) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), mode); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
}
