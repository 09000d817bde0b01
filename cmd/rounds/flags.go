package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/pipelines"
)

// pathFlag is how every command that needs a configuration is told where it is.
func pathFlag(c *cobra.Command, path *string) {
	c.Flags().StringVar(path, "config", "rounds.yaml", "the configuration file")
}

func jsonFlag(c *cobra.Command, json *bool) {
	c.Flags().BoolVar(json, "json", false, "write JSON, as docs/commands.md describes it")
}

// choice is a configuration and what a command takes of it.
type choice struct {
	path         string
	source, kind string // empty: all
}

func (o *choice) flags(c *cobra.Command) {
	pathFlag(c, &o.path)
	c.Flags().StringVar(&o.source, "source", "", "only this source")
	c.Flags().StringVar(&o.kind, "kind", "", "only this kind of record, as visit or note")
}

// night is what a night reads of the choice.
func (o choice) night() (pipelines.Night, error) {
	config, err := loadConfig(o.path)
	if err != nil {
		return pipelines.Night{}, err
	}
	n := pipelines.Night{Config: config, Source: o.source, Kind: extract.Kind(o.kind)}
	return n, chosen(config, o.source, n.Kind)
}

// manners is how a command that writes gets along with others.
type manners struct {
	wait        time.Duration
	unpublished bool
}

func (m *manners) flags(c *cobra.Command) {
	waitFlag(c, &m.wait)
	c.Flags().BoolVar(&m.unpublished, "no-publish", false, "leave the analysts' tables as they are: another run publishes")
}

func waitFlag(c *cobra.Command, wait *time.Duration) {
	c.Flags().DurationVar(wait, "wait", 0, "wait so long for another run to end")
}

// days are two flags that name days, or times of them; UTC, half-open.
type days struct{ from, to string }

// read gives a zero time for a flag that was not given.
func (d days) read() (from, to time.Time, err error) {
	if from, err = dayOf("from", d.from); err != nil {
		return from, to, err
	}
	to, err = dayOf("to", d.to)
	return from, to, err
}

func dayOf(flag, text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	for _, layout := range []string{time.DateOnly, time.RFC3339} {
		if t, err := time.Parse(layout, text); err == nil {
			return t.UTC(), nil
		}
	}
	return time.Time{}, fmt.Errorf("%w: --%s: a day such as 2026-08-31, or a time such as 2026-08-31T06:00:00Z", errUsage, flag)
}

// agrees puts a question to whoever sits at the terminal. can is false where nobody does.
func (a *App) agrees(question string) (yes, can bool) {
	in, ok := a.Stdin.(*os.File)
	if !ok || !isTerminal(in) {
		return false, false
	}
	fmt.Fprintf(a.Stderr, "%s [y/N] ", question)
	answer, err := bufio.NewReader(in).ReadString('\n')
	word := strings.ToLower(strings.TrimSpace(answer))
	return err == nil && (word == "y" || word == "yes"), true
}
