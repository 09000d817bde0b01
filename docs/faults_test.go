package docs_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

var (
	faultRow  = regexp.MustCompile(`(?m)^\| S(\d+) \|(.*)\|$`)
	testNamed = regexp.MustCompile("`([a-z0-9_/]+)\\.((?:Test|Fuzz)\\w+)`")
)

// Every fault of faults.md has a row, in order, and every test that a row names is in the tree.
func TestEveryFaultIsShownByATest(t *testing.T) {
	const faults = 30
	text, err := os.ReadFile("faults.md")
	if err != nil {
		t.Fatal(err)
	}
	last, seen := 0, map[string]map[string]bool{}
	for _, row := range faultRow.FindAllStringSubmatch(string(text), -1) {
		number, _ := strconv.Atoi(row[1])
		if number <= last || number > last+1 && last < faults {
			t.Errorf("S%d stands after S%d", number, last)
		}
		last = number
		named := testNamed.FindAllStringSubmatch(row[2], -1)
		if len(named) == 0 {
			t.Errorf("S%d names no test", number)
		}
		for _, test := range named {
			folder := test[1]
			if seen[folder] == nil {
				seen[folder] = testsIn(t, filepath.Join("..", filepath.FromSlash(folder)))
			}
			if !seen[folder][test[2]] {
				t.Errorf("S%d: there is no %s in %s", number, test[2], folder)
			}
		}
	}
	if last < faults {
		t.Errorf("the last row is S%d of %d", last, faults)
	}
	if marks := strings.Count(string(text), "`") / 2; marks < last {
		t.Errorf("%d tests are named for %d faults", marks, last)
	}
}

// testsIn are the test functions of a folder, whatever their build tags.
func testsIn(t *testing.T, folder string) map[string]bool {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*_test.go"))
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{}
	for _, file := range files {
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range parsed.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil {
				found[f.Name.Name] = true
			}
		}
	}
	return found
}
