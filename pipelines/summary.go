package pipelines

import (
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/schemas/tables"
)

// Summary is what a run came to.
type Summary struct {
	RunID     string
	Round     time.Time // when the night's round began, UTC
	Started   time.Time
	Finished  time.Time
	Windows   []tables.Window
	Failures  []Failure
	Published clickhouse.Published
}

// Failure is a source and kind that is not done.
type Failure struct {
	Source    string
	Kind      extract.Kind
	Err       error
	Unsettled bool // landed states could not be loaded: publishing would show half of them
}

// Error names the source and the kind.
func (f Failure) Error() string {
	return strings.TrimSpace(f.Source+" "+string(f.Kind)) + ": " + f.Err.Error()
}

// Unwrap is why it is not done.
func (f Failure) Unwrap() error { return f.Err }

// unsettled tells whether a table might show half of a batch.
func (s *Summary) unsettled() bool {
	return slices.ContainsFunc(s.Failures, func(f Failure) bool { return f.Unsettled })
}

// err joins the failures.
func (s *Summary) err() error {
	var errs []error
	for _, f := range s.Failures {
		errs = append(errs, f)
	}
	return errors.Join(errs...)
}
