package clickhouse

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// FullError says that the server could not write because its disk is full.
type FullError struct {
	Free uint64 // bytes that are free on its fullest disk
	Err  error
}

// Error says how much room there is.
func (e *FullError) Error() string {
	return fmt.Sprintf("%v: the disk of the warehouse is full: %d MB free", e.Err, e.Free>>20)
}

// Unwrap gives what the server said.
func (e *FullError) Unwrap() error { return e.Err }

// needed is how much room, in bytes, there must be to make tables, and below which a write that failed is taken to have failed for
// it. The embedded engine keeps as much free.
const needed = 64 << 20

// A server that knows beforehand that there is no room says notEnoughSpace; else a write fails.
const (
	notEnoughSpace = 243
	cannotWrite    = 75
)

// room adds how much is free to an error that comes from a full disk.
func (w *Warehouse) room(ctx context.Context, err error) error {
	var server *ServerError
	if !errors.As(err, &server) || !slices.Contains([]int32{notEnoughSpace, cannotWrite}, server.Code) {
		return err
	}
	if free, ok := w.free(ctx); ok && (server.Code == notEnoughSpace || free < needed) {
		return &FullError{Free: free, Err: err}
	}
	return err
}

// roomy refuses to make tables where there is no room: libchdb 26.7 makes them and keeps no declaration.
func (w *Warehouse) roomy(ctx context.Context) error {
	if free, ok := w.free(ctx); ok && free < needed {
		return &FullError{Free: free, Err: errors.New("prepare the tables")}
	}
	return nil
}

// free asks how much room is left on the server's fullest disk; ok is false when it does not say.
func (w *Warehouse) free(ctx context.Context) (bytes uint64, ok bool) {
	err := w.one(ctx, "ask for the room on the disks", "SELECT min(free_space), count() > 0 FROM system.disks WHERE type = 'Local'", []any{&bytes, &ok})
	return bytes, err == nil && ok
}
