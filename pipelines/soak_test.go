//go:build soak

package pipelines_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/nightrounds/rounds/extract/sandbox"
)

// share is how long one part of the soak may last: `make soak` says how long all of them.
func share(t *testing.T) (until time.Time) {
	t.Helper()
	length, err := time.ParseDuration(os.Getenv("ROUNDS_SOAK"))
	if err != nil {
		t.Fatal("ROUNDS_SOAK is not a duration; run make soak")
	}
	return time.Now().Add(length / 4)
}

// soakKills is how many kills there are at least, however short the time.
const soakKills = 200

// TestSoakKills kills rounds of a small clinic at random steps and at random moments.
func TestSoakKills(t *testing.T) {
	until, first := share(t), seed(t)
	kills := 0
	for n := uint64(0); kills < soakKills || time.Now().Before(until); n++ {
		t.Run(fmt.Sprintf("clinic %d", n), func(t *testing.T) {
			dice := rand.New(rand.NewPCG(first, n))
			v := newVictim(t, dice)
			for range 10 {
				kills += v.round([]killing{anywhere(dice), anywhere(dice), anywhere(dice)})
			}
			v.prove()
		})
		if t.Failed() {
			t.Fatalf("seed %d, clinic %d, after %d kills", first, n, kills)
		}
	}
	t.Logf("seed %d: %d kills, 0 lost, 0 doubled", first, kills)
}

// TestSoakNights kills three nights of four vendors.
func TestSoakNights(t *testing.T) {
	until, first := share(t), seed(t)
	o := sandbox.Options{Seed: first % 1000, Patients: 12}
	calm := newClinic(t, o)
	for n := range 3 {
		calm.night(n + 1)
	}
	want, kills := calm.contents(), 0
	for n := uint64(0); n == 0 || time.Now().Before(until); n++ {
		dice := rand.New(rand.NewPCG(first, n))
		c := newClinic(t, o)
		for night := range 3 {
			c.SetNight(night + 1)
			k := anywhere(dice)
			if k.Prepares = k.Prepares || night == 0; c.kill(c.text, k) {
				kills++
			}
			c.night(night + 1)
		}
		if diff := differs(want, c.contents()); diff != "" {
			t.Fatalf("seed %d, clinic %d: after kills the tables differ in %s", first, n, diff)
		}
		if twice := c.doubled(); twice != "" {
			t.Fatalf("seed %d, clinic %d: shown twice in %s", first, n, twice)
		}
	}
	t.Logf("seed %d: %d kills of four vendors' nights, 0 lost, 0 doubled", first, kills)
}

// TestSoakRaces does the same rounds in two processes at once, of which one may be killed.
func TestSoakRaces(t *testing.T) {
	until, first := share(t), seed(t)
	dice := rand.New(rand.NewPCG(first, 1))
	v := newVictim(t, dice)
	races, kills := 0, 0
	for races < 50 || time.Now().Before(until) {
		v.hand.must()
		publishes := dice.IntN(3) == 0
		one, other := v.begin(v.file, killing{Publishes: publishes}), v.begin(v.file, anywhere(dice))
		one()
		if other() {
			kills++
		}
		v.desk.whole(t.Context(), false)
		v.calm.whole(t.Context(), false)
		if races++; races%10 == 0 {
			v.prove()
		}
		if t.Failed() {
			t.Fatalf("seed %d, race %d", first, races)
		}
	}
	t.Logf("seed %d: %d races, %d killed, 0 lost, 0 doubled", first, races, kills)
}

// TestSoakLives lets anything happen to small clinics, one after the other.
func TestSoakLives(t *testing.T) {
	until, lives := share(t), 0
	for lives == 0 || time.Now().Before(until) {
		rapid.Check(t, func(r *rapid.T) {
			if lives > 0 && !t.Failed() && time.Now().After(until) {
				return
			}
			newLife(t).live(r, 40)
			lives++
		})
		if t.Failed() {
			return
		}
	}
	t.Logf("%d lives, 0 lost, 0 doubled, 0 told", lives)
}
