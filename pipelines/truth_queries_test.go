package pipelines_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

const queryFolder = "../docs/queries"

// replies says what each query of docs/queries must answer, told from the town's facts: the columns of a row with tabs between.
var replies = map[string]func(facts) []string{
	"01-visits-by-month": facts.visitsByMonth, "02-real-contacts-by-month": facts.contactsByMonth, "03-cancellations": facts.cancellations,
	"04-lead-time": facts.leadTime, "05-waits": facts.waits, "06-visit-length": facts.visitLength,
	"07-new-and-returning": facts.newAndReturning, "08-back-within-90-days": facts.backWithin90Days, "09-journeys": facts.journeys,
	"10-known-where": facts.knownWhere, "11-clinicians": facts.clinicians, "12-note-turnaround": facts.noteTurnaround,
	"13-unsigned-notes": facts.unsignedNotes, "14-visits-without-a-note": facts.visitsWithoutNote, "15-diagnoses": facts.diagnosesByCode,
	"16-seen-after-a-diagnosis": facts.seenAfterDiagnosis, "17-medication-lists": facts.medicationLists, "18-prescriptions": facts.prescriptions,
	"19-notes-that-say": facts.notesThatSay, "20-visits-by-age": facts.visitsByAge,
}

// queries: every query of docs/queries answers what the town's facts do, row by whole row.
func (h *history) queries() {
	h.t.Helper()
	paths, err := filepath.Glob(queryFolder + "/*.sql")
	if err != nil || len(paths) != len(replies) {
		h.t.Fatalf("%d queries, %d answers (%v)", len(paths), len(replies), err)
	}
	f := newFacts(h)
	for _, path := range paths {
		name := strings.TrimSuffix(filepath.Base(path), ".sql")
		answer, ok := replies[name]
		if !ok {
			h.t.Errorf("%s: nobody knows the answer", name)
			continue
		}
		want, got := answer(f), h.ask(path)
		slices.Sort(want)
		slices.Sort(got)
		if len(want) == 0 {
			h.t.Errorf("%s: nothing is expected", name)
		}
		if !slices.Equal(want, got) {
			h.t.Errorf("%s: %d rows, the truth has %d", name, len(got), len(want))
			sameSet(h.t, name, set(want), set(got)) // tells which
		}
	}
}

// published finds the databases a query names.
var published = regexp.MustCompile(`\b(analytics|analytics_sh|notes)\.`)

// ask runs a query of docs/queries.
func (h *history) ask(path string) []string {
	h.t.Helper()
	sql, err := os.ReadFile(path)
	if err != nil {
		h.t.Fatal(err)
	}
	r, err := h.Query(h.t.Context(), published.ReplaceAllString(string(sql), h.prefix+"$1."))
	if err != nil {
		h.t.Fatalf("%s: %v", path, err)
	}
	defer r.Close()
	var lines []string
	for cells, err := range r.Rows {
		if err != nil {
			h.t.Fatalf("%s: %v", path, err)
		}
		lines = append(lines, strings.Join(cells, "\t"))
	}
	return lines
}

// set is a list without its order.
func set(list []string) map[string]bool {
	all := map[string]bool{}
	for _, s := range list {
		all[s] = true
	}
	return all
}

// tally collects, for each row of an answer, what its columns count: each thing once.
type tally map[string][]map[string]bool

// add puts a thing into each column; an empty one is none.
func (t tally) add(key string, things ...string) {
	if t[key] == nil {
		for range things {
			t[key] = append(t[key], map[string]bool{})
		}
	}
	for i, thing := range things {
		if thing != "" {
			t[key][i][thing] = true
		}
	}
}

// lines is the answer: the key, and how many things each column has.
func (t tally) lines() []string {
	var lines []string
	for key, columns := range t {
		line := key
		for _, things := range columns {
			line += "\t" + strconv.Itoa(len(things))
		}
		lines = append(lines, line)
	}
	return lines
}

// series collects numbers, for each row of an answer.
type series map[string][]int

func (s series) add(key string, n int) { s[key] = append(s[key], n) }

// lines is the answer: the key, and what tell makes of the sorted numbers.
func (s series) lines(tell func(sorted []int) string) []string {
	var lines []string
	for key, numbers := range s {
		slices.Sort(numbers)
		lines = append(lines, key+"\t"+tell(numbers))
	}
	return lines
}

// part is the number that a share of the sorted ones is less than or equal to, as quantileExact has it.
func part(sorted []int, share float64) int { return sorted[int(share*float64(len(sorted)))] }

// atMost counts the sorted ones up to a limit.
func atMost(sorted []int, limit int) int {
	n, _ := slices.BinarySearch(sorted, limit+1)
	return n
}

// percent is rounded to one digit.
func percent(n, of int) string {
	tenths := strconv.FormatFloat(100*float64(n)/float64(of), 'f', 1, 64)
	return strings.TrimSuffix(tenths, ".0")
}

// tabbed is a row of an answer.
func tabbed(cells ...any) string {
	texts := make([]string, len(cells))
	for i, c := range cells {
		texts[i] = fmt.Sprint(or(c))
	}
	return strings.Join(texts, "\t")
}
