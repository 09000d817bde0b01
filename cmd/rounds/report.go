package main

import (
	"bytes"
	"context"
	_ "embed"
	"errors"
	"fmt"
	"html/template"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/pipelines"
)

//go:embed report.html
var reportHTML string

var reportPage = template.Must(template.New("report").Parse(reportHTML))

func (a *App) report() *cobra.Command {
	var path, out string
	c := &cobra.Command{
		Use:   "report --config rounds.yaml",
		Short: "Write one HTML file that shows how the warehouse stands: pictures of counts, nothing of a person",
		RunE: func(c *cobra.Command, _ []string) error {
			return a.readingAs(c.Context(), path, []string{operator, analyst}, func(_ *pipelines.Config, as []*clickhouse.Warehouse) error {
				r, err := readReport(c.Context(), as[0], as[1])
				if err != nil {
					return err
				}
				if err := r.write(out); err != nil {
					return err
				}
				fmt.Fprintf(a.Stdout, "%s: %d pictures; open it in a browser\n", out, len(r.Plots))
				return nil
			})
		},
	}
	c.Flags().StringVar(&path, "config", "rounds.yaml", "the configuration file")
	c.Flags().StringVar(&out, "out", "rounds-report.html", "the file; one that is there is replaced")
	return c
}

// report is the page.
type report struct {
	At      time.Time
	Version string
	Checks  []checked
	Plots   []plot
}

// checked is what a check of the last publish found.
type checked struct {
	What     string
	Affected string
	Good     bool
}

// readReport asks for every figure: those of ops as one account, those of analytics as another.
func readReport(ctx context.Context, books, analytics *clickhouse.Warehouse) (report, error) {
	r := report{Version: pipelines.Version}
	var err error
	if r.At, err = books.Now(ctx); err != nil {
		return r, err
	}
	found, err := books.Figure(ctx, clickhouse.QualityOfPublish)
	if err != nil {
		return r, err
	}
	r.Checks = checksOf(found)
	for _, c := range charts {
		w := books
		if c.analytics {
			w = analytics
		}
		points, err := w.Figure(ctx, c.figure)
		if err != nil {
			return r, err
		}
		r.Plots = append(r.Plots, c.plot(points))
	}
	return r, nil
}

// checksOf tells what should be zero, and what may be more and is worth knowing.
func checksOf(found []clickhouse.Point) (rows []checked) {
	for _, c := range []struct {
		check, what string
		zero        bool
	}{
		{"reference_dangling", "references that lead nowhere", true},
		{"duplicate_row", "rows that are there twice", true},
		{"duplicate_identifier", "resources of one source that share an identifier with another of their type", true},
		{"reference_deleted", "references to what its vendor deleted", false},
		{"reference_logical", "references to what is not held here, by identifier", false},
		{"vendor_drift", "values of another form than the vendor's contract says, or told no more, in the last run that published", false},
	} {
		for _, p := range found {
			if p.Label == c.check {
				rows = append(rows, checked{c.what, figure(p.Value), !c.zero || p.Value == 0})
			}
		}
	}
	return rows
}

// write replaces the file once the page is whole. Counts are nobody's secret, and yet nobody else's business.
func (r report) write(path string) error {
	var page bytes.Buffer
	if err := reportPage.Execute(&page, r); err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".rounds-report-*")
	if err != nil {
		return fmt.Errorf("%w: --out: %w", errUsage, err)
	}
	_, err = f.Write(page.Bytes())
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("write the report: %w", err), os.Remove(f.Name()))
	}
	return nil
}
