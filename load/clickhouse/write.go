package clickhouse

import (
	"context"
	"fmt"
	"io"
	"strings"

	ch "github.com/ClickHouse/clickhouse-go/v2"
	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/ipc"

	"github.com/nightrounds/rounds/load"
	"github.com/nightrounds/rounds/schemas/tables"
)

// insertSettings make one request one insert: whole or not at all, written before it is answered, nothing dropped as a
// supposed duplicate and no NULL turned into a default.
var insertSettings = ch.Settings{
	"async_insert":                  0,
	"input_format_null_as_default":  0,
	"insert_deduplicate":            0,
	"optimize_on_insert":            0,
	"min_insert_block_size_rows":    1 << 30,
	"min_insert_block_size_bytes":   1 << 40,
	"max_insert_block_size":         1 << 30,
	"wait_end_of_query":             1,
	"send_progress_in_http_headers": 0,
}

// Write streams b to t as Arrow. The first write to a table compares its declaration with the server; ErrSchema then
// names every difference. A transient failure is retried, which is harmless: rows of one key and version are one row.
func (w *Warehouse) Write(ctx context.Context, t tables.Table, b arrow.Record) error {
	if b.NumRows() == 0 {
		return nil
	}
	doing := "write " + called(t)
	if !b.Schema().Equal(t.ArrowSchema()) {
		return fmt.Errorf("%s: %w: the batch has other columns than the declaration", doing, load.ErrSchema)
	}
	if err := w.match(ctx, t); err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return w.room(ctx, w.again(ctx, func() error { return failure(doing, w.insert(ctx, t, b)) }))
}

// insert sends b once. It returns only after nothing reads b any more.
func (w *Warehouse) insert(ctx context.Context, t tables.Table, b arrow.Record) error {
	names := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		names[i] = c.Name
	}
	r, pipe := io.Pipe()
	encoded := make(chan error, 1)
	go func() {
		err := encode(pipe, b)
		pipe.CloseWithError(err)
		encoded <- err
	}()
	ctx = ch.Context(ctx, ch.WithSettings(insertSettings))
	err := w.conn.InsertFormat(ctx, "ArrowStream", "INSERT INTO "+w.name(t)+" ("+quoteAll(names)+")", r)
	_ = r.Close() // an answer before the end of the request leaves the encoder waiting
	if encodeErr := <-encoded; err == nil {
		err = encodeErr
	}
	return err
}

func encode(to io.Writer, b arrow.Record) error {
	writer := ipc.NewWriter(to, ipc.WithSchema(b.Schema()))
	if err := writer.Write(b); err != nil {
		return err
	}
	return writer.Close()
}

// match compares t with the server's table once per Warehouse; Prepare has done so.
func (w *Warehouse) match(ctx context.Context, t tables.Table) error {
	w.mu.Lock()
	done := w.matched[called(t)]
	w.mu.Unlock()
	if done {
		return nil
	}
	held, err := w.inspect(ctx, t.Database, t.Name)
	if err != nil {
		return err
	}
	h, ok := held[t.Name]
	if !ok {
		return fmt.Errorf("%w: the table is not there; prepare first", load.ErrSchema)
	}
	diffs := h.differences(t)
	for _, c := range h.missing(t) {
		diffs = append(diffs, "column "+c.Name+" is missing")
	}
	if len(diffs) > 0 {
		return fmt.Errorf("%w: %s", load.ErrSchema, strings.Join(diffs, "; "))
	}
	w.agree(t)
	return nil
}

// agree notes that a table is on the server as it is declared.
func (w *Warehouse) agree(t tables.Table) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.matched[called(t)] = true
}
