package bench

import (
	"runtime"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/schemas/r4"
	"github.com/nightrounds/rounds/schemas/tables"
	"github.com/nightrounds/rounds/transform"
)

// The pipeline's own batches.
const (
	batchRecords = 5000
	batchBytes   = 8 << 20
)

// load is the rows of one batch, ready to be encoded.
type load struct {
	raw    []tables.RawRecord
	fhir   *tables.Batch
	states []tables.RecordState
	seen   []tables.Seen
	bytes  int
}

// insert encodes and writes the rows a first night writes, and nothing else: no question, no proof. What makes the rows is
// not measured.
func (n *bench) insert(b *testing.B) {
	w := n.open(b)
	cleanHeap(b)
	var total usage
	var records, resources uint64
	run, batch := uuid.NewString(), &load{fhir: tables.NewBatch()}
	flush := func() {
		records += uint64(len(batch.raw))
		resources += uint64(batch.fhir.Rows())
		runtime.GC() // what the mapping left
		total.add(cost(b, n.engine, func() { batch.write(b, w) }))
		*batch = load{fhir: tables.NewBatch()}
	}
	for page, err := range n.source.Pull(b.Context(), extract.Ask{Kind: extract.Note, Mode: extract.Sweep}) {
		if err != nil {
			b.Fatal(err)
		}
		for _, r := range page.Records {
			batch.add(b, n, r, run)
			if len(batch.raw) >= batchRecords || batch.bytes >= batchBytes {
				flush()
			}
		}
	}
	if len(batch.raw) > 0 {
		flush()
	}
	total.report(b, records, resources)
}

// add maps one record as a pipeline would.
func (l *load) add(b *testing.B, n *bench, r extract.Record, run string) {
	at := r.Fetched.UTC().Truncate(time.Millisecond)
	line := tables.Lineage{Source: r.Source, Vendor: r.Vendor, Kind: string(r.Kind), RecordID: r.ID, ObservedAt: at,
		SourceUpdatedAt: r.Changed, Owner: true, MapperRev: n.mapper.Rev(), RunID: run, LoadedAt: at, Zone: time.UTC}
	l.raw = append(l.raw, tables.RawRecord{Source: r.Source, Vendor: r.Vendor, Kind: string(r.Kind), ID: r.ID, ObservedAt: at,
		Changed: r.Changed, Origin: r.Origin, Hash: r.Hash, Body: r.Body, RunID: run, LoadedAt: at})
	l.seen = append(l.seen, tables.Seen{WindowID: run, Source: r.Source, Kind: string(r.Kind), ID: r.ID, At: at})
	l.bytes += len(r.Body)
	res, err := n.mapper.Map(r, transform.Prior{})
	if err != nil {
		return // quarantined by a pipeline
	}
	state := tables.RecordState{Source: r.Source, Kind: string(r.Kind), ID: r.ID, ObservedAt: at, Changed: r.Changed, Hash: r.Hash,
		MapperRev: line.MapperRev, RunID: run, LoadedAt: at}
	for _, made := range res.Resources {
		state.Emitted = append(state.Emitted, tables.Emitted{Type: made.Type(), ID: made.LogicalID()})
	}
	l.states = append(l.states, state)
	l.put(b, line, res.Resources)
	line.Owner = false
	l.put(b, line, res.Stubs)
}

func (l *load) put(b *testing.B, line tables.Lineage, resources []r4.Resource) {
	if err := l.fhir.Add(line, resources...); err != nil {
		b.Fatal(err)
	}
}

func (l *load) write(b *testing.B, w *clickhouse.Warehouse) {
	write(b, w, tables.RawRecords, l.raw)
	for _, filled := range l.fhir.Records() {
		if err := w.Write(b.Context(), filled.Table, filled.Record); err != nil {
			b.Fatal(err)
		}
		filled.Record.Release()
	}
	write(b, w, tables.Seens, l.seen)
	write(b, w, tables.RecordStates, l.states)
}

func write[T any](b *testing.B, w *clickhouse.Warehouse, t *tables.Of[T], rows []T) {
	batch := t.Encode(rows)
	defer batch.Release()
	if err := w.Write(b.Context(), t.Table, batch); err != nil {
		b.Fatal(err)
	}
}
