package pipelines

import (
	"testing"
	"time"

	"github.com/nightrounds/rounds/extract"
)

func TestTheRhythmIsTheVendorsUnlessTheFileSaysOtherwise(t *testing.T) {
	axis, hot, plain := kind{name: extract.Visit, axis: "start"}, kind{name: extract.Note, axis: "created_at", hot: 35 * day}, kind{name: extract.Patient}
	for _, c := range []struct {
		kind          kind
		days, sweep   int
		lookback, all time.Duration
	}{
		{axis, 0, 0, 0, 7 * day}, {axis, 10, 0, 10 * day, 7 * day}, {axis, 10, -1, 0, 7 * day},
		{hot, 0, 0, 35 * day, 7 * day}, {hot, 10, 3, 10 * day, 3 * day}, {hot, 10, -1, 0, 7 * day},
		{plain, 10, 3, 0, 3 * day},
	} {
		r := SourceConfig{Lookback: c.days, Sweep: c.sweep}.rhythm(c.kind)
		if r.Lookback != c.lookback || r.Sweep != c.all || r.Known {
			t.Errorf("%s, %d and %d days: %+v", c.kind.name, c.days, c.sweep, r)
		}
	}
}
