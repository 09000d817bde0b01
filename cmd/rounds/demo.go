package main

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

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
	s, v, err := startVendors(o, dir, "demo")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, v.At.Close()) }()
	path := filepath.Join(dir, "rounds.yaml")
	if err := v.write(path, s); err != nil {
		return err
	}
	config, err := pipelines.LoadConfig(path)
	if err != nil {
		return err
	}
	fmt.Fprintf(a.Stdout, "Night %d of an invented clinic: VSee, Nextvisit, Nextech and Noa Notes served on this machine, %d people.\n"+
		"Configuration %s, tables in %s\n\n", o.Night, o.Patients, path, dir)
	p, err := a.open(ctx, config.Warehouse)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, p.close()) }()
	if err := a.nightAt(ctx, p, pipelines.Night{Config: config, Command: "demo"}, &ended{}); err != nil {
		return err
	}
	if err := a.answers(ctx, p); err != nil {
		return err
	}
	fmt.Fprint(a.Stdout, nextSteps(o.Night))
	return nil
}

// nextSteps is what to try after a night; the script ends with the third.
func nextSteps(night int) string {
	text := "\nAsk your own:  bin/rounds sql \"SELECT * FROM analytics.visit LIMIT 5\"\n"
	if night < 3 {
		text += fmt.Sprintf("Next night:    make run ARGS=\"--night %d\"\n", night+1)
	}
	return text
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
		err = p.answer(ctx, analyst, strings.ReplaceAll(sql, "{prefix}", p.config.Prefix), func(r *clickhouse.Result) error {
			return showTable(a.Stdout, r)
		})
		if err != nil {
			return fmt.Errorf("asking %s: %w", f.Name(), err)
		}
	}
	return nil
}
