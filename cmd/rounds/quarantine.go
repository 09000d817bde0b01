package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/dustin/go-humanize"
	"github.com/dustin/go-humanize/english"
	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/spf13/cobra"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/load"
	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/pipelines"
)

func (a *App) quarantine() *cobra.Command {
	c := &cobra.Command{
		Use:   "quarantine",
		Short: "List, show and try again the records that no mapping has taken",
		Args:  isCommand,
		RunE:  func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.SuggestionsMinimumDistance = 2
	c.AddCommand(a.quarantineList(), a.quarantineShow(), a.quarantineRetry())
	for _, sub := range c.Commands() {
		sub.Args = usage(sub.Args)
	}
	return c
}

// asideDoc is one record put aside, without any id of the vendor: those may name a person.
type asideDoc struct {
	ID         string    `json:"id"` // a handle for show
	Source     string    `json:"source"`
	Kind       string    `json:"kind"`
	Part       bool      `json:"part"` // only a part of a loaded record
	Reason     string    `json:"reason"`
	Path       string    `json:"path,omitempty"`
	ObservedAt time.Time `json:"observed_at"`
	MapperRev  uint32    `json:"mapper_rev"`
	Run        string    `json:"run"`
}

func asideOf(r load.Aside) asideDoc {
	return asideDoc{r.Handle, r.Source, r.Kind, r.Part, r.Reason, r.Path, r.ObservedAt, r.MapperRev, r.RunID}
}

func (a *App) quarantineList() *cobra.Command {
	var l looking
	var of clickhouse.AsideOf
	c := &cobra.Command{
		Use:   "list",
		Short: "List the records put aside now, and the parts put aside of loaded ones",
		RunE: func(c *cobra.Command, _ []string) error {
			return a.reading(c.Context(), l.path, operator, func(config *pipelines.Config, w *clickhouse.Warehouse) error {
				rows, err := w.Aside(c.Context(), of)
				if err == nil && len(rows) == 0 {
					err = everRead(c.Context(), config, w, of)
				}
				if err != nil {
					return err
				}
				docs := make([]asideDoc, len(rows))
				for n, r := range rows {
					docs[n] = asideOf(r)
				}
				if l.json {
					return a.writeJSON(docs)
				}
				printAside(a.Stdout, docs, of.Limit)
				return nil
			})
		},
	}
	l.flags(c)
	c.Flags().StringVar(&of.Source, "source", "", "only this source")
	c.Flags().StringVar(&of.Kind, "kind", "", "only this kind of record, as visit or note")
	c.Flags().StringVar(&of.Reason, "reason", "", "only this reason, as docs/errors.md names it")
	c.Flags().IntVarP(&of.Limit, "number", "n", 10_000, "so many at most")
	return c
}

// everRead refuses a source or kind that is not configured and never was read: somebody misspelt it.
func everRead(ctx context.Context, config *pipelines.Config, w *clickhouse.Warehouse, of clickhouse.AsideOf) error {
	wrong := landedKind(config, of.Source, extract.Kind(of.Kind))
	if wrong == nil {
		return nil
	}
	kinds, err := w.Kinds(ctx)
	if slices.ContainsFunc(kinds, func(k load.KindReport) bool {
		return (of.Source == "" || of.Source == k.Source) && (of.Kind == "" || of.Kind == k.Kind)
	}) {
		return nil
	}
	return cmp.Or(err, wrong)
}

// printAside prints what was listed, and says so where there may be more.
func printAside(w io.Writer, docs []asideDoc, limit int) {
	if len(docs) == 0 {
		fmt.Fprintln(w, "nothing is put aside")
		return
	}
	t := newTable("id", "source and kind", "what", "reason", "at", "observed (UTC)")
	whole := 0
	for _, d := range docs {
		what := "part"
		if !d.Part {
			what, whole = "record", whole+1
		}
		t.AppendRow(table.Row{d.ID, d.Source + " " + d.Kind, what, d.Reason, d.Path, d.ObservedAt.Format("2006-01-02 15:04")})
	}
	fmt.Fprintf(w, "%s\n%s put aside whole, %s of loaded records\n", t.Render(), english.Plural(whole, "record", ""), english.Plural(len(docs)-whole, "part", ""))
	if len(docs) == limit {
		fmt.Fprintln(w, "there may be more: --number shows so many at most")
	}
	fmt.Fprintln(w, "rounds quarantine show ID tells more of one; docs/errors.md tells what a reason means and who must act")
}

// shownDoc is one record put aside, with where it came from.
type shownDoc struct {
	asideDoc
	Origin string `json:"origin"`         // endpoint template and page
	Size   int    `json:"size"`           // bytes of the body
	Body   string `json:"body,omitempty"` // the vendor's bytes, when asked for
}

func (a *App) quarantineShow() *cobra.Command {
	var l looking
	var body, yes bool
	c := &cobra.Command{
		Use:   "show ID",
		Short: "Tell all of one record put aside; its body only when asked for",
		Args:  cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if body && !yes && !isTerminal(a.Stdout) {
				return fmt.Errorf("%w: the body names a patient, and this is no terminal: add --yes-phi if it may be written where the output goes", errUsage)
			}
			return a.reading(c.Context(), l.path, loader, func(_ *pipelines.Config, w *clickhouse.Warehouse) error {
				docs, err := asideByHandle(c.Context(), w, args[0], body)
				if err != nil {
					return err
				}
				if l.json {
					return a.writeJSON(docs)
				}
				for _, d := range docs {
					d.print(a.Stdout)
				}
				return nil
			})
		},
	}
	l.flags(c)
	c.Flags().BoolVar(&body, "body", false, "write the vendor's bytes, too: they name a patient")
	c.Flags().BoolVar(&yes, "yes-phi", false, "write them where the output goes, though it is no terminal")
	return c
}

// asideByHandle reads the states put aside of the record with a handle: one record may have several.
func asideByHandle(ctx context.Context, w *clickhouse.Warehouse, handle string, body bool) ([]shownDoc, error) {
	if len(handle) < 4 {
		return nil, fmt.Errorf("%w: give at least four characters of the id", errUsage)
	}
	rows, err := w.Aside(ctx, clickhouse.AsideOf{Handle: handle})
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 {
		return nil, fmt.Errorf("%w: nothing of that id is put aside; rounds quarantine list tells what is", errUsage)
	}
	docs := make([]shownDoc, len(rows))
	for n, r := range rows {
		origin, bytes, err := w.Body(ctx, r)
		if err != nil {
			return nil, err
		}
		docs[n] = shownDoc{asideDoc: asideOf(r), Origin: origin, Size: len(bytes)}
		if body {
			docs[n].Body = string(bytes)
		}
	}
	return docs, nil
}

func (d shownDoc) print(w io.Writer) {
	what := "record"
	if d.Part {
		what = "part of a loaded record"
	}
	fmt.Fprintf(w, "%s: %s of %s %s, put aside\n", d.ID, what, d.Source, d.Kind)
	fmt.Fprintf(w, "  reason    %s %s\n  observed  %s\n  from      %s, %s\n  mapped by revision %d, run %s\n", d.Reason, d.Path,
		d.ObservedAt.Format(minute), d.Origin, humanize.Bytes(uint64(d.Size)), d.MapperRev, short(d.Run))
	if d.Body != "" {
		fmt.Fprintln(w, d.Body)
	}
}

// quarantineRetry is rounds replay --quarantined, where somebody looks for it.
func (a *App) quarantineRetry() *cobra.Command {
	f := replayFlags{quarantined: true}
	c := &cobra.Command{
		Use:   "retry",
		Short: "Map what is put aside once more, by today's mappers, as rounds replay --quarantined does; no vendor is asked",
		RunE:  func(c *cobra.Command, _ []string) error { return a.runReplay(c.Context(), f) },
	}
	f.choice.flags(c)
	f.manners.flags(c)
	jsonFlag(c, &f.json)
	return c
}
