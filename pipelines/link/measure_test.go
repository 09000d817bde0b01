package link

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"iter"
	"maps"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/nightrounds/rounds/load"
	"github.com/nightrounds/rounds/pipelines/link/errormodel"
	"github.com/nightrounds/rounds/schemas/r4"
)

// Weights were set on the training seeds; what is asserted is asserted on the others.
var (
	trainingSeeds = []uint64{101, 102, 103}
	testSeeds     = []uint64{31, 32, 33, 34}
)

func drawn(seed uint64, humans int) []errormodel.Copy {
	return errormodel.Draw(errormodel.Options{Seed: seed, Humans: humans, Clinics: errormodel.Clinics(), Rates: errormodel.Published()})
}

// asPatients are copies as the warehouse holds them.
func asPatients(copies []errormodel.Copy) iter.Seq2[load.Patient, error] {
	return func(yield func(load.Patient, error) bool) {
		for _, c := range copies {
			if !yield(asPatient(c), nil) {
				return
			}
		}
	}
}

func asPatient(c errormodel.Copy) load.Patient {
	p := load.Patient{ID: c.ID, Source: c.Source, Vendor: c.Source, Birth: c.Birth, Gender: c.Sex,
		Names: []load.PersonName{{Family: c.Family, Given: strings.TrimSpace(c.Given + " " + c.Middle), Suffix: c.Suffix}}}
	if c.Phone != "" {
		p.Phones = []string{c.Phone}
	}
	if c.Email != "" {
		p.Emails = []string{c.Email}
	}
	if c.Line != "" {
		p.Addresses = []load.PostalAddress{{Line: c.Line, PostalCode: c.Zip}}
	}
	if c.SSN != "" {
		sum := sha256.Sum256([]byte(c.SSN)) // a key changes nothing here
		p.Identifiers = []load.Identifier{{System: r4.SystemSSNHash, Value: "key:" + hex.EncodeToString(sum[:])}}
	}
	return p
}

// score counts pairs of one kind.
type score struct{ truth, found, right int }

func (s score) recall() float64    { return float64(s.right) / float64(max(1, s.truth)) }
func (s score) precision() float64 { return float64(s.right) / float64(max(1, s.found)) }

// stratum is two sources and how many identifiers beyond name and birth date both copies have: 0, 1, or 2 for more.
type stratum struct {
	sources     string
	identifiers int
}

func stratumOf(a, b errormodel.Copy) stratum {
	n := 0
	for _, both := range [][2]string{{a.Phone, b.Phone}, {a.Email, b.Email}, {a.Line, b.Line}, {a.SSN, b.SSN}} {
		if both[0] != "" && both[1] != "" {
			n++
		}
	}
	names := []string{a.Source, b.Source}
	slices.Sort(names)
	return stratum{strings.Join(names, "-"), min(n, 2)}
}

// measure links the copies and counts by stratum what was right.
func measure(t testing.TB, seeds []uint64, humans int, c Config) map[stratum]score {
	t.Helper()
	scores := map[stratum]score{}
	for _, seed := range seeds {
		copies := drawn(seed, humans)
		people, err := FindPeople(asPatients(copies), c)
		if err != nil {
			t.Fatal(err)
		}
		person := map[string]string{}
		for row := range people.Patients() {
			person[row.PatientID] = row.PersonID
		}
		count(copies, func(c errormodel.Copy) string { return fmt.Sprint(c.Human) }, func(a, b errormodel.Copy) {
			s := scores[stratumOf(a, b)]
			s.truth++
			if person[a.ID] == person[b.ID] {
				s.right++
			}
			scores[stratumOf(a, b)] = s
		})
		count(copies, func(c errormodel.Copy) string { return person[c.ID] }, func(a, b errormodel.Copy) {
			s := scores[stratumOf(a, b)]
			s.found++
			scores[stratumOf(a, b)] = s
		})
	}
	return scores
}

// count visits every pair of copies of one group.
func count(copies []errormodel.Copy, group func(errormodel.Copy) string, visit func(a, b errormodel.Copy)) {
	groups := map[string][]errormodel.Copy{}
	for _, c := range copies {
		groups[group(c)] = append(groups[group(c)], c)
	}
	for _, g := range groups {
		for i, a := range g {
			for _, b := range g[i+1:] {
				visit(a, b)
			}
		}
	}
}

// TestPrecisionAndRecall is what the person link promises: docs/person-link.md shows the table.
func TestPrecisionAndRecall(t *testing.T) {
	scores := measure(t, testSeeds, 4000, Config{})
	keys := slices.SortedFunc(maps.Keys(scores), func(a, b stratum) int {
		return cmp.Or(cmp.Compare(b.identifiers, a.identifiers), strings.Compare(a.sources, b.sources))
	})
	var all [3]score
	t.Logf("seeds %v", testSeeds)
	for _, k := range keys {
		s := scores[k]
		t.Logf("%-22s %d identifiers: %6d true pairs, recall %.4f, precision %.4f", k.sources, k.identifiers, s.truth, s.recall(), s.precision())
		if one, other, _ := strings.Cut(k.sources, "-"); one != other {
			all[k.identifiers] = score{all[k.identifiers].truth + s.truth, all[k.identifiers].found + s.found, all[k.identifiers].right + s.right}
		}
	}
	for n, s := range all {
		t.Logf("two sources, %d identifiers: %6d true pairs, recall %.4f, precision %.4f", n, s.truth, s.recall(), s.precision())
	}
	for n, want := range []struct{ recall, precision float64 }{{0.84, 0.995}, {0.9, 0.995}, {0.97, 0.995}} { // the last is the promise, the others its price
		if s := all[n]; s.truth < 3000 || s.recall() < want.recall || s.precision() < want.precision {
			t.Errorf("where %d independent identifiers exist: %d pairs, recall %.4f, precision %.4f", n, s.truth, s.recall(), s.precision())
		}
	}
}

// TestCostGrowsWithThePatients: ten times the people, the same number of comparisons for each.
func TestCostGrowsWithThePatients(t *testing.T) {
	each := func(humans int) float64 {
		people, err := FindPeople(asPatients(drawn(1, humans)), Config{})
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%d patients: %d compared, %d keys left out", len(people.records), people.Compared, people.Dropped)
		return float64(people.Compared) / float64(len(people.records))
	}
	if few, many := each(1000), each(10_000); many > 1.25*few || few < 1 {
		t.Errorf("%.2f comparisons for each of few patients, %.2f for each of many", few, many)
	}
}

// BenchmarkFindPeople shows time and memory for each patient; -bench FindPeople -benchtime 1x.
func BenchmarkFindPeople(b *testing.B) {
	for _, humans := range []int{10_000, 100_000, 400_000} {
		b.Run(fmt.Sprint(humans), func(b *testing.B) {
			copies := drawn(1, humans)
			for b.Loop() {
				var before, after runtime.MemStats
				runtime.GC()
				runtime.ReadMemStats(&before)
				people, err := FindPeople(asPatients(copies), Config{})
				if err != nil {
					b.Fatal(err)
				}
				runtime.GC()
				runtime.ReadMemStats(&after)
				n := float64(len(people.records))
				b.ReportMetric(float64(people.Compared)/n, "pairs/patient")
				b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/n, "kept-B/patient")
				b.ReportMetric(float64(after.TotalAlloc-before.TotalAlloc)/n, "allocated-B/patient")
				b.ReportMetric(float64(b.Elapsed().Microseconds())/n, "µs/patient")
				runtime.KeepAlive(people)
			}
		})
	}
}
