package clickhouse

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"

	ch "github.com/ClickHouse/clickhouse-go/v2"

	"github.com/nightrounds/rounds/load"
	"github.com/nightrounds/rounds/schemas/tables"
)

// knownSQL answers for a table of ids in one round trip: the newest state and the newest landing of each, without body.
const knownSQL = `
	SELECT w.id,
		s.id != '', s.observed_at, s.changed, s.hash, s.is_deleted, s.mapper_rev, s.prior, s.next, s.types, s.ids, s.run_id, s.loaded_at,
		r.id != '', r.observed_at, r.changed, r.hash, r.is_stale, r.gone != '', r.run_id
	FROM (SELECT DISTINCT id FROM wanted) AS w
	LEFT ANY JOIN
	(
		SELECT id, observed_at, changed, hash, is_deleted, mapper_rev, prior, next,
			emitted.type AS types, emitted.id AS ids, run_id, loaded_at
		FROM {ops.record_state}
		WHERE source = {source:String} AND kind = {kind:String} AND id IN (SELECT id FROM wanted)
		ORDER BY id, _version DESC, loaded_at DESC LIMIT 1 BY id
	) AS s ON s.id = w.id
	LEFT ANY JOIN
	(
		SELECT id, observed_at, changed, hash, is_stale, gone, run_id
		FROM {raw.records}
		WHERE source = {source:String} AND kind = {kind:String} AND id IN (SELECT id FROM wanted)
		ORDER BY id, observed_at DESC, loaded_at DESC LIMIT 1 BY id
	) AS r ON r.id = w.id
	WHERE s.id != '' OR r.id != ''`

// Known looks up a batch of records in one round trip.
func (w *Warehouse) Known(ctx context.Context, source, kind string, ids []string) (map[string]load.Known, error) {
	known := make(map[string]load.Known, len(ids))
	if len(ids) == 0 {
		return known, nil
	}
	wanted, err := externalTexts("wanted", texts{"id", ids})
	if err != nil {
		return nil, fmt.Errorf("look up records: %w", err)
	}
	with := ch.Context(ctx, ch.WithExternalTable(wanted))
	err = w.query(with, "look up records", w.fill(knownSQL), func(scan scanner) error {
		id, k, err := scanKnown(scan, source, kind)
		known[id] = k
		return err
	}, ch.Named("source", source), ch.Named("kind", kind))
	if err != nil {
		return nil, err
	}
	return known, nil
}

func scanKnown(scan scanner, source, kind string) (string, load.Known, error) {
	var loaded, landed bool
	var stateChanged, rawChanged *time.Time
	var types, ids []string
	s := tables.RecordState{Source: source, Kind: kind}
	var r load.Landed
	err := scan(&s.ID,
		&loaded, &s.ObservedAt, &stateChanged, (*digest)(&s.Hash), &s.Deleted, &s.MapperRev, &s.Prior, &s.Next, &types, &ids, &s.RunID, &s.LoadedAt,
		&landed, &r.ObservedAt, &rawChanged, (*digest)(&r.Hash), &r.Stale, &r.Gone, &r.RunID)
	if err != nil {
		return "", load.Known{}, err
	}
	var k load.Known
	if loaded {
		s.Changed = value(stateChanged)
		for i := range types {
			s.Emitted = append(s.Emitted, tables.Emitted{Type: types[i], ID: ids[i]})
		}
		k.State = &s
	}
	if landed {
		r.Changed = value(rawChanged)
		k.Raw = &r
	}
	return s.ID, k, nil
}

// unsettledSQL finds the landed states newer than the loaded one first and reads their bodies in the table's own order,
// so that nothing has to be sorted or held. The same landing may lie in two parts.
const unsettledSQL = `
	SELECT vendor, id, observed_at, changed, origin, hash, body, gone, run_id, loaded_at
	FROM {raw.records}
	WHERE source = {source:String} AND kind = {kind:String} AND (id, observed_at, hash) IN
	(
		SELECT r.id, r.observed_at, r.hash
		FROM
		(
			SELECT id, observed_at, hash FROM {raw.records}
			WHERE source = {source:String} AND kind = {kind:String} AND NOT is_stale
		) AS r
		LEFT ANY JOIN
		(
			SELECT id, max(observed_at) AS at FROM {ops.record_state}
			WHERE source = {source:String} AND kind = {kind:String} GROUP BY id
		) AS s ON s.id = r.id
		WHERE (s.id = '' OR r.observed_at > s.at) AND (r.id, r.observed_at) NOT IN
		(
			SELECT id, observed_at FROM {ops.quarantine}
			WHERE source = {source:String} AND kind = {kind:String} AND NOT is_part AND mapper_rev = {rev:UInt32}
		)
	)
	ORDER BY source, kind, id, observed_at, hash LIMIT 1 BY id, observed_at, hash
	SETTINGS optimize_read_in_order = 1, max_block_size = 1024`

// Unsettled streams what a stop left between landing and loading, by id and oldest first within a record. A state that a
// mapper of another revision quarantined is tried again.
func (w *Warehouse) Unsettled(ctx context.Context, source, kind string, mapperRev uint32) iter.Seq2[tables.RawRecord, error] {
	read := func(scan scanner) (tables.RawRecord, error) {
		r := tables.RawRecord{Source: source, Kind: kind}
		var changed *time.Time
		err := scan(&r.Vendor, &r.ID, &r.ObservedAt, &changed, &r.Origin, (*digest)(&r.Hash), &r.Body, &r.Gone, &r.RunID, &r.LoadedAt)
		r.Changed = value(changed)
		return r, err
	}
	return stream(ctx, w, "read unsettled records", w.fill(unsettledSQL), read,
		ch.Named("source", source), ch.Named("kind", kind), ch.Named("rev", mapperRev))
}

const (
	liveSQL = `SELECT id FROM {ops.record_state} WHERE source = {source:String} AND kind = {kind:String}
		GROUP BY id HAVING NOT argMax(is_deleted, (_version, loaded_at))`
	openSQL = `SELECT id FROM {ops.record_state} WHERE source = {source:String} AND kind = {kind:String}
		GROUP BY id HAVING JSONExtractBool(argMax(next, (_version, loaded_at)), 'open')`
	staleSQL = `SELECT id FROM {raw.records} WHERE source = {source:String} AND kind = {kind:String}
		GROUP BY id HAVING argMax(is_stale, (observed_at, loaded_at))`
	seenSQL   = `SELECT id FROM {ops.seen} WHERE source = {source:String} AND kind = {kind:String} AND window_id IN {windows:Array(String)}`
	landedSQL = `SELECT id FROM {raw.records} WHERE source = {source:String} AND kind = {kind:String} GROUP BY id`
)

// IDs streams the ids that meet every condition of sel; without any, every id that was ever landed. NotSeenIn asks for
// live ids only.
func (w *Warehouse) IDs(ctx context.Context, source, kind string, sel load.Selection) iter.Seq2[string, error] {
	var from []string
	if sel.Live || len(sel.NotSeenIn) > 0 {
		from = append(from, "id IN ("+liveSQL+")")
	}
	if sel.StaleOnly {
		from = append(from, "id IN ("+staleSQL+")")
	}
	if sel.Open {
		from = append(from, "id IN ("+openSQL+")")
	}
	if len(sel.NotSeenIn) > 0 {
		from = append(from, "id NOT IN ("+seenSQL+")")
	}
	sql := "SELECT id FROM (" + landedSQL + ")"
	if len(from) > 0 {
		sql += " WHERE " + strings.Join(from, " AND ")
	}
	read := func(scan scanner) (id string, err error) { return id, scan(&id) }
	return stream(ctx, w, "list ids", w.fill(sql+" ORDER BY id"), read,
		ch.Named("source", source), ch.Named("kind", kind), ch.Named("windows", slices.Clone(sel.NotSeenIn)))
}

// digest scans a FixedString(32).
type digest [32]byte

// UnmarshalBinary copies the bytes.
func (d *digest) UnmarshalBinary(b []byte) error {
	copy(d[:], b)
	return nil
}

func value(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return *t
}
