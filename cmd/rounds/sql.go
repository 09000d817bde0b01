package main

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"regexp"
	"strings"

	"github.com/spf13/cobra"

	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/pipelines"
)

func (a *App) sql() *cobra.Command {
	var c pipelines.WarehouseConfig
	var path, format string
	cmd := &cobra.Command{
		Use:   `sql "SELECT ..."`,
		Short: "Ask the published tables, always as the analyst account",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if path != "" {
				config, err := loadConfig(path)
				if err != nil {
					return err
				}
				c = config.Warehouse
			}
			return a.ask(cmd.Context(), c, args[0], format)
		},
	}
	warehouseFlags(cmd, &c)
	cmd.Flags().StringVar(&path, "config", "", "take the warehouse from this configuration file")
	cmd.Flags().StringVar(&format, "format", "table", "table or csv")
	return cmd
}

// ask runs one statement as the analyst and prints the answer.
func (a *App) ask(ctx context.Context, c pipelines.WarehouseConfig, statement, format string) (err error) {
	show, ok := map[string]func(io.Writer, *clickhouse.Result) error{"table": showTable, "csv": showCSV}[format]
	if !ok {
		return fmt.Errorf("%w: --format is table or csv", errUsage)
	}
	if m := formatAtEnd.FindStringSubmatch(statement); m != nil && !isOrder(m[1]) {
		return fmt.Errorf("%w: leave FORMAT out; --format csv writes CSV, without it a table is shown", errStatement)
	}
	if err := a.hasTables(c); err != nil {
		return err
	}
	p, err := a.open(ctx, c)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, p.close()) }()
	return p.answer(ctx, statement, func(r *clickhouse.Result) error { return show(a.Stdout, r) })
}

// formatAtEnd finds a FORMAT clause, which would come between us and the answer's columns, or an ORDER BY of a column format.
var formatAtEnd = regexp.MustCompile(`(?i)\bformat\s+(\w+)[\s;]*$`)

func isOrder(word string) bool {
	return strings.EqualFold(word, "asc") || strings.EqualFold(word, "desc")
}

// hasTables keeps a question asked in the wrong folder from making an empty engine there.
func (a *App) hasTables(c pipelines.WarehouseConfig) error {
	if err := c.FromEnv(a.Getenv); err != nil || c.Server != nil {
		return err
	}
	if _, err := os.Stat(engineDir(c)); errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%w: there are no tables in %s; rounds demo or rounds run makes some, --dir names another folder", errUsage, engineDir(c))
	}
	return nil
}

// errStatement says that the server does not run a person's statement.
var errStatement = errors.New("the statement was not run")

// answer runs one statement as the analyst and hands its result to show.
func (p *place) answer(ctx context.Context, statement string, show func(*clickhouse.Result) error) error {
	w, err := p.login(ctx, analyst)
	if err != nil {
		return err
	}
	defer w.Close() //nolint:errcheck // a read
	r, err := w.Query(ctx, statement)
	if err != nil {
		return fmt.Errorf("%w: %w", errStatement, err)
	}
	defer r.Close() //nolint:errcheck // read to the end or given up
	return show(r)
}

// showCSV writes RFC 4180 with a header. A value that a spreadsheet would run as a formula gets a leading apostrophe.
func showCSV(w io.Writer, r *clickhouse.Result) error {
	out := csv.NewWriter(w)
	if err := out.Write(r.Columns); err != nil {
		return err
	}
	for row, err := range r.Rows {
		if err != nil {
			return err
		}
		for n, v := range row {
			row[n] = defuse(v, r.Types[n])
		}
		if err := out.Write(row); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

func defuse(v, typ string) string {
	if v == "" || !strings.Contains(typ, "String") || !strings.ContainsRune("=+-@\t\r", rune(v[0])) {
		return v
	}
	return "'" + v
}
