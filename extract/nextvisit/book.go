package nextvisit

import (
	"hash/maphash"
	"maps"
	"slices"

	"github.com/nightrounds/rounds/extract"
)

// What a basis cannot see.
const (
	blindTeams   = "Notes of other teams, child teams included, are not in this list."
	blindRange   = "The range is of created_at: a later edit or signature of an older note is not seen."
	blindIDs     = "Only the ids that were asked for were read."
	blindNoTotal = "The vendor claimed no total: a row that paging stepped over would go unseen."
)

// What moved during a walk.
const (
	driftTotal   = "The list's rows and its total did not agree in three walks."
	driftAgain   = "The list was walked again because its rows and its total did not agree."
	driftResumed = "The sweep was resumed: rows before the break were not counted against the total."
	driftOrder   = "The list is not in the order of created_at: it was walked to its end."
	driftUnread  = "Some notes could not be read: see skipped."
)

// book counts one Pull. It remembers an id as eight bytes of hash and the walk that saw it last: a collision can only make
// a sweep look incomplete.
type book struct {
	seed    maphash.Seed
	seen    map[uint64]uint8
	walk    uint8
	skips   map[string]int64 // of this walk
	blind   []string
	drift   []string
	doubted bool
	yielded int64 // distinct ids yielded, where that is not all that were seen; -1 otherwise

	distinct, repeats, bad int64 // of this walk
	total                  int64 // the last one claimed, -1: none
	fell                   bool  // the total became smaller on the way: rows moved up, one may have been missed
}

func newBook() *book {
	b := &book{seed: maphash.MakeSeed(), seen: map[uint64]uint8{}, yielded: -1}
	b.begin()
	return b
}

// begin opens a walk. What the walks before it could not read is shown again in this one.
func (b *book) begin() {
	b.walk++
	b.skips = map[string]int64{}
	b.distinct, b.repeats, b.bad, b.total, b.fell = 0, 0, 0, -1, false
}

// see tells whether an id is new in this walk.
func (b *book) see(id string) bool {
	key := maphash.String(b.seed, id)
	if b.seen[key] == b.walk {
		b.repeats++
		return false
	}
	b.seen[key] = b.walk
	b.distinct++
	return true
}

func (b *book) skip(reason string) {
	b.skips[reason]++
	b.bad++
}

// claim notes a page's total, -1 for none.
func (b *book) claim(total int64) {
	b.fell = b.fell || b.total >= 0 && total < b.total
	b.total = total
}

// agrees tells whether this walk saw what the vendor claims.
func (b *book) agrees() bool {
	if b.total < 0 {
		return b.repeats == 0 && !b.fell
	}
	return !b.fell && b.distinct+b.bad == b.total
}

// sees adds sentences on what the way of enumerating cannot see.
func (b *book) sees(blind ...string) {
	for _, sentence := range blind {
		if !slices.Contains(b.blind, sentence) {
			b.blind = append(b.blind, sentence)
		}
	}
}

// moved notes drift.
func (b *book) moved(sentence string) {
	if !slices.Contains(b.drift, sentence) {
		b.drift = append(b.drift, sentence)
	}
}

// doubt notes drift after which the enumeration is not complete.
func (b *book) doubt(sentence string) {
	b.moved(sentence)
	b.doubted = true
}

// coverage closes the book. A note that could not be read makes no sweep complete: what it hides cannot be told.
func (b *book) coverage(a extract.Ask) *extract.Coverage {
	if b.bad > 0 {
		b.doubt(driftUnread)
	}
	c := &extract.Coverage{
		Basis: string(a.Mode), Complete: !b.doubted && a.Mode != extract.IDs,
		Blind: b.blind, Distinct: int64(len(b.seen)), Claimed: -1, Drift: b.drift,
	}
	if b.yielded >= 0 {
		c.Distinct = b.yielded
	}
	if a.Mode == extract.Sweep {
		c.Claimed = b.total
	}
	for _, reason := range slices.Sorted(maps.Keys(b.skips)) {
		c.Skipped = append(c.Skipped, extract.Skip{Reason: reason, Count: b.skips[reason], Lost: slices.Contains(lost, reason)})
	}
	return c
}
