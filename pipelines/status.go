package pipelines

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/rest"
	"github.com/nightrounds/rounds/load"
	"github.com/nightrounds/rounds/schemas/tables"
)

// Status is what there is to know of a warehouse and its sources at a moment. Its JSON is for programs (docs/commands.md); times are
// UTC. It holds no value of a record.
type Status struct {
	At      time.Time      `json:"at"`
	Run     *RunStatus     `json:"last_run,omitempty"` // the run that began last
	Sources []SourceStatus `json:"sources"`
	Purge   bool           `json:"purge_stopped,omitempty"` // a purge was agreed on and stopped before its end
}

// RunStatus is one run.
type RunStatus struct {
	ID       string    `json:"run"`
	Command  string    `json:"command"`
	Source   string    `json:"source,omitempty"` // the one it was for; empty: all
	Kind     string    `json:"kind,omitempty"`   // the one it was for; empty: all
	From     time.Time `json:"from,omitzero"`    // first day of a backfill
	To       time.Time `json:"to,omitzero"`      // the day after its last
	Status   string    `json:"status"`
	Error    string    `json:"error,omitempty"`
	Started  time.Time `json:"started"`
	Finished time.Time `json:"finished,omitzero"`
}

// SourceStatus is one configured source.
type SourceStatus struct {
	Source string        `json:"source"`
	Vendor string        `json:"vendor"`
	Run    *RunStatus    `json:"last_run,omitempty"` // the last run that read it
	Error  string        `json:"error,omitempty"`    // why that run did not come to read it; empty when it did
	Budget *BudgetStatus `json:"budget,omitempty"`   // of requests; absent where none is configured
	Kinds  []KindStatus  `json:"kinds"`
	Open   []OpenWindow  `json:"open"`
}

// BudgetStatus is the part of a source's budget that is left.
type BudgetStatus struct {
	Used int `json:"used_today"` // requests booked since 00:00 UTC
	Left int `json:"left"`       // requests that may be sent now
}

// KindStatus is one kind of a source. One that rides along with others is read when they are and has no watermark of its own.
type KindStatus struct {
	Kind        string         `json:"kind"`
	Rides       []extract.Kind `json:"rides_with,omitempty"`
	Watermark   time.Time      `json:"watermark,omitzero"` // everything before it was read by nights; absent: nothing was
	DoneAt      time.Time      `json:"done_at,omitzero"`   // end of the last walk that is done
	Lag         int64          `json:"lag_seconds"`        // from then until now; -1: no walk was ever done
	LastStatus  string         `json:"last_status,omitempty"`
	Records     uint64         `json:"records"`     // loaded and not deleted
	Quarantined uint64         `json:"quarantined"` // records put aside now
	Outdated    uint64         `json:"outdated"`    // records mapped by an older mapper
	Drift       []Drift        `json:"drift,omitempty"`
	Blind       []string       `json:"blind,omitempty"` // what reading it cannot see
}

// Drift is a place where the vendor's records have another form than its contract says: those mapped in the last seven days, and by the
// last night or backfill that mapped any of the kind.
type Drift struct {
	Endpoint string `json:"endpoint"` // template
	Reason   string `json:"reason"`
	Path     string `json:"path"`
	Count    uint64 `json:"count"`
	New      bool   `json:"new"` // no run before that time met it, nor did the first that mapped the kind
}

// OpenWindow is work that is not done and that no later work made up for.
type OpenWindow struct {
	Window  string    `json:"window"`
	Run     string    `json:"run"`
	Kind    string    `json:"kind"`
	Mode    string    `json:"mode"`
	Purpose string    `json:"purpose"`
	From    time.Time `json:"from,omitzero"`
	To      time.Time `json:"to,omitzero"`
	Status  string    `json:"status"`
	Error   string    `json:"error,omitempty"`
	Started time.Time `json:"started"`
}

// Books is the part of a warehouse that Status reads; clickhouse.Warehouse is one.
type Books interface {
	Standing
	Accounts
	Revisions
	Purges
	Claims
	// Spans lists the windows of a kind in the order they began.
	Spans(ctx context.Context, source, kind string) ([]load.Span, error)
	// Runs lists the latest runs whose id begins with prefix, newest first, at most n.
	Runs(ctx context.Context, prefix string, n int) ([]load.RunReport, error)
}

// Standing tells how things stand, over all sources.
type Standing interface {
	// OpenWindows lists every attempt that is neither done nor accepted, also where a later one made up for it.
	OpenWindows(ctx context.Context) ([]tables.Window, error)
	// Kinds tells what is held of every kind that was ever read.
	Kinds(ctx context.Context) ([]load.KindReport, error)
	// Drift tells where records mapped lately have another form than the contract's.
	Drift(ctx context.Context) ([]load.Drift, error)
}

// Purges tells of what is to be gone for good.
type Purges interface {
	// PurgeOpen tells whether a purge that was agreed on has not ended: somebody is at it, or it was stopped.
	PurgeOpen(ctx context.Context) (bool, error)
}

// stand is what the books said, before it is sorted by source.
type stand struct {
	now      time.Time
	runs     []load.RunReport
	open     []tables.Window
	kinds    []load.KindReport
	drift    []load.Drift
	outdated []OutdatedRow
	purge    bool // one was stopped
}

// recentRuns are enough to find the last run of every source.
const recentRuns = 500

// ReadStatus tells how the configured sources stand. No vendor is asked and no secret is read.
func ReadStatus(ctx context.Context, config *Config, books Books) (Status, error) {
	s, err := readStand(ctx, config, books)
	if err != nil {
		return Status{}, err
	}
	status := Status{At: s.now, Run: s.lastRun(""), Sources: []SourceStatus{}, Purge: s.purge}
	for _, c := range config.Sources {
		one, err := s.source(ctx, books, c)
		if err != nil {
			return Status{}, err
		}
		status.Sources = append(status.Sources, one)
	}
	return status, nil
}

func readStand(ctx context.Context, config *Config, books Books) (s stand, err error) {
	if s.now, err = books.Now(ctx); err != nil {
		return s, err
	}
	if s.runs, err = books.Runs(ctx, "", recentRuns); err != nil {
		return s, err
	}
	if s.open, err = books.OpenWindows(ctx); err != nil {
		return s, err
	}
	leases, err := books.Leases(ctx, "")
	if err != nil {
		return s, err
	}
	s.bury(leases)
	if s.purge, err = books.PurgeOpen(ctx); err != nil {
		return s, err
	}
	s.purge = s.purge && !working(leases, purgeCommand)
	if s.kinds, err = books.Kinds(ctx); err != nil {
		return s, err
	}
	if s.drift, err = books.Drift(ctx); err != nil {
		return s, err
	}
	s.outdated, err = Outdated(ctx, books, config)
	return s, err
}

// lastRun is the last run that was to read a source; of any kind of run when it is empty.
func (s stand) lastRun(source string) *RunStatus {
	n := slices.IndexFunc(s.runs, func(r load.RunReport) bool {
		return source == "" || asks(r) && (r.Source == "" || r.Source == source)
	})
	if n < 0 {
		return nil
	}
	r := s.runs[n]
	return &RunStatus{ID: r.ID, Command: r.Command, Source: r.Source, Kind: r.Kind, From: r.From, To: r.To, Status: r.Status, Error: r.Error,
		Started: r.Started, Finished: r.Finished}
}

// asks tells whether a run was there to ask vendors: a night or a backfill. The others make something else of what is landed.
func asks(r load.RunReport) bool { return !r.Round.IsZero() || !r.From.IsZero() }

func (s stand) source(ctx context.Context, books Books, c SourceConfig) (SourceStatus, error) {
	one := SourceStatus{Source: c.Name, Vendor: c.Vendor, Run: s.lastRun(c.Name)}
	if err := one.spent(ctx, books, c, s.now); err != nil {
		return one, err
	}
	one.Error = one.Run.unread(c.Name)
	tried := map[string]attempts{}
	for _, k := range c.shown() {
		spans, err := books.Spans(ctx, c.Name, k.Kind)
		if err != nil {
			return one, err
		}
		if slices.ContainsFunc(spans, func(s load.Span) bool { return one.Run != nil && s.RunID == one.Run.ID }) {
			one.Error = "" // its windows tell
		}
		if k.Rides == nil {
			k.Watermark = c.rhythmOf(extract.Kind(k.Kind)).Watermark(spans)
		}
		s.fill(c.Name, &k)
		if c.Known {
			k.DoneAt = lastByIDs(spans)
		}
		k.Lag = lag(s.now, k.DoneAt)
		one.Kinds = append(one.Kinds, k)
		tried[k.Kind] = attempts{spans, k.Watermark}
	}
	one.Open = stillOpen(s.open, one, tried)
	return one, nil
}

// unread is why a run that is not done left a source unread, if it did.
func (r *RunStatus) unread(source string) string {
	if r == nil || r.Status == Done || r.Status == Running {
		return ""
	}
	for line := range strings.Lines(r.Error) { // a Failure each
		of, why, _ := strings.Cut(strings.TrimSpace(line), ": ")
		if of == source || strings.HasPrefix(of, source+" ") {
			return why
		}
	}
	if r.Status == Interrupted {
		return "it was stopped before"
	}
	return ""
}

// spent adds up the requests of today and tells what the budget has left.
func (s *SourceStatus) spent(ctx context.Context, books Accounts, c SourceConfig, now time.Time) error {
	_, o, _, err := c.open(sealed)
	if err != nil {
		return err
	}
	defer o.source.Close()
	budget := o.source.Pace().Budget
	if budget == (rest.Budget{}) {
		return nil
	}
	rows, err := books.Spent(ctx, c.Name, now.AddDate(0, 0, -31))
	if err != nil {
		return err
	}
	spent, today := make([]rest.Spent, len(rows)), 0
	for n, r := range rows {
		spent[n] = rest.Spent{Minute: r.Minute, Requests: int(r.Requests)}
		if !r.Minute.Before(floor(now)) {
			today += int(r.Requests)
		}
	}
	left, _ := budget.Left(spent, now)
	s.Budget = &BudgetStatus{Used: today, Left: left}
	return nil
}
