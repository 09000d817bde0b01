package link

import (
	"os"
	"regexp"
	"strconv"
	"testing"
)

// The page lists every reason with its weight, and every rule.
func TestThePageSaysWhatTheCodeDoes(t *testing.T) {
	page, err := os.ReadFile("../../docs/person-link.md")
	if err != nil {
		t.Fatal(err)
	}
	for reason, bits := range Defaults() {
		m := regexp.MustCompile("\\| `" + string(reason) + "`[^|]*\\| (-?[0-9.]+)").FindSubmatch(page)
		if m == nil {
			t.Errorf("%s is not described", reason)
			continue
		}
		if said, err := strconv.ParseFloat(string(m[1]), 64); err != nil || said != bits {
			t.Errorf("%s: the page says %s bits, the default is %v", reason, m[1], bits)
		}
	}
	for _, rule := range []string{RuleSSN, RuleWeights, RuleNameBirth, RuleOwn, RuleUnsure, RuleVeto, RuleOther} {
		if !regexp.MustCompile("(?m)^\\| `" + rule + "` \\|").Match(page) {
			t.Errorf("%s is not described", rule)
		}
	}
}
