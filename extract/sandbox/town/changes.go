package town

import (
	"cmp"
	"reflect"
	"slices"
	"strconv"
)

// news gathers the changes of one night.
type news struct {
	*Town
	night int
	all   []Change
}

// Changes lists what differs from the night before, by vendor, kind and id; nothing on the first night.
func (tr *Truth) Changes() []Change {
	n := &news{Town: tr.town, night: tr.night}
	if n.night > 1 {
		n.scripted()
		n.additions()
		n.nested()
		n.house()
		n.nextechChanges(n.night, n.add)
		n.noaChanges(n.night, n.add)
	}
	slices.SortFunc(n.all, func(a, b Change) int {
		return cmp.Or(cmp.Compare(a.Vendor, b.Vendor), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.ID, b.ID), cmp.Compare(a.What, b.What))
	})
	return n.all
}

func (n *news) add(vendor Vendor, kind Kind, id string, what What) {
	n.all = append(n.all, Change{n.night, vendor, kind, id, what})
}

// changes tells the edits that a script has for a night.
func changes[T any](edits map[int][]edit[T], night int, add func(int, What)) {
	for n, list := range edits {
		for _, e := range list {
			if e.night == night && e.what != Added && e.what != elsewhere {
				add(n, e.what)
			}
		}
	}
}

func (n *news) scripted() {
	s := n.script
	at := func(v Vendor, k Kind, id func(int) string) func(int, What) {
		return func(number int, w What) { n.add(v, k, id(number), w) }
	}
	changes(s.patients, n.night, at(VSee, KindPatient, n.patientID))
	changes(s.visits, n.night, at(VSee, KindVisit, n.visitID))
	changes(s.staff, n.night, at(VSee, KindPractitioner, n.staffID))
	changes(s.accounts, n.night, at(VSee, KindOrganization, func(int) string { return AccountCode }))
	changes(s.rooms, n.night, at(VSee, KindLocation, func(i int) string { return n.rooms[i].Code }))
	changes(s.notes, n.night, at(Nextvisit, KindNote, n.noteID))
	changes(s.clients, n.night, at(Nextvisit, KindPatient, func(h int) string { return strconv.Itoa(nextvisitPatientBase + h) }))
	changes(s.authors, n.night, at(Nextvisit, KindPractitioner, func(i int) string { return strconv.Itoa(nextvisitUser + i) }))
	changes(s.teams, n.night, at(Nextvisit, KindOrganization, func(i int) string { return strconv.Itoa(teamID + i) }))
}

func (n *news) additions() {
	for i, since := range n.newHumans {
		h := n.opts.Patients + i
		if since == n.night && atVSee(h) {
			n.add(VSee, KindPatient, n.patientID(h), Added)
		}
		if since == n.night && atNextvisit(h) {
			n.add(Nextvisit, KindPatient, strconv.Itoa(nextvisitPatientBase+h), Added)
		}
	}
	for i, a := range n.newVisits {
		if a.night == n.night {
			n.add(VSee, KindVisit, n.visitID(n.baseVisits()+i), Added)
		}
	}
	for i, a := range n.newNotes {
		if a.night == n.night {
			n.add(Nextvisit, KindNote, n.noteID(n.baseNotes()+i), Added)
		}
	}
}

// nested compares what belongs to those visits and patients that may have changed.
func (n *news) nested() {
	visits := map[int]bool{}
	for j := range n.script.visits {
		visits[j] = true
	}
	for i := range n.newVisits {
		visits[n.baseVisits()+i] = true
	}
	humans, targets := map[int]bool{}, map[int]bool{}
	for j := range visits {
		humans[n.slotOf(j).human], targets[visitTargets+j] = true, true
		n.differ(KindIntake, n.intakeOf(j, n.night-1), n.intakeOf(j, n.night))
	}
	for h := range n.script.patients {
		humans[h] = true
	}
	for h := range n.script.profiles {
		humans[h] = true
	}
	for i := range n.newHumans {
		humans[n.opts.Patients+i] = true
	}
	for h := range humans {
		targets[h] = true
		n.differ(KindProfile, n.profileOf(h, n.night-1), n.profileOf(h, n.night))
	}
	for number := range n.script.files {
		targets[number/fileSlots] = true
	}
	for target := range targets {
		n.differ(KindFile, n.filesOf(target, n.night-1), n.filesOf(target, n.night))
	}
}

// house compares what the few rooms are and who works in them.
func (n *news) house() {
	if n.night == LastNight {
		n.add(VSee, KindLocation, n.rooms[roomCount-1].Code, Added)
	}
	if n.night == 2 {
		n.add(Nextvisit, KindOrganization, strconv.Itoa(teamID+teamCount-1), Added)
	}
	for i := range roomCount {
		n.differ(KindRole, n.rolesOf(i, n.night-1), n.rolesOf(i, n.night))
	}
}

// differ tells apart what was there before and what is there now.
func (n *news) differ(kind Kind, before, now map[string]any) {
	for id, v := range now {
		switch was, known := before[id]; {
		case !known:
			n.add(VSee, kind, id, Added)
		case !reflect.DeepEqual(was, v):
			n.add(VSee, kind, id, Edited)
		}
	}
	for id := range before {
		if _, there := now[id]; !there {
			n.add(VSee, kind, id, Deleted)
		}
	}
}

func (t *Town) intakeOf(j, night int) map[string]any {
	if v, ok := t.visitOn(j, night); ok && v.Intake.ID != "" {
		return map[string]any{v.Intake.ID: v.Intake}
	}
	return nil
}

// profileOf is empty until a visit has shown the profile.
func (t *Town) profileOf(h, night int) map[string]any {
	drawn := t.vseePatient(h)
	if drawn.History == nil || !t.patientLives(h, night) || !t.profileShown(h, night) {
		return nil
	}
	return map[string]any{drawn.ID: *t.profileOn(h, drawn.History, night)}
}

// patientLives tells whether VSee knows a human on a night.
func (t *Town) patientLives(h, night int) bool {
	return atVSee(h) && t.humanSince(h) <= night && lives(t.script.patients[h], night)
}

func (t *Town) filesOf(target, night int) map[string]any {
	all := map[string]any{}
	if target >= visitTargets {
		if !t.visitLives(target-visitTargets, night) {
			return nil
		}
	} else if !t.patientLives(target, night) {
		return nil
	}
	for _, f := range t.filesOn(target, night) {
		all[f.TargetType+"/"+f.Target+"/"+f.ID] = f
	}
	return all
}

func (t *Town) rolesOf(room, night int) map[string]any {
	r, ok := t.roomOn(room, night)
	if !ok {
		return nil
	}
	all := map[string]any{}
	for _, p := range r.Providers {
		all[r.Code+"/"+p.ID] = p
	}
	return all
}
