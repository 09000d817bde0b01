package town

import (
	"strconv"
	"time"
)

// Options say how big a town is and what is planted in it. The zero value is a town without people.
type Options struct {
	Seed                 uint64
	Patients             int       // invented humans on the first night; nine of ten are known at VSee, seven at Nextvisit, six at Nextech
	Practitioners        int       // zero: 20
	VisitsPerPatient     float64   // VSee visits divided by Patients
	NotesPerPatient      float64   // Nextvisit notes divided by Patients
	EncountersPerPatient float64   // Nextech encounters divided by Patients
	SessionsPerPatient   float64   // Noa sessions divided by Patients
	Today                time.Time // the first night; zero: 2026-11-02 06:00 UTC
	Canary               bool      // free text fields end in a token of their own, see CanaryMark
	FlatNotes            bool      // every note has about 2 KB instead of 4 KB in the median and 60 KB at the 99th percentile
}

// Town is an invented population and its script of changes. It is safe for concurrent use.
type Town struct {
	opts      Options
	corpus    string
	visitFrom []int32 // the base visits of human h are numbered [visitFrom[h], visitFrom[h+1])
	noteFrom  []int32 // the same over note slots, which noteHuman shuffles into time order
	noteStep  uint64
	staff     []VSeeUser // drawn once: every visit and every note names one
	authors   []NextvisitUser
	rooms     []VSeeRoom
	newHumans []int // the night on which human Patients+i appears
	newVisits []addedVisit
	newNotes  []addedNote
	script    script
	nextech   nextechTown
	noa       noaTown
}

type addedVisit struct {
	night, human int
	walkinOf     int // number of the appointment whose walk-in this is; -1: none
}

type addedNote struct{ night, human int }

// LastNight is the last night with scripted changes; later nights are like it.
const LastNight = 3

// New lays out a town and writes its script. It draws no entity it does not need for that.
func New(o Options) *Town {
	if o.Today.IsZero() {
		o.Today = time.Date(2026, 11, 2, 6, 0, 0, 0, time.UTC)
	}
	if o.Practitioners == 0 {
		o.Practitioners = 20
	}
	t := &Town{opts: o, corpus: corpus(o.Seed)}
	for i := range o.Practitioners {
		t.staff = append(t.staff, t.provider(i))
		t.authors = append(t.authors, t.noteUser(i))
	}
	for i := range roomCount {
		t.rooms = append(t.rooms, t.room(i))
	}
	t.visitFrom = t.spread(o.VisitsPerPatient/0.9, atVSee, aboutCounts, 0)
	t.noteFrom = t.spread(o.NotesPerPatient/0.7, atNextvisit, aboutCounts, 1)
	t.noteStep = strideFor(uint64(t.baseNotes()))
	t.script = newScript()
	t.writeScript()
	t.layNextech()
	t.layNoa()
	return t
}

// atVSee and atNextvisit fix who is known where: one of ten at Nextvisit only, three of ten at VSee only.
func atVSee(human int) bool      { return human%10 != 9 }
func atNextvisit(human int) bool { return human%10 >= 3 }

// spread gives each human a number of things, none for some, mean on average, and returns the running sums.
func (t *Town) spread(mean float64, known func(int) bool, about topic, which int) []int32 {
	shares := []float64{0, 0.5, 1, 1, 1.5, 2}
	from := make([]int32, t.opts.Patients+1)
	for h := range t.opts.Patients {
		from[h+1] = from[h]
		if known(h) {
			d := throw(t.opts.Seed, about, 2*h+which)
			from[h+1] += int32(mean*pick(d, shares) + d.unit())
		}
	}
	return from
}

func (t *Town) baseVisits() int { return int(t.visitFrom[t.opts.Patients]) }
func (t *Town) baseNotes() int  { return int(t.noteFrom[t.opts.Patients]) }

// dawn is when the night n is read; scripted changes happened some hours earlier.
func (t *Town) dawn(night int) time.Time { return t.opts.Today.AddDate(0, 0, night-1) }

// humanSince tells the night on which a human appears; 0: nobody has this number.
func (t *Town) humanSince(human int) int {
	switch i := human - t.opts.Patients; {
	case human < 0 || i >= len(t.newHumans):
		return 0
	case i >= 0:
		return t.newHumans[i]
	}
	return 1
}

// number reads a decimal id back into the number it was made of.
func number(id string, base int) (int, bool) {
	n, err := strconv.Atoi(id)
	return n - base, err == nil && n >= base
}
