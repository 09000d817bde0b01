package main

import (
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/pipelines"
)

// What status --check says to a monitor.
var (
	errOpen  = errors.New("work is open")
	errAside = errors.New("too many records are put aside")
)

// limits are what status calls a problem.
type limits struct {
	lag     time.Duration // since the last walk of a kind that is done
	percent float64       // of a kind's records put aside
}

// standing is the answer of status.
type standing struct {
	Verdict  string    `json:"verdict"` // one line
	Problems []problem `json:"problems"`
	pipelines.Status
}

func (a *App) status() *cobra.Command {
	var l looking
	var max limits
	var check bool
	c := &cobra.Command{
		Use:   "status --config rounds.yaml",
		Short: "Tell how every source stands, what is wrong and what to type",
		RunE: func(c *cobra.Command, _ []string) error {
			return a.reading(c.Context(), l.path, operator, func(config *pipelines.Config, w *clickhouse.Warehouse) error {
				s, err := pipelines.ReadStatus(c.Context(), config, w)
				if err != nil {
					return err
				}
				found := problems(s, l.path, max)
				answer := standing{verdict(s, found), found, s}
				if l.json {
					err = a.writeJSON(answer)
				} else {
					printStatus(a.Stdout, answer)
				}
				if check && err == nil {
					err = alarming(found)
				}
				return err
			})
		},
	}
	l.flags(c)
	c.Flags().BoolVar(&check, "check", false, "for monitors: exit 3 when something is open or late, 6 when too much is put aside")
	c.Flags().DurationVar(&max.lag, "max-lag", 36*time.Hour, "a kind is late when it was last read so long ago")
	c.Flags().Float64Var(&max.percent, "max-quarantined", 1, "percent of a kind's records that may be put aside")
	return c
}

// alarming is what a monitor is told: what is open before what is put aside.
func alarming(found []problem) error {
	for _, code := range []int{exitIncomplete, exitQuality} {
		for _, p := range found {
			if p.exit == code {
				return fmt.Errorf("%w: %s", map[int]error{exitIncomplete: errOpen, exitQuality: errAside}[code], p.What)
			}
		}
	}
	return nil
}
