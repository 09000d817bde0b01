package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/dustin/go-humanize/english"
	"github.com/spf13/cobra"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/pipelines"
)

// replayFlags is what `rounds replay` is told.
type replayFlags struct {
	choice
	days
	manners

	quarantined, all, json bool
}

func (a *App) replay() *cobra.Command {
	var f replayFlags
	c := &cobra.Command{
		Use:   "replay --config rounds.yaml",
		Short: "Map anew what was landed, by today's mappers; no vendor is asked",
		Long: "Without more it takes the records that an older mapper made and those in quarantine, and maps the state that is held of each.\n" +
			"--all takes every record: after a change of mapping in the configuration. Older states of a note keep their mapping in\n" +
			"document_reference_version; rounds rebuild maps those too. --from and --to choose by when a state was observed, not by the\n" +
			"dates in it: whole days, UTC; --to is the day after the last.",
		RunE: func(c *cobra.Command, _ []string) error { return a.runReplay(c.Context(), f) },
	}
	f.choice.flags(c)
	c.Flags().StringVar(&f.from, "from", "", "only states observed on this day or later, as 2026-08-01")
	c.Flags().StringVar(&f.to, "to", "", "only states observed before this day")
	c.Flags().BoolVar(&f.quarantined, "quarantined", false, "only what is in quarantine")
	c.Flags().BoolVar(&f.all, "all", false, "also what today's mappers made")
	f.manners.flags(c)
	return c
}

// runReplay maps and shows the books.
func (a *App) runReplay(ctx context.Context, f replayFlags) error {
	config, err := loadConfig(f.path)
	if err != nil {
		return err
	}
	r, err := f.replay(config)
	if err != nil {
		return err
	}
	r.Log, r.Meter = a.log, &pipelines.Meter{}
	return a.alone(ctx, config, "replay", &r.Wait, func(w *clickhouse.Warehouse) (pipelines.Summary, error) {
		r.Warehouse = w
		show := watch(a.Stderr, a.log, r.Meter)
		s, err := r.Run(ctx)
		show()
		if bad := a.showReplay(context.WithoutCancel(ctx), w, f, s, err == nil); err == nil {
			err = bad
		}
		return s, err
	})
}

// showReplay shows what a replay came to; as JSON what its books say, where it has any.
func (a *App) showReplay(ctx context.Context, w *clickhouse.Warehouse, f replayFlags, s pipelines.Summary, well bool) error {
	if f.json {
		if s.Started.IsZero() {
			return nil
		}
		return a.oneRun(ctx, w, s.RunID, true)
	}
	if len(s.Windows) == 0 && well {
		parts, err := f.parts(ctx, w)
		if err != nil {
			return err
		}
		printNothing(a.Stdout, parts)
	}
	printSummary(a.Stdout, s)
	return nil
}

// parts counts what is put aside of loaded records, among which a replay without days to choose by found nothing that an older mapper made.
func (f replayFlags) parts(ctx context.Context, w *clickhouse.Warehouse) (n int, err error) {
	if f.days != (days{}) {
		return 0, nil
	}
	rows, err := w.Aside(ctx, clickhouse.AsideOf{Source: f.source, Kind: f.kind})
	for _, r := range rows {
		if r.Part {
			n++
		}
	}
	return n, err
}

// printNothing tells why nothing was mapped.
func printNothing(w io.Writer, parts int) {
	fmt.Fprintln(w, "nothing to map anew: no chosen record was made by an older mapper or is put aside whole (--all takes the others)")
	if parts > 0 {
		fmt.Fprintf(w, "%s put aside: today's mapper does so, and the records are loaded\n", english.Plural(parts, "part stays", "parts stay"))
	}
}

// replay is what the flags ask for.
func (f replayFlags) replay(c *pipelines.Config) (*pipelines.Replay, error) {
	r := &pipelines.Replay{All: f.all, Night: pipelines.Night{Config: c, Wait: f.wait, Source: f.source, Kind: extract.Kind(f.kind), Command: "replay", Unpublished: f.unpublished}}
	r.States.Quarantined = f.quarantined
	if f.all && f.quarantined {
		return nil, fmt.Errorf("%w: --all and --quarantined exclude each other", errUsage)
	}
	var err error
	if r.States.From, r.States.To, err = f.read(); err != nil {
		return nil, err
	}
	if f.from != "" && f.to != "" && !r.States.From.Before(r.States.To) {
		return nil, fmt.Errorf("%w: --from is not before --to", errUsage)
	}
	return r, landedKind(c, f.source, extract.Kind(f.kind))
}

// landedKind refuses a source that is not configured and a kind that no chosen source has.
func landedKind(c *pipelines.Config, source string, kind extract.Kind) error {
	var names []string
	for _, s := range c.Sources {
		names = append(names, fmt.Sprintf("%s %v", s.Name, s.Lands()))
		if (source == "" || source == s.Name) && (kind == "" || slices.Contains(s.Lands(), kind)) {
			return nil
		}
	}
	return fmt.Errorf("%w: no source has it; the configured ones and their kinds: %s", errUsage, strings.Join(names, ", "))
}
