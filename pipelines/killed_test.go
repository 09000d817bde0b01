package pipelines_test

import (
	"context"
	"log/slog"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/nightrounds/rounds/pipelines"
	"github.com/nightrounds/rounds/schemas/tables"
)

// seed is where the dice of a proof begin: ROUNDS_SEED, to see again what failed, or the time.
func seed(t testing.TB) uint64 {
	t.Helper()
	n, err := strconv.ParseUint(os.Getenv("ROUNDS_SEED"), 10, 64)
	if err != nil {
		n = uint64(time.Now().UnixNano())
	}
	t.Logf("ROUNDS_SEED=%d", n)
	return n
}

// victim is a clinic whose rounds are killed, beside a calm one whose vendor shows the same.
type victim struct {
	*desk
	calm *desk
	hand *hand
}

func newVictim(t testing.TB, dice *rand.Rand) *victim {
	v := &victim{desk: openDesk(t), calm: openDesk(t)}
	v.hand = &hand{Rand: dice, shelves: []*shelf{v.shelf, v.calm.shelf}}
	v.hand.begin()
	for _, d := range []*desk{v.desk, v.calm} {
		if err := d.Prepare(t.Context(), tables.All()); err != nil {
			t.Fatal(err)
		}
	}
	return v
}

// whole does the rounds of both sources; a run that is not done in full ends the test.
func (d *desk) whole(ctx context.Context, publishes bool) {
	d.t.Helper()
	n := pipelines.Night{Config: d.config, Warehouse: d.store, Unpublished: !publishes, Log: slog.New(slog.DiscardHandler), Command: "test"}
	if _, err := n.Run(ctx); err != nil {
		d.t.Fatal(err)
	}
}

// round lets the vendor change, kills runs one after the other, each going on where the last was killed, and does the rounds; the calm
// clinic beside it. It gives the kills that happened: a run that never comes to its step does the rounds itself.
func (v *victim) round(kills []killing) int {
	t := v.t
	t.Helper()
	v.hand.must()
	n := 0
	for n < len(kills) && v.kill(v.file, kills[n]) {
		n++
	}
	v.whole(t.Context(), false)
	v.calm.whole(t.Context(), false)
	return n
}

// prove publishes both and compares them with each other and with the vendor.
func (v *victim) prove() {
	t := v.t
	t.Helper()
	for _, d := range []*desk{v.desk, v.calm} {
		d.whole(t.Context(), true)
	}
	if diff := differs(v.calm.told(), v.told()); diff != "" {
		t.Errorf("after kills the tables differ from an undisturbed run's in %s", diff)
	}
	if lost := v.lost(); lost != "" {
		t.Errorf("the vendor's records and the warehouse's differ: %s", lost)
	}
	if twice := v.doubled(); twice != "" {
		t.Errorf("shown twice in %s", twice)
	}
}

// told is contents without what rests on the order of answers that arrive side by side: of a prescription that two visits show, which
// of them told it last.
func (d *desk) told() map[string]string {
	all := d.contents()
	for table, columns := range map[string]string{"fhir_current.medication_request": "id status medication_text subject_id", "analytics.medication": "medication_id patient_id name status"} {
		all[table] = d.digest(d.prefix+table, strings.Fields(columns))
	}
	return all
}

// lost tells where the warehouse holds others than the vendor shows.
func (d *desk) lost() string {
	var out []string
	shown := d.shows()
	for source, table := range map[string]string{"notes": "document_reference", "visits": "encounter"} {
		var held []string
		for _, r := range d.rows("SELECT DISTINCT record_id FROM {p}fhir_current." + table + " WHERE source = '" + source + "' AND is_owner ORDER BY record_id") {
			held = append(held, r["record_id"].(string))
		}
		if !slices.Equal(held, shown[source]) {
			out = append(out, source+": shown "+strings.Join(shown[source], " ")+", held "+strings.Join(held, " "))
		}
	}
	return strings.Join(out, "; ")
}

// aimed is a kill at a step, before or after it, as dice decide.
func aimed(dice *rand.Rand, s crashStep) killing {
	return killing{Step: s.sql, Nth: 1 + dice.IntN(s.often), Done: dice.IntN(2) == 0, Publishes: strings.HasPrefix(s.name, "publish")}
}

// anywhere is a kill at a step or at a moment.
func anywhere(dice *rand.Rand) killing {
	if dice.IntN(3) == 0 {
		return killing{After: time.Duration(dice.IntN(3000)) * time.Millisecond, Publishes: dice.IntN(2) == 0, Prepares: dice.IntN(4) == 0}
	}
	return aimed(dice, crashSteps[dice.IntN(len(crashSteps))])
}

// oneOfEachName takes some of crashSteps, in their order.
func oneOfEachName(dice *rand.Rand) []crashStep {
	var chosen []int
	for _, n := range dice.Perm(len(crashSteps)) {
		if !slices.ContainsFunc(chosen, func(c int) bool { return crashSteps[c].name == crashSteps[n].name }) {
			chosen = append(chosen, n)
		}
	}
	slices.Sort(chosen)
	var steps []crashStep
	for _, n := range chosen {
		steps = append(steps, crashSteps[n])
	}
	return steps
}

// After a kill at any step the next run leaves what an undisturbed one does. Every step is hit, of those of one name one.
func TestRoundsKilledAtEveryStepLeaveTheTablesOfCalmOnes(t *testing.T) {
	t.Parallel()
	dice := rand.New(rand.NewPCG(seed(t), 1))
	v := newVictim(t, dice)
	for left := oneOfEachName(dice); len(left) > 0; {
		chosen := dice.Perm(len(left))[:min(4, len(left))]
		if left[0].name == "source" { // a source is entered at its first use
			chosen = []int{0, 4, 8, 12}
		}
		slices.Sort(chosen) // in the order of a round, so that one run goes on to the next
		var kills []killing
		for n, at := range chosen {
			k := aimed(dice, left[at])
			if n > 0 {
				k.Nth = 1
			}
			kills = append(kills, k)
		}
		hit := v.round(kills)
		if hit == 0 {
			t.Fatalf("%s: the round was to be killed at the %d. time, and ended by itself", left[chosen[0]].name, kills[0].Nth)
		}
		for _, at := range slices.Backward(chosen[:hit]) {
			left = slices.Delete(left, at, at+1)
		}
	}
	v.prove()
}
