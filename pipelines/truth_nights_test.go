package pipelines_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"testing"

	"github.com/nightrounds/rounds/extract/sandbox"
	"github.com/nightrounds/rounds/extract/sandbox/town"
	"github.com/nightrounds/rounds/pipelines"
)

// TestTruth: after each of three nights the warehouse holds the town's facts, all of them and nothing else. Every table is
// compared row by whole row with rows written down anew from the facts and the vendors' contracts; no mapper is asked.
func TestTruth(t *testing.T) {
	t.Parallel()
	h := newHistory(newClinic(t, sandbox.Options{Patients: 120}))
	var before exported
	h.whole.Store(true)
	for night := 1; night <= town.LastNight; night++ {
		h.pass(h.night(night))
		t.Run(fmt.Sprintf("night %d", night), func(t *testing.T) {
			h.begin()
			for _, tale := range tales {
				h.t = t
				tale.expect(h)
				t.Run(tale.source, func(t *testing.T) {
					h.t = t
					h.compare(tale.source)
					h.changes(tale)
					h.quarantine(tale)
					h.issues(tale)
				})
			}
			h.t = t
			h.analytics()
			h.persons()
			h.providers()
			h.resources()
			if night == 2 {
				h.again()
			}
		})
		h.t = t
		if night == town.LastNight-1 {
			before = h.export(pipelines.Export{})
		}
	}
	h.exports(before)
	h.everythingHappened()
}

// history is the nights so far: what was true on each, what changed, and which run read it.
type history struct {
	*clinic
	now     int
	truths  []sandbox.Truth // truths[n] is of night n; 0 is no night
	notes   [][]town.Note   // by night, as truths
	runs    map[string]int  // run id -> night
	news    []town.Change   // what a reader could see of the last night's changes
	changed map[entity][]town.Change
	want    map[string]map[string]row // table -> id -> row, of this night
	once    map[string]bool           // resources that were held on any night, as references name them
}

// tale is what one vendor's facts make of the warehouse. Each is told in files of its own.
type tale struct {
	source string
	vendor town.Vendor
	expect func(*history)                                // writes down every row of every table
	aside  func(*history, map[string]bool)               // names the quarantine of all nights so far
	doubts func(*history, map[string]int)                // counts the issues of this night; names those it has none of, too
	record func(*history, town.Change) (kind, id string) // the record in which a change shows; no kind: none
}

var tales = []tale{vseeTale, nextvisitTale, nextechTale, noaTale}

// entity is something of the town that a vendor gives an id.
type entity struct {
	vendor town.Vendor
	kind   town.Kind
	id     string
}

func newHistory(c *clinic) *history {
	return &history{clinic: c, truths: []sandbox.Truth{nil}, notes: [][]town.Note{nil}, runs: map[string]int{}, changed: map[entity][]town.Change{}, once: map[string]bool{}}
}

// pass enters a night that was read.
func (h *history) pass(s pipelines.Summary) {
	h.now++
	h.truths = append(h.truths, h.Truth())
	h.notes = append(h.notes, slices.Collect(h.Truth().Notes()))
	h.runs[s.RunID] = h.now
	h.news = h.Truth().Changes()
	if h.now > 1 {
		h.news = h.vseeNews(h.news, h.truths[h.now-1], h.Truth())
	}
	for _, c := range h.news {
		e := entity{c.Vendor, c.Kind, c.ID}
		h.changed[e] = append(h.changed[e], c)
	}
}

// nights lists on which nights a new state of the entity was there to be read, its deletion being one.
func (h *history) nights(e entity) []int {
	list := []int{1}
	for _, c := range h.changed[e] {
		if c.What == town.Added {
			list = nil
		}
		if len(list) == 0 || list[len(list)-1] != c.Night {
			list = append(list, c.Night)
		}
	}
	return list
}

// since is the night on which the entity's present state came.
func (h *history) since(e entity) int {
	list := h.nights(e)
	return list[len(list)-1]
}

func visitOf(id string) entity { return entity{town.VSee, town.KindVisit, id} }
func noteOf(id string) entity  { return entity{town.Nextvisit, town.KindNote, id} }

// begin forgets the night before.
func (h *history) begin() { h.want = map[string]map[string]row{} }

// compare holds every row of a source against the truth of this night, and at last the notes' versions against all nights'.
func (h *history) compare(source string) {
	h.t.Helper()
	rows := 0
	for _, table := range resourceTables {
		if table == "document_reference_version" && h.now < town.LastNight {
			continue
		}
		want := maps.Clone(h.want[table])
		maps.DeleteFunc(want, func(_ string, r row) bool { return r["source"] != source })
		rows += len(want)
		same(h.t, table, want, h.held(table, source))
	}
	if rows == 0 {
		h.t.Error("nothing is expected")
	}
}

// resourceTables are the tables of database fhir.
var resourceTables = []string{"patient", "practitioner", "practitioner_role", "organization", "location", "encounter", "appointment",
	"document_reference", "document_reference_version", "composition", "media", "task", "provenance", "questionnaire_response", "condition",
	"procedure", "family_member_history", "allergy_intolerance", "medication_statement", "medication_request", "invoice"}

// expect writes down a row of a table.
func (h *history) expect(table string, r row) {
	if h.want[table] == nil {
		h.want[table] = map[string]row{}
	}
	h.want[table][key(table, r)] = r
}

// key tells the rows of a table apart: a version by its night as well.
func key(table string, r row) string {
	if table == "document_reference_version" {
		return fmt.Sprint(r["id"], " night ", r["night"])
	}
	return r["id"].(string)
}

// held reads a source's rows of a table as they are now. The run becomes the night it read; what says nothing of a patient is left
// out.
func (h *history) held(table, source string) map[string]row {
	h.t.Helper()
	held := map[string]row{}
	for _, r := range h.rows("SELECT * EXCEPT (_version, _deleted, observed_at, loaded_at, mapper_rev, resource, record_hash) FROM {p}fhir_current." + table +
		" WHERE source = '" + source + "'") {
		r["night"] = json.Number(strconv.Itoa(h.runs[r["run_id"].(string)]))
		delete(r, "run_id")
		if held[key(table, r)] != nil {
			h.t.Errorf("%s: two rows of one id", table)
		}
		held[key(table, r)] = r
	}
	if table == "provenance" {
		h.settled(source, held)
	}
	return held
}

// changes: a night lands exactly the states the truth says are new, and takes exactly its deletions for deletions.
func (h *history) changes(of tale) {
	h.t.Helper()
	if h.now == 1 {
		return
	}
	want, got := map[string]bool{}, map[string]bool{}
	for _, c := range h.news {
		if kind, id := of.record(h, c); c.Vendor == of.vendor && kind != "" {
			want[fmt.Sprint(kind, " ", id, " deleted ", c.What == town.Deleted)] = true
		}
	}
	for _, r := range h.rows("SELECT kind, id, gone != '' AS gone, run_id FROM {p}raw.records FINAL WHERE source = '" + of.source + "'") {
		if h.runs[r["run_id"].(string)] == h.now {
			got[fmt.Sprint(r["kind"], " ", r["id"], " deleted ", fmt.Sprint(r["gone"]) == "1")] = true
		}
	}
	sameSet(h.t, "changes", want, got)
}

// again: the same night once more finds nothing new and writes nothing that an analyst could tell.
func (h *history) again() {
	h.t.Helper()
	before := h.prints()
	s, err := h.run(h.t.Context())
	if err != nil {
		h.t.Fatal(err)
	}
	for _, w := range s.Windows {
		if w.Books.Shown != w.Books.Unchanged+w.Books.Skipped || w.Books.Emitted > 0 {
			h.t.Errorf("second run: %s %s %s: %d shown, %d unchanged, %d emitted", w.Source, w.Kind, w.Mode, w.Books.Shown, w.Books.Unchanged, w.Books.Emitted)
		}
	}
	after := h.prints()
	for _, table := range slices.Sorted(maps.Keys(before)) {
		if before[table] != after[table] {
			h.t.Errorf("second run: %s is another than before", table)
		}
	}
}

// prints is a count and a sum of hashes over all columns of all rows, by table.
func (h *history) prints() map[string]string {
	prints := map[string]string{}
	for _, r := range h.rows("SELECT database, name FROM system.tables WHERE database IN ('{p}fhir_current', '{p}analytics')") {
		table := fmt.Sprint(r["database"], ".", r["name"])
		sum := h.rows("SELECT count() AS n, sum(cityHash64(formatRowNoNewline('JSONEachRow', *))) AS hash FROM " + table)
		prints[table] = fmt.Sprint(sum[0]["n"], " ", sum[0]["hash"])
	}
	prints["raw.records"] = fmt.Sprint(h.count("SELECT count() FROM {p}raw.records FINAL"))
	return prints
}

// everythingHappened: the script had every kind of change, or the comparisons above proved less than they say.
func (h *history) everythingHappened() {
	h.t.Helper()
	seen := map[town.What]bool{}
	for _, list := range h.changed {
		for _, c := range list {
			seen[c.What] = true
		}
	}
	for _, what := range []town.What{town.Added, town.Edited, town.Signed, town.Unsigned, town.Relinked, town.Deleted, town.Restored, town.Locked, town.Unlocked} {
		if !seen[what] {
			h.t.Errorf("nothing was %s", what)
		}
	}
}
