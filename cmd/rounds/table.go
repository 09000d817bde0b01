package main

import (
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/dustin/go-humanize/english"
	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
	"golang.org/x/sys/unix"

	"github.com/nightrounds/rounds/load/clickhouse"
)

// showTable draws a result as a table, or one column a line where a terminal is too narrow for it.
func showTable(w io.Writer, r *clickhouse.Result) error {
	rows, err := readRows(r)
	if err != nil {
		return err
	}
	drawn := drawTable(r.Columns, rows)
	if width := terminalWidth(w); width > 0 && text.LongestLineLen(drawn) > width {
		drawn = drawTall(r.Columns, rows)
	}
	_, err = fmt.Fprintf(w, "%s\n%s\n", drawn, english.Plural(len(rows), "row", ""))
	return err
}

// readRows takes a whole result, NULL as a dash.
func readRows(r *clickhouse.Result) ([][]string, error) {
	var rows [][]string
	for row, err := range r.Rows {
		if err != nil {
			return nil, err
		}
		for n, v := range row {
			if v == `\N` {
				row[n] = "–"
			}
		}
		rows = append(rows, row)
	}
	return rows, nil
}

func drawTable(columns []string, rows [][]string) string {
	t := newTable(cells(columns)...)
	for _, row := range rows {
		t.AppendRow(cells(row))
	}
	return t.Render()
}

func cells(values []string) table.Row {
	row := make(table.Row, len(values))
	for n, v := range values {
		row[n] = v
	}
	return row
}

// drawTall writes a line a column, under the number of its row.
func drawTall(columns []string, rows [][]string) string {
	var b strings.Builder
	wide := 0
	for _, c := range columns {
		wide = max(wide, text.StringWidth(c))
	}
	for n, row := range rows {
		fmt.Fprintf(&b, "── row %d\n", n+1)
		for i, v := range row {
			fmt.Fprintf(&b, "%s  %s\n", text.Pad(columns[i], wide, ' '), v)
		}
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// terminalWidth is in columns; 0 where w is no terminal.
func terminalWidth(w io.Writer) int {
	if !isTerminal(w) {
		return 0
	}
	size, err := unix.IoctlGetWinsize(int(w.(*os.File).Fd()), unix.TIOCGWINSZ)
	if err != nil {
		return 0
	}
	return int(size.Col)
}

func newTable(head ...any) table.Writer {
	t := table.NewWriter()
	t.SetStyle(table.StyleLight)
	t.Style().Format.Header = text.FormatDefault
	t.Style().Format.Footer = text.FormatDefault
	t.AppendHeader(table.Row(head))
	return t
}
