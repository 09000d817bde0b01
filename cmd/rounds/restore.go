package main

import (
	"context"
	"fmt"
	"path/filepath"
	"time"

	"github.com/dustin/go-humanize"
	"github.com/spf13/cobra"

	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/pipelines"
)

func (a *App) restore() *cobra.Command {
	var path string
	c := &cobra.Command{
		Use:   "restore DIR --config rounds.yaml",
		Short: "Bring a backup back into an empty warehouse, compare it with its manifest and publish",
		Long: "The warehouse of the configuration must have none of our tables: name a new folder, or move the old one away. Accounts get new\n" +
			"passwords. The next night goes on where the one before the backup ended. Purges made since the backup must be made again.",
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			config, err := loadConfig(path)
			if err != nil {
				return err
			}
			return a.runRestore(c.Context(), args[0], config)
		},
	}
	pathFlag(c, &path)
	return c
}

// runRestore brings the tables back and shows what was published.
func (a *App) runRestore(ctx context.Context, dir string, config *pipelines.Config) error {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return fmt.Errorf("finding the folder: %w", err)
	}
	m, err := readManifest(dir)
	if err != nil {
		return err
	}
	return a.opened(ctx, config.Warehouse, func(p *place) error {
		from, err := p.backupPlace(dir, m.Place)
		if err != nil {
			return err
		}
		return p.locked(ctx, false, new(time.Duration), func(w *clickhouse.Warehouse) error {
			meter := &pipelines.Meter{}
			show := watch(a.Stderr, a.log, meter)
			r := &pipelines.Restore{Home: w, Manifest: m, Place: from,
				Night: pipelines.Night{Config: config, Warehouse: w, Log: a.log, Meter: meter, Command: "restore"}}
			s, err := r.Run(ctx)
			show()
			if !s.Started.IsZero() {
				fmt.Fprintf(a.Stdout, "restored %d tables, %s rows, as they were on %s\n", len(m.Tables), humanize.Comma(int64(m.Rows())),
					m.Created.Format("2006-01-02 15:04 UTC"))
			}
			printSummary(a.Stdout, s)
			return err
		})
	})
}
