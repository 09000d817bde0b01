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
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/nightrounds/rounds/load"
	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/pipelines"
)

func (a *App) sql() *cobra.Command {
	var c pipelines.WarehouseConfig
	var path, format, account string
	cmd := &cobra.Command{
		Use:   `sql "SELECT ..."`,
		Short: "Ask the tables: the published ones as the account analyst, others as the account that may read them",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			c, err := warehouseOf(path, c)
			if err != nil {
				return err
			}
			if err := asReader(account); err != nil {
				return err
			}
			return a.ask(cmd.Context(), c, question{args[0], format, account})
		},
	}
	warehouseFlags(cmd, &c)
	cmd.Flags().StringVar(&path, "config", "", configFlag)
	cmd.Flags().StringVar(&format, "format", "table", "table or csv")
	cmd.Flags().StringVar(&account, "as", analyst, "analyst reads the published tables, analyst_notes what notes say as well, analyst_sh the Safe Harbor tables alone, auditor FHIR and who is who, operator the books (ops); none may change anything. On a server the configured user asks")
	return cmd
}

// statementLast keeps a statement that begins with a comment from being taken for a flag.
func statementLast(args []string) []string {
	n := slices.IndexFunc(args, func(a string) bool {
		return strings.HasPrefix(a, "-- ") || strings.HasPrefix(a, "--") && strings.Contains(a, "\n")
	})
	if n < 0 || args[0] != "sql" {
		return args
	}
	return slices.Concat(args[:n], args[n+1:], []string{"--", args[n]})
}

// question is a statement of a person.
type question struct{ statement, format, account string }

// ask runs one statement and prints the answer.
func (a *App) ask(ctx context.Context, c pipelines.WarehouseConfig, q question) (err error) {
	show, ok := map[string]func(io.Writer, *clickhouse.Result) error{"table": showTable, "csv": showCSV}[q.format]
	if !ok {
		return fmt.Errorf("%w: --format is table or csv", errUsage)
	}
	if m := formatAtEnd.FindStringSubmatch(q.statement); m != nil && !isOrder(m[1]) {
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
	err = p.answer(ctx, q.account, q.statement, func(r *clickhouse.Result) error { return show(a.Stdout, r) })
	if other := whose(q.statement, q.account); other != "" && errors.Is(err, load.ErrDenied) {
		err = fmt.Errorf("%w; that is for the account %s: rounds sql --as %s", err, other, other)
	}
	return err
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

// answer runs one statement as an account and hands its result to show.
func (p *place) answer(ctx context.Context, account, statement string, show func(*clickhouse.Result) error) error {
	w, err := p.login(ctx, account)
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
