package pipelines_test

import "github.com/nightrounds/rounds/extract/sandbox/town"

var nextvisitTale = tale{
	source: nextvisitSource, vendor: town.Nextvisit,
	expect: func(h *history) {
		h.expectNextvisitPeople()
		h.expectNotes(h.analyses)
	},
	aside: func(*history, map[string]bool) {}, doubts: func(*history, map[string]int) {},
	record: func(_ *history, c town.Change) (string, string) { return string(c.Kind), c.ID },
}
