package engine

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"
	"go.uber.org/goleak"

	"github.com/nightrounds/rounds/load"
)

// ownerEnv makes the test binary a process that owns the engine of the folder it names, until it is killed.
const ownerEnv = "ROUNDS_ENGINE_TEST_OWNER"

func TestMain(m *testing.M) {
	RunIfChild()
	if dir := os.Getenv(ownerEnv); dir != "" {
		own(dir)
	}
	code := m.Run()
	if err := goleak.Find(); err != nil && code == 0 {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

func own(dir string) {
	e, err := Open(context.Background(), Options{Dir: dir})
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	fmt.Println("ready", e.PID())
	<-e.Done()
	os.Exit(1)
}

var analyst = load.Account{Name: "analyst", Doc: "reads the published tables", Grants: []string{"GRANT SELECT ON analytics.*"}, ReadOnly: true}

// open opens an engine that ends with the test.
func open(t *testing.T, o Options) *Engine {
	t.Helper()
	if o.Dir == "" {
		o.Dir = t.TempDir()
	}
	e, err := Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := e.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return e
}

// ask runs a query over HTTP as an account, or as nobody when account is empty.
func ask(t *testing.T, e *Engine, account, query string) (int, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://"+e.HTTPAddr()+"/", strings.NewReader(query))
	if err != nil {
		t.Fatal(err)
	}
	if account != "" {
		secret, err := e.Password(account)
		if err != nil {
			t.Fatal(err)
		}
		req.SetBasicAuth(account, secret)
	}
	resp, err := probeClient.Do(req)
	if err != nil {
		return 0, err.Error()
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return 0, err.Error()
	}
	return resp.StatusCode, strings.TrimSpace(string(body))
}

// must runs a query as the loader and returns its answer.
func must(t *testing.T, e *Engine, query string) string {
	t.Helper()
	status, body := ask(t, e, Loader, query)
	if status != http.StatusOK {
		t.Fatalf("%s: status %d: %s", query, status, body)
	}
	return body
}

// native opens a clickhouse-go connection over the native protocol; it says nothing before the first use.
func native(t *testing.T, e *Engine, database, account, secret string) driver.Conn {
	t.Helper()
	conn, err := clickhouse.Open(&clickhouse.Options{
		Addr: []string{e.TCPAddr()},
		Auth: clickhouse.Auth{Database: database, Username: account, Password: secret},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	return conn
}

// eventually waits until ok holds; it fails the test only when that takes beyond all reason.
func eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if ok() {
			return
		}
	}
	t.Fatalf("not seen in a minute: %s", what)
}

// logged is a log that can be read while it is written.
type logged struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (l *logged) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.Write(b)
}

func (l *logged) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.String()
}

func (l *logged) logger() *slog.Logger { return slog.New(slog.NewTextHandler(l, nil)) }
