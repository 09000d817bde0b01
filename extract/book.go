package extract

import (
	"hash/maphash"
	"maps"
	"slices"
)

// Reasons of Skip that vendors share. docs/errors.md tells what each means to a person; a vendor adds its own beside them.
const (
	SkipNoID       = "no usable id"                                         // lost
	SkipTooLarge   = "over the size limit"                                  // lost
	SkipUnreadable = "the answer is not a readable object"                  // lost
	SkipOtherID    = "the answer names another id"                          // lost: a cache between may mix up records
	SkipRow        = "a row of a list that cannot be read"                  // lost: nobody knows its id
	SkipForbidden  = "the vendor refuses this one record"                   // lost; of many in a row it is the account that is refused
	SkipGone       = "gone before it was read"                              // it was listed, and a moment later it was not there
	SkipNotListed  = "read by id, but not in the list"                      // it has no place where its fields come from
	SkipUndated    = "no date of the kind's axis: no range"                 // a sweep reads it
	SkipVanished   = "shown before or on the roster, but no more: vanished" // there is no read by id to ask whether it is gone
)

// lost are the shared reasons that leave a window open: the vendor showed something that could not be read.
var lost = []string{SkipNoID, SkipTooLarge, SkipUnreadable, SkipOtherID, SkipRow, SkipForbidden}

// driftUnread stands beside lost skips.
const driftUnread = "Some records could not be read: see skipped."

// tolerated is how many unreadable answers in a row are taken for bad records rather than for a vendor out of order.
const tolerated = 10

// Book counts one Pull and closes into its Coverage. Only the Pull's own goroutine touches it. It remembers an id as eight
// bytes of hash.
type Book struct {
	lost    []string
	seed    maphash.Seed
	ids     map[uint64]bool // seen; true: yielded
	skips   map[string]int64
	blind   []string
	drift   []string
	doubted bool
	resumed bool
	kept    int64
	claimed int64
	read    bool  // some answer could be read
	unread  int   // unreadable answers since the last one that could be read
	fault   error // of the last unreadable answer
}

// NewBook opens a book. further are the vendor's own reasons of Skip that leave a window open, beside the shared ones.
func NewBook(further ...string) *Book {
	return &Book{lost: slices.Concat(lost, further), seed: maphash.MakeSeed(), ids: map[uint64]bool{}, skips: map[string]int64{}, claimed: -1}
}

// See remembers an id and tells whether the Pull meets it for the first time.
func (b *Book) See(id string) bool {
	key := maphash.String(b.seed, id)
	if _, old := b.ids[key]; old {
		return false
	}
	b.ids[key] = false
	return true
}

// Keep counts a record that is yielded. Yielded again, it counts once.
func (b *Book) Keep(id string) {
	b.Readable()
	if key := maphash.String(b.seed, id); !b.ids[key] {
		b.ids[key] = true
		b.kept++
	}
}

// Readable notes an answer that could be read, although it may have held no record: the vendor is not out of order.
func (b *Book) Readable() { b.read, b.unread = true, 0 }

// Kept is how many distinct ids were yielded so far.
func (b *Book) Kept() int64 { return b.kept }

// Skip counts n things shown that do not become records.
func (b *Book) Skip(reason string, n int64) {
	if n > 0 {
		b.skips[reason] += n
	}
}

// Unreadable counts an answer that is bad in itself. More than ten in a row give the cause back: a vendor in trouble answers
// everything with the same page.
func (b *Book) Unreadable(reason string, cause error) error {
	b.Skip(reason, 1)
	b.fault = cause
	if b.unread++; b.unread > tolerated {
		return cause
	}
	return nil
}

// Verdict is the last unreadable answer's cause when no answer at all could be read: that is no matter of single records.
func (b *Book) Verdict() error {
	if !b.read {
		return b.fault
	}
	return nil
}

// Blind adds sentences on what the way of enumerating cannot see.
func (b *Book) Blind(sentences ...string) { b.blind = adding(b.blind, sentences) }

// Drift adds sentences on what moved during the walk.
func (b *Book) Drift(sentences ...string) { b.drift = adding(b.drift, sentences) }

// Doubt is Drift after which the enumeration is not complete.
func (b *Book) Doubt(sentences ...string) {
	b.Drift(sentences...)
	b.doubted = true
}

// Resumed is Doubt for this alone: the sweep goes on where another stopped, whose rows it cannot count.
func (b *Book) Resumed(sentence string) {
	b.Drift(sentence)
	b.resumed = true
}

func adding(all, further []string) []string {
	for _, sentence := range further {
		if !slices.Contains(all, sentence) {
			all = append(all, sentence)
		}
	}
	return all
}

// Claim notes the total the vendor claims for the whole Ask; -1: none.
func (b *Book) Claim(total int64) { b.claimed = total }

// Claimed is the total noted last, -1 when there is none: the Claimed of the Pull's pages.
func (b *Book) Claimed() int64 { return b.claimed }

// Again opens another walk over the same list: what the walks before skipped is shown once more.
func (b *Book) Again() { clear(b.skips) }

// Lost counts what could not be read so far.
func (b *Book) Lost() (n int64) {
	for reason, count := range b.skips {
		if slices.Contains(b.lost, reason) {
			n += count
		}
	}
	return n
}

// Telling hands pages on with what is lost so far.
func (b *Book) Telling(send func(Page) error) func(Page) error {
	return func(page Page) error {
		page.Lost = b.Lost()
		return send(page)
	}
}

// Coverage closes the book. complete is whether this way of enumerating can be complete at all; doubt, and a record that
// could not be read, make it incomplete: what is hidden there cannot be told. One that was only resumed is Resumed where the vendor
// claims a total to count against.
func (b *Book) Coverage(basis string, complete bool) *Coverage {
	c := &Coverage{Basis: basis, Distinct: b.kept, Claimed: b.claimed}
	for _, reason := range slices.Sorted(maps.Keys(b.skips)) {
		skip := Skip{Reason: reason, Count: b.skips[reason], Lost: slices.Contains(b.lost, reason)}
		if skip.Lost {
			b.Doubt(driftUnread)
		}
		c.Skipped = append(c.Skipped, skip)
	}
	sound := complete && !b.doubted
	c.Blind, c.Drift, c.Complete, c.Resumed = b.blind, b.drift, sound && !b.resumed, sound && b.resumed && b.claimed >= 0
	return c
}

// Tally counts the rows of one walk through one list, to compare them with the total the vendor claims.
type Tally struct {
	seed         maphash.Seed
	ids          map[uint64]struct{}
	repeats, bad int64
	lost         int64
	total        int64
	fell         bool
}

// NewTally begins a walk.
func NewTally() *Tally {
	return &Tally{seed: maphash.MakeSeed(), ids: map[uint64]struct{}{}, total: -1}
}

// Row counts a row by its id and tells whether the walk meets it for the first time.
func (t *Tally) Row(id string) bool {
	key := maphash.String(t.seed, id)
	if _, old := t.ids[key]; old {
		t.repeats++
		return false
	}
	t.ids[key] = struct{}{}
	return true
}

// Bad counts a row without a usable id.
func (t *Tally) Bad() { t.bad++ }

// Unusable is how many rows had no usable id.
func (t *Tally) Unusable() int64 { return t.bad }

// Lose counts rows that are in the list and could not be read.
func (t *Tally) Lose(n int64) { t.lost += n }

// Lost is how many rows could not be read.
func (t *Tally) Lost() int64 { return t.lost }

// Claim notes a page's total; -1: it names none.
func (t *Tally) Claim(total int64) {
	if total >= 0 {
		t.fell = t.fell || total < t.total
		t.total = total
	}
}

// Total is the last total claimed, -1 when there was none.
func (t *Tally) Total() int64 { return t.total }

// Fell tells whether the total became smaller on the way.
func (t *Tally) Fell() bool { return t.fell }

// Agrees tells whether the walk saw what the vendor claims. A total that fell on the way means that rows moved up and one may
// have been stepped over; without any total, a row shown twice means that rows moved.
func (t *Tally) Agrees() bool {
	if t.total < 0 {
		return t.repeats == 0
	}
	return !t.fell && int64(len(t.ids))+t.bad+t.lost == t.total
}
