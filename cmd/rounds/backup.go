package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/dustin/go-humanize"
	"github.com/google/renameio/v2"
	"github.com/spf13/cobra"

	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/pipelines"
)

// The files of a backup. Its folder and all in it are for the owner only.
const (
	manifestFile = "manifest.json" // written last: a folder without it is no backup
	configCopy   = "rounds.yaml"
	tablesFolder = "tables"
)

func (a *App) backup() *cobra.Command {
	var path, to string
	var wait time.Duration
	c := &cobra.Command{
		Use:   "backup DIR --config rounds.yaml",
		Short: "Copy what was landed and made of it, the person link and the books into a new folder",
		Long: "DIR must be new or empty. It gets the tables, a copy of the configuration, which names secrets and holds none, and manifest.json,\n" +
			"which counts and hashes every table. No run works meanwhile. The analysts' tables are not copied: rounds restore publishes them\n" +
			"anew. DIR then holds whole medical records: encrypt it. A server of yours writes the tables where it may, which --to names;\n" +
			"DIR gets the rest.",
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			config, err := loadConfig(path)
			if err != nil {
				return err
			}
			return a.runBackup(c.Context(), args[0], path, &pipelines.Backup{Config: config, Place: to, Wait: wait})
		},
	}
	pathFlag(c, &path)
	waitFlag(c, &wait)
	c.Flags().StringVar(&to, "to", "", "on a server: Disk('NAME', 'PATH/') or File('PATH/'), as its configuration allows")
	return c
}

// runBackup makes the folder, has the tables copied and writes the rest beside them.
func (a *App) runBackup(ctx context.Context, dir, path string, b *pipelines.Backup) error {
	dir, err := newFolder(dir)
	if err != nil {
		return err
	}
	return a.opened(ctx, b.Config.Warehouse, func(p *place) error {
		asked := b.Place
		if b.Place, err = p.backupPlace(dir, asked); err != nil {
			return err
		}
		return p.locked(ctx, false, &b.Wait, func(w *clickhouse.Warehouse) error {
			b.Warehouse = w
			m, err := b.Run(ctx)
			m.Place = asked
			if err == nil {
				err = writeBackup(dir, path, m)
			}
			if err != nil {
				return errors.Join(err, os.RemoveAll(filepath.Join(dir, tablesFolder)))
			}
			fmt.Fprintf(a.Stdout, "backed up %d tables, %s rows, into %s\nIt holds medical records: encrypt it. rounds restore %s brings it back.\n",
				len(m.Tables), humanize.Comma(int64(m.Rows())), dir, dir)
			return nil
		})
	})
}

// newFolder makes a folder that only the owner can enter. One that holds something is refused.
func newFolder(dir string) (string, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", fmt.Errorf("finding the folder: %w", err)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", fmt.Errorf("making the folder: %w", err)
	}
	if in, err := os.ReadDir(dir); err != nil || len(in) > 0 {
		return "", errors.Join(fmt.Errorf("%w: %s is not empty", pipelines.ErrBackup, dir), err)
	}
	if err := os.Chmod(dir, 0o700); err != nil {
		return "", fmt.Errorf("making the folder private: %w", err)
	}
	return dir, nil
}

// backupPlace is where the tables go, or lie: beside the manifest with the embedded engine, elsewhere with a server.
func (p *place) backupPlace(dir, asked string) (string, error) {
	switch {
	case p.engine != nil && asked != "":
		return "", fmt.Errorf("%w: --to is for a server; the embedded engine writes into DIR", errUsage)
	case p.engine != nil:
		return clickhouse.FilePlace(filepath.Join(dir, tablesFolder)), nil
	}
	if err := clickhouse.CheckPlace(asked); err != nil {
		return "", fmt.Errorf("%w: %w: a server of yours cannot write into DIR", errUsage, err)
	}
	return asked, nil
}

// writeBackup puts the configuration beside the tables, then the manifest.
func writeBackup(dir, path string, m pipelines.Copied) error {
	config, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("reading the configuration: %w", err)
	}
	if err := renameio.WriteFile(filepath.Join(dir, configCopy), config, 0o600); err != nil {
		return fmt.Errorf("copying the configuration: %w", err)
	}
	text, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return errors.New("encoding the manifest")
	}
	if err := renameio.WriteFile(filepath.Join(dir, manifestFile), append(text, '\n'), 0o600); err != nil {
		return fmt.Errorf("writing the manifest: %w", err)
	}
	return nil
}

// readManifest reads what a backup holds.
func readManifest(dir string) (m pipelines.Copied, err error) {
	text, err := os.ReadFile(filepath.Join(dir, manifestFile))
	if errors.Is(err, fs.ErrNotExist) {
		return m, fmt.Errorf("%w: %s has no %s: no backup, or one that was not finished", pipelines.ErrBackup, dir, manifestFile)
	}
	if err != nil {
		return m, fmt.Errorf("reading the manifest: %w", err)
	}
	if json.Unmarshal(text, &m) != nil || len(m.Tables) == 0 {
		return m, fmt.Errorf("%w: its %s is damaged", pipelines.ErrBackup, manifestFile)
	}
	return m, nil
}
