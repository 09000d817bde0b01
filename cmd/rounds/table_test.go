package main

import (
	"io"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/creack/pty"

	"github.com/nightrounds/rounds/load/clickhouse"
)

// TestTableFitsTheTerminal draws a result on terminals of two widths.
func TestTableFitsTheTerminal(t *testing.T) {
	for width, want := range map[uint16]string{
		40: "┌──────┬─────────┐\n│ word │ nothing │\n├──────┼─────────┤\n│ ä    │ –       │\n└──────┴─────────┘\n1 row\n",
		17: "── row 1\nword     ä\nnothing  –\n1 row\n",
	} {
		if got := onTerminal(t, width); got != want {
			t.Errorf("%d columns:\n%s\nwant\n%s", width, got, want)
		}
	}
}

func onTerminal(t *testing.T, width uint16) string {
	t.Helper()
	screen, tty, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer screen.Close() //nolint:errcheck // of the test alone
	if err := pty.Setsize(screen, &pty.Winsize{Rows: 20, Cols: width}); err != nil {
		t.Fatal(err)
	}
	seen := make(chan string, 1)
	go func() {
		b, _ := io.ReadAll(screen) // ends with an error when the terminal is closed
		seen <- string(b)
	}()
	write(t, tty)
	return strings.ReplaceAll(<-seen, "\r\n", "\n")
}

func write(t *testing.T, tty *os.File) {
	t.Helper()
	defer tty.Close() //nolint:errcheck // of the test alone
	rows := [][]string{{"ä", `\N`}}
	r := &clickhouse.Result{Columns: []string{"word", "nothing"}, Rows: func(yield func([]string, error) bool) {
		for _, row := range rows {
			if !yield(slices.Clone(row), nil) {
				return
			}
		}
	}}
	if err := showTable(tty, r); err != nil {
		t.Error(err)
	}
}

// TestDemoHint names the night that comes next, as long as the script has one.
func TestDemoHint(t *testing.T) {
	for night, want := range map[int]string{1: "--night 2\"\n", 2: "--night 3\"\n", 3: "LIMIT 5\"\n", 9: "LIMIT 5\"\n"} {
		if got := nextSteps(night); !strings.HasSuffix(got, want) {
			t.Errorf("after night %d: %s", night, got)
		}
	}
}
