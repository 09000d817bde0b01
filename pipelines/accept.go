package pipelines

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/schemas/tables"
)

// ErrAccept says that a window cannot be accepted: it is not there, or there is nothing to accept. Exit code 2.
var ErrAccept = errors.New("the window cannot be accepted")

// Acceptor is the ledger as a person closes a window of it by hand; clickhouse.Warehouse is one.
type Acceptor interface {
	// WindowsLike lists the windows whose id begins with prefix.
	WindowsLike(ctx context.Context, prefix string) ([]tables.Window, error)
	// IssuesOf lists the issues of some windows, the most frequent first.
	IssuesOf(ctx context.Context, windows []string) ([]tables.IssueCount, error)
	// Accept closes a window that is failed, deferred or interrupted, and those that came along with it: ID, Reason, Host and Who of w
	// count.
	Accept(ctx context.Context, w tables.Window) error
}

// Gap is what an accepted window leaves behind.
type Gap struct {
	Window tables.Window       // as it is now
	Was    string              // its status before
	Left   []tables.IssueCount // what the vendor showed and did not become a record, by reason
}

// Accept closes a window with its gap on record: it counts as done for plans, watermark and backfills, and nothing is read for it
// again. So do the windows of the kinds that came along with it. id may be the beginning of one window's id. An error that is not the warehouse's wraps ErrAccept.
func Accept(ctx context.Context, ledger Acceptor, id, reason string) (Gap, error) {
	if strings.TrimSpace(reason) == "" {
		return Gap{}, fmt.Errorf("%w: say why, for whoever reads the books later", ErrAccept)
	}
	w, err := only(ctx, ledger, id)
	if err != nil {
		return Gap{}, err
	}
	gap := Gap{Was: w.Status}
	if err := acceptable(w); err != nil {
		return gap, err
	}
	issues, err := ledger.IssuesOf(ctx, []string{w.ID})
	if err != nil {
		return gap, err
	}
	for _, i := range issues {
		if i.Path == "" { // of the reading: issues of the mapping have a path
			gap.Left = append(gap.Left, i)
		}
	}
	w.Reason, w.Host, w.Who = reason, host(), who()
	if err := ledger.Accept(ctx, w); err != nil {
		return gap, err
	}
	if gap.Window, err = only(ctx, ledger, w.ID); err == nil && gap.Window.Status != Accepted {
		err = fmt.Errorf("%w: it changed meanwhile and is %s", ErrAccept, gap.Window.Status)
	}
	return gap, err
}

// only finds the one window whose id begins so.
func only(ctx context.Context, ledger Acceptor, id string) (tables.Window, error) {
	if len(id) < 4 {
		return tables.Window{}, fmt.Errorf("%w: give at least four characters of its id", ErrAccept)
	}
	windows, err := ledger.WindowsLike(ctx, id)
	switch {
	case err != nil:
		return tables.Window{}, err
	case len(windows) == 0:
		return tables.Window{}, fmt.Errorf("%w: there is none of that id", ErrAccept)
	case len(windows) > 1:
		return tables.Window{}, fmt.Errorf("%w: %d begin so; give more of its id", ErrAccept, len(windows))
	}
	return windows[0], nil
}

func acceptable(w tables.Window) error {
	switch w.Status {
	case Failed:
		return nil
	case Deferred, Interrupted:
		if w.Mode != string(extract.Sweep) {
			return nil
		}
		return fmt.Errorf("%w: it is %s, and most may not be read yet; the next run goes on with it", ErrAccept, w.Status)
	case Running:
		return fmt.Errorf("%w: it is running; wait for its end, or for the next run to see that it was stopped", ErrAccept)
	case Accepted:
		return fmt.Errorf("%w: it was accepted on %s", ErrAccept, w.UpdatedAt.UTC().Format("2006-01-02 15:04 UTC"))
	}
	return fmt.Errorf("%w: it is %s and lacks nothing", ErrAccept, w.Status)
}
