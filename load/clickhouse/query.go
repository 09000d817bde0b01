package clickhouse

import (
	"bufio"
	"context"
	"errors"
	"io"
	"iter"
	"strings"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"
)

// scanner reads the row at hand into pointers.
type scanner func(dest ...any) error

// query runs a read that gives few rows, calls each for every one, and retries transient failures before the first row.
func (w *Warehouse) query(ctx context.Context, doing, sql string, each func(scanner) error, args ...any) error {
	var rows driver.Rows
	err := w.again(ctx, func() (err error) {
		rows, err = w.conn.Query(ctx, sql, args...)
		return failure(doing, err)
	})
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		if err := each(rows.Scan); err != nil {
			return failure(doing, err)
		}
	}
	return failure(doing, rows.Err())
}

// one reads a single row into dest.
func (w *Warehouse) one(ctx context.Context, doing, sql string, dest []any, args ...any) error {
	return w.query(ctx, doing, sql, func(scan scanner) error { return scan(dest...) }, args...)
}

// exec runs a statement that is harmless to repeat and reads no record: the server's words about it are kept.
func (w *Warehouse) exec(ctx context.Context, doing, sql string) error {
	return w.room(ctx, w.again(ctx, func() error { return w.once(ctx, doing, sql) }))
}

// once runs such a statement without repeating it. The server answers when it is done, with a status that tells.
func (w *Warehouse) once(ctx context.Context, doing, sql string) error {
	return told(doing, w.conn.Exec(complete(ctx), sql))
}

// stream yields one value a row, from a request that is ended as soon as the sequence is left. Nothing is retried: rows
// may already have been used.
func stream[T any](ctx context.Context, w *Warehouse, doing, sql string, read func(scanner) (T, error), args ...any) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		ctx, cancel := context.WithCancel(ctx)
		rows, err := w.conn.Query(ctx, sql, args...)
		if err != nil {
			cancel()
			yield(none, failure(doing, err))
			return
		}
		defer func() { _ = rows.Close() }()
		defer cancel() // first, or Close would read all that is left
		for rows.Next() {
			v, err := read(rows.Scan)
			if err != nil {
				yield(none, failure(doing, err))
				return
			}
			if !yield(v, nil) {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(none, failure(doing, err))
		}
	}
}

// Result is the answer to a person's query, as the server formats it.
type Result struct {
	Columns []string
	Types   []string

	// Rows yields each row's values as text, NULL as `\N` and arrays in ClickHouse's notation. The first error ends it.
	Rows iter.Seq2[[]string, error]

	body io.Closer
}

// Close ends the request. It must be called, also when Rows was read to the end.
func (r *Result) Close() error { return r.body.Close() }

// Query runs one statement of a person, as the account the warehouse was opened with. The error quotes the server only
// where it speaks of the statement itself. A statement that answers nothing has no columns and no rows.
func (w *Warehouse) Query(ctx context.Context, sql string) (*Result, error) {
	body, err := w.conn.QueryFormat(ctx, "TabSeparatedWithNamesAndTypes", sql)
	if err != nil {
		return nil, spoken("query", err)
	}
	r, in := &Result{body: body}, bufio.NewReaderSize(body, 64<<10)
	for _, to := range []*[]string{&r.Columns, &r.Types} {
		if *to, err = tabbed(in); err != nil && !errors.Is(err, io.EOF) {
			_ = body.Close()
			return nil, spoken("query", err)
		}
	}
	if len(r.Columns) != len(r.Types) {
		_ = body.Close()
		return nil, errFormat
	}
	r.Rows = r.rows(in)
	return r, nil
}

func (r *Result) rows(in *bufio.Reader) iter.Seq2[[]string, error] {
	return func(yield func([]string, error) bool) {
		for {
			row, err := tabbed(in)
			switch {
			case errors.Is(err, io.EOF):
				return
			case err != nil:
				yield(nil, spoken("query", err))
				return
			case len(row) != len(r.Columns):
				yield(nil, errFormat)
				return
			}
			if !yield(row, nil) {
				return
			}
		}
	}
}

var errFormat = errors.New("query: the answer is not a table; leave FORMAT out of the statement")

// tabbed reads a line of https://clickhouse.com/docs/interfaces/formats/TabSeparated.
func tabbed(in *bufio.Reader) ([]string, error) {
	line, err := in.ReadString('\n')
	if err != nil {
		return nil, err
	}
	fields := strings.Split(line[:len(line)-1], "\t")
	for i, f := range fields {
		if f != `\N` && strings.ContainsRune(f, '\\') {
			fields[i] = unescape.Replace(f)
		}
	}
	return fields, nil
}

var unescape = strings.NewReplacer(`\\`, `\`, `\t`, "\t", `\n`, "\n", `\r`, "\r", `\0`, "\x00", `\b`, "\b", `\f`, "\f", `\'`, `'`)
