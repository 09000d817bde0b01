package pipelines_test

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestTruthOfReasons: docs/errors.md explains every reason that a row of ops.quarantine or ops.issues can bear.
func TestTruthOfReasons(t *testing.T) {
	docs, err := os.ReadFile("../docs/errors.md")
	if err != nil {
		t.Fatal(err)
	}
	declared := regexp.MustCompile(`(?m)(?:skip\w+|transform\.Reason|\sReason)\s+= "(.+?)"|Issue\{Code: "(.+?)"`)
	for file, least := range map[string]int{
		"../transform/transform.go": 13, "batch.go": 2, "../extract/vsee/book.go": 8, "../extract/nextvisit/note.go": 7,
	} {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		found := declared.FindAllStringSubmatch(string(source), -1)
		if len(found) < least {
			t.Errorf("%s: %d reasons, there were %d", file, len(found), least)
		}
		for _, f := range found {
			if reason := f[1] + f[2]; !strings.Contains(string(docs), "`"+reason+"`") {
				t.Errorf("docs/errors.md does not explain %q of %s", reason, file)
			}
		}
	}
}
