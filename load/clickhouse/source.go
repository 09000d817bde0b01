package clickhouse

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	ch "github.com/ClickHouse/clickhouse-go/v2"

	"github.com/nightrounds/rounds/schemas/tables"
)

// ErrPinned says that a configured source points to another identity than at its first use.
var ErrPinned = errors.New("the source was first used with another identity")

// Now is the server's clock, UTC, in milliseconds.
func (w *Warehouse) Now(ctx context.Context) (time.Time, error) {
	var now time.Time
	err := w.one(ctx, "ask for the warehouse's clock", "SELECT now64(3, 'UTC')", []any{&now})
	return now, err
}

// GreatestObserved is the latest observed time landed or loaded of a source, UTC; zero when nothing was.
func (w *Warehouse) GreatestObserved(ctx context.Context, source string) (time.Time, error) {
	var at *time.Time
	err := w.one(ctx, "ask for the source's latest observed time", w.fill(`
		SELECT maxOrNull(at) FROM
		(
			SELECT maxOrNull(observed_at) AS at FROM {raw.records} WHERE source = {source:String}
			UNION ALL
			SELECT maxOrNull(observed_at) FROM {ops.record_state} WHERE source = {source:String}
		)`), []any{&at}, ch.Named("source", source))
	return value(at), err
}

// Landed lists the kinds of a source that raw.records has a row of, in any order.
func (w *Warehouse) Landed(ctx context.Context, source string) (kinds []string, err error) {
	err = w.query(ctx, "list the kinds landed", w.fill("SELECT DISTINCT kind FROM {raw.records} WHERE source = {source:String}"), func(scan scanner) error {
		var kind string
		err := scan(&kind)
		kinds = append(kinds, kind)
		return err
	}, ch.Named("source", source))
	return kinds, err
}

// PinSource records a source's vendor, tenant and zone when it is used for the first time. Later it refuses any other
// with ErrPinned, which names what differs: rows of two tenants under one source could not be told apart again, and
// local dates of two zones could not be compared.
func (w *Warehouse) PinSource(ctx context.Context, row tables.SourceRow) error {
	first, found, err := w.pinned(ctx, row.Source)
	if err != nil {
		return err
	}
	if !found {
		batch := tables.Sources.Encode([]tables.SourceRow{row})
		defer batch.Release()
		if err := w.Write(ctx, tables.Sources.Table, batch); err != nil {
			return err
		}
		// Another process may have been first a moment ago.
		if first, _, err = w.pinned(ctx, row.Source); err != nil {
			return err
		}
	}
	return matches(first, row)
}

// MatchSource is PinSource for whoever must not write: a source that was never used is anyone.
func (w *Warehouse) MatchSource(ctx context.Context, row tables.SourceRow) error {
	first, found, err := w.pinned(ctx, row.Source)
	if err != nil || !found {
		return err
	}
	return matches(first, row)
}

// matches refuses row where it is somebody else than first.
func matches(first, row tables.SourceRow) error {
	var differs []string
	for _, f := range []struct{ name, then, now string }{
		{"vendor", first.Vendor, row.Vendor}, {"tenant", first.Tenant, row.Tenant}, {"zone", first.Zone, row.Zone},
	} {
		if f.then != f.now {
			differs = append(differs, f.name)
		}
	}
	if len(differs) > 0 {
		return fmt.Errorf("pin source %s: %w: its %s changed; give the new one a name of its own in the configuration",
			row.Source, ErrPinned, strings.Join(differs, " and "))
	}
	return nil
}

// pinned reads the identity a source was first used with.
func (w *Warehouse) pinned(ctx context.Context, source string) (first tables.SourceRow, found bool, err error) {
	err = w.query(ctx, "read the identity of source "+source, w.fill(`
		SELECT source, vendor, tenant, zone, first_used FROM {ops.sources}
		WHERE source = {source:String} ORDER BY first_used, vendor, tenant, zone LIMIT 1`), func(scan scanner) error {
		found = true
		return scan(&first.Source, &first.Vendor, &first.Tenant, &first.Zone, &first.FirstUsed)
	}, ch.Named("source", source))
	return first, found, err
}
