package vsee

import (
	"maps"
	"slices"

	"github.com/nightrounds/rounds/extract"
)

// Reasons of extract.Skip.
const (
	skipNoID       = "no usable id"
	skipTooLarge   = "over the size limit"
	skipUnreadable = "the answer is not a readable object"
	skipOtherID    = "the answer names another id"
	skipGone       = "gone before it was read"
	skipNoStart    = "no start: in no range"
	skipNoMember   = "the vendor does not know this member"
	skipNotListed  = "read by id, but not in the list"
)

// lost are the reasons that leave a window open: the vendor showed something that could not be read.
var lost = []string{skipNoID, skipTooLarge, skipUnreadable, skipOtherID}

// What a basis cannot see.
const (
	blindHidden = "Users hidden from this token, and guests, are in no list."
	blindEven   = "A user who appears and one who vanishes during the same walk leave its total as it was: the next sweep sees both."
	blindToken  = "A token with fewer rights gets a shorter list, not an error."
	blindParam  = "The parameter that names a member in GET /visits is not published by VSee."
	blindPaging = "GET /visits publishes no paging: a list the vendor cuts short without naming a total would pass for whole."
	blindOwn    = "Only the visits of the token's own user were listed."
	blindRoster = "Members and visits that are not on the roster were not looked for; nor were later edits of visits it does not reach."
	blindIDs    = "Only the ids that were asked for were read."
	blindRange  = "The range is of visit starts: an edit of a visit outside it is not seen, nor is a visit without a start."
)

// What moved during the walk.
const (
	driftTotal   = "A list's rows and its total did not agree in three walks."
	driftAgain   = "A list was walked again because its rows and its total did not agree."
	driftResumed = "The sweep was resumed: rows before the break were not counted against the total."
	driftRepeat  = "A member's visit list gave a full page twice: it may go on unseen."
	driftForeign = "A member's visit list named other members only: the member parameter may be ignored."
	driftUnread  = "Some records could not be read: see skipped."
)

// tolerated is how many unreadable answers in a row are taken for bad records rather than for a vendor out of order.
const tolerated = 10

// book counts one Pull.
type book struct {
	seen      idSet // of the kind
	members   idSet // whose visits were listed
	skips     map[string]int64
	blind     []string
	drift     []string
	distinct  int64
	claimed   int64
	doubted   bool
	unread    int64 // unreadable answers since the last readable one
	lastFault error
}

func newBook() *book {
	return &book{seen: idSet{}, members: idSet{}, skips: map[string]int64{}, claimed: -1}
}

func (b *book) skip(reason string) { b.put(reason, 1) }

func (b *book) put(reason string, n int64) {
	if n > 0 {
		b.skips[reason] += n
	}
}

func (b *book) keep() {
	b.distinct++
	b.unread = 0
}

// unreadable books an answer that is bad in itself. Too many in a row are an error: a vendor in trouble answers everything
// with the same page.
func (b *book) unreadable(reason string, cause error) error {
	b.skip(reason)
	b.doubt(driftUnread)
	b.lastFault = cause
	if b.unread++; b.unread > tolerated {
		return cause
	}
	return nil
}

// verdict is an error when every single answer was unreadable.
func (b *book) verdict() error {
	if b.distinct == 0 {
		return b.lastFault
	}
	return nil
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

// settle books the last walk through a list.
func (b *book) settle(t tally) {
	b.put(skipNoID, t.bad)
	if !t.agrees() {
		b.doubt(driftTotal)
	}
}

// coverage closes the book. Only a sweep of the vendor's own lists can be complete.
func (b *book) coverage(basis string) *extract.Coverage {
	c := &extract.Coverage{
		Basis: basis, Complete: !b.doubted && basis != ByRoster && basis != string(extract.IDs),
		Blind: b.blind, Distinct: b.distinct, Claimed: b.claimed, Drift: b.drift,
	}
	for _, reason := range slices.Sorted(maps.Keys(b.skips)) {
		c.Skipped = append(c.Skipped, extract.Skip{Reason: reason, Count: b.skips[reason], Lost: slices.Contains(lost, reason)})
	}
	return c
}
