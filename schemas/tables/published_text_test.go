package tables_test

import (
	"strings"

	"github.com/nightrounds/rounds/schemas/tables"
)

// findsWords: a word is found in whatever case it is written, and by the index.
func findsWords(s server) {
	search := "SELECT count() FROM " + tables.Qualified(s.prefix, tables.Notes, "note") + " WHERE source = 'clinic' AND hasAllTokens(text, 'CAFÉ')"
	if got, want := strings.TrimSpace(string(s.do(search, nil))), "4"; got != want {
		s.t.Errorf("%s notes have the word, want %s", got, want)
	}
	if plan := string(s.do("EXPLAIN indexes = 1 "+search, nil)); !strings.Contains(plan, "Name: text_words") {
		s.t.Errorf("the index is not asked:\n%s", plan)
	}
}
