package engine

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"

	"github.com/ClickHouse/clickhouse-go/v2"
)

// TestSurvivesAbuse does what ends a libchdb that has no terminal: every case must leave the same process answering.
func TestSurvivesAbuse(t *testing.T) {
	e := open(t, Options{})
	pid := e.PID()
	secret, err := e.Password(Loader)
	if err != nil {
		t.Fatal(err)
	}
	for name, abuse := range map[string]func(*testing.T){
		"wrong password over TCP":   func(t *testing.T) { refused(t, e, "default", "wrong", 516) },
		"unknown database over TCP": func(t *testing.T) { refused(t, e, "nowhere", secret, 81) },
		"garbage over TCP":          func(t *testing.T) { send(t, e.TCPAddr(), "\x16\x03\x01\xff\xffGET / garbage\x00\xfe", false) },
		"garbage over HTTP":         func(t *testing.T) { send(t, e.HTTPAddr(), "\x00\x01\x02garbage\xff\r\n\r\n", false) },
		"reset within a request line": func(t *testing.T) {
			send(t, e.HTTPAddr(), "POST /?qu", true)
		},
		"reset within headers": func(t *testing.T) { send(t, e.HTTPAddr(), "POST / HTTP/1.1\r\nHost: x\r\nX-Cli", true) },
		"reset within a body": func(t *testing.T) {
			send(t, e.HTTPAddr(), "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nSELECT ", true)
		},
		"reset within a chunk": func(t *testing.T) {
			send(t, e.HTTPAddr(), "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nSEL", true)
		},
		"reset within a hello": func(t *testing.T) { send(t, e.TCPAddr(), "\x00\x05hel", true) },
	} {
		t.Run(name, func(t *testing.T) {
			for range 30 {
				abuse(t)
			}
			if got := must(t, e, "SELECT 1"); got != "1" || e.PID() != pid {
				t.Errorf("answer %q from process %d, want 1 from %d", got, e.PID(), pid)
			}
		})
	}
}

// refused signs in over TCP and expects ClickHouse's error code.
func refused(t *testing.T, e *Engine, database, secret string, code int32) {
	t.Helper()
	conn := native(t, e, database, Loader, secret)
	err := conn.Ping(t.Context())
	var refusal *clickhouse.Exception
	if !errors.As(err, &refusal) || refusal.Code != code {
		t.Fatalf("error %v, want code %d", err, code)
	}
}

// send writes text and closes the connection, by a reset if asked.
func send(t *testing.T, addr, text string, reset bool) {
	t.Helper()
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := conn.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if reset {
		if err := conn.(*net.TCPConn).SetLinger(0); err != nil {
			t.Fatal(err)
		}
	}
}

func TestCrashIsRestarted(t *testing.T) {
	log := &logged{}
	e := open(t, Options{Log: log.logger()})
	other := open(t, Options{Dir: e.options.Dir})
	must(t, e, "CREATE TABLE default.kept (n UInt8) ENGINE = MergeTree ORDER BY n")
	must(t, e, "INSERT INTO default.kept VALUES (7)")
	pid, addr := e.PID(), e.HTTPAddr()
	kill(t, pid)
	eventually(t, "a new process", func() bool { return e.PID() != pid })
	if got := must(t, e, "SELECT n FROM default.kept"); got != "7" || e.HTTPAddr() != addr {
		t.Errorf("answer %q at %s, want 7 at %s", got, e.HTTPAddr(), addr)
	}
	eventually(t, "the new process by the other handle", func() bool { return other.PID() == e.PID() })
	if !strings.Contains(log.String(), "is restarted") {
		t.Errorf("the log does not tell of a restart: %s", log)
	}
}

func TestGivesUp(t *testing.T) {
	e, err := Open(t.Context(), Options{Dir: t.TempDir(), MaxRestarts: 2})
	if err != nil {
		t.Fatal(err)
	}
	if err := write(e.options.Dir+"/"+configFile, "this is not XML"); err != nil {
		t.Fatal(err)
	}
	kill(t, e.PID())
	<-e.Done()
	var start *StartError
	if err := e.Close(); !errors.As(err, &start) || len(start.Output) == 0 {
		t.Errorf("error %v, want a StartError with the engine's words", err)
	}
	if errors.Is(e.Err(), context.Canceled) || !strings.Contains(e.Err().Error(), "2 times in a row") {
		t.Errorf("error %v", e.Err())
	}
}

// TestKilledWhileInserting kills the engine in the middle of inserts: each acknowledged batch is there afterwards, whole.
func TestKilledWhileInserting(t *testing.T) {
	const rows, rounds = 3000, 3
	e := open(t, Options{})
	must(t, e, `CREATE TABLE default.batch (batch UInt32, n UInt32, pad String) ENGINE = MergeTree ORDER BY (batch, n)
		SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`)
	var acked []string
	for round := range rounds {
		pid := e.PID()
		got := insertUntilKilled(t, e, round, rows)
		acked = append(acked, got...)
		eventually(t, "a new process", func() bool { return e.PID() != pid })
	}
	present := must(t, e, fmt.Sprintf("SELECT count() FROM (SELECT batch FROM default.batch GROUP BY batch HAVING count() = %d) WHERE batch IN (%s)",
		rows, strings.Join(acked, ",")))
	if present != fmt.Sprint(len(acked)) {
		t.Errorf("%s of %d acknowledged batches are whole", present, len(acked))
	}
}

// insertUntilKilled inserts batch after batch, kills the engine once some are acknowledged, and returns the acknowledged.
func insertUntilKilled(t *testing.T, e *Engine, round, rows int) []string {
	t.Helper()
	var done atomic.Int32
	killed := make(chan struct{})
	go func() {
		defer close(killed)
		for done.Load() < 10 {
			if !sleep(t.Context(), poll/50) {
				return
			}
		}
		_ = syscall.Kill(e.PID(), syscall.SIGKILL)
	}()
	var acked []string
	for i := 0; ; i++ {
		batch := round*1_000_000 + i
		status, _ := ask(t, e, Loader, fmt.Sprintf(
			"INSERT INTO default.batch SELECT %d, number, randomString(100) FROM numbers(%d)", batch, rows))
		if status != http.StatusOK {
			break
		}
		acked = append(acked, fmt.Sprint(batch))
		done.Add(1)
	}
	done.Store(10) // also where an insert failed before
	<-killed
	return acked
}

func kill(t *testing.T, pid int) {
	t.Helper()
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
}

// TestKilledOwnerLeavesNoOrphan kills the process that owns an engine; the next opener has the folder, with its rows.
func TestKilledOwnerLeavesNoOrphan(t *testing.T) {
	dir := t.TempDir()
	owner := exec.Command(os.Args[0])
	owner.Env = append(os.Environ(), ownerEnv+"="+dir)
	out, err := owner.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := owner.Start(); err != nil {
		t.Fatal(err)
	}
	var pid int
	if _, err := fmt.Fscanf(out, "ready %d\n", &pid); err != nil {
		t.Fatal(err)
	}
	shared := open(t, Options{Dir: dir})
	must(t, shared, "CREATE TABLE default.kept (n UInt8) ENGINE = MergeTree ORDER BY n")
	must(t, shared, "INSERT INTO default.kept VALUES (7)")
	if shared.Owned() || shared.PID() != pid {
		t.Fatalf("owned %v, process %d, want %d", shared.Owned(), shared.PID(), pid)
	}
	kill(t, owner.Process.Pid)
	_ = owner.Wait()
	next := open(t, Options{Dir: dir})
	if !next.Owned() || must(t, next, "SELECT n FROM default.kept") != "7" {
		t.Error("the next opener does not have the folder and its rows")
	}
	eventually(t, "the end of the orphan", func() bool { return !alive(pid) })
	<-shared.Done()
	if !errors.Is(shared.Err(), ErrOwnerGone) {
		t.Errorf("error %v, want ErrOwnerGone", shared.Err())
	}
}
