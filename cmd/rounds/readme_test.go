package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/nightrounds/rounds/pipelines"
)

// TestReadme uses the configuration that README.md shows, follows its links and looks for every command it names.
func TestReadme(t *testing.T) {
	readme := read(t, "../../README.md")
	_, rest, found := strings.Cut(readme, "```yaml\n")
	example, _, _ := strings.Cut(rest, "```")
	path := filepath.Join(t.TempDir(), "rounds.yaml")
	keep(t, path, example)
	config, err := pipelines.LoadConfig(path)
	if err != nil || !found {
		t.Fatal(err)
	}
	var vendors []string
	for _, s := range config.Sources {
		vendors = append(vendors, s.Vendor)
	}
	if !slices.Equal(vendors, pipelines.Vendors()) {
		t.Errorf("the example has %v, of %v", vendors, pipelines.Vendors())
	}
	if _, err := config.Grant("nextech-main"); err != nil {
		t.Error(err)
	}
	for _, m := range regexp.MustCompile(`\]\(([^)#]+)\)`).FindAllStringSubmatch(readme, -1) {
		if _, err := os.Stat(filepath.Join("../..", m[1])); err != nil {
			t.Error(err)
		}
	}
	for _, m := range regexp.MustCompile(`bin/rounds (\w+)`).FindAllStringSubmatch(readme, -1) {
		rounds(t, "help", m[1]).saw(t, 0, "rounds "+m[1])
	}
}
