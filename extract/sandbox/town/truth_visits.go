package town

import "iter"

// Visits yields the live visits, those of one patient after those of another.
func (tr *Truth) Visits() iter.Seq[Visit] {
	return func(yield func(Visit) bool) {
		for j := range tr.town.baseVisits() + len(tr.town.newVisits) {
			if v, ok := tr.visitAt(j); ok && !yield(v) {
				return
			}
		}
	}
}

// VisitsOf yields the live visits of a VSee patient.
func (tr *Truth) VisitsOf(patient string) iter.Seq[Visit] {
	return func(yield func(Visit) bool) {
		h, ok := tr.town.humanOfPatient(patient)
		if !ok {
			return
		}
		for _, j := range tr.town.visitsOfHuman(h) {
			if v, ok := tr.visitAt(j); ok && !yield(v) {
				return
			}
		}
	}
}

// Visit finds a live visit by id.
func (tr *Truth) Visit(id string) (Visit, bool) {
	j, ok := tr.town.visitNumber(id)
	if !ok {
		return Visit{}, false
	}
	return tr.visitAt(j)
}

func (tr *Truth) visitAt(j int) (Visit, bool) {
	return tr.town.visitOn(j, tr.night)
}

// visitLives tells whether a visit is there on a night, without drawing it.
func (t *Town) visitLives(j, night int) bool {
	i := j - t.baseVisits()
	return (i < 0 || t.newVisits[i].night <= night) && lives(t.script.visits[j], night)
}

// visitOn shows what the visit embeds as that was on the night, too.
func (t *Town) visitOn(j, night int) (Visit, bool) {
	if !t.visitLives(j, night) {
		return Visit{}, false
	}
	v, _ := on(t.visit(j), t.script.visits[j], night)
	if v.History != nil {
		n, _ := t.humanOfPatient(v.Patient)
		v.History = t.profileOn(n, v.History, night)
	}
	if v.Room.Code != "" {
		v.Room.Name = t.roomName(v.Room.ID-roomBase, night)
	}
	return v, true
}

func (t *Town) visitsOfHuman(h int) []int {
	var numbers []int
	if h < t.opts.Patients {
		for j := int(t.visitFrom[h]); j < int(t.visitFrom[h+1]); j++ {
			numbers = append(numbers, j)
		}
	}
	for i, a := range t.newVisits {
		if a.human == h {
			numbers = append(numbers, t.baseVisits()+i)
		}
	}
	return numbers
}

// VisitOfIntake finds a live visit by the id of its intake.
func (tr *Truth) VisitOfIntake(id string) (Visit, bool) {
	j, ok := numberOfUUID(id)
	if !ok || j >= tr.town.baseVisits()+len(tr.town.newVisits) {
		return Visit{}, false
	}
	v, ok := tr.visitAt(j)
	return v, ok && v.Intake.ID == id
}

// Intakes yields the intakes of the live visits.
func (tr *Truth) Intakes() iter.Seq[Intake] {
	return func(yield func(Intake) bool) {
		for v := range tr.Visits() {
			if v.Intake.ID != "" && !yield(v.Intake) {
				return
			}
		}
	}
}

// Intake finds the intake of a live visit by its id.
func (tr *Truth) Intake(id string) (Intake, bool) {
	v, ok := tr.VisitOfIntake(id)
	return v.Intake, ok
}
