package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/pipelines"
	"github.com/nightrounds/rounds/schemas/tables"
)

// askAbove is how many expected requests a person is asked about.
const askAbove = 500

// backfillFlags is what `rounds backfill` is told.
type backfillFlags struct {
	choice
	days
	manners

	shard                    string
	dryRun, diff, force, yes bool
	workers                  int
}

func (a *App) backfill() *cobra.Command {
	var f backfillFlags
	c := &cobra.Command{
		Use:   "backfill --source NAME --kind KIND --from DAY --to DAY",
		Short: "Read one kind of one source from day to day, by hand; the same command goes on where it was stopped",
		Long: "Days are UTC; --to is the day after the last. What is done is skipped, and the watermark of nightly runs stays where it is.\n" +
			"Several processes divide the windows: --shard 2/4, or --shard /4 in a Kubernetes Indexed Job. Each takes a fourth of the\n" +
			"account's pace and budget.",
		RunE: func(c *cobra.Command, _ []string) error { return a.runBackfill(c.Context(), f) },
	}
	pathFlag(c, &f.path)
	c.Flags().StringVar(&f.source, "source", "", "the source")
	c.Flags().StringVar(&f.kind, "kind", "", "the kind of record, as visit or note")
	c.Flags().StringVar(&f.from, "from", "", "the first day, as 2026-08-01")
	c.Flags().StringVar(&f.to, "to", "", "the day after the last")
	c.Flags().BoolVar(&f.dryRun, "dry-run", false, "show the plan and do nothing")
	c.Flags().BoolVar(&f.diff, "diff", false, "with --dry-run: ask the vendor and say what would be added and changed; only the count of requests is written")
	c.Flags().BoolVar(&f.force, "force", false, "read what is done once more")
	c.Flags().IntVar(&f.workers, "workers", 2, "windows read at once; the account's pace bounds them")
	c.Flags().StringVar(&f.shard, "shard", "", "do only a part of the windows: 2/4, or /4 with JOB_COMPLETION_INDEX")
	c.Flags().BoolVar(&f.yes, "yes", false, fmt.Sprintf("do not ask before more than %d expected requests", askAbove))
	f.manners.flags(c)
	return c
}

// runBackfill shows the plan, asks, does it and shows the proof.
func (a *App) runBackfill(ctx context.Context, f backfillFlags) error {
	config, err := loadConfig(f.path)
	if err != nil {
		return err
	}
	b, err := f.backfill(config, a.Getenv("JOB_COMPLETION_INDEX"))
	if err != nil {
		return err
	}
	b.Log, b.Meter = a.log, &pipelines.Meter{}
	if f.dryRun {
		return a.loading(ctx, config.Warehouse, func(w *clickhouse.Warehouse) error { return a.tryBackfill(ctx, b, w, f) })
	}
	return a.working(ctx, config, "backfill", func(p *place) (s pipelines.Summary, err error) {
		var plan pipelines.BackfillPlan
		err = p.loading(ctx, func(w *clickhouse.Warehouse) (err error) {
			if err := pipelines.Prepare(ctx, w, tables.All(), pipelines.Lease{Command: a.command}); err != nil {
				return err
			}
			if plan, err = a.planned(ctx, b, w); err != nil {
				return err
			}
			return a.confirm(plan, f.yes)
		})
		if err != nil || idle(plan) {
			return s, err
		}
		err = p.locked(ctx, b.Shard.Of > 0, &b.Wait, func(w *clickhouse.Warehouse) (err error) {
			b.Warehouse = w
			s, err = a.backfilled(ctx, b, plan)
			return err
		})
		return s, err
	})
}

// backfilled does the plan and shows the proof.
func (a *App) backfilled(ctx context.Context, b *pipelines.Backfill, plan pipelines.BackfillPlan) (pipelines.Summary, error) {
	show := watch(a.Stderr, a.log, b.Meter)
	done, err := b.Run(ctx, plan)
	show()
	printBackfilled(a.Stdout, done)
	return done.Summary, err
}

// planned plans in a warehouse and shows it.
func (a *App) planned(ctx context.Context, b *pipelines.Backfill, w *clickhouse.Warehouse) (pipelines.BackfillPlan, error) {
	b.Warehouse = w
	plan, err := b.Plan(ctx)
	err = noBooks(err)
	if err == nil {
		printBackfillPlan(a.Stdout, plan)
	}
	return plan, err
}

// idle tells whether a plan has nothing in it to do.
func idle(p pipelines.BackfillPlan) bool { return len(p.Todo()) == 0 && !p.Unfinished }

// tryBackfill shows the plan and, where that is wanted, what it would add and change.
func (a *App) tryBackfill(ctx context.Context, b *pipelines.Backfill, w *clickhouse.Warehouse, f backfillFlags) error {
	plan, err := a.planned(ctx, b, w)
	if err != nil || !f.diff || idle(plan) {
		return err
	}
	if err := a.confirm(plan, f.yes); err != nil {
		return err
	}
	return a.rehearse(ctx, b, plan)
}

// rehearse shows what the plan would add and change.
func (a *App) rehearse(ctx context.Context, b *pipelines.Backfill, plan pipelines.BackfillPlan) error {
	show := watch(a.Stderr, a.log, b.Meter)
	done, err := b.Rehearse(ctx, plan)
	show()
	printRehearsed(a.Stdout, done)
	return err
}

// backfill is what the flags ask for.
func (f backfillFlags) backfill(c *pipelines.Config, index string) (*pipelines.Backfill, error) {
	b := &pipelines.Backfill{Config: c, Source: f.source, Kind: extract.Kind(f.kind), Force: f.force, Workers: f.workers,
		Wait: f.wait, Unpublished: f.unpublished}
	var err error
	switch {
	case f.source == "" || f.kind == "" || f.from == "" || f.to == "":
		return nil, fmt.Errorf("%w: --source, --kind, --from and --to are all needed", errUsage)
	case f.diff && !f.dryRun:
		return nil, fmt.Errorf("%w: --diff goes with --dry-run", errUsage)
	case f.workers < 1 || f.workers > 64:
		return nil, fmt.Errorf("%w: --workers is 1 to 64", errUsage)
	}
	if b.From, b.To, err = f.read(); err != nil {
		return nil, err
	}
	if b.Shard, err = pipelines.ParseShard(f.shard, index); err != nil {
		return nil, fmt.Errorf("%w: --shard: %w", errUsage, err)
	}
	return b, nil
}

var errDeclined = errors.New("it was not confirmed")

// confirm asks before a plan that costs much, or nobody knows what. Where nobody can answer, --yes must be given.
func (a *App) confirm(p pipelines.BackfillPlan, yes bool) error {
	if yes || len(p.Todo()) == 0 || p.Requests >= 0 && p.Requests <= askAbove {
		return nil
	}
	switch agreed, can := a.agrees(costOf(p.Estimate) + ". Go on?"); {
	case !can:
		return fmt.Errorf("%w: %s: add --yes, since nobody can be asked here", errUsage, costOf(p.Estimate))
	case !agreed:
		return fmt.Errorf("%w: %w", errUsage, errDeclined)
	}
	return nil
}
