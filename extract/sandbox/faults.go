package sandbox

import (
	"bytes"
	"net/http"
	"slices"
	"sync"
	"time"
)

// Effect is what a fault does to an answer.
type Effect string

// The effects. The last group changes lists and records, the others whole answers.
const (
	Status       Effect = "status"        // Fault.Status with the vendor's error body, and Fault.RetryAfter if set
	SoftError    Effect = "soft error"    // HTTP 200 with the vendor's error body for Fault.Status
	NullData     Effect = "null data"     // HTTP 200 with {"data":null}
	Reset        Effect = "reset"         // the connection breaks before a byte is sent
	Truncate     Effect = "truncate"      // half the body, then the connection breaks
	HTML         Effect = "html"          // HTTP 200 with a web page
	Slow         Effect = "slow"          // Fault.Wait passes before the answer
	Redirect     Effect = "redirect"      // 302 to the same path and query at Fault.Target
	GzipBomb     Effect = "gzip bomb"     // Fault.Bytes of blanks, compressed to a thousandth
	TrailingData Effect = "trailing data" // a second value after the answer

	DuplicatePage Effect = "duplicate page" // the page before is served once more
	PageIgnored   Effect = "page ignored"   // always the first page
	NoMeta        Effect = "no meta"        // no links, no meta, no total
	NextElsewhere Effect = "next elsewhere" // links.next points to Fault.Target
	DriftInsert   Effect = "drift insert"   // the first element appears only after Fault.After requests
	DriftDelete   Effect = "drift delete"   // the first element is gone after Fault.After requests
	StaleRead     Effect = "stale read"     // the record Fault.ID as it was the night before
	NewFields     Effect = "new fields"     // every object has fields that no page of the vendor tells of: town.CanaryMark, a date
	Poison        Effect = "poison"         // whatever shows the record Fault.ID is Fault.Status, or 500, instead
)

// Always as Fault.Times keeps a fault until Clear.
const Always = -1

// Fault is something to go wrong. The zero values mean: any path, from the first request on, one time.
type Fault struct {
	Effect     Effect
	Path       string // template as in Request; empty: any path of any vendor
	ID         string // only requests that name this id in their path; for StaleRead and Poison in a list: the element
	After      int    // so many matching requests pass first
	Times      int    // so many requests then suffer; zero: one. The two drifts last until Clear
	Status     int
	RetryAfter string        // header value: seconds or an HTTP date
	Wait       time.Duration // of Slow
	Target     string        // scheme and host: "http://127.0.0.1:1"
	Bytes      int64         // of GzipBomb after decompression; zero: 10 GiB
}

// Faults are the faults to come. They are safe for concurrent use.
type Faults struct {
	mu      sync.Mutex
	planned []*plannedFault
	done    map[Effect]int
}

type plannedFault struct {
	Fault
	seen, hit int
}

// Add plans a fault. Several faults may hit one request.
func (f *Faults) Add(fault Fault) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.planned = append(f.planned, &plannedFault{Fault: fault})
}

// Clear forgets all planned faults.
func (f *Faults) Clear() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.planned = nil
}

// Done tells how many requests an effect has hit.
func (f *Faults) Done(e Effect) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.done[e]
}

// draw tells what hits a request, and counts it.
func (f *Faults) draw(path, id string) hits {
	f.mu.Lock()
	defer f.mu.Unlock()
	var found hits
	for _, p := range f.planned {
		if p.Path != "" && p.Path != path || p.ID != "" && id != "" && p.ID != id {
			continue
		}
		p.seen++
		if !p.active() {
			continue
		}
		p.hit++
		if f.done == nil {
			f.done = map[Effect]int{}
		}
		f.done[p.Effect]++
		found = append(found, p.Fault)
	}
	return found
}

// active decides after seen has counted the request at hand.
func (p *plannedFault) active() bool {
	switch {
	case p.Effect == DriftInsert:
		return p.seen <= p.After
	case p.Effect == DriftDelete, p.Times == Always:
		return p.seen > p.After
	}
	return p.seen > p.After && p.hit < max(p.Times, 1)
}

// hits are the faults of one request.
type hits []Fault

func (h hits) find(e Effect) (Fault, bool) {
	if i := slices.IndexFunc(h, func(f Fault) bool { return f.Effect == e }); i >= 0 {
		return h[i], true
	}
	return Fault{}, false
}

func (h hits) has(e Effect) bool {
	_, ok := h.find(e)
	return ok
}

// poisoned tells the status that an answer gets for a record it shows, and whether it does.
func (h hits) poisoned(body []byte) (status int, shown bool) {
	for _, f := range h {
		if f.Effect == Poison && (bytes.Contains(body, []byte(`"id":"`+f.ID+`"`)) || bytes.Contains(body, []byte(`"id":`+f.ID+`,`))) {
			return orDefault(f.Status, http.StatusInternalServerError), true
		}
	}
	return 0, false
}

// stale tells whether the record of that id is to be shown as it was the night before.
func (h hits) stale(id string) bool {
	f, ok := h.find(StaleRead)
	return ok && (f.ID == "" || f.ID == id)
}
