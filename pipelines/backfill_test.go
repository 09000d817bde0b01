package pipelines_test

import (
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/sandbox"
	"github.com/nightrounds/rounds/pipelines"
)

// months are the three before the sandbox's first night.
var (
	monthsFrom = time.Date(2026, 8, 1, 0, 0, 0, 0, time.UTC)
	monthsTo   = time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
)

func (c *clinic) backfill(source string, kind extract.Kind) *pipelines.Backfill {
	return &pipelines.Backfill{Config: c.config, Warehouse: c.store, Log: slog.New(slog.DiscardHandler), Source: source, Kind: kind,
		From: monthsFrom, To: monthsTo, Workers: 4}
}

// plan plans, and ends the test where that cannot be.
func plan(t testing.TB, b *pipelines.Backfill) pipelines.BackfillPlan {
	t.Helper()
	p, err := b.Plan(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestThreeMonthsAreBackfilled(t *testing.T) {
	t.Parallel()
	c := newClinic(t, sandbox.Options{Seed: 5, Patients: 12})
	b := c.backfill(nextvisitSource, extract.Note)
	p := plan(t, b)
	if len(p.Todo()) != 14 || p.Requests != -1 || p.Axis != "created_at" || p.Widened {
		t.Errorf("%+v", p)
	}
	done, err := b.Run(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%+v", done.Pointed)
	for _, w := range done.Windows {
		t.Log(w.Kind, w.Mode, w.From, w.Books)
	}
	if again := plan(t, b); len(again.Todo()) != 0 {
		t.Errorf("%d windows to do after all were done", len(again.Todo()))
	}
	_ = errors.Is
	_ = strings.Cut
}
