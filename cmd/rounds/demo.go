package main

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/google/renameio/v2"
	"github.com/spf13/cobra"

	"github.com/nightrounds/rounds/extract/sandbox"
	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/pipelines"
)

//go:embed demo/*.sql
var questions embed.FS

func (a *App) demo() *cobra.Command {
	var o sandbox.Options
	var dir string
	c := &cobra.Command{
		Use:   "demo",
		Short: "One night over invented vendors, end to end, and three questions answered",
		RunE:  func(c *cobra.Command, _ []string) error { return a.runDemo(c.Context(), o, dir) },
	}
	sandboxFlags(c, &o)
	c.Flags().StringVar(&dir, "dir", filepath.Join(defaultDir, "demo"), "folder of the demo's engine and configuration")
	return c
}

// runDemo is `rounds run` against the sandbox, followed by an analyst's questions.
func (a *App) runDemo(ctx context.Context, o sandbox.Options, dir string) (err error) {
	if err := checkSandbox(o); err != nil {
		return err
	}
	s := sandbox.New(o)
	at, err := s.Start()
	if err != nil {
		return fmt.Errorf("starting the sandbox: %w", err)
	}
	defer func() { err = errors.Join(err, at.Close()) }()
	path, err := writeDemoConfig(dir, s.Credentials(), at)
	if err != nil {
		return err
	}
	config, err := pipelines.LoadConfig(path)
	if err != nil {
		return err
	}
	fmt.Fprintf(a.Stdout, "Night %d of an invented clinic: VSee and Nextvisit served on this machine, %d people.\n"+
		"Configuration %s, tables in %s\n\n", o.Night, o.Patients, path, dir)
	p, err := a.open(ctx, config.Warehouse)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, p.close()) }()
	if err := a.nightAt(ctx, p, pipelines.Night{Config: config, Command: "demo"}); err != nil {
		return err
	}
	return a.answers(ctx, p)
}

// answers asks the demo's questions as the analyst. They are files a reader can open: cmd/rounds/demo.
func (a *App) answers(ctx context.Context, p *place) error {
	files, err := questions.ReadDir("demo")
	if err != nil {
		return err
	}
	for _, f := range files {
		text, err := questions.ReadFile("demo/" + f.Name())
		if err != nil {
			return err
		}
		title, sql, _ := strings.Cut(string(text), "\n")
		fmt.Fprintf(a.Stdout, "\n%s\n", strings.TrimPrefix(title, "-- "))
		err = p.answer(ctx, strings.ReplaceAll(sql, "{prefix}", p.config.Prefix), func(r *clickhouse.Result) error {
			return showTable(a.Stdout, r)
		})
		if err != nil {
			return fmt.Errorf("asking %s: %w", f.Name(), err)
		}
	}
	fmt.Fprintf(a.Stdout, "\nAsk your own:  bin/rounds sql \"SELECT * FROM analytics.visit LIMIT 5\"\n"+
		"Next night:    make run ARGS=\"--night 2\"\n")
	return nil
}

const demoConfig = `# Written by rounds demo; the sandbox's ports change with every start.
warehouse:
  dir: %[1]s
sources:
  - name: vsee-demo
    vendor: vsee
    zone: America/Los_Angeles
    schedule: "15 9 * * *"
    connection:
      base_url: %[2]s
      token: file:%[1]s/vendors/vsee-token
      account: file:%[1]s/vendors/vsee-account
      rate_per_second: 5000
      burst: 200
      parallel: 8
  - name: nextvisit-demo
    vendor: nextvisit
    zone: America/New_York
    schedule: "45 7 * * *"
    connection:
      base_url: %[3]s
      token: file:%[1]s/vendors/nextvisit-token
      team_id: %[4]d
      rate_per_second: 5000
      burst: 200
`

// writeDemoConfig writes a configuration as a person would: secrets in files of their own, mode 0600.
func writeDemoConfig(dir string, k sandbox.Credentials, at sandbox.Running) (string, error) {
	keep := filepath.Join(dir, "vendors")
	if err := os.MkdirAll(keep, 0o700); err != nil {
		return "", fmt.Errorf("making the demo's folder: %w", err)
	}
	path := filepath.Join(dir, "rounds.yaml")
	text := fmt.Sprintf(demoConfig, dir, at.VSeeURL, at.NextvisitURL, k.NextvisitTeam)
	for name, content := range map[string]string{
		filepath.Join(keep, "vsee-token"): k.VSeeToken, filepath.Join(keep, "vsee-account"): k.VSeeAccount,
		filepath.Join(keep, "nextvisit-token"): k.NextvisitToken, path: text,
	} {
		if err := renameio.WriteFile(name, []byte(content), 0o600); err != nil {
			return "", fmt.Errorf("writing the demo's configuration: %w", err)
		}
	}
	return path, nil
}
