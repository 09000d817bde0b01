package main

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/dustin/go-humanize"

	"github.com/nightrounds/rounds/load/clickhouse"
)

// plot is one picture with the sentence that says what it shows.
type plot struct {
	Title, Unit, Takeaway string
	Keys                  []key
	Picture               picture
	Heads                 []string
	Numbers               [][]string // the same as a table, for who cannot see the picture
}

type key struct{ Name, Fill string }

// picture is drawn without any library: bars, lines and words, in units of its own width.
type picture struct {
	Width, Height float64
	Bars          []bar
	Lines         []rule
	Words         []word
}

type bar struct {
	X, Y, W, H float64
	Fill, Tip  string
}

type rule struct {
	X1, Y1, X2, Y2 float64
	Class          string
}

type word struct {
	X, Y                float64
	Anchor, Class, Text string
}

// fills are told apart by people who see few colours (Okabe and Ito, 2008).
var fills = []string{"#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#666666"}

const (
	pageWidth = 960.0
	above     = 14.0 // room over the highest bar
	below     = 24.0 // room for the axis
	beside    = 56.0 // room for the scale
	tall      = 240.0
	rowHeight = 24.0
	labelRoom = 380.0
)

// series lists the series of points in the order of the alphabet, and a fill for each.
func series(points []clickhouse.Point) (names []string, fill map[string]string) {
	for _, p := range points {
		if !slices.Contains(names, p.Series) {
			names = append(names, p.Series)
		}
	}
	slices.Sort(names)
	fill = map[string]string{}
	for n, name := range names {
		fill[name] = fills[n%len(fills)]
	}
	return names, fill
}

// stacked stacks the series of each label upon each other.
func stacked(points []clickhouse.Point, labels []string) (p picture) {
	p.Width, p.Height = pageWidth, above+tall+below
	names, fill := series(points)
	sums := map[string]float64{}
	for _, at := range points {
		sums[at.Label] += at.Value
	}
	top, step := scale(sums)
	for v := 0.0; v <= top; v += step {
		y := above + tall*(1-v/top)
		p.Lines = append(p.Lines, rule{beside, y, pageWidth, y, "grid"})
		p.Words = append(p.Words, word{beside - 8, y + 4, "end", "", figure(v)})
	}
	wide := min(130, (pageWidth-beside)/float64(len(labels)))
	every := (len(labels) + 11) / 12
	for n, label := range labels {
		x, y := beside+wide*float64(n), above+tall
		for _, name := range names {
			h := tall * valueAt(points, name, label) / top
			if h > 0 {
				y -= h
				p.Bars = append(p.Bars, bar{x + wide*.12, y, wide * .76, h, fill[name], label + ", " + name + ": " + figure(valueAt(points, name, label))})
			}
		}
		if n%every == 0 {
			p.Words = append(p.Words, word{x + wide/2, above + tall + 17, "middle", "", label})
		}
	}
	p.Lines = append(p.Lines, rule{beside, above + tall, pageWidth, above + tall, "axis"})
	return p
}

// across draws a bar to the right of each label, with its number behind it. all is the end of the scale; 0: the greatest value.
func across(points []clickhouse.Point, all float64) (p picture) {
	p.Width, p.Height = pageWidth, rowHeight*float64(len(points))+8
	for _, at := range points {
		all = max(all, at.Value)
	}
	for n, at := range points {
		y := 4 + rowHeight*float64(n)
		w := max(1, (pageWidth-labelRoom-90)*max(0, at.Value)/max(all, 1e-9))
		p.Words = append(p.Words, word{labelRoom - 8, y + 16, "end", "", cut(at.Label)}, word{labelRoom + w + 6, y + 16, "start", "value", figure(at.Value)})
		p.Bars = append(p.Bars, bar{labelRoom, y + 3, w, rowHeight - 6, fills[0], at.Label + ": " + figure(at.Value)})
	}
	p.Lines = []rule{{labelRoom, 0, labelRoom, p.Height, "axis"}}
	return p
}

// scale is the end of an axis and its step: 1, 2 or 5 times a power of ten, four to ten steps.
func scale(sums map[string]float64) (top, step float64) {
	for _, v := range sums {
		top = max(top, v)
	}
	top = max(top, 1)
	step = math.Pow(10, math.Floor(math.Log10(top)))
	switch {
	case top/step < 2:
		step /= 5
	case top/step < 5:
		step /= 2
	}
	step = max(step, 1)
	return math.Ceil(top/step) * step, step
}

func valueAt(points []clickhouse.Point, name, label string) (v float64) {
	for _, p := range points {
		if p.Series == name && p.Label == label {
			v += p.Value
		}
	}
	return v
}

// figure writes a number as people read it.
func figure(v float64) string {
	if v != math.Trunc(v) && math.Abs(v) < 100 {
		return strconv.FormatFloat(v, 'f', 1, 64)
	}
	return humanize.Comma(int64(math.Round(v)))
}

func cut(label string) string {
	if r := []rune(label); len(r) > 58 {
		return string(r[:57]) + "…"
	}
	return label
}

// tabled is the points as rows: a label each, a column for each series.
func tabled(points []clickhouse.Point, labels []string, unit string) (heads []string, table [][]string) {
	names, _ := series(points)
	heads = []string{""}
	for _, name := range names {
		heads = append(heads, strings.TrimSpace(name))
	}
	if len(names) == 1 && names[0] == "" {
		heads[1] = unit
	}
	for _, label := range labels {
		row := []string{label}
		for _, name := range names {
			row = append(row, figure(valueAt(points, name, label)))
		}
		table = append(table, row)
	}
	return heads, table
}

func percent(part, whole float64) string {
	if whole == 0 {
		return "0 %"
	}
	return fmt.Sprintf("%.0f %%", 100*part/whole)
}
