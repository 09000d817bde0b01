package tables

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"

	"github.com/apache/arrow/go/v17/arrow"

	"github.com/nightrounds/rounds/schemas/r4"
)

// Batch gathers resources for the fhir tables. Within a batch a table holds an identity once: the row of the greatest
// version. A Batch is not safe for concurrent use; its size is its user's to bound.
type Batch struct {
	patients      pile[r4.Patient]
	practitioners pile[r4.Practitioner]
	encounters    pile[r4.Encounter]
	appointments  pile[r4.Appointment]
	documents     pile[r4.DocumentReference]
	versions      pile[r4.DocumentReference]
	rows, bytes   int
	scratch       []byte
}

// Filled is one record batch and the table it is for.
type Filled struct {
	Table  Table
	Record arrow.Record
}

// NewBatch makes an empty batch.
func NewBatch() *Batch {
	return &Batch{
		patients:      newPile(patients),
		practitioners: newPile(practitioners),
		encounters:    newPile(encounters),
		appointments:  newPile(appointments),
		documents:     newPile(documentReferences),
		versions:      newPile(documentReferenceVersions),
	}
}

// Add writes resources of one record as JSON now and keeps them for Records. An error names the resource type and what is
// missing in it, never a value; then none of them is kept.
func (b *Batch) Add(l Lineage, resources ...r4.Resource) error {
	texts := make([][]byte, len(resources))
	for n, r := range resources {
		if !held(r) {
			return fmt.Errorf("add %s: no table holds this type", r.Type())
		}
		var err error
		if b.scratch, err = r.AppendJSON(b.scratch[:0]); err != nil {
			return fmt.Errorf("write %s as JSON: %w", r.Type(), err)
		}
		if r.LogicalID() == "" {
			return fmt.Errorf("add %s: it has no id", r.Type())
		}
		texts[n] = bytes.Clone(b.scratch)
	}
	for n, r := range resources {
		b.add(l, r, texts[n])
	}
	return nil
}

func held(r r4.Resource) bool {
	switch r.(type) {
	case *r4.Patient, *r4.Practitioner, *r4.Encounter, *r4.Appointment, *r4.DocumentReference:
		return true
	}
	return false
}

// add files a resource under its type, one that is held.
func (b *Batch) add(l Lineage, r r4.Resource, text []byte) {
	id := r.LogicalID()
	switch r := r.(type) {
	case *r4.Patient:
		put(b, &b.patients, newRow(l, id, text, r))
	case *r4.Practitioner:
		put(b, &b.practitioners, newRow(l, id, text, r))
	case *r4.Encounter:
		put(b, &b.encounters, newRow(l, id, text, r))
	case *r4.Appointment:
		put(b, &b.appointments, newRow(l, id, text, r))
	case *r4.DocumentReference:
		row := newRow(l, id, text, r)
		row.note = readNote(r.Content)
		put(b, &b.documents, row)
		put(b, &b.versions, row)
	}
}

// Tombstone keeps a row that deletes a resource. The history of a DocumentReference stays.
func (b *Batch) Tombstone(l Lineage, resourceType, id string) error {
	if id == "" {
		return errors.New("tombstone: it has no id")
	}
	switch resourceType {
	case "Patient":
		put(b, &b.patients, gone[r4.Patient](l, id))
	case "Practitioner":
		put(b, &b.practitioners, gone[r4.Practitioner](l, id))
	case "Encounter":
		put(b, &b.encounters, gone[r4.Encounter](l, id))
	case "Appointment":
		put(b, &b.appointments, gone[r4.Appointment](l, id))
	case "DocumentReference":
		put(b, &b.documents, gone[r4.DocumentReference](l, id))
	default:
		return errors.New("tombstone: no table holds this type")
	}
	return nil
}

// Records makes one record batch per table that has rows, in the order of All, and empties the batch. The caller releases
// the records.
func (b *Batch) Records() []Filled {
	var out []Filled
	out = b.patients.empty(out)
	out = b.practitioners.empty(out)
	out = b.encounters.empty(out)
	out = b.appointments.empty(out)
	out = b.notes(out)
	b.rows, b.bytes = 0, 0
	return out
}

// notes makes the record batches of the two tables of DocumentReference. Mostly every note is there once: then both tables
// get the same rows, and one record batch serves them.
func (b *Batch) notes(out []Filled) []Filled {
	same := slices.EqualFunc(b.documents.rows, b.versions.rows, func(d, v documentRow) bool {
		return !d.deleted && d.Source == v.Source && d.compare(v) == 0
	})
	out = b.documents.empty(out)
	if !same || len(b.versions.rows) == 0 {
		return b.versions.empty(out)
	}
	b.versions.reset()
	shared := out[len(out)-1].Record
	shared.Retain()
	return append(out, Filled{documentReferenceVersions.Table, shared})
}

// Rows is the number of rows Records would make.
func (b *Batch) Rows() int { return b.rows }

// Bytes is about how much memory the record batches will take: the JSON and half as much again for the typed columns.
func (b *Batch) Bytes() int { return b.bytes }

// pile is the rows of one table.
type pile[R any] struct {
	table *Of[row[R]]
	rows  []row[R]
	at    map[identity]int
}

// identity is what the table is ordered by. Only a table of versions has the time in it.
type identity struct {
	source, id string
	observedMS int64
}

func newPile[R any](t *Of[row[R]]) pile[R] { return pile[R]{table: t, at: map[identity]int{}} }

func newRow[R any](l Lineage, id string, text []byte, res *R) row[R] {
	return row[R]{Lineage: l, id: id, version: l.Version(), json: text, res: res}
}

func gone[R any](l Lineage, id string) row[R] {
	return row[R]{Lineage: l, id: id, version: l.Version(), deleted: true, res: new(R)}
}

func put[R any](b *Batch, p *pile[R], r row[R]) {
	key := identity{source: r.Source, id: r.id}
	if len(p.table.OrderBy) == 3 {
		key.observedMS = r.ObservedAt.UnixMilli()
	}
	i, held := p.at[key]
	if !held {
		p.at[key] = len(p.rows)
		p.rows = append(p.rows, r)
		b.rows++
		b.bytes += r.size()
		return
	}
	if r.compare(p.rows[i]) > 0 {
		b.bytes += r.size() - p.rows[i].size()
		p.rows[i] = r
	}
}

// compare orders rows of one identity by version. Equal versions are ordered by content, so that the order in which
// records came does not decide.
func (r row[R]) compare(other row[R]) int {
	return cmp.Or(cmp.Compare(r.version, other.version), bytes.Compare(r.json, other.json), cmp.Compare(r.RecordID, other.RecordID))
}

func (r row[R]) size() int { return 256 + len(r.json)*3/2 }

func (p *pile[R]) empty(out []Filled) []Filled {
	if len(p.rows) == 0 {
		return out
	}
	out = append(out, Filled{p.table.Table, p.table.Encode(p.rows)})
	p.reset()
	return out
}

func (p *pile[R]) reset() {
	clear(p.rows) // lets go of the resources and keeps the room
	p.rows = p.rows[:0]
	clear(p.at)
}
