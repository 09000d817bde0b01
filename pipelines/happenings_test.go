package pipelines_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/load"
	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/pipelines"
)

// happenings are what may happen, by name; a dice of its own decides how.
var happenings = map[string]func(*life, *rand.Rand) error{
	"edits":      func(l *life, dice *rand.Rand) error { l.hand.edit(1 + dice.IntN(4)); return nil },
	"late edits": func(l *life, dice *rand.Rand) error { l.hand.late(2 + dice.IntN(smallClinic-1)); return nil },
	"a night":    func(l *life, _ *rand.Rand) error { return l.run(l.store) },
	"a bad night": func(l *life, dice *rand.Rand) error {
		l.with(func() { l.trouble = &trouble{troubles[dice.IntN(len(troubles))], dice.IntN(12), 1 + dice.IntN(4)} })
		n := l.night(l.store)
		_, err := n.Run(l.t.Context())
		_ = l.hear(err)
		l.with(func() { l.trouble = nil })
		return nil
	},
	"a kill":     func(l *life, dice *rand.Rand) error { l.kill(l.file, anywhere(dice)); return nil },
	"a backfill": func(l *life, dice *rand.Rand) error { return l.backfilled(dice, 0) },
	"shards":     func(l *life, dice *rand.Rand) error { return l.backfilled(dice, 2+dice.IntN(3)) },
	"a replay": func(l *life, dice *rand.Rand) error {
		r := pipelines.Replay{Night: l.night(l.store), All: dice.IntN(2) == 0, States: load.Replay{}}
		_, err := r.Run(l.t.Context())
		return l.hear(err)
	},
	"a rebuild": func(l *life, dice *rand.Rand) error { return rebuilds[dice.IntN(len(rebuilds))](l, dice) },
	"a clock that steps back": func(l *life, _ *rand.Rand) error {
		if err := l.run(skewed{l.store, -time.Hour}); err != nil && !errors.Is(err, pipelines.ErrClock) {
			return err
		}
		return nil
	},
}

// rebuilds are the ways a rebuild goes: it is put in use, declined, or killed. All take long.
var rebuilds = []func(*life, *rand.Rand) error{
	func(l *life, _ *rand.Rand) error { return l.rebuild(true) },
	func(l *life, _ *rand.Rand) error {
		return l.unswapped(func() (bool, error) { return true, l.rebuild(false) })
	},
	killedRebuild,
}

// backfilled reads some days of notes, done or not, in one process or in shards: side by side or one after the other, in any order.
// After it one process finds nothing to do. P5.
func (l *life) backfilled(dice *rand.Rand, shards int) error {
	from := time.Date(2026, 10, 1+dice.IntN(25), 0, 0, 0, 0, time.UTC)
	b := pipelines.Backfill{Config: l.config, Warehouse: l.store, Log: l.log, Source: "notes", Kind: extract.Note, From: from,
		To: from.AddDate(0, 0, 1+dice.IntN(24)), Force: dice.IntN(2) == 0, Unpublished: true}
	var all errgroup.Group
	all.SetLimit(1 + dice.IntN(max(shards, 1)))
	for _, n := range dice.Perm(max(shards, 1)) {
		part := b
		if shards > 0 {
			part.Shard = pipelines.Shard{Index: n + 1, Of: shards}
		}
		all.Go(func() error {
			p, err := part.Plan(l.t.Context())
			if err == nil {
				_, err = part.Run(l.t.Context(), p)
			}
			return err
		})
	}
	if err := l.hear(all.Wait()); err != nil {
		return err
	}
	b.Force = false
	p, err := b.Plan(l.t.Context())
	if left := len(p.Todo()); left > 0 {
		return fmt.Errorf("%d of %d windows are to do after a backfill in %d shards", left, len(p.Windows), shards)
	}
	return err
}

// rebuild makes the tables anew; where nobody agrees, that is no error.
func (l *life) rebuild(agreed bool) error {
	r := pipelines.Rebuild{Config: l.config, Warehouse: l.Warehouse, Log: l.log, Unpublished: true,
		Agree: func([]clickhouse.Comparison) bool { return agreed }}
	_, err := r.Run(l.t.Context())
	if !agreed && errors.Is(err, pipelines.ErrNotSwapped) {
		err = nil
	}
	return l.hear(err)
}

// unswapped makes a rebuild that is not put in use, as it tells: then nothing that anybody reads is other than before.
func (l *life) unswapped(rebuild func() (bool, error)) error {
	ctx := l.t.Context()
	open, err := l.Swapping(ctx)
	if err == nil && open {
		err = l.run(l.store)
	}
	if err = errors.Join(err, l.Arrived(ctx, true)); err != nil { // what a killed round had on its way
		return err
	}
	before, aside := l.exact(), l.aside()
	switch unused, err := rebuild(); {
	case err != nil || !unused:
		return err
	case l.aside() != aside:
		return errors.New("a rebuild that is not in use changed what is put aside")
	}
	if diff := differs(before, l.exact()); diff != "" {
		return errors.New("a rebuild that is not in use changed " + diff)
	}
	return nil
}

// killedRebuild ends before its swap, or within it: then whatever writes next finishes it.
func killedRebuild(l *life, dice *rand.Rand) error {
	k := aimed(dice, rebuildSteps[dice.IntN(len(rebuildSteps))])
	k.Rebuilds = true
	return l.unswapped(func() (bool, error) {
		killed := l.kill(l.file, k)
		swapping, err := l.Swapping(l.t.Context())
		return killed && !swapping, err
	})
}

// skewed is a warehouse whose clock is off.
type skewed struct {
	store
	by time.Duration
}

func (s skewed) Now(ctx context.Context) (time.Time, error) {
	now, err := s.store.Now(ctx)
	return now.Add(s.by), err
}
