package clickhouse

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"

	ch "github.com/ClickHouse/clickhouse-go/v2"

	"github.com/nightrounds/rounds/schemas/tables"
)

// BackedUp are the databases a backup holds: what was landed, what was made of it, who is who, and the books. All others are views or
// are published out of these.
var BackedUp = []string{tables.Raw, tables.FHIR, tables.Link, tables.Ops}

// Print is what a table holds, as a count and a sum of hashes over its rows: merges and the order of rows do not change it.
type Print struct {
	Table string `json:"table"` // raw.records, without the prefix of the database
	Rows  uint64 `json:"rows"`  // as FINAL shows them
	Hash  uint64 `json:"hash,string"`
	Fades bool   `json:"fades,omitempty"` // the server drops its old rows by itself: there may be fewer, and the hash says nothing
}

// ErrDestination says that a text is no place for a backup.
var ErrDestination = errors.New(`the place of a backup is File('PATH/') or Disk('NAME', 'PATH/')`)

// place of a backup (https://clickhouse.com/docs/operations/backup/overview). Only these two: any other takes credentials, which
// have no business in a statement.
var backupPlace = regexp.MustCompile(`^(File\('[^'\\]+'\)|Disk\('[A-Za-z0-9_]+', ?'[^'\\]+'\))$`)

// FilePlace is a folder of the server's machine as a place of a backup.
func FilePlace(dir string) string {
	return "File('" + strings.NewReplacer(`\`, `\\`, `'`, `\'`).Replace(dir) + "/')"
}

// Backup copies the databases of BackedUp to a place the server knows: FilePlace, or one that CheckPlace let pass. The server takes
// every table as it is at one moment each; whoever wants all of one moment keeps writers out meanwhile.
func (w *Warehouse) Backup(ctx context.Context, to string) error {
	return w.once(ctx, "back up", "BACKUP "+w.backedUp()+" TO "+to)
}

// Restore brings back what Backup copied, into databases that are not there or empty.
func (w *Warehouse) Restore(ctx context.Context, from string) error {
	return w.once(ctx, "restore", "RESTORE "+w.backedUp()+" FROM "+from)
}

// CheckPlace refuses what is no place for a backup.
func CheckPlace(place string) error {
	if !backupPlace.MatchString(place) {
		return ErrDestination
	}
	return nil
}

func (w *Warehouse) backedUp() string {
	names := make([]string, len(BackedUp))
	for n, d := range BackedUp {
		names[n] = "DATABASE " + tables.Quote(w.database(d))
	}
	return strings.Join(names, ", ")
}

// Empty tells whether none of the databases of BackedUp has a table.
func (w *Warehouse) Empty(ctx context.Context) (bool, error) {
	names := make([]string, len(BackedUp))
	for n, d := range BackedUp {
		names[n] = w.database(d)
	}
	var n uint64
	err := w.one(ctx, "look for tables", `SELECT count() FROM system.tables WHERE database IN {names:Array(String)}`, []any{&n}, ch.Named("names", names))
	return n == 0, err
}

// Prints counts and hashes every table of the databases of BackedUp that the server has, in order. It reads all of them.
func (w *Warehouse) Prints(ctx context.Context) ([]Print, error) {
	var all []Print
	for _, d := range BackedUp {
		names, err := w.kept(ctx, d)
		if err != nil {
			return nil, err
		}
		for _, p := range names {
			final := ""
			if p.replacing {
				final = " FINAL"
			}
			sql := "SELECT count(), sum(cityHash64(toString(tuple(*)))) FROM " + tables.Qualified(w.opts.Prefix, d, p.Table) + final
			if err := w.one(ctx, "count "+d+"."+p.Table, sql, []any{&p.Rows, &p.Hash}); err != nil {
				return nil, err
			}
			p.Table = d + "." + p.Table
			all = append(all, p.Print)
		}
	}
	return all, nil
}

type keptTable struct {
	Print
	replacing bool
}

// kept lists the tables of a database that hold rows; views do not.
func (w *Warehouse) kept(ctx context.Context, database string) (all []keptTable, err error) {
	err = w.query(ctx, "list the tables of "+database, `
		SELECT name, startsWith(engine, 'Replacing') OR startsWith(engine, 'Replicated') OR startsWith(engine, 'Shared'), position(engine_full, ' TTL ') > 0
		FROM system.tables WHERE database = {database:String} AND engine LIKE '%MergeTree' ORDER BY name`,
		func(scan scanner) error {
			var t keptTable
			err := scan(&t.Table, &t.replacing, &t.Fades)
			all = append(all, t)
			return err
		}, ch.Named("database", w.database(database)))
	return all, err
}

// Missing tells how what came back differs from what was copied, a table a line; nothing when all is there.
func Missing(was, is []Print) (differences []string) {
	now := map[string]Print{}
	for _, p := range is {
		now[p.Table] = p
	}
	for _, p := range was {
		switch n, ok := now[p.Table]; {
		case !ok:
			differences = append(differences, p.Table+" is missing")
		case p.Fades && n.Rows <= p.Rows:
		case n.Rows != p.Rows:
			differences = append(differences, fmt.Sprintf("%s has %d rows of %d", p.Table, n.Rows, p.Rows))
		case n.Hash != p.Hash:
			differences = append(differences, p.Table+" has other rows")
		}
	}
	return differences
}
