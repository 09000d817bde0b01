package clickhouse

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/cenkalti/backoff/v5"

	"github.com/nightrounds/rounds/load"
)

// again runs a request that is harmless to repeat until it succeeds, fails for good, or Options.Retry is over. A request
// that was refused is repeated when the password has changed meanwhile.
func (w *Warehouse) again(ctx context.Context, request func() error) error {
	if w.opts.Retry < 0 {
		return request()
	}
	pause := backoff.NewExponentialBackOff()
	pause.InitialInterval, pause.MaxInterval = 200*time.Millisecond, 5*time.Second
	_, err := backoff.Retry(ctx, func() (struct{}, error) {
		err := request()
		switch {
		case err == nil, transient(err), errors.Is(err, load.ErrDenied) && w.keys.renewed(ctx):
			return struct{}{}, err
		}
		return struct{}{}, backoff.Permanent(err)
	}, backoff.WithBackOff(pause), backoff.WithMaxElapsedTime(w.opts.Retry), backoff.WithNotify(w.noteRetry))
	return err
}

func (w *Warehouse) noteRetry(err error, after time.Duration) {
	w.opts.Log.Warn("the warehouse is asked again", slog.Any("error", err), slog.Duration("after", after))
}
