package pipelines

import (
	"context"
	"slices"
	"time"

	"github.com/nightrounds/rounds/load"
	"github.com/nightrounds/rounds/schemas/tables"
)

// gone is what is told of work whose process ended without a word, as by a kill.
const gone = "its process is gone"

// Claims is the part of a warehouse that tells who is at work; clickhouse.Warehouse is one.
type Claims interface {
	// Leases reads the claims to a name that are neither freed nor over; an empty name: all.
	Leases(ctx context.Context, name string) ([]tables.Lease, error)
	// Now is the warehouse's clock, UTC.
	Now(ctx context.Context) (time.Time, error)
}

// Bury calls interrupted, as ReadStatus does, those of some runs and windows that the books call running and nobody is at. It changes the
// given ones and writes nothing.
func Bury(ctx context.Context, books Claims, runs []load.RunReport, windows []tables.Window) error {
	now, err := books.Now(ctx)
	if err != nil {
		return err
	}
	leases, err := books.Leases(ctx, "")
	if err != nil {
		return err
	}
	s := stand{now: now, runs: runs, open: windows}
	s.bury(leases)
	return nil
}

// bury calls interrupted what the books call running and nobody is at. The next run writes it so.
func (s *stand) bury(leases []tables.Lease) {
	dead := func(run string, status string) bool { return status == Running && !s.alive(run, leases) }
	for n := range s.runs {
		if r := &s.runs[n]; dead(r.ID, r.Status) {
			r.Status, r.Error = Interrupted, gone
		}
	}
	for n := range s.open {
		if w := &s.open[n]; dead(w.RunID, w.Status) {
			w.Status, w.Error = Interrupted, gone
		}
	}
}

// working tells whether a process of this machine, or one of another that cannot be seen from here, holds a lease for a command.
func working(leases []tables.Lease, command string) bool {
	self := thisProcess()
	return slices.ContainsFunc(leases, func(l tables.Lease) bool { return l.Command == command && !self.outlived(l) })
}

// alive tells whether somebody is at a run: its process holds a lease or, between two, told of itself within the last minute.
func (s *stand) alive(run string, leases []tables.Lease) bool {
	self, known := thisProcess(), false
	for _, l := range leases {
		if l.RunID == run && !self.outlived(l) {
			return true
		}
		known = known || l.RunID == run
	}
	if known {
		return false
	}
	fresh := func(t time.Time) bool { return s.now.Sub(t) < usual.ttl }
	for _, r := range s.runs {
		if r.ID == run && fresh(r.Started) {
			return true
		}
	}
	return slices.ContainsFunc(s.open, func(w tables.Window) bool { return w.RunID == run && fresh(w.UpdatedAt) })
}
