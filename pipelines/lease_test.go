package pipelines

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"

	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/load/engine/enginetest"
	"github.com/nightrounds/rounds/schemas/tables"
)

// leaseTable is ops.leases in databases of its own.
func leaseTable(t *testing.T) (*clickhouse.Warehouse, string) {
	t.Helper()
	e, prefix := enginetest.Start(t), enginetest.Prefix(t)
	password, err := e.Password("loader")
	if err != nil {
		t.Fatal(err)
	}
	w, err := leasesAt(t.Context(), e.HTTPAddr(), password, prefix)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.Close() })
	if err := w.Prepare(t.Context(), []tables.Table{tables.Leases.Table}); err != nil {
		t.Fatal(err)
	}
	return w, prefix
}

func leasesAt(ctx context.Context, addr, password, prefix string) (*clickhouse.Warehouse, error) {
	return clickhouse.Open(ctx, clickhouse.Options{Addr: addr, User: "loader", Prefix: prefix,
		Password: func(context.Context) (string, error) { return password, nil }})
}

// brisk is the usual tempo for tests that wait for nobody's end.
var brisk = tempo{ttl: time.Minute, beat: 5 * time.Millisecond, poll: 5 * time.Millisecond}

// take holds a lease until the test ends.
func take(t *testing.T, w Leases, l Lease, at tempo) (held context.Context, release func()) {
	t.Helper()
	held, release, err := l.hold(t.Context(), w, at)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(release)
	return held, release
}

// refused asks for a lease in vain and returns who has it.
func refused(t *testing.T, w Leases, l Lease) tables.Lease {
	t.Helper()
	var other *HeldError
	_, release, err := l.hold(t.Context(), w, brisk)
	if err == nil {
		release()
	}
	if !errors.As(err, &other) {
		t.Fatalf("%s: got %v, want a lease that another holds", l.RunID, err)
	}
	return other.Lease
}

// wayward is a way to the warehouse on which each request and each answer takes a time of its own.
type wayward struct{ *clickhouse.Warehouse }

func dawdle() { time.Sleep(rand.N(4 * time.Millisecond)) }

func (w wayward) Leases(ctx context.Context, name string) ([]tables.Lease, error) {
	dawdle()
	defer dawdle()
	return w.Warehouse.Leases(ctx, name)
}

func (w wayward) PutLease(ctx context.Context, row tables.Lease) error {
	dawdle()
	defer dawdle()
	return w.Warehouse.PutLease(ctx, row)
}

// step is one thing a claimant did.
type step struct {
	by    int
	frees bool
}

// lock says what a lease is: one at a time has it, and only who has it gives it back.
var lock = porcupine.Model{
	Init: func() any { return -1 },
	Step: func(holder, input, _ any) (bool, any) {
		if s := input.(step); s.frees {
			return holder == s.by, -1
		} else {
			return holder == -1, s.by
		}
	},
}

// Eight claimants at once; what they saw must fit a lock.
func TestALeaseIsALock(t *testing.T) {
	t.Parallel()
	w, _ := leaseTable(t)
	began := time.Now()
	var mu sync.Mutex
	var history []porcupine.Operation
	note := func(s step, call time.Duration) {
		mu.Lock()
		defer mu.Unlock()
		history = append(history, porcupine.Operation{ClientId: s.by, Input: s, Call: int64(call), Return: int64(time.Since(began))})
	}
	var claimants sync.WaitGroup
	for n := range 8 {
		claimants.Go(func() {
			for round := range 2 {
				dawdle()
				call := time.Since(began)
				l := Lease{Name: "clinic", RunID: fmt.Sprintf("%d of %d", round, n), Wait: time.Hour}
				_, release, err := l.hold(t.Context(), wayward{w}, tempo{ttl: time.Minute, beat: time.Minute, poll: 40 * time.Millisecond})
				if err != nil {
					t.Error(err)
					return
				}
				note(step{by: n}, call)
				dawdle()
				call = time.Since(began)
				release()
				note(step{by: n, frees: true}, call)
			}
		})
	}
	claimants.Wait()
	if len(history) != 32 || !porcupine.CheckOperations(lock, history) {
		t.Errorf("%d steps, which no lock allows", len(history))
	}
}

func TestAHeldLeaseTellsWhoHasIt(t *testing.T) {
	t.Parallel()
	w, _ := leaseTable(t)
	_, release := take(t, w, Lease{Name: "clinic", RunID: "first", Command: "rounds run"}, brisk)
	other := refused(t, w, Lease{Name: "clinic", RunID: "second"})
	text := (&HeldError{other}).Error()
	for _, want := range []string{"source clinic", "rounds run", fmt.Sprintf("process %d", os.Getpid()), host(), "since 20"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q lacks %q", text, want)
		}
	}
	take(t, w, Lease{Name: "other", RunID: "second"}, brisk)
	take(t, w, Lease{Name: "clinic", Shard: "1/2", RunID: "first"}, brisk) // its own
	release()
	release()
	if other := refused(t, w, Lease{Name: "clinic", RunID: "second"}); other.Shard != "1/2" {
		t.Errorf("in the way is %+v", other)
	}
}

func TestShardsOfOneDivisionWorkSideBySide(t *testing.T) {
	t.Parallel()
	w, _ := leaseTable(t)
	take(t, w, Lease{Name: "clinic", Shard: "1/2", RunID: "one"}, brisk)
	take(t, w, Lease{Name: "clinic", Shard: "2/2", RunID: "two"}, brisk)
	for _, shard := range []string{"", "1/2", "2/2", "1/3", "1/4"} {
		refused(t, w, Lease{Name: "clinic", Shard: shard, RunID: "three"})
	}
}

func TestWhoWaitsGetsTheLease(t *testing.T) {
	t.Parallel()
	w, _ := leaseTable(t)
	_, release := take(t, w, Lease{Name: Publishing, RunID: "first"}, brisk)
	got := make(chan error, 1)
	go func() {
		_, release, err := Lease{Name: Publishing, RunID: "second", Wait: time.Hour}.hold(t.Context(), w, brisk)
		if err == nil {
			release()
		}
		got <- err
	}()
	ctx, cancel := context.WithCancelCause(t.Context())
	gone := errors.New("no longer wanted")
	cancel(gone)
	if _, _, err := (Lease{Name: Publishing, RunID: "third", Wait: time.Hour}).hold(ctx, w, brisk); !errors.Is(err, gone) {
		t.Errorf("a claimant that was stopped got %v", err)
	}
	release()
	if err := <-got; err != nil {
		t.Error(err)
	}
}

func TestALeaseIsProlonged(t *testing.T) {
	t.Parallel()
	w, _ := leaseTable(t)
	held, _ := take(t, w, Lease{Name: "clinic", RunID: "first"}, brisk)
	first := refused(t, w, Lease{Name: "clinic", RunID: "second"})
	for now := first; !now.Expires.After(first.Expires.Add(20 * time.Millisecond)); {
		now = refused(t, w, Lease{Name: "clinic", RunID: "second"})
	}
	if held.Err() != nil {
		t.Error("the lease ended:", context.Cause(held))
	}
}

// asleep is a way to the warehouse that a sleeping process does not go.
type asleep struct {
	*clickhouse.Warehouse
	mu sync.Mutex
}

func (a *asleep) PutLease(ctx context.Context, row tables.Lease) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.Warehouse.PutLease(ctx, row)
}

// A process sleeps until its lease is over. Where nobody came meanwhile it goes on; else it has lost it, and does not disturb
// the other.
func TestALeaseThatIsSleptOver(t *testing.T) {
	t.Parallel()
	w, _ := leaseTable(t)
	fleeting := tempo{ttl: 300 * time.Millisecond, beat: 10 * time.Millisecond, poll: 10 * time.Millisecond}
	sleeper := &asleep{Warehouse: w}
	held, _ := take(t, sleeper, Lease{Name: "clinic", RunID: "sleeper"}, fleeting)
	counts := func(n int) {
		t.Helper()
		for {
			rows, err := w.Leases(t.Context(), "clinic")
			if err != nil {
				t.Fatal(err)
			}
			if len(rows) == n {
				return
			}
		}
	}
	sleeper.mu.Lock()
	counts(0)
	sleeper.mu.Unlock()
	counts(1)
	if held.Err() != nil {
		t.Fatal("nobody came, and yet:", context.Cause(held))
	}
	sleeper.mu.Lock()
	counts(0)
	other, _ := take(t, w, Lease{Name: "clinic", RunID: "other"}, brisk)
	sleeper.mu.Unlock()
	<-held.Done()
	if err := context.Cause(held); !errors.Is(err, ErrLeaseLost) || !strings.Contains(err.Error(), "source clinic is in the hands of") {
		t.Error("the cause is", err)
	}
	for first := refused(t, w, Lease{Name: "clinic", RunID: "third"}); ; {
		now := refused(t, w, Lease{Name: "clinic", RunID: "third"})
		if now.RunID != "other" {
			t.Fatalf("it is in the hands of %s", now.RunID)
		}
		if now.Expires.After(first.Expires.Add(30 * time.Millisecond)) {
			break
		}
	}
	if other.Err() != nil {
		t.Error("the sleeper took it from the other:", context.Cause(other))
	}
}
