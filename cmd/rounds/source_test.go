package main

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/nightrounds/rounds/extract/sandbox"
)

// sourceFaults are what goes wrong where Nextech and Noa Notes give out tokens, and with the files a customer keeps beside them.
var sourceFaults = map[string]struct {
	inflict func(*clinic)
	vendor  string
	says    string
	path    string // of the request that is refused
	asked   int    // at most so often, for all of a night
}{
	"expired refresh token": {func(c *clinic) { c.ExpireNextechRefresh() }, "nextech", "a person must grant access again", "/oauth2/token", 1},
	"no login yet":          {func(c *clinic) { c.forget("tokens.json") }, "nextech", "tokens.json holds no tokens yet", "/oauth2/token", 0},
	"tokens that are none": {func(c *clinic) { keep(c.t, c.file("tokens.json"), secretText) }, "nextech",
		"tokens.json: it is no JSON object of tokens", "/oauth2/token", 0},
	"another practice": {func(c *clinic) { c.set["practice"] = "practice-0999" }, "nextech", "reading /search: status 403", "/search", 20},
	"sign-in refused":  {func(c *clinic) { c.secret("noa-secret", secretText) }, "noanotes", "reading /auth/sign-in: status 401", "/auth/sign-in", 1},
	"manifest gone":    {func(c *clinic) { c.forget("manifest.csv") }, "noanotes", "manifest.csv: no such file or directory", "", 0},
	"journal gone":     {func(c *clinic) { c.forget("journal.ndjson") }, "noanotes", "journal.ndjson: no such file or directory", "", 0},
	"roster gone":      {func(c *clinic) { c.forget("roster.csv") }, "nextech", "roster.csv: no such file or directory", "/search", 0},
	"manifest broken": {func(c *clinic) { keep(c.t, c.file("manifest.csv"), "country,session_id\n\""+secretText) }, "noanotes",
		"read the manifest: the file cannot be used: line 2", "", 0},
	"roster broken": {func(c *clinic) { keep(c.t, c.file("roster.csv"), "patient_id\n1\n\""+secretText+"\n") }, "nextech",
		"read the roster: the file cannot be used: line 3", "/search", 0},
	"roster of another form": {func(c *clinic) { keep(c.t, c.file("roster.csv"), secretText+"\n1\n") }, "nextech",
		"read the roster: the file cannot be used: line 1: the header has none of patient_id", "/search", 0},
}

// forget removes a file beside the configuration.
func (c *clinic) forget(name string) {
	c.t.Helper()
	if err := os.Remove(c.file(name)); err != nil {
		c.t.Fatal(err)
	}
}

// TestSourcesFailSideBySide has a source for every fault beside four that are well, all in one round: each is told with its
// reason, none is asked again and again, and the four are published.
func TestSourcesFailSideBySide(t *testing.T) {
	well := whole(t, sharedDir(t), smallTown)
	sick := map[string]*clinic{}
	for name, fault := range sourceFaults {
		c := whole(t, well.dir, smallTown)
		c.set["patients"] = well.vsee // the patients are those of a configured source
		fault.inflict(c)
		c.write()
		well.add(c, c.set[fault.vendor])
		sick[name] = c
	}
	got := well.run()
	got.saw(t, 2, "E0202", "windows are not done:", "published analytics:")
	got.lacks(t, secretText, sandbox.SecretMark)
	for name, fault := range sourceFaults {
		c := sick[name]
		if told := messageOf(got.err, c.set[fault.vendor]); !strings.Contains(told, fault.says) {
			t.Errorf("%s: told %q, want %q", name, told, fault.says)
		}
		if n := c.asked(fault.path); n > fault.asked || fault.asked > 0 && n == 0 {
			t.Errorf("%s: %s was asked %d times, want %d", name, fault.path, n, fault.asked)
		}
	}
	done := ask(t, well.dir, "operator", "SELECT source FROM ops.windows FINAL GROUP BY source HAVING min(status = 'done')")
	for _, source := range []string{well.vsee, well.nextvisit, well.nextech, well.noanotes} {
		if !slices.Contains(done, source) {
			t.Errorf("another source's fault stopped %s", source)
		}
	}
}

// messageOf is all that the last message tells of a source.
func messageOf(text, source string) string {
	_, message, _ := strings.Cut(text, "rounds: ")
	var told string
	for line := range strings.Lines(message) {
		if strings.Contains(line, source) {
			told += line
		}
	}
	return told
}

// asked counts the requests for a path.
func (c *clinic) asked(path string) int {
	n := 0
	for _, r := range c.Requests() {
		if r.Path == path {
			n += r.Count
		}
	}
	return n
}

// TestCountriesMixedUp asks each of Noa's countries for the other's sessions. Neither knows them, which may also mean that they are
// not ready: they stay open, and the first round after the mistake is mended reads every one.
func TestCountriesMixedUp(t *testing.T) {
	c, calm := whole(t, sharedDir(t), smallTown), whole(t, sharedDir(t), smallTown)
	notes := func(source string) []string {
		return ask(t, c.dir, "analyst", "SELECT count(), countIf(is_signed) FROM analytics.note WHERE source = '"+source+"'")
	}
	pl, es := c.set["pl"], c.set["es"]
	c.set["pl"], c.set["es"] = es, pl
	c.write()
	c.run("--source", c.noanotes).saw(t, 0)
	if got := notes(c.noanotes); !slices.Equal(got, []string{"0\t0"}) {
		t.Errorf("the wrong hosts gave notes: %v", got)
	}
	c.set["pl"], c.set["es"] = pl, es
	c.write()
	c.add(calm, calm.vsee) // which the calm source's patients are of
	c.add(calm, calm.noanotes)
	c.run("--kind", "session").saw(t, 0)
	if got, want := notes(c.noanotes), notes(calm.noanotes); !slices.Equal(got, want) || want[0] == "0\t0" {
		t.Errorf("mended %v, want %v", got, want)
	}
}
