package clickhouse

import (
	"context"

	ch "github.com/ClickHouse/clickhouse-go/v2"

	"github.com/nightrounds/rounds/schemas/tables"
)

// acceptSQL writes a window's row anew with its books as they are, and the rows of those that came along with it. What somebody else
// closed meanwhile stays as it is.
const acceptSQL = `
	INSERT INTO {ops.windows}
	SELECT * REPLACE ('accepted' AS status, {reason:String} AS reason, {host:String} AS host, {who:String} AS who,
		greatest(now64(3, 'UTC'), updated_at + INTERVAL 1 MILLISECOND) AS updated_at)
	FROM
	(
		SELECT * FROM {ops.windows} FINAL
		WHERE (window_id = {window:String} OR came_with = {window:String}) AND status IN ('failed', 'deferred', 'interrupted')
	)`

// Accept closes a window that is failed, deferred or interrupted, and those of the kinds that came along with it: ID, Reason, Host and Who
// of w count. It is durable when it returns; whoever asks reads the window again to see that it was still open.
func (w *Warehouse) Accept(ctx context.Context, win tables.Window) error {
	return w.again(ctx, func() error {
		return failure("accept a window", w.conn.Exec(complete(ctx), w.fill(acceptSQL), ch.Named("window", win.ID), ch.Named("reason", win.Reason),
			ch.Named("host", win.Host), ch.Named("who", win.Who)))
	})
}
