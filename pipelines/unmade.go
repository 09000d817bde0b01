package pipelines

import (
	"context"
	"iter"
	"time"

	"github.com/nightrounds/rounds/load"
	"github.com/nightrounds/rounds/schemas/tables"
)

// asRead is a warehouse for whoever only looks: where no table was made yet, fresh, it answers as one in which nothing was read.
func asRead(ctx context.Context, w Destination) (_ Destination, fresh bool, err error) {
	made, err := w.Made(ctx)
	if err != nil || made {
		return w, false, err
	}
	return unmade{w}, true, nil
}

// unmade is a warehouse without tables, for plans and rehearsals. What they do not ask for it does not answer.
type unmade struct{ Destination }

// LastRound knows of no round.
func (unmade) LastRound(context.Context) (round time.Time, done bool, err error) {
	return round, false, nil
}

// Spans has no window.
func (unmade) Spans(context.Context, string, string) ([]load.Span, error) { return nil, nil }

// Spent has no request.
func (unmade) Spent(context.Context, string, time.Time) ([]tables.BudgetRow, error) { return nil, nil }

// Outlook tells nothing of windows to come.
func (unmade) Outlook(context.Context, string, string) (load.Outlook, error) {
	return load.Outlook{}, nil
}

// Asked has no run.
func (unmade) Asked(context.Context, string, string, string) ([]load.Asked, error) { return nil, nil }

// IDs has no record.
func (unmade) IDs(context.Context, string, string, load.Selection) iter.Seq2[string, error] {
	return func(func(string, error) bool) {}
}

// Banned knows of nothing that was purged.
func (unmade) Banned(context.Context, string, string, []string) (load.Banned, error) {
	return load.Banned{}, nil
}

// Known knows no record.
func (unmade) Known(context.Context, string, string, []string) (map[string]load.Known, error) {
	return nil, nil
}

// Listed has no state that lists a resource.
func (unmade) Listed(context.Context, string, []tables.Emitted, load.Records) ([]tables.Emitted, error) {
	return nil, nil
}

// GreatestObserved has no row.
func (unmade) GreatestObserved(context.Context, string) (time.Time, error) { return time.Time{}, nil }

// MatchSource has no source.
func (unmade) MatchSource(context.Context, tables.SourceRow) error { return nil }
