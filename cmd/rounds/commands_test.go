package main

import (
	"flag"
	"fmt"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

var update = flag.Bool("update", false, "write the commands and flags of docs/commands.md anew")

const commandsPage = "../../docs/commands.md"

// section is what docs/commands.md says of a command: a heading, and all up to the next one.
var section = regexp.MustCompile("(?ms)^##+ `(rounds[^`]*)`\n.*?(?:\n##|\\z)")

// flagsOf is the first block of a section.
var flagsOf = regexp.MustCompile("(?ms)^```text\n.*?^```\n")

// each calls f for every command that does something by itself.
func each(c *cobra.Command, f func(*cobra.Command)) {
	for _, sub := range c.Commands() {
		if sub.Name() == "help" || sub.Name() == "completion" {
			continue
		}
		if !sub.HasSubCommands() {
			f(sub)
		}
		each(sub, f)
	}
}

// usageBlock is a command as docs/commands.md shows it.
func usageBlock(c *cobra.Command) string {
	return "```text\n" + c.UseLine() + "\n" + c.LocalNonPersistentFlags().FlagUsagesWrapped(110) + "```\n"
}

// TestCommandsPage compares docs/commands.md with the program: every command and flag is there, and none that is not.
func TestCommandsPage(t *testing.T) {
	page := read(t, commandsPage)
	var verbs []string
	each((&App{}).root(), func(c *cobra.Command) {
		verbs = append(verbs, c.CommandPath())
		of := sectionOf(page, c.CommandPath())
		if *update && of == "" {
			page += fmt.Sprintf("\n## `%s`\n\n%s.\n\n%s", c.CommandPath(), c.Short, usageBlock(c))
			return
		}
		if got, want := flagsOf.FindString(of), usageBlock(c); got != want {
			if *update && got != "" {
				page = strings.Replace(page, of, strings.Replace(of, got, want, 1), 1)
				return
			}
			t.Errorf("%s is described as\n%swant\n%s(go test ./cmd/rounds -run TestCommandsPage -update)", c.CommandPath(), got, want)
		}
	})
	for _, m := range section.FindAllStringSubmatch(strings.ReplaceAll(page, "\n##", "\n\n##"), -1) {
		if !slices.Contains(verbs, m[1]) {
			t.Errorf("%s is described and not there", m[1])
		}
	}
	if *update {
		if err := os.WriteFile(commandsPage, []byte(page), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// sectionOf is the text from a command's heading to the next one.
func sectionOf(page, path string) string {
	_, rest, found := strings.Cut(page, "## `"+path+"`\n")
	if !found {
		return ""
	}
	of, _, _ := strings.Cut(rest, "\n## ")
	return of
}

// TestJSONFieldsAreDescribed finds every member of every answer in the section of its command, and no other.
func TestJSONFieldsAreDescribed(t *testing.T) {
	page := read(t, commandsPage)
	for path, answer := range map[string][]any{
		"rounds status": {standing{}}, "rounds history": {runDetailDoc{}}, "rounds accept": {accepted{}}, "rounds plan": {prospectDoc{}},
		"rounds export": {exportDoc{}}, "rounds quarantine list": {asideDoc{}}, "rounds quarantine show": {shownDoc{}},
	} {
		fields := map[string]bool{}
		for _, a := range answer {
			members(reflect.TypeOf(a), fields)
		}
		described := map[string]bool{}
		for _, m := range regexp.MustCompile("(?m)^\\| (`.*)$").FindAllStringSubmatch(sectionOf(page, path), -1) {
			for _, name := range regexp.MustCompile("`([a-z_]+)`").FindAllStringSubmatch(m[1], -1) {
				described[name[1]] = true
			}
		}
		for name := range fields {
			if !described[name] {
				t.Errorf("%s: %s is written and not described", path, name)
			}
		}
		for name := range described {
			if !fields[name] {
				t.Errorf("%s: %s is described and not written", path, name)
			}
		}
	}
}

// members adds the JSON names of a type and of all below it.
func members(of reflect.Type, to map[string]bool) {
	switch of.Kind() {
	case reflect.Pointer, reflect.Slice:
		members(of.Elem(), to)
	case reflect.Struct:
		for n := range of.NumField() {
			f := of.Field(n)
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			if name != "" {
				to[name] = true
			}
			if f.Type.PkgPath() != "time" && (name != "" || f.Anonymous) {
				members(f.Type, to)
			}
		}
	}
}
