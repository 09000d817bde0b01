package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"strings"

	"github.com/spf13/cobra"

	"github.com/nightrounds/rounds/pipelines"
)

// App is the program as a value: tests start it with their own streams and environment.
type App struct {
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Getenv         func(string) string

	verbose bool
	command string // rounds run, for who finds a folder in use
	log     *slog.Logger
}

// Run executes one command line and returns the exit code. Standard output carries data, standard error talk.
func (a *App) Run(ctx context.Context, args []string) int {
	root := a.root()
	root.SetArgs(statementLast(args))
	root.SetOut(a.Stdout)
	root.SetErr(a.Stderr)
	c, err := root.ExecuteContextC(ctx)
	return fail(ctx, a.Stderr, helpOf(c), err)
}

func (a *App) root() *cobra.Command {
	root := &cobra.Command{
		Use:              "rounds",
		Short:            "Every night, from a clinic's software vendors to FHIR rows in ClickHouse",
		Version:          pipelines.Version,
		SilenceUsage:     true,
		SilenceErrors:    true,
		PersistentPreRun: func(c *cobra.Command, _ []string) { a.log, a.command = a.logger(), c.CommandPath() },
		Args:             isCommand,
		RunE:             func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	root.SuggestionsMinimumDistance = 2
	root.PersistentFlags().BoolVarP(&a.verbose, "verbose", "v", false, "log more")
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return fmt.Errorf("%w: %w", errUsage, err) })
	root.AddCommand(a.demo(), a.run(), a.plan(), a.backfill(), a.status(), a.history(), a.quarantine(), a.accept(), a.replay(), a.rebuild(),
		a.export(), a.report(), a.purge(), a.backup(), a.restore(), a.audit(), a.serve(), a.auth(), a.sandbox(), a.engine(), a.sql(), a.ddl())
	root.SetHelpCommand(help())
	for _, c := range root.Commands() {
		if !c.HasSubCommands() {
			c.Args = usage(c.Args)
		}
	}
	return root
}

// logger writes text lines to standard error.
func (a *App) logger() *slog.Logger {
	o, w := &slog.HandlerOptions{}, a.Stderr
	if a.verbose {
		o.Level = slog.LevelDebug
	}
	if isTerminal(w) {
		w = overProgress{w}
	}
	return slog.New(slog.NewTextHandler(w, o))
}

// helpOf is the command line that shows a command's help.
func helpOf(c *cobra.Command) string {
	if !c.HasParent() || c.Name() == "help" {
		return "rounds help"
	}
	return strings.Replace(c.CommandPath(), "rounds", "rounds help", 1)
}

// help is cobra's own but for a command that is not there, which is a mistake.
func help() *cobra.Command {
	return &cobra.Command{
		Use:   "help [command]",
		Short: "Help about a command",
		RunE: func(c *cobra.Command, args []string) error {
			about, rest, err := c.Root().Find(args)
			if err == nil && about == c.Root() {
				err = isCommand(about, rest)
			}
			if err != nil {
				return err
			}
			return about.Help()
		},
	}
}

// isCommand is asked when no command of that name is there.
func isCommand(root *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	err := fmt.Errorf("%w: there is no command %q", errUsage, args[0])
	if near := root.SuggestionsFor(args[0]); len(near) > 0 {
		err = fmt.Errorf("%w; did you mean %s?", err, strings.Join(near, " or "))
	}
	return err
}

// usage marks a wrong number of arguments as a wrong command line.
func usage(check cobra.PositionalArgs) cobra.PositionalArgs {
	if check == nil {
		check = cobra.NoArgs
	}
	return func(c *cobra.Command, args []string) error {
		if err := check(c, args); err != nil {
			return fmt.Errorf("%w: wrong number of arguments; write rounds %s", errUsage, c.Use)
		}
		return nil
	}
}
