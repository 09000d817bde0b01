package pipelines_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/pipelines"
)

// An account's requests of the day are counted over runs: the second run of the day does not ask at all.
func TestADaysRequestsAreCountedOverRuns(t *testing.T) {
	d := newDesk(t)
	for id := range 5 {
		d.putNote(id+1, note(id+1, 1, "text", nil))
	}
	server := d.serve(t)
	key := filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(key, []byte("shelf"), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := pipelines.ParseConfig([]byte(strings.NewReplacer("URL", server.URL, "KEY", "file:"+key).Replace(`
sources:
  - {name: notes, vendor: nextvisit, zone: America/New_York, kinds: [note], connection: {base_url: "URL", token: "KEY", team_id: 5, per_page: 5,
     rate_per_second: 50000, burst: 1000, max_wait: 1s, budget: {per_day: 1}}}
`)))
	if err != nil {
		t.Fatal(err)
	}
	d.config = c
	for run, requests := range []int{1, 1} {
		_, err := d.try("notes")
		if _, deferred := errors.AsType[*extract.DeferredError](err); !deferred {
			t.Errorf("run %d: %v", run+1, err)
		}
		d.want("requests so far", d.requests, requests)
	}
	d.want("requests booked", d.count("SELECT sum(requests) FROM {p}ops.budgets FINAL"), 1)
}
