package pipelines

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/nightrounds/rounds/load/engine/enginetest"
	"github.com/nightrounds/rounds/schemas/tables"
)

// leasingEnv makes the test binary a process that takes a lease and waits to be killed.
const leasingEnv = "ROUNDS_TEST_LEASING"

func init() {
	if os.Getenv(leasingEnv) == "" {
		return
	}
	arg := strings.Fields(os.Getenv(leasingEnv))
	w, err := leasesAt(context.Background(), arg[0], arg[1], arg[2])
	if err != nil {
		os.Exit(3)
	}
	if _, _, err := (Lease{Name: "clinic", RunID: arg[3]}).Hold(context.Background(), w); err != nil {
		os.Exit(4)
	}
	fmt.Println("held")
	select {}
}

// killedHolder has a process take the lease of clinic, and kills it.
func killedHolder(t *testing.T, prefix, run string) {
	t.Helper()
	e := enginetest.Start(t)
	password, err := e.Password("loader")
	if err != nil {
		t.Fatal(err)
	}
	child := exec.CommandContext(t.Context(), os.Args[0])
	child.Env = append(os.Environ(), leasingEnv+"="+strings.Join([]string{e.HTTPAddr(), password, prefix, run}, " "))
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	_, err = out.Read(make([]byte, 4))
	_ = child.Process.Kill()
	_ = child.Wait()
	if err != nil {
		t.Fatal("the process did not take the lease:", child.ProcessState)
	}
}

// Nobody waits for a process of this machine that was killed. The lease of another machine's ends by itself.
func TestTheLeaseOfAKilledProcessIsFree(t *testing.T) {
	t.Parallel()
	w, prefix := leaseTable(t)
	killedHolder(t, prefix, "killed")
	left, err := w.Leases(t.Context(), "clinic")
	if err != nil || len(left) != 1 {
		t.Fatalf("the killed process left %d leases: %v", len(left), err)
	}
	_, release := take(t, w, Lease{Name: "clinic", RunID: "next"}, brisk)
	release()
	if err := freeAll(t.Context(), w, thisProcess().outlived); err != nil {
		t.Fatal(err)
	}
	if left, err := w.Leases(t.Context(), ""); err != nil || len(left) > 0 {
		t.Errorf("%d leases are left: %v", len(left), err)
	}
	elsewhere := left[0]
	elsewhere.Host += "-other"
	elsewhere.UpdatedAt, elsewhere.Expires = elsewhere.UpdatedAt.Add(time.Hour), elsewhere.Expires.Add(time.Hour)
	if err := w.PutLease(t.Context(), elsewhere); err != nil {
		t.Fatal(err)
	}
	if err := freeAll(t.Context(), w, thisProcess().outlived); err != nil {
		t.Fatal(err)
	}
	refused(t, w, Lease{Name: "clinic", RunID: "next"})
}

// Only a process that this one could see is judged.
func TestAProcessIsKnownByMoreThanItsNumber(t *testing.T) {
	self := thisProcess()
	mark := strings.Fields(self.mark)
	if len(mark) != 3 {
		t.Fatalf("this process is %q", self.mark)
	}
	lease := func(change func(*tables.Lease, []string)) tables.Lease {
		l, parts := tables.Lease{Host: self.host, PID: self.pid}, strings.Fields(self.mark)
		change(&l, parts)
		l.Process = strings.Join(parts, " ")
		return l
	}
	for name, c := range map[string]struct {
		lease    tables.Lease
		outlived bool
	}{
		"this one":                 {lease(func(*tables.Lease, []string) {}), false},
		"an earlier of its number": {lease(func(_ *tables.Lease, m []string) { m[2] = "1" }), true},
		"no such number":           {lease(func(l *tables.Lease, _ []string) { l.PID = 1 << 30 }), true},
		"another machine":          {lease(func(l *tables.Lease, _ []string) { l.Host, l.PID = "other", 1<<30 }), false},
		"another boot":             {lease(func(l *tables.Lease, m []string) { m[0], l.PID = "boot", 1<<30 }), false},
		"another container":        {lease(func(l *tables.Lease, m []string) { m[1], l.PID = "pid:[1]", 1<<30 }), false},
		"of an unknown system":     {tables.Lease{Host: self.host, PID: 1 << 30}, false},
	} {
		if got := self.outlived(c.lease); got != c.outlived {
			t.Errorf("%s: outlived %v", name, got)
		}
	}
}
