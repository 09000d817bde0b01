package pipelines

import (
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/schemas/tables"
)

// Meter counts what each source is at, for whoever looks. Safe for concurrent use; a nil Meter counts nothing.
type Meter struct {
	mu    sync.Mutex
	steps map[string]Progress // by source
}

// Progress is a moment of the step a source is at: one kind, counted from its start.
type Progress struct {
	Source, Step                         string // Source is empty where a step is for all; Step is a kind, or publish
	Since                                time.Time
	Claimed                              int64 // what the vendor says there is; 0: it does not say
	Read, Loaded, Unchanged, Quarantined int64 // Read runs ahead of the others: a batch is judged when it is whole
	Windows, Of                          int   // of a step that has several windows: those through, and all; 0 of 0: one window
}

// Read takes the steps at work, by source.
func (m *Meter) Read() []Progress {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.SortedFunc(maps.Values(m.steps), func(a, b Progress) int { return strings.Compare(a.Source, b.Source) })
}

// begin starts a step's counts in place of those of the source's step before.
func (m *Meter) begin(source, step string) {
	m.change(source, func(p *Progress) { *p = Progress{Source: source, Step: step, Since: time.Now()} })
}

// end takes a source that is through out of sight.
func (m *Meter) end(source string) {
	if m != nil {
		m.mu.Lock()
		defer m.mu.Unlock()
		delete(m.steps, source)
	}
}

func (m *Meter) page(source string, page extract.Page) {
	m.change(source, func(p *Progress) {
		p.Read += int64(len(page.Records))
		p.Claimed = max(p.Claimed, page.Claimed)
	})
}

func (m *Meter) windows(source string, through, of int) {
	m.change(source, func(p *Progress) { p.Windows, p.Of = through, of })
}

func (m *Meter) batch(source string, b tables.Books) {
	m.change(source, func(p *Progress) {
		p.Loaded += int64(b.Loaded)
		p.Unchanged += int64(b.Unchanged)
		p.Quarantined += int64(b.Quarantined)
	})
}

func (m *Meter) change(source string, by func(*Progress)) {
	if m == nil {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.steps == nil {
		m.steps = map[string]Progress{}
	}
	p := m.steps[source]
	by(&p)
	m.steps[source] = p
}
