package pipelines

import (
	"context"
	"fmt"
	"slices"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/schemas/tables"
	"github.com/nightrounds/rounds/transform"
)

// person lists the patients that one person is, and their records.
func (p *Purge) person(ctx context.Context, of clickhouse.Purge, plan *PurgePlan) error {
	ids, err := of.Patients(ctx, p.Person)
	if err != nil {
		return err
	}
	if len(ids) == 0 {
		return fmt.Errorf("%w: no person and no patient has that id (analytics.patient has person_id and patient_id)", ErrPurge)
	}
	plan.Patients = uint64(len(ids))
	items := make([]tables.PurgeItem, len(ids))
	for n, id := range ids {
		items[n] = tables.PurgeItem{What: tables.PurgePatient, ID: id}
	}
	if err := of.Add(ctx, items...); err != nil {
		return err
	}
	if plan.Shared, err = of.Person(ctx); err != nil {
		return err
	}
	found, unclear, err := p.hidden(ctx, of, ids)
	plan.Unclear = unclear
	if err != nil {
		return err
	}
	return of.Add(ctx, found...)
}

// hidden finds records of patients that no fhir table tells of, because they were deleted, refused or never loaded: by mapping anew
// what was landed. One that no mapper takes counts as theirs where the id it names is too long to be another thing's number.
func (p *Purge) hidden(ctx context.Context, of clickhouse.Purge, patients []string) (found []tables.PurgeItem, unclear uint64, err error) {
	mappers := map[string]map[extract.Kind]transform.Mapper{}
	for _, c := range p.Config.Sources {
		_, o, _, err := c.open(landed)
		if err != nil {
			return nil, 0, err
		}
		o.source.Close()
		mappers[c.Name] = o.mappers
	}
	chosen := func(id string) bool { return slices.Contains(patients, id) }
	sure, states, err := of.Hidden(ctx)
	if err != nil {
		return nil, 0, err
	}
	for row, err := range states {
		if err != nil {
			return nil, 0, err
		}
		item := tables.PurgeItem{What: tables.PurgeRecord, Source: row.Source, Kind: row.Kind, ID: row.ID}
		if len(found) > 0 && found[len(found)-1] == item {
			continue // an earlier state of it told
		}
		switch theirs, known := isTheirs(mappers[row.Source], row, chosen); {
		case theirs, !known && sure:
			found = append(found, item)
		case !known:
			unclear++
		}
	}
	return found, unclear, nil
}

// isTheirs maps a landed state and tells whether it is of a chosen patient. known is false where no mapper takes it.
func isTheirs(mappers map[extract.Kind]transform.Mapper, row tables.RawRecord, chosen func(string) bool) (theirs, known bool) {
	m, ok := mappers[extract.Kind(row.Kind)]
	if !ok {
		return false, false
	}
	res, err := mapRecord(m, asObserved(fromRaw(row)), transform.Prior{})
	if err != nil {
		return false, false
	}
	return about(res, chosen), true
}
