package pipelines

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/schemas/tables"
)

// ErrBackup says that a backup cannot be made or brought back as asked: a folder or a warehouse is not empty, or it is none. Exit code 2.
var ErrBackup = errors.New("this backup cannot be made or brought back so")

// ErrDiffers says that what a restore brought back is not what was copied. Exit code 6.
var ErrDiffers = errors.New("what was brought back differs from what was copied")

// Copied is the manifest of a backup: what it holds.
type Copied struct {
	Rounds  string             `json:"rounds"`  // version of the program
	Created time.Time          `json:"created"` // the warehouse's clock, UTC
	Prefix  string             `json:"prefix"`  // of the database names
	Place   string             `json:"place"`   // where a server keeps the tables; empty: the folder tables beside the manifest
	Audit   string             `json:"audit"`   // hash of the last row of ops.audit, hex; empty: it has none
	Tables  []clickhouse.Print `json:"tables"`
}

// Rows counts the rows of all tables.
func (m Copied) Rows() (rows uint64) {
	for _, t := range m.Tables {
		rows += t.Rows
	}
	return rows
}

// Backup copies a warehouse while nothing works on it. Its fields do not change while it runs.
type Backup struct {
	Config    *Config
	Warehouse *clickhouse.Warehouse
	Place     string        // clickhouse.FilePlace, or what clickhouse.CheckPlace let pass
	Wait      time.Duration // how long to wait for runs that have the sources' leases; 0: not at all
}

// Run copies what is landed, made, linked and booked, and puts that on record. The analysts' tables follow from it and are not copied.
func (b *Backup) Run(ctx context.Context) (Copied, error) {
	m := Copied{Rounds: Version, Prefix: b.Config.Warehouse.Prefix}
	lease := Lease{RunID: uuid.NewString(), Command: "rounds backup", Wait: b.Wait}
	if err := Prepare(ctx, b.Warehouse, tables.All(), lease); err != nil {
		return m, err
	}
	held, release, err := holdStill(ctx, b.Warehouse, b.Config, lease)
	if err != nil {
		return m, err
	}
	defer release()
	if m.Created, err = b.Warehouse.Now(held); err != nil {
		return m, err
	}
	audits, err := Audits(held, b.Warehouse)
	if err != nil {
		return m, err
	}
	if n := len(audits); n > 0 {
		m.Audit = hex.EncodeToString(audits[n-1].Hash[:])
	}
	if m.Tables, err = b.Warehouse.Prints(held); err != nil {
		return m, err
	}
	if err := b.Warehouse.Backup(held, b.Place); err != nil {
		return m, err
	}
	_, err = b.Warehouse.Audit(held, auditRow("backup", lease.RunID, m.Tables))
	return m, errors.Join(err, context.Cause(held))
}

// holdStill takes the leases of all sources, configured or landed, and of publishing, so that no run works meanwhile.
func holdStill(ctx context.Context, w *clickhouse.Warehouse, c *Config, l Lease) (held context.Context, release func(), err error) {
	names := (&Night{Config: c}).sourceNames()
	landed, err := w.Places(ctx)
	if err != nil {
		return nil, nil, err
	}
	for _, p := range landed {
		if !slices.Contains(names, p[0]) {
			names = append(names, p[0])
		}
	}
	if err := freeAll(ctx, w, thisProcess().outlived); err != nil {
		return nil, nil, err
	}
	held, free, err := hold(ctx, w, l, names...)
	if err != nil {
		return nil, nil, err
	}
	l.Name = Publishing
	held, unpublish, err := l.Hold(held, w)
	if err != nil {
		free()
		return nil, nil, err
	}
	return held, func() { unpublish(); free() }, nil
}

// auditRow is a row of ops.audit that this process may add.
func auditRow(action, runID string, ts []clickhouse.Print) tables.Audit {
	a := tables.Audit{Action: action, RunID: runID, Host: host(), Who: who(), Version: Version}
	for _, t := range ts {
		if t.Rows > 0 {
			a.Touched = append(a.Touched, tables.Touched{Table: t.Table, Rows: t.Rows})
		}
	}
	return a
}

// Restore brings a backup back into an empty warehouse. Its fields do not change while it runs.
type Restore struct {
	Night    // its Source, Kind and the like have no meaning here
	Home     *clickhouse.Warehouse
	Manifest Copied
	Place    string // where the tables lie
}

// Run brings the tables back, compares them with the manifest, puts that on record and publishes the analysts' tables. ErrBackup where
// the warehouse is not empty, ErrDiffers where something came back otherwise: it is left as it is.
func (r *Restore) Run(ctx context.Context) (Summary, error) {
	s := Summary{RunID: uuid.NewString()}
	if have := r.Config.Warehouse.Prefix; have != r.Manifest.Prefix {
		return s, fmt.Errorf("%w: its databases begin with %q, those of the configuration with %q", ErrBackup, r.Manifest.Prefix, have)
	}
	empty, err := r.Home.Empty(ctx)
	if err != nil {
		return s, err
	}
	if !empty {
		return s, fmt.Errorf("%w: the warehouse has tables already; nothing is written over them", ErrBackup)
	}
	if err := r.bringBack(ctx, s.RunID); err != nil {
		return s, err
	}
	clock, err := r.prepare(ctx, s.RunID)
	if err != nil {
		return s, err
	}
	s.Started = clock.Now()
	if err := r.record(ctx, clock, s, Running, nil); err != nil {
		return s, err
	}
	return s, r.finish(ctx, clock, &s)
}

// bringBack copies the tables, counts them, puts it on record and frees the leases that came along.
func (r *Restore) bringBack(ctx context.Context, runID string) error {
	if err := r.Home.Restore(ctx, r.Place); err != nil {
		return err
	}
	now, err := r.Home.Prints(ctx)
	if err != nil {
		return err
	}
	if missing := clickhouse.Missing(r.Manifest.Tables, now); len(missing) > 0 {
		return fmt.Errorf("%w: %s", ErrDiffers, strings.Join(missing, "; "))
	}
	if _, err = r.Home.Audit(ctx, auditRow("restore", runID, now)); err != nil {
		return err
	}
	if err := Prepare(ctx, r.Home, tables.All(), Lease{Command: "rounds restore"}); err != nil {
		return err
	}
	elsewhere := func(tables.Lease) bool { return true } // as the backup's own: who holds it works on the warehouse that was copied
	return freeAll(ctx, r.Home, elsewhere)
}
