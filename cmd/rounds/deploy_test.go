package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/coreos/go-systemd/v22/unit"
	"sigs.k8s.io/yaml"

	"github.com/nightrounds/rounds/load/engine"
	"github.com/nightrounds/rounds/pipelines"
)

const deployed = "../../deploy/"

// directives are those our units use, by section: systemd.unit(5), systemd.service(5), systemd.exec(5), systemd.kill(5), systemd.timer(5).
// systemd ignores a word it does not know, and with it a protection.
var directives = map[string]string{
	"Unit":    "Description Documentation Wants After Conflicts OnFailure StartLimitIntervalSec StartLimitBurst",
	"Timer":   "OnCalendar Persistent RandomizedDelaySec FixedRandomDelay AccuracySec",
	"Install": "WantedBy",
	"Service": "Type ExecStart User Group DynamicUser WorkingDirectory StateDirectory StateDirectoryMode UMask LoadCredential Environment Restart RestartSec " +
		"RestartPreventExitStatus SuccessExitStatus TimeoutStartSec TimeoutStopSec KillMode NoNewPrivileges ProtectSystem ReadWritePaths ProtectHome " +
		"PrivateTmp PrivateDevices ProtectClock ProtectHostname ProtectKernelLogs ProtectKernelModules ProtectKernelTunables ProtectControlGroups " +
		"ProtectProc RestrictAddressFamilies RestrictNamespaces RestrictRealtime RestrictSUIDSGID LockPersonality CapabilityBoundingSet " +
		"AmbientCapabilities SystemCallArchitectures SystemCallFilter SystemCallErrorNumber LimitNOFILE",
}

// units reads every unit: its directives as Section.Name, with all their values.
func units(t *testing.T) map[string]map[string][]string {
	t.Helper()
	all := map[string]map[string][]string{}
	for _, pattern := range []string{"*.service", "*.timer"} {
		paths, err := filepath.Glob(deployed + "systemd/" + pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range paths {
			options, err := unit.DeserializeOptions(strings.NewReader(read(t, path)))
			if err != nil {
				t.Fatalf("%s: %v", path, err)
			}
			u := map[string][]string{}
			for _, o := range options {
				if !slices.Contains(strings.Fields(directives[o.Section]), o.Name) {
					t.Errorf("%s: [%s] %s is no directive we know", path, o.Section, o.Name)
				}
				u[o.Section+"."+o.Name] = append(u[o.Section+"."+o.Name], o.Value)
			}
			all[filepath.Base(path)] = u
		}
	}
	return all
}

// TestUnits reads the units and compares commands, exit codes, files and credentials with the program.
func TestUnits(t *testing.T) {
	all := units(t)
	for name, verb := range map[string]string{"rounds.service": "run", "rounds-serve.service": "serve"} {
		u := all[name]
		words := strings.Fields(strings.Join(u["Service.ExecStart"], " "))
		if len(words) < 2 || filepath.Base(words[0]) != "rounds" || words[1] != verb {
			t.Fatalf("%s starts %v", name, words)
		}
		understood(t, words[1:])
		if failed, _, _ := strings.Cut(strings.Join(u["Unit.OnFailure"], ""), "@"); all[failed+"@.service"] == nil {
			t.Errorf("%s: there is no unit %s@.service", name, failed)
		}
		if want := engine.LibraryEnv + "=/usr/local/lib/rounds/libchdb.so"; !slices.Contains(u["Service.Environment"], want) {
			t.Errorf("%s does not set %s", name, want)
		}
		if got, want := credentials(u), asked(t, read(t, deployed+"systemd/rounds.yaml")); !slices.Equal(got, want) {
			t.Errorf("%s loads %v, the configuration asks for %v", name, got, want)
		}
	}
	if got := all["rounds.service"]["Service.SuccessExitStatus"]; !slices.Equal(got, []string{fmt.Sprint(128 + int(syscall.SIGTERM))}) {
		t.Errorf("a stop counts as success by %v", got)
	}
	if got := all["rounds.timer"]["Timer.OnCalendar"]; len(got) != 1 || !strings.HasSuffix(got[0], " UTC") {
		t.Errorf("the timer's times are %v, not UTC", got)
	}
	if _, err := pipelines.LoadConfig(deployed + "systemd/rounds.yaml"); err != nil {
		t.Error(err)
	}
}

// TestUnitsRetryByExitCode retries what may mend itself, and nothing that waits for a person.
func TestUnitsRetryByExitCode(t *testing.T) {
	all := units(t)
	for name, want := range map[string][]int{
		"rounds.service":       {exitIncomplete, exitDestination},
		"rounds-serve.service": {exitUnexpected, exitIncomplete, exitAuth, exitDestination, exitQuality},
	} {
		u := all[name]
		prevented := numbers(t, strings.Fields(strings.Join(u["Service.RestartPreventExitStatus"], " ")))
		var again []int
		for code := exitUnexpected; code <= exitLocked; code++ {
			if !slices.Contains(prevented, code) {
				again = append(again, code)
			}
		}
		if got := u["Service.Restart"]; !slices.Equal(got, []string{"on-failure"}) || !slices.Equal(again, want) {
			t.Errorf("%s: Restart=%v for %v, want %v", name, got, again, want)
		}
		if len(u["Unit.StartLimitBurst"]) != 1 || len(u["Service.RestartSec"]) != 1 {
			t.Errorf("%s restarts without a pause or an end", name)
		}
	}
}

func numbers(t *testing.T, words []string) []int {
	t.Helper()
	all := make([]int, len(words))
	for n, word := range words {
		var err error
		if all[n], err = strconv.Atoi(word); err != nil {
			t.Error(err)
		}
	}
	return all
}

// credentials lists what a unit loads.
func credentials(u map[string][]string) []string {
	var names []string
	for _, value := range u["Service.LoadCredential"] {
		name, path, _ := strings.Cut(value, ":")
		if filepath.Base(path) == name {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// asked lists the credentials that a configuration asks systemd for.
func asked(t *testing.T, config string) []string {
	t.Helper()
	var names []string
	for _, m := range regexp.MustCompile(`cmd:systemd-creds cat ([a-z-]+)\n`).FindAllStringSubmatch(config, -1) {
		names = append(names, m[1])
	}
	if len(names) == 0 {
		t.Error("the configuration asks for no credential")
	}
	slices.Sort(names)
	return names
}

// understood gives a command line to the program without running it.
func understood(t *testing.T, args []string) {
	t.Helper()
	a := App{Stdout: io.Discard, Stderr: io.Discard, Getenv: os.Getenv}
	c, rest, err := a.root().Find(args)
	if err != nil || !c.HasParent() {
		t.Fatalf("%v: there is no such command: %v", args, err)
	}
	if err := c.ParseFlags(rest); err != nil {
		t.Fatalf("%v: %v", args, err)
	}
	if err := c.ValidateArgs(c.Flags().Args()); err != nil {
		t.Errorf("%v: %v", args, err)
	}
}

// spokenOf looks for a command and its flags as a page writes them: their values may be left out.
func spokenOf(t *testing.T, words []string) {
	t.Helper()
	verbs := slices.IndexFunc(words, func(w string) bool { return strings.Trim(w, "abcdefghijklmnopqrstuvwxyz") != "" })
	if verbs < 0 {
		verbs = len(words)
	}
	var a App
	c, rest, err := a.root().Find(words[:verbs])
	if err != nil || !c.HasParent() || len(rest) > 0 {
		t.Errorf("there is no command rounds %v", words[:verbs])
		return
	}
	for _, w := range words[verbs:] {
		if flag, ok := strings.CutPrefix(w, "--"); ok && c.Flags().Lookup(flag) == nil {
			t.Errorf("rounds %v: there is no flag --%s", words, flag)
		}
	}
}

// TestOperations looks for every command, metric, file and code that docs/operations.md and the alert rules name.
func TestOperations(t *testing.T) {
	page, rules := read(t, "../../docs/operations.md"), read(t, deployed+"prometheus/rounds.rules.yaml")
	for _, m := range regexp.MustCompile("(?m)(?:`|^ +|&& |-u rounds |/bin/)rounds ([a-z][^`#\n]*)").FindAllStringSubmatch(page, -1) {
		spokenOf(t, strings.Fields(m[1]))
	}
	for _, m := range measured {
		if !strings.Contains(page, "`"+m.name+"`") {
			t.Errorf("the page does not name %s", m.name)
		}
	}
	for _, name := range regexp.MustCompile(`rounds_[a-z_]+`).FindAllString(rules, -1) {
		if !slices.ContainsFunc(measured, func(m metric) bool { return m.name == name }) {
			t.Errorf("a rule asks for %s, which nobody writes", name)
		}
	}
	var file struct {
		Groups []struct {
			Name  string `json:"name"`
			Rules []struct {
				Alert, Expr, For    string
				Labels, Annotations map[string]string
			} `json:"rules"`
		} `json:"groups"`
	}
	if err := yaml.UnmarshalStrict([]byte(rules), &file); err != nil || len(file.Groups) != 1 || len(file.Groups[0].Rules) != 3 {
		t.Errorf("the rules cannot be read: %v", err)
	}
	for _, g := range file.Groups {
		for _, r := range g.Rules {
			_, title, _ := strings.Cut(strings.TrimSuffix(r.Annotations["runbook"], `"`), `"`)
			if title == "" || !strings.Contains(page, "\n## "+title+"\n") {
				t.Errorf("%s: the page has no heading %q", r.Alert, title)
			}
		}
	}
	for _, m := range regexp.MustCompile(`\]\(([^)#]+)\)`).FindAllStringSubmatch(page, -1) {
		if _, err := os.Stat(filepath.Join("../../docs", m[1])); err != nil {
			t.Error(err)
		}
	}
}
