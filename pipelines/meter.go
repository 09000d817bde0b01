package pipelines

import (
	"sync/atomic"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/schemas/tables"
)

// Meter counts a run's progress for whoever looks. Safe for concurrent use; a nil Meter counts nothing.
type Meter struct {
	pages, claimed, shown, loaded, unchanged, quarantined, bytes atomic.Int64
	step                                                         atomic.Value // string: source and kind at work
}

// Progress is a moment of a Meter.
type Progress struct {
	Step                                                  string // source and kind at work
	Pages, Claimed, Shown, Loaded, Unchanged, Quarantined int64
	Bytes                                                 int64 // of record bodies
}

// Read takes the present counts.
func (m *Meter) Read() Progress {
	step, _ := m.step.Load().(string)
	return Progress{Step: step, Pages: m.pages.Load(), Claimed: m.claimed.Load(), Shown: m.shown.Load(),
		Loaded: m.loaded.Load(), Unchanged: m.unchanged.Load(), Quarantined: m.quarantined.Load(), Bytes: m.bytes.Load()}
}

func (m *Meter) at(step string) {
	if m != nil {
		m.step.Store(step)
	}
}

func (m *Meter) page(p extract.Page) {
	if m == nil {
		return
	}
	m.pages.Add(1)
	if p.Claimed >= 0 {
		m.claimed.Store(p.Claimed)
	}
}

func (m *Meter) batch(b tables.Books) {
	if m == nil {
		return
	}
	m.shown.Add(int64(b.Shown))
	m.loaded.Add(int64(b.Loaded))
	m.unchanged.Add(int64(b.Unchanged))
	m.quarantined.Add(int64(b.Quarantined))
	m.bytes.Add(int64(b.Bytes))
}
