package tables

import (
	_ "embed"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"
)

//go:embed safe_harbor.yaml
var safeHarborYAML []byte

// rules is safe_harbor.yaml, where each part is explained.
type rules struct {
	Classes   map[Privacy]string  `yaml:"classes"`
	OldestAge int                 `yaml:"oldest_age"` // years
	Withheld  []zipList           `yaml:"withheld_zip3"`
	States    map[string]string   `yaml:"states"`
	Countries map[string][]string `yaml:"countries"`
	Systems   []codeSystem        `yaml:"systems"`
}

type zipList struct {
	Of       string   `yaml:"of"`
	Source   string   `yaml:"source"`
	Prefixes []string `yaml:"prefixes"`
}

type codeSystem struct {
	URI  string `yaml:"uri"`
	Form string `yaml:"form"` // RE2
}

var safeHarborRules = sync.OnceValues(func() (*rules, error) {
	var r rules
	if err := yaml.UnmarshalWithOptions(safeHarborYAML, &r, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("read safe_harbor.yaml: %w", err)
	}
	return &r, nil
})

// withheld lists the ZIP prefixes that become 000.
func (r *rules) withheld() string {
	var all []string
	for _, l := range r.Withheld {
		all = append(all, l.Prefixes...)
	}
	slices.Sort(all)
	return literals(slices.Compact(all))
}

// state is the two letters of a state that the expression holds, in any spelling of the file; else empty.
func (r *rules) state(expr string) string {
	spellings := map[string][]string{}
	for code, name := range r.States {
		spellings[code] = []string{name}
	}
	return spelled(expr, spellings)
}

func (r *rules) country(expr string) string { return spelled(expr, r.Countries) }

// spelled is the key under whose spellings the expression's text is listed; the key is one of them.
func spelled(expr string, spellings map[string][]string) string {
	var from, to []string
	for _, code := range slices.Sorted(maps.Keys(spellings)) {
		for _, name := range append([]string{code}, spellings[code]...) {
			from, to = append(from, strings.ToUpper(name)), append(to, code)
		}
	}
	return "transform(upper(trimBoth(toString(" + expr + "))), [" + literals(from) + "], [" + literals(to) + "], '')"
}

// known tells whether the code of an expression has the form that the file gives its system.
func (r *rules) known(system, code string) string {
	var cases []string
	for _, s := range r.Systems {
		cases = append(cases, system+" = "+literal(s.URI)+", "+s.holds(code))
	}
	return "multiIf(" + strings.Join(cases, ", ") + ", false)"
}

func (s codeSystem) holds(code string) string {
	return "match(" + code + ", " + literal("^("+s.Form+")$") + ")"
}

// system finds a system of the file.
func (r *rules) system(uri string) (codeSystem, bool) {
	i := slices.IndexFunc(r.Systems, func(s codeSystem) bool { return s.URI == uri })
	if i < 0 {
		return codeSystem{}, false
	}
	return r.Systems[i], true
}

func (r *rules) uris() string {
	uris := make([]string, len(r.Systems))
	for i, s := range r.Systems {
		uris[i] = s.URI
	}
	return literals(uris)
}

func literals(texts []string) string {
	quoted := make([]string, len(texts))
	for i, t := range texts {
		quoted[i] = literal(t)
	}
	return strings.Join(quoted, ", ")
}
