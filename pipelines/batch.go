package pipelines

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/load"
	"github.com/nightrounds/rounds/schemas/tables"
	"github.com/nightrounds/rounds/transform"
)

// mapperBroke is the quarantine reason of a record on which a mapper panicked or failed without saying why.
const mapperBroke transform.Reason = "mapper_broke"

// batch is what a handful of records becomes, held until it is written in order: landed rows, resources, state.
type batch struct {
	p      *Pipeline
	w      *window
	mapper transform.Mapper      // of the window's kind
	known  map[string]load.Known // overlaid with what this batch decides, so that a record may come twice
	banned load.Banned           // what was purged
	books  tables.Books

	landed     []tables.RawRecord
	fhir       *tables.Batch
	dropped    map[tables.Emitted]tables.Lineage // by the newest state that did
	states     map[string]tables.RecordState
	quarantine []tables.Quarantined
	seen       []tables.Seen
}

// carry takes one batch through: judge, land, map, load, read back, and only then move the state.
func (p *Pipeline) carry(ctx context.Context, w *window, items []item) error {
	ids := make([]string, len(items))
	for n, i := range items {
		ids[n] = i.ID
	}
	known, err := p.Warehouse.Known(ctx, w.Source, w.Kind, ids)
	if err != nil {
		return fmt.Errorf("looking up %d records: %w", len(items), err)
	}
	if known == nil {
		known = map[string]load.Known{}
	}
	banned, err := p.Warehouse.Banned(ctx, w.Source, w.Kind, ids)
	if err != nil {
		return fmt.Errorf("looking up %d records: %w", len(items), err)
	}
	b := &batch{p: p, w: w, mapper: p.Mappers[extract.Kind(w.Kind)], known: known, banned: banned, fhir: tables.NewBatch(),
		dropped: map[tables.Emitted]tables.Lineage{}, states: map[string]tables.RecordState{}}
	for _, i := range items {
		if err := b.take(i); err != nil {
			return err
		}
	}
	if err := b.bury(ctx); err != nil {
		return err
	}
	if err := b.write(ctx); err != nil {
		return err
	}
	w.Books = Sum(w.Books, b.books)
	p.Meter.batch(w.Source, b.books)
	return nil
}

// take decides about one reading and, where it is to be loaded, maps it.
func (b *batch) take(i item) error {
	b.books.Shown++
	b.w.told(i)
	b.books.Bytes += uint64(len(i.Body))
	if i.gone() && b.w.Mode != modeConfirm && !i.landed {
		b.books.Skipped++ // only a complete sweep nominates a deletion
		b.w.count(i.Endpoint(), transform.Issue{Code: "gone"})
		return nil
	}
	if b.p.tellsSeen(b.w) {
		b.seen = append(b.seen, tables.Seen{WindowID: b.w.ID, Source: b.w.Source, Kind: b.w.Kind, ID: seenAs(b.banned, i), At: i.observed})
	}
	if b.banned.Record(i.ID, i.Changed) {
		b.skipPurged(i)
		return nil
	}
	v, at := judge(i, b.known[i.ID], b.mapper.Rev(), b.w.RunID)
	i.observed = at
	switch v {
	case unchanged:
		b.books.Unchanged++
	case duplicate:
		b.books.Duplicate++
	case stale:
		b.books.Stale++
		b.land(i, true)
	case fresh:
		b.land(i, false)
		return b.load(i, v)
	case again:
		if raw := b.known[i.ID].Raw; !i.landed && raw.Stale {
			b.land(i, false) // seen twice: no longer stale, or a stop from here on would leave it out
		}
		return b.load(i, v)
	default:
		return b.load(i, v)
	}
	return nil
}

// land queues the state for raw.records.
func (b *batch) land(i item, isStale bool) {
	row := tables.RawRecord{Source: i.Source, Vendor: i.Vendor, Kind: string(i.Kind), ID: i.ID, ObservedAt: i.observed,
		Changed: i.Changed, Origin: i.Origin, Hash: i.Hash, Body: i.Body, Stale: isStale, RunID: b.w.RunID,
		LoadedAt: b.p.Clock.Now()}
	if i.gone() {
		row.Gone = "the vendor answers that it is gone"
	}
	b.landed = append(b.landed, row)
	k := b.known[i.ID]
	if k.Raw == nil || k.Raw.ObservedAt.Before(i.observed) {
		k.Raw = &load.Landed{ObservedAt: i.observed, Changed: i.Changed, Hash: i.Hash, Stale: isStale, Gone: i.gone(),
			RunID: b.w.RunID}
		b.known[i.ID] = k
	}
}

// load maps a state and queues its resources and record state, and notes what it drops; a refused record is quarantined.
func (b *batch) load(i item, v verdict) error {
	old := b.known[i.ID].State
	prior, err := priorOf(old, v)
	if err != nil {
		return err
	}
	var res transform.Result
	if !i.gone() {
		res, err = mapRecord(b.mapper, asObserved(i), prior)
		if err != nil {
			b.putAside(i, err)
			return nil
		}
		if len(b.banned.Patients) > 0 && about(res, b.banned.Patient) {
			b.skipPurged(i)
			return nil
		}
	}
	line := b.lineage(i, true)
	emitted, ok := b.add(line, res)
	if !ok {
		b.putAside(i, &transform.Reject{Code: mapperBroke})
		return nil
	}
	b.report(i, res.Issues)
	emitted = b.drop(line, old, emitted, res.NotLoaded)
	if !i.gone() && len(emitted) == 0 && skipped(res) {
		b.books.Skipped++ // a kind of record that deliberately becomes nothing; its state is kept all the same
	} else {
		b.books.Loaded++
		if old == nil {
			b.books.New++
		}
	}
	if i.gone() {
		b.books.Deleted++
	}
	return b.settle(i, prior, res.Next, emitted)
}

// skipped tells whether the mapper said that the record deliberately becomes nothing.
func skipped(res transform.Result) bool {
	return slices.ContainsFunc(res.Issues, func(is transform.Issue) bool { return is.Code == transform.Skipped })
}

// asObserved hands a mapper the record with the observed time this state goes by, so that a replay maps it alike.
func asObserved(i item) extract.Record {
	r := i.Record
	r.Fetched = i.observed
	return r
}

// priorOf is what the mapper is told: of the state before, or, for a re-mapping, what it was told the first time.
func priorOf(old *tables.RecordState, v verdict) (transform.Prior, error) {
	var prior transform.Prior
	if old == nil {
		return prior, nil
	}
	text := old.Next
	if v == remap {
		text = old.Prior
	}
	if text == "" {
		return prior, nil
	}
	if err := json.Unmarshal([]byte(text), &prior); err != nil {
		return prior, errors.New("the prior kept in ops.record_state is not readable")
	}
	return prior, nil
}

// mapRecord runs the mapper; a panic in it is a refusal of this one record.
func mapRecord(m transform.Mapper, r extract.Record, prior transform.Prior) (res transform.Result, err error) {
	defer func() {
		if recover() != nil {
			err = &transform.Reject{Code: mapperBroke}
		}
	}()
	return m.Map(r, prior)
}

func (b *batch) lineage(i item, owner bool) tables.Lineage {
	return tables.Lineage{Source: i.Source, Vendor: i.Vendor, Kind: string(i.Kind), RecordID: i.ID, Hash: i.Hash, ObservedAt: i.observed,
		SourceUpdatedAt: i.Changed, Owner: owner, MapperRev: b.mapper.Rev(), RunID: b.w.RunID,
		LoadedAt: b.p.Clock.Now(), Zone: b.p.Zone}
}

// add queues resources and stubs and lists what the record owns, sorted. It queues all that it owns or, where one cannot be
// written, nothing of that.
func (b *batch) add(line tables.Lineage, res transform.Result) (emitted []tables.Emitted, ok bool) {
	emitted = make([]tables.Emitted, 0, len(res.Resources))
	for _, r := range res.Resources {
		emitted = append(emitted, tables.Emitted{Type: r.Type(), ID: r.LogicalID()})
	}
	stub := line
	stub.Owner = false
	if b.fhir.Add(stub, res.Stubs...) != nil { // first: a stub of a record that is then refused does no harm
		return nil, false
	}
	if b.fhir.Add(line, res.Resources...) != nil {
		return nil, false
	}
	b.books.Stubs += uint64(len(res.Stubs))
	slices.SortFunc(emitted, byTypeAndID)
	return emitted, true
}

func byTypeAndID(x, y tables.Emitted) int {
	return cmp.Or(cmp.Compare(x.Type, y.Type), cmp.Compare(x.ID, y.ID))
}

// settle queues the state that vouches for all of it; it is written last.
func (b *batch) settle(i item, prior, next transform.Prior, emitted []tables.Emitted) error {
	given, err := priorText(prior)
	if err != nil {
		return err
	}
	kept, err := priorText(next)
	if err != nil {
		return err
	}
	if i.gone() {
		kept = given // a restored record remembers what it was
	}
	st := tables.RecordState{Source: i.Source, Kind: string(i.Kind), ID: i.ID, ObservedAt: i.observed, Changed: i.Changed,
		Hash: i.Hash, Deleted: i.gone(), MapperRev: b.mapper.Rev(), Prior: given, Next: kept, Emitted: emitted,
		RunID: b.w.RunID, LoadedAt: b.p.Clock.Now()}
	b.states[i.ID] = st
	k := b.known[i.ID]
	k.State = &st
	b.known[i.ID] = k
	return nil
}

func priorText(p transform.Prior) (string, error) {
	if p == (transform.Prior{}) {
		return "", nil
	}
	text, err := json.Marshal(p)
	return string(text), err
}

// putAside queues a quarantine row for the whole record. Its landed bytes stay in raw.records.
func (b *batch) putAside(i item, err error) {
	reject := &transform.Reject{Code: mapperBroke}
	errors.As(err, &reject)
	b.books.Quarantined++
	b.quarantine = append(b.quarantine, b.quarantined(i, reject.Code, reject.Path, false))
	b.w.count(i.Endpoint(), transform.Issue{Code: reject.Code, Path: reject.Path})
}

// report counts issues; a child that belongs to somebody else is also listed in quarantine as a part.
func (b *batch) report(i item, issues []transform.Issue) {
	for _, is := range issues {
		b.w.count(i.Endpoint(), is)
		if is.Code == transform.ForeignChild {
			b.books.PartsQuarantined++
			b.quarantine = append(b.quarantine, b.quarantined(i, is.Code, is.Path, true))
		}
	}
}

func (b *batch) quarantined(i item, code transform.Reason, path string, part bool) tables.Quarantined {
	return tables.Quarantined{Source: i.Source, Kind: string(i.Kind), ID: i.ID, ObservedAt: i.observed, Reason: string(code),
		Path: path, Part: part, MapperRev: b.mapper.Rev(), RunID: b.w.RunID, LoadedAt: b.p.Clock.Now()}
}
