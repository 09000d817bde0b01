package extracttest

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/sandbox"
)

// The laws of records and asks.
const (
	WholeTruth Law = "a sweep yields every record, and says how it looked"
	Provenance Law = "a record says where it came from"
	Repeatable Law = "two readings of one state are equal"
	NoSecret   Law = "no secret is in a record"
	ByID       Law = "a read by id gives what the sweep gave"
	Gone       Law = "a record that is gone has no body"
	Unknown    Law = "an id the vendor never had is gone"
	Axis       Law = "a range is half-open, or refused"
	Refusal    Law = "an Ask without sense is refused"
	Resume     Law = "a sweep goes on where it stopped, without loss"
	Apart      Law = "pulls side by side do not disturb each other"
	Paced      Law = "a source says how fast it may read"
)

var laws = []law{
	{WholeTruth, wholeTruth, 0}, {Provenance, provenance, 0}, {Repeatable, repeatable, 0}, {NoSecret, noSecret, 0},
	{ByID, byID, byName}, {Gone, gone, byName}, {Unknown, unknown, byName}, {Axis, axis, asked}, {Refusal, refusal, asked},
	{Resume, resume, asked}, {Apart, apart, asked}, {Cancel, cancel, asked}, {Hang, hang, asked}, {Break, leave, asked},
	{Origin, origin, asked}, {Ends, ends, asked | listed}, {Honest, honest, asked}, {Quiet, quiet, asked}, {Auth, auth, asked},
	{Paced, paced, asked}, {Alone, alone, asked | listed},
}

func wholeTruth(try *trial) {
	got := try.whole(try.sweep())
	if ids := slices.Sorted(maps.Keys(got.states)); !slices.Equal(ids, try.live()) {
		try.Errorf("%d ids were read, %d are live", len(ids), len(try.live()))
	}
	c := got.done
	if c.Complete != (try.BestEffort == "") || c.Basis == "" || len(c.Blind) == 0 {
		try.Errorf("coverage is %+v", c)
	}
	counted := c.Distinct == int64(len(got.states)) && (c.Claimed < 0 || c.Claimed == c.Distinct)
	if try.Rides == "" && !counted {
		try.Errorf("coverage is %+v for %d ids", c, len(got.states))
	}
}

func provenance(try *trial) {
	for id, r := range try.whole(try.sweep()).states {
		if r.ID != id || id == "" || r.Source != try.source.Name() || r.Vendor == "" || r.Kind != try.Kind.Kind {
			try.Errorf("identity is %q %q %q", r.Source, r.Vendor, r.Kind)
		}
		if strings.ContainsAny(r.Origin, "?&=:") || !strings.HasPrefix(r.Origin, "/") || strings.Contains(r.Origin, id) {
			try.Errorf("origin %q holds more than a template and a page", r.Origin)
		}
		if r.Fetched.IsZero() || !strings.Contains(r.Fetched.String(), "m=") {
			try.Error("fetched has no monotonic reading")
		}
		if !r.Changed.IsZero() && r.Changed.Location() != time.UTC {
			try.Error("changed is not in UTC")
		}
		if !json.Valid(r.Body) || r.Body[0] != '{' || r.Hash == (extract.Hash{}) {
			try.Errorf("the body is no object, or has no hash")
		}
	}
}

func repeatable(try *trial) {
	first, second := try.whole(try.sweep()), try.whole(try.sweep())
	try.equal(first.states, second.states)
}

// equal compares states, not bytes: what does not count may differ from reading to reading.
func (try *trial) equal(want, got map[string]extract.Record) {
	try.Helper()
	if len(want) != len(got) {
		try.Errorf("%d records, then %d", len(want), len(got))
	}
	for id, r := range want {
		if got[id].Hash != r.Hash || !got[id].Changed.Equal(r.Changed) {
			try.Errorf("two readings of a record differ")
			return
		}
	}
}

func noSecret(try *trial) {
	marks := append(credentials(try.town.Credentials()), sandbox.SecretMark, strconv.Itoa(sandbox.SecretPin))
	for _, r := range try.whole(try.sweep()).states {
		for _, mark := range marks {
			if at := bytes.Index(r.Body, []byte(mark)); at >= 0 {
				try.Fatalf("a secret landed: %s", r.Body[max(0, at-60):at])
			}
		}
	}
}

func byID(try *trial) {
	swept := try.whole(try.sweep())
	named := try.whole(try.named(try.live()...))
	try.equal(swept.states, named.states)
	if named.done.Basis != string(extract.IDs) {
		try.Errorf("basis is %q", named.done.Basis)
	}
}

// gone asks on the second night for all that lived on the first. Kinds of which nobody vanishes prove it by Unknown.
func gone(try *trial) {
	before := try.live()
	try.town.SetNight(2)
	try.prepare()
	now := try.live()
	got := try.whole(try.named(before...))
	for _, id := range before {
		r, answered := got.states[id]
		if !answered || (r.Body == nil) == slices.Contains(now, id) {
			try.Errorf("a record is live: %t, but it is answered: %t, with a body: %t", slices.Contains(now, id), answered, r.Body != nil)
		}
		if answered && r.Body == nil && (r.Fetched.IsZero() || r.Kind != try.Kind.Kind || r.Source != try.source.Name()) {
			try.Error("a record that is gone does not say what it was")
		}
	}
}

func unknown(try *trial) {
	id := cmp.Or(try.Unknown, "999999999999")
	if r, ok := try.whole(try.named(id)).states[id]; !ok || r.Body != nil {
		try.Error("an id the vendor does not know is not reported gone")
	}
}

func axis(try *trial) {
	tr := try.town.Truth()
	if try.Start == nil {
		got := try.pull(extract.Ask{Kind: try.Kind.Kind, Mode: extract.Range, From: time.Unix(0, 0), To: time.Now()})
		if !errors.Is(got.err, extract.ErrUnsupported) {
			try.Errorf("a range of a kind without an axis gives %v", got.err)
		}
		return
	}
	byStart := slices.SortedFunc(slices.Values(try.live()), func(a, b string) int { return try.Start(tr, a).Compare(try.Start(tr, b)) })
	from, to := try.Start(tr, byStart[len(byStart)/4]), try.Start(tr, byStart[len(byStart)/2])
	var want []string
	for _, id := range byStart {
		if at := try.Start(tr, id); !at.Before(from) && at.Before(to) {
			want = append(want, id)
		}
	}
	got := try.whole(extract.Ask{Kind: try.Kind.Kind, Mode: extract.Range, From: from, To: to})
	if ids := slices.Sorted(maps.Keys(got.states)); !slices.Equal(ids, slices.Sorted(slices.Values(want))) {
		try.Errorf("%d records are in the range, %d were read", len(want), len(ids))
	}
}

func refusal(try *trial) {
	for name, a := range map[string]extract.Ask{
		"no such kind":         {Kind: "weather", Mode: extract.Sweep},
		"no mode":              {Kind: try.Kind.Kind},
		"no ids":               {Kind: try.Kind.Kind, Mode: extract.IDs},
		"a place that is none": {Kind: try.Kind.Kind, Mode: extract.Sweep, Resume: "!"},
	} {
		if got := try.pull(a); !errors.Is(got.err, extract.ErrUnsupported) || len(got.pages) > 0 {
			try.Errorf("%s: %v", name, got.err)
		}
	}
}

// resume stops after each page in turn and goes on with a new source, as after a crash. A resumed sweep is complete, or says that it
// is not, and for that reason alone.
func resume(try *trial) {
	swept := try.whole(try.sweep())
	before := map[string]extract.Record{}
	for i, page := range swept.pages {
		try.note(before, page)
		if page.Done != nil || page.Resume == "" {
			continue
		}
		try.source.Close()
		try.source = try.options.Open(try.T, try.running, try.town.Credentials())
		a := try.sweep()
		a.Resume = page.Resume
		all, rest := maps.Clone(before), try.whole(a)
		maps.Copy(all, rest.states)
		if len(all) != len(swept.states) {
			try.Fatalf("resumed after page %d: %d of %d records", i, len(all), len(swept.states))
		}
		countable := swept.done.Complete && rest.done.Claimed >= 0
		if c := rest.done; c.Complete && c.Resumed || !c.Complete && countable && (!c.Resumed || c.Claimed != int64(len(all)) || len(c.Drift) == 0) {
			try.Fatalf("resumed after page %d: coverage is %+v for %d records", i, c, len(all))
		}
	}
}

// paced holds a source to what Options.Open promises: that no pace slows it down.
func paced(try *trial) {
	const plenty = 1000
	if pace := try.source.Pace(); pace.PerSecond < plenty || pace.Takes(plenty) > time.Second {
		try.Errorf("the pace is %+v", pace)
	}
}

func apart(try *trial) {
	alone := try.whole(try.sweep())
	const together = 4
	results := make(chan map[string]extract.Record, together)
	for range together {
		go func() {
			states := map[string]extract.Record{}
			for page, err := range try.source.Pull(try.Context(), try.sweep()) {
				if err != nil {
					try.Error(err)
				}
				try.note(states, page)
			}
			results <- states
		}()
	}
	for range together {
		try.equal(alone.states, <-results)
	}
}
