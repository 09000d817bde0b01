package main

import (
	"path/filepath"
	"strings"
	"testing"
)

// secretText stands for a secret that somebody wrote into the configuration. It must not be repeated anywhere.
const secretText = "ZZSECRET-written-out"

const goodConfig = `sources:
  - name: clinic
    vendor: nextvisit
    zone: America/New_York
    schedule: "45 7 * * *"
    connection:
      base_url: https://api.example.org
      token: env:ROUNDS_TEST_UNSET
      team_id: 5
`

// TestConfigMistakes makes one mistake at a time: nothing may start, and no value may be shown.
func TestConfigMistakes(t *testing.T) {
	tests := map[string]struct{ old, mistake, says string }{
		"not yaml":           {"sources:", "sources: [" + secretText, "line 1"},
		"unknown key":        {"zone:", "zome:", "line 4, column 5: no such setting here: zome"},
		"unknown in vendor":  {"team_id:", "team:", "line 9, column 7: no such setting here: team"},
		"wrong type":         {"team_id: 5", "team_id: " + secretText, "line 9"},
		"given twice":        {"zone:", "vendor: vsee\n    zone:", "line 4, column 5"},
		"literal secret":     {"env:ROUNDS_TEST_UNSET", secretText, "a secret must be a reference"},
		"secret with colon":  {"env:ROUNDS_TEST_UNSET", "bearer:" + secretText, "a secret must be a reference"},
		"no zone":            {"    zone: America/New_York\n", "", "zone: required"},
		"bad zone":           {"America/New_York", "New_York", "zone: not an IANA zone name"},
		"bad cron":           {"45 7 * * *", "45 7 * *", "schedule: not five cron fields"},
		"bad cron hour":      {"45 7 * * *", "45 27 * * *", "schedule: not five cron fields"},
		"day of no month":    {"45 7 * * *", "45 7 30 2 *", "schedule: a day that never comes"},
		"unknown vendor":     {"nextvisit", "nextvist", "vendor: one of [vsee nextvisit nextech noanotes]"},
		"bad name":           {"name: clinic", "name: Clinic 1", "name: lower-case"},
		"kind of another":    {"    zone:", "    kinds: [note, visit]\n    zone:", "kinds: each once, of [organization practitioner patient note]"},
		"http to the world":  {"https://api", "http://api", "https"},
		"password in origin": {"https://api", "https://u:" + secretText + "@api", "base_url"},
		"bad prefix":         {"sources:", "warehouse: {prefix: \"a`b\"}\nsources:", "warehouse.prefix"},
		"half a server":      {"sources:", "warehouse: {server: {addr: \"h:1\"}}\nsources:", "addr and user are required"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if !strings.Contains(goodConfig, test.old) {
				t.Fatal("the mistake is not made")
			}
			path := filepath.Join(t.TempDir(), "rounds.yaml")
			keep(t, path, strings.Replace(goodConfig, test.old, test.mistake, 1))
			got := rounds(t, "run", "--config", path)
			got.saw(t, 2, "E0201", test.says, "kept: nothing was read", "do:   mend it")
			got.lacks(t, secretText)
		})
	}
}

func TestConfigSourceTwice(t *testing.T) {
	path := filepath.Join(t.TempDir(), "rounds.yaml")
	keep(t, path, goodConfig+strings.TrimPrefix(goodConfig, "sources:\n"))
	rounds(t, "run", "--config", path).saw(t, 2, "E0201", "source 2: the name is used twice")
}

func TestConfigIsNotThere(t *testing.T) {
	path := filepath.Join(t.TempDir(), "rounds.yaml")
	for _, verb := range []string{"run", "serve"} {
		rounds(t, verb, "--config", path).saw(t, 2, "E0205", path, "do:   name your file with --config")
	}
}

// TestSecretsThatCannotBeRead sees each reason without the secret, told once, all in one round.
func TestSecretsThatCannotBeRead(t *testing.T) {
	t.Setenv("ROUNDS_TEST_UNSET", "")
	open := filepath.Join(t.TempDir(), "open")
	keep(t, open, secretText)
	chmod(t, open, 0o644)
	well := small(t, sharedDir(t))
	sources := map[string]string{}
	tests := map[string]string{
		"env:ROUNDS_TEST_UNSET":   "a secret cannot be read from env:ROUNDS_TEST_UNSET: it is unset",
		"file:" + open:            "file:" + open + ": others may read the file: chmod 600 it",
		"file:" + open + "-gone":  "file:" + open + "-gone: no such file",
		"cmd:false " + secretText: "the program did not end well",
	}
	for reference := range tests {
		c := small(t, well.dir)
		c.set["nextvisit_token"] = reference
		c.write()
		well.add(c, c.nextvisit)
		sources[reference] = c.nextvisit
	}
	got := well.load()
	got.saw(t, 2, "E0202")
	got.lacks(t, secretText, "refuses the credentials")
	for reference, says := range tests {
		told := messageOf(got.err, sources[reference])
		if !strings.Contains(told, says) || strings.Count(told, sources[reference]) != 1 {
			t.Errorf("told %q, want %q once", told, says)
		}
	}
}

// TestSourceThatCannotBeOpened has no window of its own: the summary tells of it all the same.
func TestSourceThatCannotBeOpened(t *testing.T) {
	c := small(t, sharedDir(t))
	gone := filepath.Join(t.TempDir(), "gone")
	text := read(t, c.config)
	keep(t, c.config, strings.Replace(text, filepath.Join(filepath.Dir(c.config), "vsee-account"), gone, 1))
	got := c.load()
	why := "account: a secret cannot be read from file:" + gone + ": no such file or directory\n"
	got.saw(t, 2, "E0202", "rounds: "+c.vsee+": "+why)
	if !strings.Contains(got.out, "\n"+c.vsee+": not read: "+why) || !strings.Contains(got.out, c.nextvisit) {
		t.Errorf("the summary is not whole:\n%s", got.out)
	}
}
