package pipelines_test

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/load/engine/enginetest"
	"github.com/nightrounds/rounds/pipelines"
	"github.com/nightrounds/rounds/schemas/tables"
)

// killing is a run in a process of its own that ends itself by SIGKILL at one step, or is killed from outside after a while.
type killing struct {
	Addr, Password, Prefix, Config string

	Step      string // its statement in crashSteps; empty: none
	Nth       int    // time the step is reached
	Done      bool   // the engine did the step and the round does not know yet; else: the engine has not heard of it
	After     time.Duration
	Publishes bool
	Prepares  bool // the tables, once more
	Rebuilds  bool // the tables, and no vendor is asked
}

// crashStep is a step by which a round changes the warehouse, or reads back.
type crashStep struct {
	name, sql string
	often     int // at least so many times in a round that changes something
}

// crashSteps are all of them, in the order of a round, by the statements that make them. make test takes one of each name, for time's sake;
// make soak takes all.
var crashSteps = []crashStep{
	{"source", `^INSERT INTO ops\.sources`, 1},
	{"ledger, stopped ones", `^INSERT INTO ops\.\w+ SELECT \* REPLACE`, 2},
	{"run", `^INSERT INTO ops\.runs \(`, 1},
	{"ledger", `^INSERT INTO ops\.windows \(`, 12},
	{"land", `^INSERT INTO raw\.records`, 2},
	{"land, read back", `FROM raw\.records .*manifest`, 2},
	{"resources", `^INSERT INTO fhir\.`, 5},
	{"resources, read back", `FROM fhir\..*manifest`, 5},
	{"quarantine", `^INSERT INTO ops\.quarantine`, 1},
	{"seen", `^INSERT INTO ops\.seen`, 2},
	{"state", `^INSERT INTO ops\.record_state`, 2},
	{"state, read back", `FROM ops\.record_state .*manifest`, 2},
	{"issues", `^INSERT INTO ops\.issues`, 1},
	{"coverage", `^INSERT INTO ops\.coverage`, 2},
	{"publish, lease", `^INSERT INTO ops\.leases`, 1},
	{"publish, plan", `^INSERT INTO ops\.publish`, 1},
	{"publish, clear", `^DROP TABLE IF EXISTS analytics`, 1},
	{"publish, create", `^CREATE TABLE IF NOT EXISTS analytics\.\w+__next`, 8},
	{"publish, fill", `^INSERT INTO link\.\w+__next`, 1},
	{"publish, fill", `^INSERT INTO analytics\.`, 8},
	{"publish, fill", `^INSERT INTO notes\.`, 2},
	{"publish, swap", `^EXCHANGE TABLES`, 20},
	{"publish, fill", `^INSERT INTO link\.surrogate`, 1},
	{"publish, fill", `^INSERT INTO analytics_sh\.`, 8},
	{"publish, note", `^INSERT INTO ops\.publish`, 2},
	{"publish, examine", `^INSERT INTO ops\.watermarks`, 1},
	{"publish, examine", `^INSERT INTO ops\.quality`, 1},
}

// rebuildSteps are those of a rebuild, until the new tables are in use.
var rebuildSteps = []crashStep{
	{"clear", `^DROP DATABASE IF EXISTS _rebuild_`, 4},
	{"create", `^CREATE TABLE IF NOT EXISTS _rebuild_`, 20},
	{"resources", `^INSERT INTO _rebuild_fhir\.`, 5},
	{"quarantine", `^INSERT INTO _rebuild_ops\.quarantine`, 1},
	{"state", `^INSERT INTO _rebuild_ops\.record_state`, 2},
	{"order", `^INSERT INTO _rebuild_ops\.swap`, 1},
	{"swap", `^EXCHANGE TABLES _rebuild_`, 20},
}

const killingEnv = "ROUNDS_TEST_KILLING"

func init() {
	if text := os.Getenv(killingEnv); text != "" {
		var k killing
		err := json.Unmarshal([]byte(text), &k)
		if err == nil {
			err = k.run()
		}
		if err != nil {
			fmt.Fprint(os.Stderr, err)
			os.Exit(3)
		}
		os.Exit(0) // not killed: the step named is never reached
	}
}

// prepared is a warehouse whose tables are there.
type prepared struct{ *clickhouse.Warehouse }

func (prepared) Prepare(context.Context, []tables.Table) error { return nil }

func (k killing) run() error {
	ctx := context.Background()
	w, err := clickhouse.Open(ctx, clickhouse.Options{Addr: k.line(), User: "loader", Prefix: k.Prefix,
		Password: func(context.Context) (string, error) { return k.Password, nil }})
	if err != nil {
		return err
	}
	config, err := pipelines.ParseConfig([]byte(k.Config))
	if err != nil {
		return err
	}
	if k.Rebuilds {
		r := pipelines.Rebuild{Config: config, Warehouse: w, Unpublished: !k.Publishes, Log: slog.New(slog.DiscardHandler),
			Agree: func([]clickhouse.Comparison) bool { return true }}
		_, err = r.Run(ctx)
		return err
	}
	n := pipelines.Night{Config: config, Warehouse: w, Unpublished: !k.Publishes, Log: slog.New(slog.DiscardHandler), Command: "test"}
	if !k.Prepares {
		n.Warehouse = prepared{w}
	}
	s, err := n.Run(ctx)
	if held := new(pipelines.HeldError); errors.As(err, &held) || tellsOfAnEarlier(s, err) {
		return nil // another run has it, or could not read a record: so it is
	}
	return err
}

// tellsOfAnEarlier tells whether a round failed for what another could not read: a sweep that goes on where a bad night left it misses
// what that night missed, says so, and the next one begins anew.
func tellsOfAnEarlier(s pipelines.Summary, err error) bool {
	return errors.Is(err, pipelines.ErrUnread) && slices.ContainsFunc(s.Windows, func(w tables.Window) bool {
		return w.Status == pipelines.Failed && w.Continues != ""
	})
}

// line is the way to the engine, on which the process dies.
func (k killing) line() (addr string) {
	if k.Step == "" {
		return k.Addr
	}
	is := regexp.MustCompile(k.Step)
	reached, last := atomic.Int64{}, "X-Last-Step"
	p := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(&url.URL{Scheme: "http", Host: k.Addr})
		if is.MatchString(statement(r.In, k.Prefix)) && reached.Add(1) == int64(k.Nth) {
			if !k.Done {
				die()
			}
			r.Out.Header.Set(last, "1")
		}
		r.Out.Body = r.In.Body
	}}
	p.ModifyResponse = func(answer *http.Response) error {
		if answer.Request.Header.Get(last) != "" {
			die()
		}
		return nil
	}
	return httptest.NewServer(p).Listener.Addr().String()
}

func die() {
	_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
	select {}
}

// statement is a request's SQL in one line, without quotes and the databases' prefix. An insert has it in the address and rows in
// the body; what travels with a query is a form.
func statement(r *http.Request, prefix string) string {
	sql := r.URL.Query().Get("query")
	if sql == "" || strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/") {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return ""
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		sql += string(body)
	}
	return strings.Join(strings.Fields(strings.NewReplacer("`", "", prefix, "").Replace(sql)), " ")
}

// kill does the rounds in a process that is to be killed on the way, and tells whether it was.
func (s store) kill(config string, k killing) bool {
	s.t.Helper()
	return s.begin(config, k)()
}

// begin does so without waiting for its end.
func (s store) begin(config string, k killing) (ended func() (killed bool)) {
	s.t.Helper()
	e := enginetest.Start(s.t)
	password, err := e.Password("loader")
	if err != nil {
		s.t.Fatal(err)
	}
	k.Addr, k.Password, k.Prefix, k.Config = e.HTTPAddr(), password, s.prefix, config
	text, err := json.Marshal(k)
	if err != nil {
		s.t.Fatal(err)
	}
	child := exec.CommandContext(s.t.Context(), os.Args[0])
	child.Env = append(os.Environ(), killingEnv+"="+string(text))
	var why bytes.Buffer
	child.Stderr = &why
	if err := child.Start(); err != nil {
		s.t.Fatal(err)
	}
	end := time.AfterFunc(cmp.Or(k.After, time.Hour), func() { _ = child.Process.Kill() })
	return func() bool {
		s.t.Helper()
		defer end.Stop()
		err := child.Wait()
		status, ok := child.ProcessState.Sys().(syscall.WaitStatus)
		killed := ok && status.Signaled() && status.Signal() == syscall.SIGKILL
		if err != nil && !killed && !child.ProcessState.Success() { // it may end by itself at the very moment
			s.t.Fatalf("the round that was to be killed at %q failed: %v: %s", k.Step, err, why.String())
		}
		return killed
	}
}
