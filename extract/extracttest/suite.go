package extracttest

import (
	"slices"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/sandbox"
)

// Options describe a vendor to the suite.
type Options struct {
	// Open gives a new source over the running sandbox. It must not retry (rest.Settings.MaxRetries -1) nor be slowed by a
	// pace. Its pages should be small (10): the sandbox has few people.
	Open func(t *testing.T, at sandbox.Running, with sandbox.Credentials) Source

	Kinds []Kind

	// Exceptions are laws the vendor cannot keep, with the reason. A law without an entry is tried.
	Exceptions map[Law]string
}

// Source is an extract.Source that lets go of its connections.
type Source interface {
	extract.Source
	Close()
}

// Kind describes one kind of a vendor.
type Kind struct {
	Kind   extract.Kind
	List   string                                      // path template of the list that enumerates it, as the sandbox spells it
	Detail string                                      // path template of the read by id
	IDs    func(tr sandbox.Truth) []string             // the id of every live record
	Start  func(tr sandbox.Truth, id string) time.Time // where the record lies on the kind's axis; nil: the kind has none
}

// Law is a name of one thing every source does.
type Law string

// law is how a Law is tried, on one kind and on a town and a source of its own.
type law struct {
	name Law
	try  func(*trial)
}

// Run tries a vendor by every law, kind by kind.
func Run(t *testing.T, o Options) {
	t.Helper()
	for name, reason := range o.Exceptions {
		if reason == "" || !slices.ContainsFunc(laws, func(l law) bool { return l.name == name }) {
			t.Errorf("exception %q has no reason, or is no law", name)
		}
	}
	for _, kind := range o.Kinds {
		t.Run(string(kind.Kind), func(t *testing.T) {
			for _, l := range laws {
				if reason, excepted := o.Exceptions[l.name]; excepted {
					t.Logf("%s: not kept: %s", l.name, reason)
					continue
				}
				t.Run(string(l.name), func(t *testing.T) { l.try(begin(t, o, kind)) })
			}
		})
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
	town := sandbox.New(sandbox.Options{Seed: 7, Patients: people, VisitsPerPatient: 1.2, NotesPerPatient: 1.8, Canary: true})
	running, err := town.Start()
	if err != nil {
		t.Fatal(err)
	}
	try := &trial{T: t, Kind: k, options: o, town: town, running: running, source: o.Open(t, running, town.Credentials())}
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

// sweep is the Ask of most laws.
func (try *trial) sweep() extract.Ask { return extract.Ask{Kind: try.Kind.Kind, Mode: extract.Sweep} }

func (try *trial) named(ids ...string) extract.Ask {
	return extract.Ask{Kind: try.Kind.Kind, Mode: extract.IDs, IDs: slices.Values(ids)}
}

// pulled is all that a Pull gave.
type pulled struct {
	pages  []extract.Page
	states map[string]extract.Record // the last record of each id
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
		for _, r := range page.Records {
			got.states[r.ID] = r
		}
	}
	if got.err == nil && got.done == nil {
		try.Error("the last page states no coverage")
	}
	return got
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
