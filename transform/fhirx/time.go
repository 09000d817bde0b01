package fhirx

import (
	"time"

	"github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/nightrounds/rounds/transform/wire"
)

// Date writes the calendar day of a birth date. A time of day is not a birth date: nil, and ok is false.
func Date(t wire.Time) (d *string, ok bool) {
	switch {
	case t.State != wire.Set:
		return nil, true
	case t.Precision != wire.Day:
		return nil, false
	}
	return new(t.At.Format(time.DateOnly)), true
}

// DateTime writes a point in time with the vendor's own offset, a date as a date, and a time without zone as it is in the
// source's zone: in an hour that does not exist the clock has already been put forward, in one that comes twice it is the
// first. It is nil when there is no time.
func DateTime(t wire.Time, zone *time.Location) *string {
	switch {
	case t.State != wire.Set:
		return nil
	case t.Precision == wire.Day:
		return new(t.At.Format(time.DateOnly))
	}
	return new(resolve(t, zone).Format(time.RFC3339Nano))
}

// Instant writes a point in time; nil for a date or when there is no time.
func Instant(t wire.Time, zone *time.Location) *string {
	if t.Precision == wire.Day {
		return nil
	}
	return DateTime(t, zone)
}

func resolve(t wire.Time, zone *time.Location) time.Time {
	if t.Precision != wire.Local {
		return t.At
	}
	if zone == nil {
		zone = time.UTC
	}
	at := t.At
	local := time.Date(at.Year(), at.Month(), at.Day(), at.Hour(), at.Minute(), at.Second(), at.Nanosecond(), zone)
	return firstOf(local)
}

// firstOf picks the first of two equal wall clocks; time.Date does not say which one it returns.
func firstOf(t time.Time) time.Time {
	const layout = "2006-01-02T15:04:05"
	if earlier := t.Add(-time.Hour); earlier.Format(layout) == t.Format(layout) {
		return earlier
	}
	return t
}

// Period is from start to end. An end before the start, or without one, is left out and ok is false.
func Period(start, end wire.Time, zone *time.Location) (p *fhir.Period, ok bool) {
	if start.State != wire.Set {
		return nil, end.State != wire.Set
	}
	p = &fhir.Period{Start: DateTime(start, zone)}
	if end.State != wire.Set {
		return p, true
	}
	if resolve(end, zone).Before(resolve(start, zone)) {
		return p, false
	}
	p.End = DateTime(end, zone)
	return p, true
}
