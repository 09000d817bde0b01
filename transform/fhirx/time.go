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

// Since writes a point in time as DateTime does. One before start is left out, and ok is false.
func Since(t, start wire.Time, zone *time.Location) (at *string, ok bool) {
	if t.State == wire.Set && start.State == wire.Set && resolve(t, zone).Before(resolve(start, zone)) {
		return nil, false
	}
	return DateTime(t, zone), true
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
	_, before := t.At.AddDate(0, 0, -1).In(zone).Zone()
	early := t.At.Add(-time.Duration(before) * time.Second).In(zone) // as if no clock had been changed since yesterday
	_, after := early.Zone()
	late := t.At.Add(-time.Duration(after) * time.Second).In(zone)
	if !sameClock(early, t.At) && sameClock(late, t.At) {
		return late
	}
	return early
}

func sameClock(a, b time.Time) bool { return a.Format(time.DateTime) == b.Format(time.DateTime) }

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
