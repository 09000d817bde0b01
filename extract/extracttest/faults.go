package extracttest

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/sandbox"
)

// The laws of a bad day.
const (
	Cancel Law = "a cancelled Pull ends in the context's error and lets go"
	Hang   Law = "a Pull cancelled while the vendor is silent ends"
	Break  Law = "leaving the loop lets go"
	Origin Law = "nothing goes to another server"
	Ends   Law = "paging that does not end is noticed"
	Honest Law = "whatever goes wrong: an error, an incomplete coverage, or every record whole"
	Quiet  Law = "an error tells nothing of a record, a request or a secret"
	Auth   Law = "refused credentials are ErrAuth"
	Alone  Law = "a row that spoils every page it is on is lost alone, and counted"
)

// begin's cleanup looks for goroutines left behind by either law.
func cancel(try *trial) {
	ctx, stop := context.WithCancel(try.Context())
	defer stop()
	var last error
	for _, err := range try.source.Pull(ctx, try.sweep()) {
		stop()
		last = err
	}
	if !errors.Is(last, context.Canceled) {
		try.Errorf("a cancelled Pull ends in %v", last)
	}
}

// hang cancels while the vendor keeps silent, on each route in turn.
func hang(try *trial) {
	for _, path := range try.paths() {
		a := try.sweep()
		if path == try.Detail {
			a = try.named(try.live()[0])
		}
		ctx, stop := context.WithCancel(try.Context())
		try.town.Faults().Add(sandbox.Fault{Effect: sandbox.Slow, Path: path, Times: sandbox.Always, Wait: time.Hour})
		before := try.town.Faults().Done(sandbox.Slow)
		go func() {
			for ctx.Err() == nil && try.town.Faults().Done(sandbox.Slow) == before {
				time.Sleep(time.Millisecond)
			}
			stop()
		}()
		var last error
		for _, err := range try.source.Pull(ctx, a) {
			last = err
		}
		stop()
		try.town.Faults().Clear()
		if !errors.Is(last, context.Canceled) {
			try.Errorf("%s is silent, and a cancelled Pull ends in %v", path, last)
		}
	}
}

func leave(try *trial) {
	pages := 0
	for _, err := range try.source.Pull(try.Context(), try.sweep()) {
		if err != nil {
			try.Fatal(err)
		}
		pages++
		break
	}
	if pages != 1 {
		try.Errorf("%d pages before leaving", pages)
	}
}

// origin redirects each route and the next links to a second server, which must see no request at all.
func origin(try *trial) {
	var visitors atomic.Int64
	elsewhere := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		visitors.Add(1)
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write([]byte(`{"data":[]}`))
	}))
	defer elsewhere.Close()
	faults := []sandbox.Fault{{Effect: sandbox.NextElsewhere, Path: try.List, Times: sandbox.Always, Target: elsewhere.URL}}
	for _, path := range try.paths() {
		faults = append(faults, sandbox.Fault{Effect: sandbox.Redirect, Path: path, Times: sandbox.Always, Target: elsewhere.URL})
	}
	for _, fault := range faults {
		try.town.Faults().Add(fault)
		swept, named := try.pull(try.sweep()), try.byName(try.live()[0])
		hit := try.town.Faults().Done(sandbox.Redirect) > 0
		try.town.Faults().Clear()
		if fault.Effect == sandbox.Redirect && (!hit || !errors.Is(swept.err, extract.ErrOrigin) && !errors.Is(named.err, extract.ErrOrigin)) {
			try.Errorf("a redirect of %s gives %v and %v", fault.Path, swept.err, named.err)
		}
	}
	if visitors.Load() > 0 {
		try.Errorf("another server was sent %d requests", visitors.Load())
	}
}

func ends(try *trial) {
	try.town.Faults().Add(sandbox.Fault{Effect: sandbox.PageIgnored, Path: try.List, Times: sandbox.Always})
	if got := try.pull(try.sweep()); !errors.Is(got.err, extract.ErrLoop) {
		try.Errorf("a list that always gives its first page ends in %v", got.err)
	}
}

// honest lets one thing go wrong at a time: at the first request of a path, at the third, and for good.
func honest(try *trial) {
	clean := try.whole(try.sweep()).states
	faults := []sandbox.Fault{
		{Effect: sandbox.Status, Status: 500}, {Effect: sandbox.Status, Status: 404}, {Effect: sandbox.SoftError, Status: 404},
		{Effect: sandbox.SoftError, Status: 500}, {Effect: sandbox.NullData}, {Effect: sandbox.Reset}, {Effect: sandbox.Truncate}, {Effect: sandbox.HTML},
		{Effect: sandbox.TrailingData}, {Effect: sandbox.NoMeta}, {Effect: sandbox.DuplicatePage},
		{Effect: sandbox.DriftInsert}, {Effect: sandbox.DriftDelete},
	}
	for _, path := range try.paths() {
		for _, fault := range faults {
			for _, when := range []sandbox.Fault{{}, {After: 2}, {Times: sandbox.Always}} {
				fault.Path, fault.After, fault.Times = path, when.After, when.Times
				before := try.asked(path)
				try.town.Faults().Add(fault)
				got := try.pull(try.sweep())
				try.town.Faults().Clear()
				if isDrift(fault) && (fault.After == 0 || try.asked(path)-before <= fault.After) {
					continue // a list that was so from its first request to its last has not drifted
				}
				try.judge(fault, clean, got)
			}
		}
	}
}

// asked is how many requests of a path there have been.
func (try *trial) asked(path string) (n int) {
	for _, r := range try.town.Requests() {
		if r.Path == path {
			n += r.Count
		}
	}
	return n
}

func isDrift(f sandbox.Fault) bool {
	return f.Effect == sandbox.DriftInsert || f.Effect == sandbox.DriftDelete
}

func (try *trial) judge(fault sandbox.Fault, clean map[string]extract.Record, got pulled) {
	for id, r := range got.states {
		if r.Body == nil || r.Hash != clean[id].Hash {
			try.Errorf("%s %d of %s after %d: a record is not as it was", fault.Effect, fault.Status, fault.Path, fault.After)
			return
		}
	}
	owned := got.err == nil && (!got.done.Complete && try.BestEffort == "" || len(got.done.Drift) > 0)
	if got.err != nil || owned || len(got.states) == len(clean) {
		return
	}
	accounted := len(got.states)
	for _, skip := range got.done.Skipped {
		accounted += int(skip.Count)
	}
	if accounted < len(clean) {
		try.Errorf("%s %d of %s after %d: %d of %d records, and the sweep says nothing of it: %+v",
			fault.Effect, fault.Status, fault.Path, fault.After, len(got.states), len(clean), got.done)
	}
}

func quiet(try *trial) {
	id := try.live()[0]
	words := append(credentials(try.town.Credentials()), id, "ZZ", "?", "127.0.0.1")
	for _, fault := range []sandbox.Fault{
		{Effect: sandbox.Status, Status: 400}, {Effect: sandbox.Status, Status: 500}, {Effect: sandbox.SoftError, Status: 500},
		{Effect: sandbox.Truncate}, {Effect: sandbox.TrailingData}, {Effect: sandbox.HTML}, {Effect: sandbox.Reset},
		{Effect: sandbox.Redirect, Target: "http://127.0.0.1:1"},
	} {
		fault.Times = sandbox.Always
		try.town.Faults().Add(fault)
		swept, named := try.pull(try.sweep()), try.byName(id)
		try.town.Faults().Clear()
		for _, err := range []error{swept.err, named.err} {
			if err == nil {
				try.Errorf("%s for good gives no error", fault.Effect)
				continue
			}
			for _, word := range words {
				if strings.Contains(err.Error(), word) {
					try.Errorf("%s: the error tells %q: %v", fault.Effect, word, err)
				}
			}
		}
	}
}

func auth(try *trial) {
	for _, status := range []int{401, 403} {
		try.town.Faults().Add(sandbox.Fault{Effect: sandbox.Status, Status: status, Times: sandbox.Always})
		got := try.pull(try.sweep())
		try.town.Faults().Clear()
		if !errors.Is(got.err, extract.ErrAuth) {
			try.Errorf("status %d gives %v", status, got.err)
		}
	}
}

// alone spoils every page that holds one row: all others arrive, at the price of a few requests.
func alone(try *trial) {
	clean := try.whole(try.sweep()).states
	ids := try.live()
	bad := ids[len(ids)/2]
	pages := try.asked(try.List)
	try.town.Faults().Add(sandbox.Fault{Effect: sandbox.Poison, Path: try.List, ID: bad, Times: sandbox.Always})
	got := try.whole(try.sweep())
	if _, read := got.states[bad]; read || len(got.states) != len(clean)-1 {
		try.Errorf("%d of %d records, the bad one among them: %t", len(got.states), len(clean), read)
	}
	want := []extract.Skip{{Reason: extract.SkipRow, Count: 1, Lost: true}}
	if c := got.done; !slices.Equal(c.Skipped, want) || c.Complete || len(c.Drift) == 0 {
		try.Errorf("coverage is %+v", c)
	}
	const dear = 20
	if more := try.asked(try.List) - 2*pages; more > dear {
		try.Errorf("%d pages cost %d requests more", pages, more)
	}
}
