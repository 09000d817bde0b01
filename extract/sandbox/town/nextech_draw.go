package town

import (
	"fmt"
	"sort"
	"strconv"
	"strings"
	"time"
)

// The draws for Nextech.
const (
	aboutNextechPatient topic = 300 + iota
	aboutEncounterCounts
	aboutEncounter
	aboutChart
)

const (
	nextechPatientBase = 40_001
	encounterBase      = 7_000_001
	hugeEncounterBase  = 5_100_000_000
	nextechDoctorBase  = 4_100
)

// atNextech fixes whom the practice knows: six of ten, among them some whom neither VSee nor Nextvisit knows alone.
func atNextech(human int) bool { return strings.ContainsRune("023579", rune('0'+human%10)) }

// oversized patients have many long encounters.
func oversized(human int) bool { return human%20 == 7 }

// nextechTown is Nextech's part of a town.
type nextechTown struct {
	from       []int32 // the base encounters of human h are numbered [from[h], from[h+1])
	added      []addedEncounter
	patients   map[int][]edit[NextechPatient]
	encounters map[int][]edit[NextechEncounter]
}

type addedEncounter struct {
	night, human int
	back         int // days before its night: an encounter may be entered late
}

// layNextech lays out the practice and writes its script.
func (t *Town) layNextech() {
	t.nextech = nextechTown{patients: map[int][]edit[NextechPatient]{}, encounters: map[int][]edit[NextechEncounter]{}}
	t.nextech.from = t.spread(t.opts.EncountersPerPatient/0.6, atNextech, aboutEncounterCounts, 0)
	if t.opts.EncountersPerPatient > 0 {
		t.fillOversized()
	}
	if t.opts.Patients > 0 {
		t.scriptNextech()
	}
}

// fillOversized gives every oversized patient more encounters than one answer carries.
func (t *Town) fillOversized() {
	from, more := t.nextech.from, int32(0)
	for h := range t.opts.Patients {
		if lacks := 2*OversizedAnswer + 1 - (from[h+1] + more - from[h]); oversized(h) && lacks > 0 {
			more += lacks
		}
		from[h+1] += more
	}
}

func (t *Town) baseEncounters() int { return int(t.nextech.from[t.opts.Patients]) }

func (t *Town) nextechPatientID(human int) string { return strconv.Itoa(nextechPatientBase + human) }

func (t *Town) encounterID(n int) string {
	if n%50 == 49 {
		return strconv.Itoa(hugeEncounterBase + n)
	}
	return strconv.Itoa(encounterBase + n)
}

func (t *Town) encounterNumber(id string) (int, bool) {
	for _, base := range []int{hugeEncounterBase, encounterBase} {
		if n, ok := number(id, base); ok && n < t.baseEncounters()+len(t.nextech.added) && t.encounterID(n) == id {
			return n, true
		}
	}
	return 0, false
}

func (t *Town) encounterHuman(n int) int {
	if i := n - t.baseEncounters(); i >= 0 {
		return t.nextech.added[i].human
	}
	return sort.Search(t.opts.Patients, func(h int) bool { return int(t.nextech.from[h+1]) > n })
}

func (t *Town) encounterSince(n int) int {
	if i := n - t.baseEncounters(); i >= 0 {
		return t.nextech.added[i].night
	}
	return 1
}

// nextechPatient draws a person as the practice typed them in.
func (t *Town) nextechPatient(n int) NextechPatient {
	h, d := t.human(n), throw(t.opts.Seed, aboutNextechPatient, n)
	p := NextechPatient{
		ID: t.nextechPatientID(n), Human: n, Chart: chartNumber(n), BirthDate: h.birth.Format(time.DateOnly),
		FirstName: t.free(retyped(h.first, n+1), "nx_first_name", n), LastName: t.free(nextechLastName(h.last, n), "nx_last_name", n),
		SSN: nextechSSN(n), Phone: t.free(phone(h.phone, d.below(4)), "nx_phone", n),
		Oversized: oversized(n),
	}
	if d.percent(45) {
		p.MiddleName = t.free(h.middle, "nx_middle_name", n)
	}
	switch n % 19 {
	case 2, 9:
		p.BirthDate = ""
	case 7:
		p.Phone = ""
	case 13:
		p.Chart = ""
	}
	return p
}

// nextechSSN is the number as it was typed: with hyphens, without, and for some not at all.
func nextechSSN(human int) string {
	switch human % 9 {
	case 2:
		return ""
	case 4, 7:
		return strings.ReplaceAll(ssn(human), "-", "")
	case 8:
		return strings.ReplaceAll(ssn(human), "-", " ")
	}
	return ssn(human)
}

// nextechLastName is shouted for some, as old systems do.
func nextechLastName(name string, human int) string {
	if name = retyped(name, human+1); human%30 == 12 {
		return strings.ToUpper(name)
	}
	return name
}

// chartNumber looks like a number and is none: its zeros count.
func chartNumber(human int) string {
	if human%11 == 5 {
		return fmt.Sprintf("NX%05d", human)
	}
	return fmt.Sprintf("%07d", human+101)
}

// humanOfChart reads a chart number, whatever its letters' case.
func humanOfChart(chart string) (int, bool) {
	digits := strings.TrimPrefix(strings.ToUpper(chart), "NX")
	n, err := strconv.Atoi(digits)
	if digits == chart {
		n -= 101
	}
	return n, err == nil && n >= 0 && n%19 != 13 && chartNumber(n) == strings.ToUpper(chart)
}

func (t *Town) nextechDoctor(i int) NextechDoctor {
	p := t.staff[i]
	return NextechDoctor{
		ID: nextechDoctorBase + i, Staff: i, FirstName: p.FirstName, LastName: p.LastName,
		Designation: []string{"MD", "DO", "", "NP"}[i%4],
	}
}

var (
	departments    = []string{"Dermatology", "Family Medicine", "Ophthalmology", ""}
	practicePlaces = []string{"Main Street Clinic", "main street  clinic ", "Harbor Office", "Telehealth", ""}
	encounterTypes = []string{"Office Visit", "Follow-up", "Procedure", "Phone call", "New patient <60 min>"}
)

// encounter draws an encounter as it was when it was first seen.
func (t *Town) encounter(n int) NextechEncounter {
	d, human := throw(t.opts.Seed, aboutEncounter, n), t.encounterHuman(n)
	e := NextechEncounter{
		ID: t.encounterID(n), Patient: t.nextechPatientID(human), Doctor: NextechDoctor{Staff: -1},
		Department: t.word(pick(d, departments), "nx_department"), Location: t.word(pick(d, practicePlaces), "nx_location"), Type: t.free(pick(d, encounterTypes), "nx_type", n),
	}
	if n%23 != 6 {
		e.Doctor = t.nextechDoctor(t.usual(human, d))
	}
	e.Date = t.encounterDate(n, d)
	if v, staff, ok := t.visitOfEncounter(n, human); ok {
		e.Date, e.Doctor = v.ActualStart.Add(10*time.Minute+time.Duration(n%1000)*time.Millisecond), t.nextechDoctor(staff)
	}
	e.Lock = encounterLock(n, e.Date.After(t.dawn(1).AddDate(0, 0, -20)), d)
	e.Flaw = documentFlaw(n)
	if n%16 != 9 {
		e.Sections = t.sections(n, human, e.Flaw)
	}
	return e
}

// visitOfEncounter is the call that a sixth of the older encounters are the record of: VSee holds it, too, with the same clinician.
func (t *Town) visitOfEncounter(n, human int) (v Visit, staff int, ok bool) {
	visits := t.visitsOfHuman(human)
	if n%6 != 1 || n >= t.baseEncounters() || len(visits) == 0 {
		return v, 0, false
	}
	v = t.visit(visits[n/6%len(visits)])
	staff, known := number(v.Practitioner, staffBase)
	return v, staff, known && v.Outcome == Finished && v.ActualStart.Before(t.dawn(1).AddDate(0, 0, -1)) && !v.ActualStart.IsZero()
}

// encounterDate is in the past, but for some that are planned. No two of a patient share a moment.
func (t *Town) encounterDate(n int, d *dice) time.Time {
	own := time.Duration(n%1000) * time.Millisecond
	if i := n - t.baseEncounters(); i >= 0 {
		a := t.nextech.added[i]
		return t.dawn(a.night).AddDate(0, 0, -a.back).Add(-4*time.Hour + own)
	}
	if n%13 == 5 {
		return t.dawn(1).Add(72*time.Hour + seconds(d, 5e6)).Truncate(time.Minute).Add(own)
	}
	at := t.dawn(1).Add(-24*time.Hour - seconds(d, 95e6)).Truncate(time.Minute)
	if n%37 == 20 {
		return at.Truncate(24 * time.Hour)
	}
	return at.Add(own)
}

func encounterLock(n int, recent bool, d *dice) Lock {
	switch share := d.below(100); {
	case n%13 == 3:
		return LockUnsaid
	case recent && share < 80, share < 15:
		return IsUnlocked
	}
	return IsLocked
}

// documentFlaw goes by number, so that every town of some size has each flaw.
func documentFlaw(n int) Flaw {
	switch {
	case n%97 == 12:
		return Huge
	case n%19 == 11:
		return Hostile
	case n%7 == 2:
		return Unclosed
	}
	return NoFlaw
}
