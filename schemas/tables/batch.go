package tables

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/apache/arrow/go/v17/arrow"

	"github.com/nightrounds/rounds/schemas/r4"
	"github.com/nightrounds/rounds/schemas/r4/uscore"
)

// Batch gathers resources for the fhir tables. Within a batch a table holds an identity once: the row of the greatest
// version. A Batch is not safe for concurrent use; its size is its user's to bound.
type Batch struct {
	shelves []shelf // beside holdings
	tally   tally
	scratch []byte
}

// Filled is one record batch and the table it is for.
type Filled struct {
	Table  Table
	Record arrow.Record
}

// shelf takes the resources of one type, whatever its Go type is.
type shelf interface {
	takes(r4.Resource) bool
	put(l Lineage, w writing)
	empty(out []Filled) []Filled
}

// writing is one resource as it was written, or, where res is nil, the id of one that is deleted.
type writing struct {
	id    string
	res   r4.Resource // one its shelf takes
	text  []byte
	lacks []string // why it claims no profile
}

// tally is the size of what a batch holds.
type tally struct{ rows, bytes int }

// NewBatch makes an empty batch.
func NewBatch() *Batch {
	b := &Batch{shelves: make([]shelf, len(holdings))}
	for i, h := range holdings {
		b.shelves[i] = h.shelf(&b.tally)
	}
	return b
}

// Add writes resources of one record as JSON now and keeps them for Records. One that satisfies its profile of US Core says so from then
// on, in meta.profile. An error names the resource type and what is missing in it, never a value; then none of them is kept.
func (b *Batch) Add(l Lineage, resources ...r4.Resource) error {
	written := make([]writing, len(resources))
	for n, r := range resources {
		var err error
		if written[n], err = b.write(r); err != nil {
			return err
		}
	}
	for _, w := range written {
		b.shelf(w.res.Type()).put(l, w)
	}
	return nil
}

func (b *Batch) write(r r4.Resource) (writing, error) {
	if s := b.shelf(r.Type()); s == nil || !s.takes(r) {
		return writing{}, fmt.Errorf("add %s: no table holds this type", r.Type())
	}
	if r.LogicalID() == "" {
		return writing{}, fmt.Errorf("add %s: it has no id", r.Type())
	}
	w := writing{id: r.LogicalID(), res: r}
	_, w.lacks = uscore.Claim(r)
	var err error
	if b.scratch, err = r.AppendJSON(b.scratch[:0]); err != nil {
		return writing{}, fmt.Errorf("write %s as JSON: %w", r.Type(), err)
	}
	w.text = bytes.Clone(b.scratch)
	return w, nil
}

// shelf is where a resource type is kept; nil when no table holds it.
func (b *Batch) shelf(resourceType string) shelf {
	for i := range holdings {
		if holdings[i].resourceType == resourceType {
			return b.shelves[i]
		}
	}
	return nil
}

// Tombstone keeps a row that deletes a resource. The history of a DocumentReference stays.
func (b *Batch) Tombstone(l Lineage, resourceType, id string) error {
	s := b.shelf(resourceType)
	switch {
	case id == "":
		return errors.New("tombstone: it has no id")
	case s == nil:
		return errors.New("tombstone: no table holds this type")
	}
	s.put(l, writing{id: id})
	return nil
}

// Records makes one record batch per table that has rows, in the order of All, and empties the batch. The caller releases
// the records.
func (b *Batch) Records() []Filled {
	var out []Filled
	for _, s := range b.shelves {
		out = s.empty(out)
	}
	b.tally = tally{}
	return out
}

// Rows is the number of rows Records would make.
func (b *Batch) Rows() int { return b.tally.rows }

// Bytes is about how much memory the record batches will take: the JSON and half as much again for the typed columns.
func (b *Batch) Bytes() int { return b.tally.bytes }
