package town

import (
	"sort"
	"strconv"
	"time"
)

// slot is a visit's place in the town, known without drawing the visit.
type slot struct {
	human   int
	since   int // night
	partner int // number of the other half of an appointment and its walk-in; -1: none
	walkin  bool
	group   int // -1: none
	old     bool
}

func (t *Town) slotOf(j int) slot {
	if i := j - t.baseVisits(); i >= 0 {
		a := t.newVisits[i]
		return slot{human: a.human, since: a.night, partner: a.walkinOf, walkin: a.walkinOf >= 0, group: -1}
	}
	h := sort.Search(t.opts.Patients, func(h int) bool { return int(t.visitFrom[h+1]) > j })
	s := slot{human: h, since: 1, partner: -1, group: -1}
	first := int(t.visitFrom[h]) + (j-int(t.visitFrom[h]))/2*2
	switch d := throw(t.opts.Seed, aboutPair, first); {
	case d.percent(15) && first+1 < int(t.visitFrom[h+1]):
		s.partner, s.walkin = first+1, j != first
		if s.walkin {
			s.partner = first
		}
	case j%37 == 5:
		s.group = j / 37 / 3
	default:
		s.old = throw(t.opts.Seed, aboutCare, j).percent(20)
	}
	return s
}

const (
	oldVisitBase  = 1_000
	newVisitBase  = 18_400_000
	hugeVisitBase = 5_010_000_000_000
)

func (t *Town) visitID(j int) string {
	switch {
	case t.slotOf(j).old:
		return strconv.Itoa(oldVisitBase + j)
	case j%50 == 49:
		return strconv.Itoa(hugeVisitBase + j)
	}
	return strconv.Itoa(newVisitBase + j)
}

func (t *Town) visitNumber(id string) (int, bool) {
	for _, base := range []int{hugeVisitBase, newVisitBase, oldVisitBase} {
		if j, ok := number(id, base); ok && j < t.baseVisits()+len(t.newVisits) && t.visitID(j) == id {
			return j, true
		}
	}
	return 0, false
}

// visit draws a visit as it was when it was first seen; the script's edits come on top.
func (t *Town) visit(j int) Visit {
	s, d := t.slotOf(j), throw(t.opts.Seed, aboutVisit, j)
	shared := d // what the two halves of a pair, or the members of a group, have in common
	switch {
	case s.group >= 0:
		shared = throw(t.opts.Seed, aboutPair, -1-s.group)
	case s.partner >= 0:
		shared = throw(t.opts.Seed, aboutCare, -1-min(j, s.partner))
	}
	v := Visit{ID: t.visitID(j), Patient: t.patientID(s.human), Account: "demo", Old: s.old, Code: t.code(aboutVisit, j, 24+d.below(9))}
	t.choose(&v, s, j, shared)
	t.arrange(&v, s, shared, d)
	t.happen(&v, d)
	t.place(&v, s, j, shared)
	t.ask(&v, s, j, d)
	t.care(&v, j, d)
	t.carry(&v, s, j)
	t.spoil(&v, s, j)
	t.bill(&v, j)
	t.setApart(&v, j)
	return v
}

// outcomes holds, by visit type, the share of each outcome in percent.
var outcomes = map[int][]struct {
	share   int
	outcome Outcome
}{
	WalkIn:      {{6, Arrived}, {4, InProgress}, {70, Finished}, {12, Cancelled}, {8, EndedUnclear}},
	Appointment: {{30, Planned}, {5, InProgress}, {42, Finished}, {15, Cancelled}, {8, EndedUnclear}},
	EConsult:    {{25, Planned}, {10, InProgress}, {50, Finished}, {10, Cancelled}, {5, EndedUnclear}},
}

var statusOf = map[Outcome]int{Planned: 20, Arrived: 10, InProgress: 30, Finished: 40, Cancelled: 40, EndedUnclear: 40, UnknownCode: 50}

// choose fixes a visit's type and outcome.
func (t *Town) choose(v *Visit, s slot, j int, d *dice) {
	kind, draw := d.below(10), d.below(100)
	switch {
	case s.walkin:
		v.Type = WalkIn
	case s.partner >= 0 || s.group >= 0 || kind < 4:
		v.Type = Appointment
	case kind < 8 || s.old:
		v.Type = WalkIn
	default:
		v.Type = EConsult
	}
	switch {
	case s.partner >= 0 && draw < 15:
		v.Outcome = InProgress
	case s.partner >= 0:
		v.Outcome = Finished
	case j%211 == 100:
		v.Outcome = UnknownCode
	default:
		for _, o := range outcomes[v.Type] {
			if v.Outcome = o.outcome; draw < o.share {
				break
			}
			draw -= o.share
		}
	}
	v.Status = statusOf[v.Outcome]
	v.Subtype = map[int]int{Appointment: 3, EConsult: 4}[v.Type]
}

// arrange sets the scheduled time and the practitioner.
func (t *Town) arrange(v *Visit, s slot, shared, own *dice) {
	today, d, who := t.dawn(s.since), shared, s.human
	if s.group >= 0 {
		who = s.group
	}
	v.Practitioner = t.staffID(t.usual(who, d))
	switch {
	case s.old:
		v.Start = time.Date(2016, 1, 4, 9, 0, 0, 0, time.UTC).Add(seconds(d, 60e6))
	case v.Outcome == Planned && v.Type == Appointment:
		v.Start = today.Add(12*time.Hour + seconds(d, 5e6))
	case v.Outcome == Planned || v.Outcome == Arrived || v.Outcome == InProgress || s.since > 1:
		v.Start = today.Add(-4*time.Hour - seconds(d, 36e3))
	default:
		v.Start = today.Add(-24*time.Hour - seconds(d, 150e6))
	}
	v.Start = v.Start.Truncate(time.Minute)
	v.End = v.Start.Add(time.Duration(15+15*d.below(4)) * time.Minute)
	v.Created = v.Start
	if v.Type == Appointment {
		v.Created = v.Start.Add(-24*time.Hour - seconds(own, 2e6))
	}
	if latest := today.Add(-3 * time.Hour); v.Created.After(latest) {
		v.Created = latest
	}
	v.Modified = v.Created
}
