package clickhouse

import (
	"context"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	ch "github.com/ClickHouse/clickhouse-go/v2"

	"github.com/nightrounds/rounds/load"
	"github.com/nightrounds/rounds/schemas/tables"
)

var _ load.Bans = (*Warehouse)(nil)

// bannedSQL gives all patients, who are few, and of the records those asked for.
const bannedSQL = `
	SELECT kind, digest, until FROM {ops.purged} FINAL
	WHERE kind = {patient:String} OR kind = {kind:String} AND lower(hex(digest)) IN (SELECT digest FROM wanted)`

// Banned tells what was purged. Where nothing ever was, it costs one short question.
func (w *Warehouse) Banned(ctx context.Context, source, kind string, ids []string) (load.Banned, error) {
	var b load.Banned
	salt, found, err := w.Salt(ctx)
	if err != nil || !found {
		return b, err
	}
	b.Salt, b.Records, b.Patients = salt, map[string]time.Time{}, map[[32]byte]bool{}
	byDigest, hexes := map[[32]byte]string{}, make([]string, len(ids))
	for n, id := range ids {
		d := tables.PurgedDigest(salt, source, kind, id)
		byDigest[d], hexes[n] = id, hex.EncodeToString(d[:])
	}
	const doing = "look up what was purged"
	wanted, err := externalTexts("wanted", texts{"digest", hexes})
	if err != nil {
		return b, fmt.Errorf("%s: %w", doing, err)
	}
	err = w.query(ch.Context(ctx, ch.WithExternalTable(wanted)), doing, w.onPurged(bannedSQL), func(scan scanner) error {
		var of string
		var d [32]byte
		var until *time.Time
		err := scan(&of, (*digest)(&d), &until)
		if of == tables.PurgedPatient {
			b.Patients[d] = true
		} else {
			b.Records[byDigest[d]] = value(until)
		}
		return err
	}, ch.Named("kind", kind), ch.Named("patient", tables.PurgedPatient))
	return b, err
}

// Salt is what ids of what was purged are hashed with in this warehouse; found tells whether anything was ever purged.
func (w *Warehouse) Salt(ctx context.Context) (salt [32]byte, found bool, err error) {
	err = w.query(ctx, "look for what was purged", w.onPurged("SELECT salt FROM {ops.purged} LIMIT 1"), func(scan scanner) error {
		found = true
		return scan((*digest)(&salt))
	})
	return salt, found, err
}

func (w *Warehouse) onPurged(sql string) string {
	return strings.ReplaceAll(sql, "{ops.purged}", w.name(tables.Purged.Table))
}
