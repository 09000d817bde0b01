package tables

import (
	"time"

	"github.com/samply/golang-fhir-models/fhir-models/fhir"
)

// A FHIR date, dateTime or instant may be partial (http://hl7.org/fhir/R4/datatypes.html#dateTime). It becomes a time only
// when its text holds one, and a day only when its text holds one: the first of a month is not "some day of it".

// clock reads a time of day with its zone; zero when the text holds none or is not a FHIR time.
func clock(s string) time.Time {
	if len(s) <= len("2006-01-02") {
		return time.Time{}
	}
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		return time.Time{}
	}
	return t.UTC()
}

// day reads the calendar day: the text's own day, or the day in zone of a time. Zero when the text holds less than a day.
func day(s string, zone *time.Location) time.Time {
	if len(s) == len("2006-01-02") {
		t, err := time.Parse(time.DateOnly, s)
		if err != nil {
			return time.Time{}
		}
		return t
	}
	t := clock(s)
	if t.IsZero() || zone == nil {
		return t
	}
	return t.In(zone)
}

// precision names how exact the text is: year, month, day, time; empty when there is no text, unknown when it is no FHIR
// date.
func precision(s string) string {
	shapes := [...]struct{ layout, name string }{{"2006", "year"}, {"2006-01", "month"}, {"2006-01-02", "day"}}
	for _, shape := range shapes {
		if len(s) == len(shape.layout) {
			if _, err := time.Parse(shape.layout, s); err == nil {
				return shape.name
			}
			return "unknown"
		}
	}
	switch {
	case s == "":
		return ""
	case clock(s).IsZero():
		return "unknown"
	}
	return "time"
}

// moments declares the columns of a dateTime: the instant, its local day, the original text and how exact that is.
func moments[R any](name, doc string, get func(*row[R]) *string) columns[row[R]] {
	return join(
		col(name, maybeInstant, Date, doc+", UTC. NULL when the original has no time of day.",
			func(r *row[R]) time.Time { return clock(val(get(r))) }),
		col(name+"_day", maybeDay, Date, doc+": the day in the source's zone. NULL when the original has no day.",
			func(r *row[R]) time.Time { return day(val(get(r)), r.Zone) }),
		texts(name, doc, get),
	)
}

// dates declares the columns of a date, which has no zone.
func dates[T any](name, doc string, get func(*T) *string) columns[T] {
	return join(
		col(name, maybeDay, Date, doc+". NULL when the original is only a month or a year, or lies before 1900.",
			func(r *T) time.Time { return day(val(get(r)), nil) }),
		texts(name, doc, get),
	)
}

func texts[T any](name, doc string, get func(*T) *string) columns[T] {
	return join(
		col(name+"_text", text, Date, doc+": the FHIR text, with its own offset.", func(r *T) string { return val(get(r)) }),
		col(name+"_precision", word, Measure, doc+": how exact the text is: year, month, day, time; unknown when it is no FHIR date.",
			func(r *T) string { return precision(val(get(r))) }),
	)
}

// period declares the elements of a period inside a tuple.
func period[T any](get func(*T) (start, end *string)) columns[T] {
	start := func(v *T) string { s, _ := get(v); return val(s) }
	end := func(v *T) string { _, e := get(v); return val(e) }
	return join(
		part("start", maybeInstant, func(v *T) time.Time { return clock(start(v)) }),
		part("start_text", text, start),
		part("end", maybeInstant, func(v *T) time.Time { return clock(end(v)) }),
		part("end_text", text, end),
	)
}

// spans declares the columns of a period: both of its ends.
func spans[R any](name, of string, get func(*row[R]) *fhir.Period) columns[row[R]] {
	return join(
		moments(name+"_start", "Start of "+of, func(r *row[R]) *string { return val(get(r)).Start }),
		moments(name+"_end", "End of "+of, func(r *row[R]) *string { return val(get(r)).End }),
	)
}

// from is the time of a choice of a dateTime and a period, or the period's start.
func from(at *string, p *fhir.Period) *string {
	if at != nil {
		return at
	}
	return val(p).Start
}
