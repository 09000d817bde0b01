package tables

import (
	"errors"
	"fmt"
	"slices"
	"sync"
)

// SafeHarbor lists the tables of analytics_sh: what the rules of safe_harbor.yaml leave of those of analytics. Notes and who is
// who have no part in it. It panics on a column that no rule fits: a program that has one does not start.
func SafeHarbor() []Table { return slices.Clone(safeHarbor()) }

var safeHarbor = sync.OnceValue(func() []Table {
	ts, err := Deidentify(Published())
	if err != nil {
		panic(err)
	}
	return ts
})

// Deidentify makes of each table of analytics among ts the one that Safe Harbor allows (45 CFR 164.514(b)(2)), column by column
// by privacy class. A table of which only ids would be left is left out. The error names the first column that no rule fits.
func Deidentify(ts []Table) ([]Table, error) {
	r, err := safeHarborRules()
	if err != nil {
		return nil, err
	}
	var all []Table
	for _, t := range ts {
		if t.Database != Analytics {
			continue
		}
		left, ok, err := r.deidentify(t)
		if err != nil {
			return nil, fmt.Errorf("what Safe Harbor leaves of %s.%s: %w", t.Database, t.Name, err)
		}
		if ok {
			all = append(all, left)
		}
	}
	return all, nil
}

// deidentify tells as well whether anything but ids would be left.
func (r *rules) deidentify(t Table) (left Table, telling bool, err error) {
	left = Table{Database: AnalyticsSH, Name: t.Name, Doc: t.Doc, Engine: t.Engine}
	var joins string
	for _, c := range t.Columns {
		made, err := r.remains(t, c)
		if err != nil {
			return left, false, err
		}
		left.Columns = append(left.Columns, made...)
		if c.Privacy == Key {
			joins += joinSurrogates(t, c)
		}
		telling = telling || len(made) > 0 && c.Privacy != Key && c.Name != "idx" && c.Name != "vendor"
	}
	left.OrderBy, left.From = shuffled(t), "{"+t.Database+"}."+Quote(t.Name)+" AS a"+joins
	left.From += "\nORDER BY " + quoteAll(left.OrderBy)
	return left, telling, left.unambiguous()
}

// shuffled is the order of t without its days. Rows are sorted before they are written, or which of them share a file would tell
// how they lay in analytics: by date.
func shuffled(t Table) []string {
	var order []string
	for _, name := range t.OrderBy {
		i := slices.IndexFunc(t.Columns, func(c Column) bool { return c.Name == name })
		if i >= 0 && (t.Columns[i].Privacy == Key || t.Columns[i].Privacy == Measure) {
			order = append(order, name)
		}
	}
	return order
}

func (r *rules) remains(t Table, c Column) ([]Column, error) {
	apply, ok := remains[r.Classes[c.Privacy]]
	if !ok {
		return nil, fmt.Errorf("column %s: there is no rule for the privacy class %q", c.Name, c.Privacy)
	}
	made, err := apply(r, t, c)
	if err != nil {
		return nil, fmt.Errorf("column %s of class %s: %w", c.Name, c.Privacy, err)
	}
	return made, nil
}

// unambiguous refuses two columns of one name, as two days may become, and a table without a random order.
func (t Table) unambiguous() error {
	seen := map[string]bool{}
	for _, c := range t.Columns {
		if seen[c.Name] {
			return fmt.Errorf("two columns would be called %s", c.Name)
		}
		seen[c.Name] = true
	}
	if len(t.OrderBy) == 0 {
		return errors.New("its order names no id")
	}
	return nil
}
