package tables

import (
	"bytes"
	"cmp"
	"slices"

	"github.com/nightrounds/rounds/schemas/r4"
)

// holding is one resource type and the tables its rows go to.
type holding struct {
	resourceType string
	tables       []Table
	shelf        func(*tally) shelf
}

// oneTable declares that the resources of type R go to one table.
func oneTable[R any, P interface {
	*R
	r4.Resource
}](t *Of[row[R]]) holding {
	return holding{P(new(R)).Type(), []Table{t.Table}, func(n *tally) shelf { return newPile(t, n) }}
}

// pile is the rows of one table.
type pile[R any] struct {
	table *Of[row[R]]
	tally *tally
	rows  []row[R]
	at    map[identity]int
}

// identity is what the table is ordered by. Only a table of versions has the time in it.
type identity struct {
	source, id string
	observedMS int64
}

func newPile[R any](t *Of[row[R]], n *tally) *pile[R] {
	return &pile[R]{table: t, tally: n, at: map[identity]int{}}
}

func (p *pile[R]) takes(r r4.Resource) bool {
	_, ok := any(r).(*R)
	return ok
}

func (p *pile[R]) put(l Lineage, w writing) { p.keep(newRow[R](l, w)) }

// newRow makes the row of a resource, or the tombstone of none.
func newRow[R any](l Lineage, w writing) row[R] {
	made := row[R]{Lineage: l, id: w.id, version: l.Version(), json: w.text, lacks: w.lacks, deleted: w.res == nil}
	if made.deleted {
		made.res = new(R)
	} else {
		made.res = any(w.res).(*R)
	}
	return made
}

// keep files a row, unless one of its identity that is not older is there.
func (p *pile[R]) keep(r row[R]) {
	key := identity{source: r.Source, id: r.id}
	if len(p.table.OrderBy) == 3 {
		key.observedMS = r.ObservedAt.UnixMilli()
	}
	i, held := p.at[key]
	if !held {
		p.at[key] = len(p.rows)
		p.rows = append(p.rows, r)
		p.tally.rows++
		p.tally.bytes += r.size()
		return
	}
	if r.compare(p.rows[i]) > 0 {
		p.tally.bytes += r.size() - p.rows[i].size()
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

// notePile is the rows of the two tables of DocumentReference: the latest states, and all of them.
type notePile struct{ latest, versions *pile[r4.DocumentReference] }

var noteTables = holding{
	resourceType: "DocumentReference",
	tables:       []Table{documentReferences.Table, documentReferenceVersions.Table},
	shelf: func(n *tally) shelf {
		return notePile{newPile(documentReferences, n), newPile(documentReferenceVersions, n)}
	},
}

func (p notePile) takes(r r4.Resource) bool { return p.latest.takes(r) }

// put reads the note once for both tables. The history has no tombstones.
func (p notePile) put(l Lineage, w writing) {
	made := newRow[r4.DocumentReference](l, w)
	if made.deleted {
		p.latest.keep(made)
		return
	}
	made.note = readNote(made.res.Content)
	p.latest.keep(made)
	p.versions.keep(made)
}

// empty makes the record batches of both tables. Mostly every note is there once: then both get the same rows, and one
// record batch serves them.
func (p notePile) empty(out []Filled) []Filled {
	same := slices.EqualFunc(p.latest.rows, p.versions.rows, func(d, v documentRow) bool {
		return !d.deleted && d.Source == v.Source && d.compare(v) == 0
	})
	out = p.latest.empty(out)
	if !same || len(p.versions.rows) == 0 {
		return p.versions.empty(out)
	}
	p.versions.reset()
	shared := out[len(out)-1].Record
	shared.Retain()
	return append(out, Filled{documentReferenceVersions.Table, shared})
}
