package pipelines

import (
	"slices"
	"time"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/load"
)

// shown lists the kinds of a source, each once: those it reads, then those that ride along.
func (c SourceConfig) shown() []KindStatus {
	var kinds []KindStatus
	for _, k := range c.reads() {
		kinds = append(kinds, KindStatus{Kind: string(k.name)})
	}
	for _, k := range c.reads() {
		for _, rider := range k.riders {
			if !slices.ContainsFunc(kinds, func(s KindStatus) bool { return s.Kind == string(rider) }) {
				kinds = append(kinds, KindStatus{Kind: string(rider), Rides: c.RidesWith(rider)})
			}
		}
	}
	return kinds
}

// RidesWith lists the kinds that records of a kind come along with; none when it is read by itself, or not at all.
func (c SourceConfig) RidesWith(name extract.Kind) (hosts []extract.Kind) {
	for _, k := range c.reads() {
		if slices.Contains(k.riders, name) {
			hosts = append(hosts, k.name)
		}
	}
	return hosts
}

// rhythmOf is how the source's nights go for a kind that it reads.
func (c SourceConfig) rhythmOf(name extract.Kind) Rhythm {
	for _, k := range c.reads() {
		if k.name == name {
			return c.rhythm(k)
		}
	}
	return Rhythm{}
}

// lastByIDs is when the last reading of known ids began that is done: of a source that is read so, and in no other way.
func lastByIDs(spans []load.Span) (at time.Time) {
	for _, s := range spans {
		if s.Mode == string(extract.IDs) && closed(s) {
			at = s.Started
		}
	}
	return at
}

func lag(now, done time.Time) int64 {
	if done.IsZero() {
		return -1
	}
	return int64(now.Sub(done).Seconds())
}

// fill enters what was counted over all sources.
func (s stand) fill(source string, k *KindStatus) {
	for _, r := range s.kinds {
		if r.Source == source && r.Kind == k.Kind {
			k.DoneAt, k.LastStatus, k.Records, k.Quarantined, k.Blind = r.DoneAt, r.LastStatus, r.Records, r.Quarantined, r.Blind
		}
	}
	for _, o := range s.outdated {
		if o.Source == source && string(o.Kind) == k.Kind {
			k.Outdated = uint64(o.Below)
		}
	}
	for _, d := range s.drift {
		if d.Source == source && d.Kind == k.Kind {
			k.Drift = append(k.Drift, Drift{Endpoint: d.Endpoint, Reason: d.Reason, Path: d.Path, Count: d.Count, New: d.New})
		}
	}
}
