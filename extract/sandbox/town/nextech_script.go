package town

import "strings"

// scriptNextech edits, locks, unlocks, moves and takes away encounters, adds some, also for days long past, and renames
// patients. Nothing in an answer tells when it last changed.
func (t *Town) scriptNextech() {
	t.renameNextech()
	t.addEncounters()
	if t.baseEncounters() == 0 {
		return
	}
	t.lockEncounters()
	t.editEncounters()
}

func (t *Town) renameNextech() {
	for part, edits := range [][]edit[NextechPatient]{
		{{2, Edited, func(p *NextechPatient) { p.LastName = t.free("Hartley", "nx_married_name", p.Human) }}},
		{
			{2, Edited, func(p *NextechPatient) { p.FirstName = t.free("Typo", "nx_typo", p.Human) }},
			{3, Edited, func(p *NextechPatient) { p.FirstName = t.nextechPatient(p.Human).FirstName }},
		},
	} {
		for _, n := range t.nextechPatientsFor(part) {
			t.nextech.patients[n] = edits
		}
	}
}

func (t *Town) nextechPatientsFor(part int) []int {
	count := t.opts.Patients
	return chooseFor(t.share(), count*part/2, count, t.nextech.patients, t.nextechPatient, func(n int, _ NextechPatient) bool { return atNextech(n) })
}

// addEncounters gives new patients one each, and known ones some; every third happened months before it was entered.
func (t *Town) addEncounters() {
	if t.opts.EncountersPerPatient == 0 {
		return
	}
	add := func(night, human, back int) {
		if atNextech(human) {
			t.nextech.added = append(t.nextech.added, addedEncounter{night, human, back})
		}
	}
	for i, night := range t.newHumans {
		add(night, t.opts.Patients+i, 0)
	}
	for night := 2; night <= LastNight; night++ {
		for i := range 3 * t.share() {
			add(night, (i*13+night)%t.opts.Patients, i%3*i%3*100)
		}
	}
}

func (t *Town) encountersFor(part int, suits func(NextechEncounter) bool) []int {
	count := t.baseEncounters()
	return chooseFor(t.share(), count*part/7, count, t.nextech.encounters, t.encounter, func(_ int, e NextechEncounter) bool {
		return len(e.Sections) > 0 && e.Flaw != Huge && suits(e)
	})
}

func (t *Town) editEncounter(n int, edits ...edit[NextechEncounter]) {
	t.nextech.encounters[n] = append(t.nextech.encounters[n], edits...)
}

func setLock(l Lock) func(*NextechEncounter) { return func(e *NextechEncounter) { e.Lock = l } }

// lockEncounters locks, also old ones, and takes locks back.
func (t *Town) lockEncounters() {
	month := t.dawn(1).AddDate(0, 0, -31)
	open := func(e NextechEncounter) bool { return e.Lock == IsUnlocked }
	old := func(e NextechEncounter) bool { return open(e) && e.Date.Before(month) }
	for _, n := range t.encountersFor(0, old) {
		t.editEncounter(n, edit[NextechEncounter]{2, Locked, setLock(IsLocked)})
	}
	for _, n := range t.encountersFor(1, open) {
		t.editEncounter(n, edit[NextechEncounter]{3, Locked, setLock(IsLocked)})
	}
	for _, n := range t.encountersFor(2, isLocked) {
		t.editEncounter(n,
			edit[NextechEncounter]{2, Unlocked, setLock(IsUnlocked)},
			edit[NextechEncounter]{3, Locked, setLock(IsLocked)})
	}
}

func isLocked(e NextechEncounter) bool { return e.Lock == IsLocked }

// editEncounters amends a locked document, sends one to B and back to A, moves a date, takes encounters away.
func (t *Town) editEncounters() {
	for _, n := range t.encountersFor(3, isLocked) {
		t.editEncounter(n, edit[NextechEncounter]{2, Edited, amendPlan(t.free("Addendum: dose corrected.", "nx_addendum", n))})
	}
	for _, n := range t.encountersFor(4, isLocked) {
		before := t.encounter(n).Sections
		t.editEncounter(n,
			edit[NextechEncounter]{2, Edited, amendPlan(t.free("Written for somebody else.", "nx_mistake", n))},
			edit[NextechEncounter]{3, Edited, func(e *NextechEncounter) { e.Sections = before }})
	}
	for _, n := range t.encountersFor(5, func(NextechEncounter) bool { return true }) {
		t.editEncounter(n, edit[NextechEncounter]{2, Edited, func(e *NextechEncounter) { e.Date = e.Date.AddDate(0, 0, -45) }})
	}
	for _, n := range t.encountersFor(6, func(NextechEncounter) bool { return true }) {
		t.editEncounter(n, edit[NextechEncounter]{night: 2, what: Deleted})
	}
}

// amendPlan writes into a copy: the drawn sections may be looked at on another night at the same time.
func amendPlan(text string) func(*NextechEncounter) {
	return func(e *NextechEncounter) {
		all := append([]CCDSection{}, e.Sections...)
		last := &all[len(all)-1]
		last.Text = strings.TrimSpace(last.Text + " " + text)
		e.Sections = all
	}
}
