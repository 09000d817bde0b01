package tables

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// A remain makes what is left of column c of table t, which the query calls a: no column, one, or two.
type remain func(r *rules, t Table, c Column) ([]Column, error)

// remains are the words of safe_harbor.yaml.
var remains = map[string]remain{
	"drop":       func(*rules, Table, Column) ([]Column, error) { return nil, nil },
	"keep":       kept,
	"one year":   oneYear,
	"known code": knownCode,
	"surrogate":  surrogate,
	"year":       year,
	"birth year": birthYear,
	"state":      state,
	"country":    country,
	"zip3":       zip3,
}

var errType = errors.New("the rule does not know its type")

func (c Column) textual() bool {
	return c.Type.ClickHouse == "String" || c.Type.ClickHouse == "LowCardinality(String)"
}

// value is the column as the query names it.
func (c Column) value() string { return "a." + Quote(c.Name) }

// left is a column of analytics_sh under the name it had.
func (c Column) left(class Privacy, doc, expr string) []Column {
	return []Column{made(c.Name, c.Type.ClickHouse, class, doc, expr)}
}

// kept refuses texts: a measure that is one is none.
func kept(_ *rules, _ Table, c Column) ([]Column, error) {
	if strings.Contains(c.Type.ClickHouse, "String") || strings.Contains(c.Type.ClickHouse, "Date") {
		return nil, errType
	}
	return c.left(Measure, c.Doc, c.value()), nil
}

// noSurrogate is what the server says of an id without a random one. The publish draws one for each before, so it ends there.
const noSurrogate = "an id has no surrogate"

func surrogate(_ *rules, _ Table, c Column) ([]Column, error) {
	if c.Type.ClickHouse != "String" {
		return nil, errType
	}
	drawn := surrogates(c) + ".surrogate"
	expr := fmt.Sprintf("if(throwIf(%s != '' AND %s = '', %s), '', %[2]s)", c.value(), drawn, literal(noSurrogate))
	return c.left(Key, "A random id in the place of that of analytics. "+c.Doc, expr), nil
}

// surrogates is what the query calls the surrogates of a column's ids, and joinSurrogates what joins them. No more of them are held
// in memory than the table at hand has.
func surrogates(c Column) string { return Quote("of_" + c.Name) }

func joinSurrogates(t Table, c Column) string {
	return fmt.Sprintf("\nLEFT ANY JOIN (SELECT id, surrogate FROM {%s}.%s FINAL WHERE id IN (SELECT %s FROM {%s}.%s)) AS %s ON %[6]s.id = %s",
		Link, Quote(Surrogates.Name), Quote(c.Name), t.Database, Quote(t.Name), surrogates(c), c.value())
}

// coded says which system the code of a column is of: that which a column of the same table holds, maybe itself, or a URI.
func coded(system string, c Column) Column {
	c.System = system
	return c
}

// knownCode keeps a closed value set as it is. Of other codes it keeps those that have the form of their system, and of systems
// those that are known.
func knownCode(r *rules, t Table, c Column) ([]Column, error) {
	if c.System == "" {
		if !c.textual() && c.Type.ClickHouse != "Array(LowCardinality(String))" {
			return nil, errType
		}
		return c.left(Code, c.Doc, c.value()), nil
	}
	known, err := r.knows(t, c)
	switch {
	case err != nil:
		return nil, err
	case !c.textual():
		return nil, errType
	}
	return c.left(Code, "Empty unless its system is a known one. "+c.Doc, fmt.Sprintf("if(%s, %s, '')", known, c.value())), nil
}

// knows is the condition under which a code may be shown.
func (r *rules) knows(t Table, c Column) (string, error) {
	if strings.Contains(c.System, ":") {
		s, ok := r.system(c.System)
		if !ok {
			return "", errors.New("its system is not a known one")
		}
		return s.holds(c.value()), nil
	}
	i := slices.IndexFunc(t.Columns, func(s Column) bool { return s.Name == c.System })
	switch {
	case i < 0:
		return "", fmt.Errorf("there is no column %s to name its system", c.System)
	case c.System == c.Name:
		return c.value() + " IN (" + r.uris() + ")", nil
	}
	return r.known(t.Columns[i].value(), c.value()), nil
}

// stem is the name without what says that it is a day.
func (c Column) stem() string {
	for _, end := range []string{"_date", "_day", "_on"} {
		if s, ok := strings.CutSuffix(c.Name, end); ok {
			return s
		}
	}
	return c.Name
}

// year leaves nothing of moments and of dates in words: see safe_harbor.yaml.
func year(r *rules, _ Table, c Column) ([]Column, error) {
	if c.Type.ClickHouse != "Date32" && c.Type.ClickHouse != "Nullable(Date32)" {
		return nil, nil
	}
	doc := fmt.Sprintf("The year alone, NULL when it is %d years back or more. In analytics: %s", r.OldestAge, c.Doc)
	expr := fmt.Sprintf("if(%s, NULL, toYear(%s))", r.longAgo(c), c.value())
	return []Column{made(c.stem()+"_year", "Nullable(UInt16)", Measure, doc, expr)}, nil
}

// longAgo compares whole years, today's with that of a day.
func (r *rules) longAgo(c Column) string {
	return fmt.Sprintf("toYear(%s) + %d <= toYear(now('UTC'))", c.value(), r.OldestAge)
}

// oneYear compares every day and moment of the row. That of the last change is no end of a span.
func oneYear(_ *rules, t Table, c Column) ([]Column, error) {
	if !strings.HasPrefix(c.Type.ClickHouse, "Nullable(") || strings.Contains(c.Type.ClickHouse, "String") {
		return nil, errType
	}
	var years []string
	for _, d := range t.Columns {
		if d.Privacy == Date && strings.Contains(d.Type.ClickHouse, "Date") && d.Name != "updated_at" {
			years = append(years, "toYear("+d.value()+")")
		}
	}
	expr := fmt.Sprintf("if(arrayUniq(arrayFilter(y -> y IS NOT NULL, [%s])) > 1, NULL, %s)", strings.Join(years, ", "), c.value())
	return c.left(Measure, c.Doc+" NULL where the turn of a year lies between.", expr), nil
}

// birthYear refuses a type that it could not see the year of, as it would show none and nobody would know why.
func birthYear(r *rules, t Table, c Column) ([]Column, error) {
	years, _ := year(r, t, c)
	if years == nil {
		return nil, errType
	}
	name := fmt.Sprintf("is_%d_or_older", r.OldestAge)
	doc := fmt.Sprintf("Is %d years old or will be before the year of the publish is over. NULL when the date of birth is not known.", r.OldestAge)
	return append(years, made(name, sqlMaybe, Measure, doc, r.longAgo(c))), nil
}

func state(r *rules, _ Table, c Column) ([]Column, error) {
	if !c.textual() {
		return nil, errType
	}
	return c.left(State, "Two letters of a state or territory of the United States; empty for anything else.", r.state(c.value())), nil
}

func country(r *rules, _ Table, c Column) ([]Column, error) {
	if !c.textual() {
		return nil, errType
	}
	return c.left(Country, "Two letters of the country, ISO 3166; empty for anything else.", r.country(c.value())), nil
}

// zip3 leaves nothing where state or country of the same row say that the code is of another country: they have five digits, too.
func zip3(r *rules, t Table, c Column) ([]Column, error) {
	if !c.textual() {
		return nil, errType
	}
	foreign := "NOT match(" + c.value() + ", '^[0-9]{5}(-?[0-9]{4})?$')"
	for _, other := range t.Columns {
		switch other.Privacy {
		case State:
			foreign += fmt.Sprintf(" OR %s != '' AND %s = ''", other.value(), r.state(other.value()))
		case Country:
			foreign += fmt.Sprintf(" OR %s != '' AND %s != 'US'", other.value(), r.country(other.value()))
		}
	}
	prefix := "left(" + c.value() + ", 3)"
	return []Column{made("zip3", sqlWord, Zip, "First three digits of the ZIP code; 000 where 20,000 people or fewer live there; empty when it is none of the United States.",
		fmt.Sprintf("multiIf(%s, '', %s IN (%s), '000', %[2]s)", foreign, prefix, r.withheld()))}, nil
}
