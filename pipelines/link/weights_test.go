package link

import (
	"maps"
	"math"
	"slices"
	"strings"
	"testing"
)

// heldBack are weights that the training people alone do not settle.
var heldBack = map[Reason]string{
	GivenSame: "the name's rarity is added", GivenNickname: "the name's rarity is added",
	FamilySame: "the name's rarity is added", FamilyPart: "the name's rarity is added",
	MiddleSame: "the people drawn have one middle name; real ones have two, or another one at each clinic", MiddleDifferent: "likewise",
	EmailSame: "few of two humans agree: mailboxes are shared by parent and child alone",
}

// TestWeightsAreThoseOfTheTrainingPeople: the defaults are log2(m/u) of the training seeds, within two and a half bits: they are
// rounded towards caution. What fewer than 15 pairs show on either side settles nothing.
func TestWeightsAreThoseOfTheTrainingPeople(t *testing.T) {
	m, u := map[Reason]float64{}, map[Reason]float64{}
	var trues, others float64
	for _, seed := range trainingSeeds {
		copies := drawn(seed, 2500)
		ps, err := gather(asPatients(copies), 1000)
		if err != nil {
			t.Fatal(err)
		}
		human := map[string]int{}
		for _, c := range copies {
			human[c.ID] = c.Human
		}
		c := &comparer{ps, Config{}.filled()}
		visit := func(i, j int, found map[Reason]float64) {
			f := c.compare(&ps.records[i], &ps.records[j])
			for _, r := range f.reasons {
				found[r]++
			}
		}
		first := map[int]int{}
		for i := range ps.records {
			n := human[ps.records[i].id]
			if before, ok := first[n]; ok {
				visit(before, i, m)
				trues++
			}
			first[n] = i
			for _, step := range []int{1, 7, 101, 997, 1511, 2003, 2711, 3001} { // records lie in no order
				if j := (i + step) % len(ps.records); human[ps.records[j].id] != n {
					visit(i, j, u)
					others++
				}
			}
		}
	}
	t.Logf("seeds %v: %.0f pairs of one human, %.0f of two", trainingSeeds, trues, others)
	defaults, settled := Defaults(), 0
	for _, r := range slices.Sorted(maps.Keys(defaults)) {
		field := r[:strings.LastIndex(string(r), "-")]
		var ms, us float64 // compared at all
		for other := range defaults {
			if strings.HasPrefix(string(other), string(field)+"-") {
				ms, us = ms+m[other], us+u[other]
			}
		}
		bits := math.Log2((m[r] + 0.5) / (ms + 1) / ((u[r] + 0.5) / (us + 1)))
		t.Logf("%-22s %6.0f of one, %6.0f of two: %6.1f bits, default %5.1f", r, m[r], u[r], bits, defaults[r])
		if m[r] >= 15 && u[r] >= 15 && heldBack[r] == "" {
			if settled++; math.Abs(bits-defaults[r]) > 2.5 {
				t.Errorf("%s: the default is %.1f bits, the training people say %.1f", r, defaults[r], bits)
			}
		}
	}
	if settled < 10 {
		t.Errorf("only %d weights were looked at", settled)
	}
}
