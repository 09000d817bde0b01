package extracttest

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/nightrounds/rounds/extract/sandbox"
)

// States of an endpoint in a vendor's coverage.md.
const (
	mapped     = "mapped"     // its answers become records, and records become resources
	rawOnly    = "raw only"   // its answers are landed, and not mapped
	enumerates = "enumerates" // it only tells which records there are
	signsIn    = "signs in"   // it is asked for credentials
	notRead    = "not read"   // it is never asked
)

// Covered compares a vendor's coverage.md with the routes that were really called. The file holds a table of endpoints, one a row:
//
//	| endpoint | state | why |
//	| GET /visits/:id | mapped | |
//
// It fails when a called route has no row or is said not to be read, and when a route said to be mapped, raw only or
// enumerating was never called. Parameters are spelled :id or {id}, whatever their name. Rows that name no method are objects,
// not endpoints; they are left to the reader.
func Covered(t *testing.T, coverageFile, vendor string, called []sandbox.Request) {
	t.Helper()
	text, err := os.ReadFile(coverageFile)
	if err != nil {
		t.Fatal(err)
	}
	called = slices.DeleteFunc(slices.Clone(called), func(r sandbox.Request) bool { return r.Vendor != vendor || r.Count == 0 })
	if len(called) == 0 {
		t.Errorf("no route of %s was called", vendor)
	}
	for _, fault := range uncovered(string(text), called) {
		t.Error(fault)
	}
}

// uncovered tells what the table and the calls do not agree on.
func uncovered(text string, called []sandbox.Request) (faults []string) {
	states, faults := endpoints(text)
	reached := map[string]bool{}
	for _, r := range called {
		route := r.Method + " " + plainPath(r.Path)
		reached[route] = true
		if state, listed := states[route]; !listed {
			faults = append(faults, fmt.Sprintf("%s is called and has no row", route))
		} else if state == notRead {
			faults = append(faults, fmt.Sprintf("%s is called, and its row says %q", route, state))
		}
	}
	for route, state := range states {
		if !reached[route] && state != notRead && state != signsIn {
			faults = append(faults, fmt.Sprintf("%s is said to be %q and was never called", route, state))
		}
	}
	slices.Sort(faults)
	return faults
}

var (
	row       = regexp.MustCompile("(?m)^\\| *`?(GET|POST|PUT|PATCH|DELETE) +(/[^ ?`|]*)[^|]*\\|([^|]*)\\|([^|\n]*)\\|")
	parameter = regexp.MustCompile(`:\w+|\{\w*\}`)
)

// endpoints reads the table. A state that is none, a row twice and an omission without a reason are faults.
func endpoints(text string) (states map[string]string, faults []string) {
	states = map[string]string{}
	for _, cells := range row.FindAllStringSubmatch(text, -1) {
		route, state, why := cells[1]+" "+plainPath(cells[2]), strings.Trim(cells[3], " *`"), strings.TrimSpace(cells[4])
		if _, twice := states[route]; twice {
			faults = append(faults, fmt.Sprintf("%s has two rows", route))
		}
		states[route] = state
		switch {
		case !slices.Contains([]string{mapped, rawOnly, enumerates, signsIn, notRead}, state):
			faults = append(faults, fmt.Sprintf("%s: %q is no state", route, state))
		case why == "" && (state == notRead || state == rawOnly):
			faults = append(faults, fmt.Sprintf("%s is %q without a reason", route, state))
		}
	}
	return states, faults
}

// plainPath gives every parameter the same spelling.
func plainPath(path string) string {
	return parameter.ReplaceAllString(strings.TrimSuffix(path, "/"), "{}")
}
