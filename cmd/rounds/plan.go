package main

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/dustin/go-humanize/english"
	"github.com/spf13/cobra"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/pipelines"
)

func (a *App) plan() *cobra.Command {
	var of choice
	var asJSON bool
	c := &cobra.Command{
		Use:   "plan --config rounds.yaml",
		Short: "Say what the next night would read, what it may cost and what it cannot see; no vendor is asked",
		RunE: func(c *cobra.Command, _ []string) error {
			n, err := of.night()
			if err != nil {
				return err
			}
			n.Log = a.log
			return a.showPlan(c.Context(), n, asJSON)
		},
	}
	of.flags(c)
	jsonFlag(c, &asJSON)
	return c
}

func (a *App) showPlan(ctx context.Context, n pipelines.Night, asJSON bool) error {
	return a.loading(ctx, n.Config.Warehouse, func(w *clickhouse.Warehouse) error {
		n.Warehouse = w
		all, err := n.Prospects(ctx)
		err = noBooks(err)
		if asJSON && err == nil {
			return a.writeJSON(prospectsOf(all))
		}
		if len(all) > 0 && all[0].Fresh {
			fmt.Fprintln(a.Stdout, fresh)
		}
		for _, p := range all {
			printProspect(a.Stdout, p)
		}
		return err
	})
}

// What plan writes as JSON. Times are UTC; what is not known is left out.
type (
	prospectDoc struct {
		Source     string    `json:"source"`
		Kind       string    `json:"kind"`
		Axis       string    `json:"axis,omitempty"`
		Watermark  time.Time `json:"watermark,omitzero"`
		KnownOnly  bool      `json:"known_only,omitempty"`
		Fresh      bool      `json:"fresh,omitempty"`
		Steps      []stepDoc `json:"steps"`
		Open       int64     `json:"open"`
		Requests   *int64    `json:"requests,omitempty"`
		Seconds    *int64    `json:"takes_seconds,omitempty"`
		BudgetLeft *int64    `json:"budget_left,omitempty"`
		Blind      []string  `json:"blind,omitempty"`
	}
	stepDoc struct {
		Mode   string    `json:"mode"`
		From   time.Time `json:"from,omitzero"`
		To     time.Time `json:"to,omitzero"`
		GoesOn bool      `json:"goes_on,omitempty"`
	}
)

func prospectsOf(all []pipelines.Prospect) []prospectDoc {
	docs := make([]prospectDoc, len(all))
	for n, p := range all {
		d := prospectDoc{Source: p.Source, Kind: string(p.Kind), Axis: p.Axis, Watermark: p.Watermark, KnownOnly: p.Known, Fresh: p.Fresh,
			Steps: make([]stepDoc, len(p.Steps)), Open: p.Open, Blind: p.Blind}
		for n, s := range p.Steps {
			d.Steps[n] = stepDoc{string(s.Mode), s.From, s.To, s.Resume != ""}
		}
		if p.Requests >= 0 {
			d.Requests, d.Seconds = &p.Requests, new(int64(p.Takes.Seconds()))
		}
		if p.Left >= 0 {
			d.BudgetLeft = &p.Left
		}
		docs[n] = d
	}
	return docs
}

// printProspect prints one kind's part of the next night.
func printProspect(w io.Writer, p pipelines.Prospect) {
	mark := ""
	if !p.Watermark.IsZero() {
		mark = ", read up to " + dayText(p.Watermark)
	}
	fmt.Fprintf(w, "%s %s%s\n", p.Source, p.Kind, mark)
	if p.Known {
		fmt.Fprintf(w, "  %s known before, one by one\n", english.Plural(int(p.Open), "record", ""))
	}
	for _, s := range p.Steps {
		fmt.Fprintf(w, "  %s\n", stepText(s, p))
	}
	if len(p.Steps) == 0 && !p.Known {
		fmt.Fprintln(w, "  nothing: it was done in this round")
		return
	}
	fmt.Fprintf(w, "  %s\n", costOf(p.Estimate))
	for _, b := range p.Blind {
		fmt.Fprintf(w, "  not seen this way: %s\n", b)
	}
}

// stepText says what one walk reads.
func stepText(s pipelines.Step, p pipelines.Prospect) string {
	switch {
	case s.Mode == extract.Range:
		return fmt.Sprintf("range by %s: %s up to, not including, %s", p.Axis, dayText(s.From), dayText(s.To))
	case s.Mode == extract.IDs:
		return fmt.Sprintf("open records that no range meets, of %d", p.Open)
	case s.Resume != "":
		return "sweep of everything, from where the last one stopped"
	}
	return "sweep of everything"
}
