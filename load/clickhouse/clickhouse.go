// Package clickhouse keeps the product's tables in a ClickHouse server, embedded or a customer's: it prepares them, writes
// record batches and proves by key that they arrived, answers what earlier runs kept, and publishes the analysts' tables.
//
// It maps nothing and calls no vendor. It never retypes a table that holds data and drops one only when a rebuilt or newly
// published one has taken its place; it trusts no deduplication token, and repeats no server text that may quote a record.
package clickhouse

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"os"
	"sync"
	"time"

	ch "github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"github.com/nightrounds/rounds/load"
	"github.com/nightrounds/rounds/schemas/tables"
)

// Options say where the server is and who asks.
type Options struct {
	Addr   string // host:port of the HTTP interface; one host, so that a read back asks the server that took the insert
	Secure bool   // TLS 1.2 or newer; its verification cannot be switched off
	CAFile string // PEM file of a further authority; needs Secure
	Plain  bool   // allow a host other than this machine without TLS

	User     string
	Password func(context.Context) (string, error) // asked for at first use and again after the server refused it

	Prefix string // of every database name: "" or "clinic_"

	Conns int           // at most so many requests at once; 0: 16
	Retry time.Duration // how long a transient failure is retried; 0: 30 s, negative: not at all
	Log   *slog.Logger  // told of retries, without values; nil: nobody
}

// Warehouse is a ClickHouse server seen as load.Sink and load.State. It is safe for concurrent use.
type Warehouse struct {
	opts Options
	conn driver.Conn
	keys *credentials

	mu      sync.Mutex
	matched map[string]bool // tables whose server side was compared with their declaration
}

var (
	_ load.Sink  = (*Warehouse)(nil)
	_ load.State = (*Warehouse)(nil)
)

// How long to wait: for a connection and the server's greeting, and for the first byte of an answer. Building one
// published table is a single request, so the second is long; a dead peer is noticed by keep-alive much earlier.
const (
	dialTimeout   = 30 * time.Second
	answerTimeout = 2 * time.Hour
)

// Open signs in and asks the server for its clock. The error wraps load.ErrDenied when the server refuses user or
// password and load.ErrUnavailable when it does not answer; it is not retried.
func Open(ctx context.Context, o Options) (*Warehouse, error) {
	o = o.withDefaults()
	if err := o.check(); err != nil {
		return nil, fmt.Errorf("open the warehouse: %w", err)
	}
	opts, keys, err := o.driver()
	if err != nil {
		return nil, fmt.Errorf("open the warehouse: %w", err)
	}
	conn, err := ch.Open(opts)
	if err != nil {
		return nil, fmt.Errorf("open the warehouse: options of the driver: %w", err)
	}
	w := &Warehouse{opts: o, conn: conn, keys: keys, matched: map[string]bool{}}
	if err := conn.Ping(ctx); err != nil {
		_ = conn.Close()
		return nil, w.advise(failure("open the warehouse", err))
	}
	return w, nil
}

// Close gives the connections back. Sequences still open end with an error.
func (w *Warehouse) Close() error { return w.conn.Close() }

// advise adds the next step to the errors a person can mend.
func (w *Warehouse) advise(err error) error {
	switch {
	case errors.Is(err, load.ErrDenied):
		return fmt.Errorf("%w; check the user %s and the file its password is read from", err, w.opts.User)
	case errors.Is(err, load.ErrUnavailable):
		return fmt.Errorf("%w; check that ClickHouse listens for HTTP at %s", err, w.opts.Addr)
	}
	return err
}

func (o Options) withDefaults() Options {
	if o.Conns == 0 {
		o.Conns = 16
	}
	if o.Retry == 0 {
		o.Retry = 30 * time.Second
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return o
}

func (o Options) check() error {
	host, _, err := net.SplitHostPort(o.Addr)
	if err != nil {
		return errors.New("the address is not host:port")
	}
	if !o.Secure && !o.Plain && !loopback(host) {
		return fmt.Errorf("records of patients would cross the network to %s without TLS; use TLS, or allow plain HTTP explicitly", host)
	}
	if o.Password == nil {
		return errors.New("no password is configured")
	}
	if o.Prefix != "" && !tables.ValidName(o.Prefix) {
		return errors.New("the database prefix has other characters than a-z, 0-9 and _")
	}
	return nil
}

func loopback(host string) bool {
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.IsLoopback()
}

// driver translates the options. The password does not pass through the driver, which would write it into the address of
// each request.
func (o Options) driver() (*ch.Options, *credentials, error) {
	secure, err := o.tls()
	if err != nil {
		return nil, nil, err
	}
	keys := &credentials{host: o.Addr, user: o.User, password: o.Password}
	return &ch.Options{
		Protocol:     ch.HTTP,
		Addr:         []string{o.Addr},
		TLS:          secure,
		Auth:         ch.Auth{Username: o.User},
		DialTimeout:  dialTimeout,
		ReadTimeout:  answerTimeout,
		MaxOpenConns: o.Conns,
		MaxIdleConns: o.Conns,
		TransportFunc: func(t *http.Transport) (http.RoundTripper, error) {
			t.Proxy = nil                 // a proxy from the environment would see every record
			t.WriteBufferSize = 128 << 10 // the usual 4 KB would break every part of an insert in two
			return signing{t, keys}, nil
		},
	}, keys, nil
}

func (o Options) tls() (*tls.Config, error) {
	if !o.Secure {
		return nil, nil
	}
	c := &tls.Config{MinVersion: tls.VersionTLS12}
	if o.CAFile == "" {
		return c, nil
	}
	pem, err := os.ReadFile(o.CAFile)
	if err != nil {
		return nil, fmt.Errorf("read the authority's certificate: %w", err)
	}
	pool, err := x509.SystemCertPool()
	if err != nil {
		pool = x509.NewCertPool()
	}
	if !pool.AppendCertsFromPEM(pem) {
		return nil, fmt.Errorf("no certificate in %s", o.CAFile)
	}
	c.RootCAs = pool
	return c, nil
}
