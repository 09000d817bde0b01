package clickhouse

import (
	"context"
	"iter"
	"regexp"
	"slices"
	"strings"
	"time"

	ch "github.com/ClickHouse/clickhouse-go/v2"

	"github.com/nightrounds/rounds/schemas/tables"
)

// vendorIDsSQL gives what vendors call the listed patients. A social security number's hash is no vendor's word: a child may be known by
// the mother's.
const vendorIDsSQL = `
	SELECT DISTINCT vendor_id FROM
	(
		SELECT record_id AS vendor_id FROM {fhir}.patient WHERE is_owner AND id IN (SELECT id FROM {list} WHERE what = 'patient')
		UNION ALL
		SELECT arrayJoin(arrayMap(i -> i.value, arrayFilter(i -> i.system != '` + tables.HashedSSN + `', identifiers)))
		FROM {fhir}.patient WHERE id IN (SELECT id FROM {list} WHERE what = 'patient')
	)
	WHERE vendor_id != ''`

// hiddenSQL reads the landed states of records that no fhir row shows: deleted, refused, stale or never loaded.
const hiddenSQL = `
	SELECT source, vendor, kind, id, observed_at, changed, origin, hash, body FROM {raw}.records
	WHERE (source, kind, id) NOT IN ({records}) AND (source, kind, id) NOT IN (SELECT source, kind, record_id FROM {rows} WHERE NOT _deleted)
		AND body != '' AND match(body, {mention:String})
	ORDER BY source, kind, id, observed_at`

// Hidden streams landed states that name a listed patient as the vendor does and that no fhir table tells of. Whose they are is for
// who can map them: a short id may be another thing's number, too; sure tells that the id named is too long for that.
func (p Purge) Hidden(ctx context.Context) (sure bool, states iter.Seq2[tables.RawRecord, error], err error) {
	var ids []string
	err = p.w.query(ctx, "look up what vendors call a person", p.fill(vendorIDsSQL), func(scan scanner) error {
		var id string
		err := scan(&id)
		ids = append(ids, id)
		return err
	})
	if err != nil || len(ids) == 0 {
		return false, func(func(tables.RawRecord, error) bool) {}, err
	}
	read := func(scan scanner) (r tables.RawRecord, err error) {
		var changed *time.Time
		err = scan(&r.Source, &r.Vendor, &r.Kind, &r.ID, &r.ObservedAt, &changed, &r.Origin, (*digest)(&r.Hash), &r.Body)
		r.Changed = value(changed)
		return r, err
	}
	sure = !slices.ContainsFunc(ids, func(id string) bool { return len(id) < len("00000000-0000") })
	with := ch.Context(ctx, patient())
	return sure, stream(with, p.w, "look for landed states of a person", p.fill(hiddenSQL), read, ch.Named("mention", mention(ids))), nil
}

// mention is a regular expression that finds one of some ids as a JSON text or number, or as a part of a path.
func mention(ids []string) string {
	quoted := make([]string, len(ids))
	for n, id := range ids {
		quoted[n] = regexp.QuoteMeta(id)
	}
	return `["/:\s\[,](` + strings.Join(quoted, "|") + `)["/\s,}\]]`
}
