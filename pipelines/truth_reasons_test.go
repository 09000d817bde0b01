package pipelines_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var declared = regexp.MustCompile(`(?m)(?:[sS]kip\w+|transform\.Reason|\sReason)\s+= "(.+?)"|Issue\{Code: "(.+?)"`)

// TestTruthOfReasons: docs/errors.md explains every reason that a row of ops.quarantine or ops.issues can bear; what only one
// vendor's extractor says may be explained in its coverage.md.
func TestTruthOfReasons(t *testing.T) {
	common := text(t, "../docs/errors.md")
	explained(t, 15, common, "../transform/transform.go", "batch.go")
	explained(t, 5, common, "../extract/book.go")
	vendors, err := filepath.Glob("../extract/*/coverage.md")
	if err != nil || len(vendors) < 4 {
		t.Fatalf("%d vendors: %v", len(vendors), err)
	}
	for _, coverage := range vendors {
		files, err := filepath.Glob(filepath.Join(filepath.Dir(coverage), "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		explained(t, 1, common+text(t, coverage), files...)
	}
}

func text(t *testing.T, file string) string {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// explained wants each reason that the files declare, and at least so many, in backquotes in the docs.
func explained(t *testing.T, least int, docs string, files ...string) {
	t.Helper()
	found := 0
	for _, file := range files {
		for _, f := range declared.FindAllStringSubmatch(text(t, file), -1) {
			found++
			if reason := f[1] + f[2]; !strings.Contains(docs, "`"+reason+"`") {
				t.Errorf("%q of %s is explained nowhere", reason, file)
			}
		}
	}
	if found < least {
		t.Errorf("%v: %d reasons, there were %d", files, found, least)
	}
}
