package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"

	"github.com/spf13/cobra"

	"github.com/nightrounds/rounds/pipelines"
)

// App is the program as a value: tests start it with their own streams and environment.
type App struct {
	Stdout, Stderr io.Writer
	Getenv         func(string) string

	verbose bool
	log     *slog.Logger
}

// Run executes one command line and returns the exit code. Standard output carries data, standard error talk.
func (a *App) Run(ctx context.Context, args []string) int {
	root := a.root()
	root.SetArgs(args)
	root.SetOut(a.Stdout)
	root.SetErr(a.Stderr)
	return fail(ctx, a.Stderr, root.ExecuteContext(ctx))
}

func (a *App) root() *cobra.Command {
	root := &cobra.Command{
		Use:           "rounds",
		Short:         "Every night, from a clinic's software vendors to FHIR rows in ClickHouse",
		Version:       pipelines.Version,
		SilenceUsage:  true,
		SilenceErrors: true,
		PersistentPreRun: func(*cobra.Command, []string) {
			level := slog.LevelInfo
			if a.verbose {
				level = slog.LevelDebug
			}
			a.log = slog.New(slog.NewTextHandler(a.Stderr, &slog.HandlerOptions{Level: level}))
		},
	}
	root.PersistentFlags().BoolVarP(&a.verbose, "verbose", "v", false, "log more")
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return fmt.Errorf("%w: %w", errUsage, err) })
	root.AddCommand(a.demo(), a.run(), a.serve(), a.sandbox(), a.engine(), a.sql(), a.ddl())
	for _, c := range root.Commands() {
		c.Args = usage(c.Args)
	}
	return root
}

// usage marks a wrong number of arguments as a wrong command line.
func usage(check cobra.PositionalArgs) cobra.PositionalArgs {
	if check == nil {
		check = cobra.NoArgs
	}
	return func(c *cobra.Command, args []string) error {
		if err := check(c, args); err != nil {
			return fmt.Errorf("%w: %s: %w", errUsage, c.Name(), errors.New("wrong number of arguments; see rounds help "+c.Name()))
		}
		return nil
	}
}
