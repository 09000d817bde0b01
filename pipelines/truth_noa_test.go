package pipelines_test

import "github.com/nightrounds/rounds/extract/sandbox/town"

var noaTale = tale{
	source: noaSource, vendor: town.Noa,
	expect: func(*history) {},
	aside:  func(*history, map[string]bool) {}, doubts: func(*history, map[string]int) {},
	record: func(_ *history, c town.Change) (string, string) { return string(c.Kind), c.ID },
}
