package extracttest

import (
	"cmp"
	"errors"
	"maps"
	"slices"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/rest"
	"github.com/nightrounds/rounds/extract/sandbox"
)

// Options describe a vendor to the suite.
type Options struct {
	// Open gives a new source over the running sandbox. It must not retry (rest.Settings.MaxRetries -1) nor be slowed by a
	// pace. Its pages should be small (10): the sandbox has few people.
	Open func(t *testing.T, at sandbox.Running, with sandbox.Credentials) Source

	// Prepare brings what the source reads beside its API (a manifest, a token file) up to the town's night. It is called
	// before Open and after every change of night. Nil: there is nothing.
	Prepare func(t *testing.T, town *sandbox.Sandbox)

	// Town changes the invented town. Nil: the suite's own size.
	Town func(o *sandbox.Options)

	Kinds []Kind

	// Exceptions are laws the vendor cannot keep, with the reason. A law without an entry is tried.
	Exceptions map[Law]string
}

// Source is an extract.Source that lets go of its connections and says how fast it may read.
type Source interface {
	extract.Source
	Close()
	Pace() rest.Pace
}

// Kind describes one kind of a vendor. Paths are templates as the sandbox spells them.
type Kind struct {
	Kind   extract.Kind
	Rides  extract.Kind                                // the kind with whose records it comes; empty: it is asked for itself
	List   string                                      // the list that enumerates it; empty: a file does, or Rides
	Detail string                                      // the read by id; empty: the vendor has none
	Also   []string                                    // what else is read to make one record
	IDs    func(tr sandbox.Truth) []string             // the id of every live record
	Start  func(tr sandbox.Truth, id string) time.Time // where the record lies on the kind's axis; nil: the kind has none

	Unknown    string // an id the vendor never had; empty: 999999999999
	BestEffort string // why a sweep is never complete; empty: it is

	// Exceptions are laws this kind cannot keep, with the reason.
	Exceptions map[Law]string
}

// Law is a name of one thing every source does.
type Law string

// law is how a Law is tried, on one kind and on a town and a source of its own.
type law struct {
	name  Law
	try   func(*trial)
	needs needs
}

// needs is what a kind must have for a law to mean anything.
type needs uint8

const (
	asked  needs = 1 << iota // it is asked for itself
	listed                   // a list enumerates it
	byName                   // it is read by id
)

// lacks tells why a law means nothing for a kind; empty when it does.
func (k Kind) lacks(n needs) string {
	switch {
	case n&asked > 0 && k.Rides != "":
		return "it comes with " + string(k.Rides)
	case n&listed > 0 && k.List == "":
		return "no list enumerates it"
	case n&byName > 0 && k.Detail == "":
		return "it is not read by id"
	}
	return ""
}

// paths are all routes that a kind's records are made of.
func (k Kind) paths() []string {
	all := append([]string{k.List, k.Detail}, k.Also...)
	slices.Sort(all)
	return slices.DeleteFunc(slices.Compact(all), func(path string) bool { return path == "" })
}

// Run tries a vendor by every law, kind by kind.
func Run(t *testing.T, o Options) {
	t.Helper()
	for _, kind := range o.Kinds {
		t.Run(string(kind.Kind), func(t *testing.T) {
			excepted := map[Law]string{}
			maps.Copy(excepted, o.Exceptions)
			maps.Copy(excepted, kind.Exceptions)
			reasoned(t, excepted)
			for _, l := range laws {
				if reason, ok := excepted[l.name]; ok {
					t.Logf("%s: not kept: %s", l.name, reason)
				} else if reason := kind.lacks(l.needs); reason != "" {
					t.Logf("%s: says nothing here: %s", l.name, reason)
				} else {
					t.Run(string(l.name), func(t *testing.T) { l.try(begin(t, o, kind)) })
				}
			}
		})
	}
}

func reasoned(t *testing.T, exceptions map[Law]string) {
	t.Helper()
	for name, reason := range exceptions {
		if reason == "" || !slices.ContainsFunc(laws, func(l law) bool { return l.name == name }) {
			t.Errorf("exception %q has no reason, or is no law", name)
		}
	}
}

// trial is one law on one kind: a town, its servers and a source.
type trial struct {
	*testing.T
	Kind
	options Options
	town    *sandbox.Sandbox
	running sandbox.Running
	source  Source
}

// people is how many patients a trial's town has: enough for three pages of ten, of every kind but practitioners (two).
const people = 24

func begin(t *testing.T, o Options, k Kind) *trial {
	t.Helper()
	before := goleak.IgnoreCurrent()
	t.Cleanup(func() { goleak.VerifyNone(t, before) })
	size := sandbox.Options{Seed: 7, Patients: people, VisitsPerPatient: 1.2, NotesPerPatient: 1.8, Canary: true}
	if o.Town != nil {
		o.Town(&size)
	}
	town := sandbox.New(size)
	running, err := town.Start()
	if err != nil {
		t.Fatal(err)
	}
	try := &trial{T: t, Kind: k, options: o, town: town, running: running}
	try.prepare()
	try.source = o.Open(t, running, town.Credentials())
	t.Cleanup(func() {
		try.source.Close()
		if err := running.Close(); err != nil {
			t.Error(err)
		}
		if wrote := town.Violations(); len(wrote) > 0 {
			t.Errorf("the source would write: %v", wrote)
		}
	})
	return try
}

// prepare brings the files beside the API up to the night.
func (try *trial) prepare() {
	if try.options.Prepare != nil {
		try.options.Prepare(try.T, try.town)
	}
}

// sweep is the Ask of most laws.
func (try *trial) sweep() extract.Ask {
	return extract.Ask{Kind: cmp.Or(try.Rides, try.Kind.Kind), Mode: extract.Sweep}
}

// byName pulls one record by its id, or nothing where the vendor has no such read.
func (try *trial) byName(id string) pulled {
	try.Helper()
	if try.Detail == "" {
		return pulled{err: errNoDetail}
	}
	return try.pull(try.named(id))
}

var errNoDetail = errors.New("the kind is not read by id")

func (try *trial) named(ids ...string) extract.Ask {
	return extract.Ask{Kind: try.Kind.Kind, Mode: extract.IDs, IDs: slices.Values(ids)}
}

// pulled is all that a Pull gave.
type pulled struct {
	pages  []extract.Page
	states map[string]extract.Record // the last record of each id, of the trial's kind
	done   *extract.Coverage
	err    error
}

// pull reads an Ask to its end and sees to it that an error ends it, and that only the last page states the coverage.
func (try *trial) pull(a extract.Ask) pulled {
	try.Helper()
	got := pulled{states: map[string]extract.Record{}}
	for page, err := range try.source.Pull(try.Context(), a) {
		if got.err != nil {
			try.Fatal("the Pull goes on after an error")
		}
		if got.done != nil {
			try.Error("a page follows the one with the coverage")
		}
		if got.err = err; err != nil {
			continue
		}
		got.pages, got.done = append(got.pages, page), page.Done
		if page.Done != nil && page.Lost != lostOf(page.Done) {
			try.Errorf("the last page tells of %d lost, its coverage of %d", page.Lost, lostOf(page.Done))
		}
		try.note(got.states, page)
	}
	if got.err == nil && got.done == nil {
		try.Error("the last page states no coverage")
	}
	return got
}

func lostOf(c *extract.Coverage) (n int64) {
	for _, s := range c.Skipped {
		if s.Lost {
			n += s.Count
		}
	}
	return n
}

// note keeps a page's records of the trial's kind: others may ride along.
func (try *trial) note(states map[string]extract.Record, page extract.Page) {
	for _, r := range page.Records {
		if r.Kind == try.Kind.Kind {
			states[r.ID] = r
		}
	}
}

// whole is a pull that must not fail.
func (try *trial) whole(a extract.Ask) pulled {
	try.Helper()
	got := try.pull(a)
	if got.err != nil {
		try.Fatal(got.err)
	}
	return got
}

// live is the ids the sandbox knows now, sorted.
func (try *trial) live() []string {
	return slices.Sorted(slices.Values(try.IDs(try.town.Truth())))
}
