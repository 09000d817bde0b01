//go:build soak

package pipelines_test

import (
	"math/rand/v2"
	"os"
	"testing"
	"time"

	"github.com/nightrounds/rounds/extract/sandbox"
)

// TestSoakKills kills rounds at random places for as long as ROUNDS_SOAK says: `make soak`.
func TestSoakKills(t *testing.T) {
	length, err := time.ParseDuration(os.Getenv("ROUNDS_SOAK"))
	if err != nil {
		t.Fatal("ROUNDS_SOAK is not a duration; run make soak")
	}
	until := time.Now().Add(length)
	seed := uint64(time.Now().UnixNano())
	dice := rand.New(rand.NewPCG(seed, 1))
	places := []string{"raw.records", "fhir.patient", "fhir.practitioner", "fhir.encounter", "fhir.appointment",
		"fhir.document_reference", "fhir.document_reference_version", "ops.record_state", "ops.quarantine", "ops.seen", "ops.windows"}
	o := sandbox.Options{Seed: seed % 1000, Patients: 12}
	calm := newClinic(t, o)
	for n := range 3 {
		calm.night(n + 1)
	}
	want := calm.contents()
	kills := 0
	for rounds := 0; rounds < 1 || time.Now().Before(until); rounds++ {
		c := newClinic(t, o)
		for n := range 3 {
			c.SetNight(n + 1)
			k := killing{Table: places[dice.IntN(len(places))], Batch: 1 + dice.IntN(3), BeforeReadBack: dice.IntN(2) == 0}
			if c.kill(k) {
				kills++
			}
			c.night(n + 1)
		}
		if diff := differs(want, c.contents()); diff != "" {
			t.Fatalf("seed %d, round %d: after kills the tables differ in %s", seed, rounds, diff)
		}
	}
	t.Logf("seed %d: %d rounds killed, the tables are the same", seed, kills)
}
