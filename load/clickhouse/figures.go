package clickhouse

import (
	"context"
	"fmt"
	"strings"

	"github.com/nightrounds/rounds/schemas/tables"
)

// Point is one number of a figure. It names no person: sources, kinds, reasons, weeks.
type Point struct {
	Series string // what a colour stands for; empty: there is one
	Label  string // its place on the axis
	Value  float64
}

// Figure names the numbers of one picture.
type Figure string

// The figures. Those of analytics are the analyst's to ask, the others the operator's. Test data are left out.
const (
	ContactsPerWeek  Figure = "contacts"     // by source and Monday of the last 26 full weeks: contacts that were not cancelled
	NoteTurnaround   Figure = "turnaround"   // by source and span: notes by the days from writing to signing, where that is told or was seen
	UnsignedNotes    Figure = "unsigned"     // by source and span: notes without a signature by the days since they were written
	HoursSinceRead   Figure = "freshness"    // by source and kind: hours since the last walk that is done; -1: there was none
	LoadedPerNight   Figure = "loaded"       // by source and day of the last 60: records loaded as a new state
	PutAside         Figure = "quarantine"   // by source, kind and reason: records put aside now
	UnmappedCodes    Figure = "unmapped"     // by source, kind and path: codes met in the last 30 days that no map knows
	USCoreShare      Figure = "us_core"      // by resource type: percent of resources that satisfy their profile, as of the last publish
	MissingElements  Figure = "must_support" // by type and element: percent of resources without it, as of the last publish
	QualityOfPublish Figure = "quality"      // by check: how many are affected, as of the last publish
)

const latestQuality = "(SELECT * FROM {ops.quality} FINAL WHERE run_id = (SELECT argMax(run_id, at) FROM {ops.quality}))"

// spans cuts days into the columns of a histogram, in the order of their names.
const spans = `multiIf({days} <= 0, '0', {days} <= 1, '1', {days} <= 3, '2-3', {days} <= 7, '4-7', {days} <= 14, '8-14', {days} <= 30, '15-30', 'over 30')`

// figures are queries that give series, label and value.
var figures = map[Figure]string{
	ContactsPerWeek: `
		SELECT source, toString(toMonday(contact_date)) AS week, toFloat64(uniqExact(contact_id)) FROM {analytics.contact}
		WHERE contact_date >= toMonday(today()) - 182 AND contact_date < toMonday(today()) AND NOT is_test
			AND date_basis != 'first_observed' AND status NOT IN ('cancelled', 'noshow', 'entered-in-error', 'declined')
		GROUP BY source, week ORDER BY week, source`,
	NoteTurnaround: `
		SELECT source, ` + spans + ` AS span, toFloat64(count())
		FROM (SELECT source, dateDiff('day', created_date, toDate32(coalesce(signed_at, first_seen_signed_at))) AS days FROM {analytics.note}
			WHERE NOT is_test AND date_basis != 'first_observed' AND coalesce(signed_at, first_seen_signed_at) IS NOT NULL)
		GROUP BY source, span ORDER BY source`,
	UnsignedNotes: `
		SELECT source, ` + spans + ` AS span, toFloat64(count())
		FROM (SELECT source, dateDiff('day', created_date, today()) AS days FROM {analytics.note} WHERE NOT is_test AND is_signed = false)
		GROUP BY source, span ORDER BY source`,
	HoursSinceRead: `
		SELECT '', concat(source, ' ', kind), ifNull(lag_seconds / 3600, -1) AS hours FROM {ops.freshness} ORDER BY hours DESC, source, kind`,
	LoadedPerNight: `
		SELECT source, toString(toDate(started)) AS day, toFloat64(sum(loaded)) FROM {ops.windows} FINAL
		WHERE started >= now() - INTERVAL 60 DAY GROUP BY source, day ORDER BY day, source`,
	PutAside: `
		SELECT '', concat(source, ' ', kind, ': ', reason) AS place, toFloat64(uniqExact(id)) AS n FROM {ops.quarantine_open}
		WHERE NOT is_part GROUP BY place ORDER BY n DESC, place`,
	UnmappedCodes: `
		SELECT '', concat(i.source, ' ', i.kind, ': ', i.path) AS place, toFloat64(sum(i.occurrences)) AS n FROM (SELECT * FROM {ops.issues} FINAL) AS i
		WHERE i.reason = 'unknown_code' AND i.window_id IN (SELECT window_id FROM {ops.windows} WHERE started >= now() - INTERVAL 30 DAY)
		GROUP BY place ORDER BY n DESC, place`,
	USCoreShare: `
		SELECT '', about, 100 * (1 - sum(affected) / sum(total)) AS share FROM ` + latestQuality + `
		WHERE check = 'us_core' AND detail = '' GROUP BY about ORDER BY share DESC, about`,
	MissingElements: `
		SELECT '', concat(about, '.', element) AS place, 100 * sum(affected) / sum(total) AS share FROM ` + latestQuality + `
		WHERE check = 'must_support' GROUP BY place HAVING sum(affected) > 0 ORDER BY share DESC, place`,
	QualityOfPublish: `
		SELECT '', check, toFloat64(sum(affected)) FROM ` + latestQuality + ` GROUP BY check ORDER BY check`,
}

// Figure reads the numbers of a picture, in the order they are drawn.
func (w *Warehouse) Figure(ctx context.Context, f Figure) ([]Point, error) {
	sql, ok := figures[f]
	if !ok {
		return nil, fmt.Errorf("read the figure: there is none of that name")
	}
	for _, t := range tables.Published() {
		sql = strings.ReplaceAll(sql, "{"+called(t)+"}", w.name(t))
	}
	var points []Point
	err := w.query(ctx, "read the figure "+string(f), w.fill(strings.ReplaceAll(sql, "{days}", "days")), func(scan scanner) error {
		var p Point
		err := scan(&p.Series, &p.Label, &p.Value)
		points = append(points, p)
		return err
	})
	return points, err
}
