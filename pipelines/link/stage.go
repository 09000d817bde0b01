package link

import (
	"context"
	"fmt"
	"iter"
	"slices"

	"github.com/nightrounds/rounds/load"
	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/schemas/tables"
)

// Source tells who the patients and practitioners are; *clickhouse.Warehouse is one.
type Source interface {
	// Patients yields every settled patient once, in any order. The first error ends it.
	Patients(ctx context.Context) iter.Seq2[load.Patient, error]
	// Practitioners yields every settled practitioner once, in any order. The first error ends it.
	Practitioners(ctx context.Context) iter.Seq2[load.Practitioner, error]
}

// Stage is the part of a publish that says who is who. It comes first: what analysts read names the persons.
func Stage(from Source, c Config) clickhouse.Stage {
	return clickhouse.Stage{Tables: tables.Linked(), Fill: func(ctx context.Context, to load.Sink) error {
		if err := people(ctx, from, c, to); err != nil {
			return fmt.Errorf("link persons: %w", err)
		}
		if err := providers(ctx, from, to); err != nil {
			return fmt.Errorf("link providers: %w", err)
		}
		return nil
	}}
}

func people(ctx context.Context, from Source, c Config, to load.Sink) error {
	found, err := FindPeople(from.Patients(ctx), c)
	if err != nil {
		return err
	}
	if err := write(ctx, to, tables.PatientPersons, sure(found.Patients())); err != nil {
		return err
	}
	if err := write(ctx, to, tables.PersonPairs, sure(found.Pairs())); err != nil {
		return err
	}
	return write(ctx, to, tables.Linkages, found.Linkages())
}

func providers(ctx context.Context, from Source, to load.Sink) error {
	rows, err := FindProviders(from.Practitioners(ctx))
	if err != nil {
		return err
	}
	return write(ctx, to, tables.Providers, sure(slices.Values(rows)))
}

// sure is a sequence that cannot fail.
func sure[T any](rows iter.Seq[T]) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for row := range rows {
			if !yield(row, nil) {
				return
			}
		}
	}
}

// batch is how many rows are written at once.
const batch = 50_000

// write sends rows to a table, a batch after the other.
func write[T any](ctx context.Context, to load.Sink, table *tables.Of[T], rows iter.Seq2[T, error]) error {
	var waiting []T
	send := func() error {
		if len(waiting) == 0 {
			return nil
		}
		b := table.Encode(waiting)
		defer b.Release()
		waiting = waiting[:0]
		return to.Write(ctx, table.Table, b)
	}
	for row, err := range rows {
		if err != nil {
			return err
		}
		if waiting = append(waiting, row); len(waiting) == batch {
			if err := send(); err != nil {
				return err
			}
		}
	}
	return send()
}
