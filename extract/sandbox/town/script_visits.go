package town

import "time"

// scriptVisits edits visits. Visit.Modified moves with every edit but one: a post-visit note that is edited alone.
func (t *Town) scriptVisits() {
	if t.baseVisits() == 0 {
		return
	}
	t.scriptProgress()
	t.scriptStarted()
	t.scriptPostVisits()
	t.scriptFields()
}

func (t *Town) visitsFor(part int, suits func(Visit) bool) []int {
	count := t.baseVisits()
	return chooseFor(t.share(), count*part/12, count, t.script.visits, t.visit, func(_ int, v Visit) bool { return suits(v) })
}

// editVisit writes one edit that moves Visit.Modified.
func (t *Town) editVisit(j, night int, apply func(*Visit)) {
	at := t.at(night)
	t.script.visits[j] = append(t.script.visits[j], edit[Visit]{night, Edited, func(v *Visit) {
		apply(v)
		v.Modified = at
	}})
}

func bookable(v Visit) bool {
	return v.Outcome == Planned && v.Type == Appointment && v.Practitioner != "" && v.Group == "" && !v.Old
}

// begin and end are what starting and ending a visit changes.
func begin(at time.Time) func(*Visit) {
	return func(v *Visit) { v.Status, v.Outcome, v.ActualStart = 30, InProgress, at }
}

func end(at time.Time) func(*Visit) {
	return func(v *Visit) {
		v.Status, v.Outcome, v.ActualEnd = 40, Finished, at
		v.CompletedBy, v.CallSeconds = v.Practitioner, 600
	}
}

// scriptProgress takes visits from 20 over 30 to 40, and cancels others on the third night.
func (t *Town) scriptProgress() {
	for _, j := range t.visitsFor(0, bookable) {
		t.editVisit(j, 2, begin(t.at(2)))
		t.editVisit(j, 3, func(v *Visit) {
			end(t.at(3))(v)
			v.PostVisit = t.postVisit(j, v, throw(t.opts.Seed, aboutCare, j))
			v.PostVisit.Draft = false
		})
	}
	for _, j := range t.visitsFor(1, bookable) {
		t.editVisit(j, 3, func(v *Visit) {
			v.Status, v.Outcome, v.CompletedBy, v.ActualEnd = 40, Cancelled, v.Patient, t.at(3)
		})
	}
}

// scriptStarted starts appointments: on the second night their walk-in appears, on the third both are over.
func (t *Town) scriptStarted() {
	for _, j := range t.visitsFor(2, bookable) {
		walkin := t.baseVisits() + len(t.newVisits)
		t.newVisits = append(t.newVisits, addedVisit{2, t.slotOf(j).human, j})
		t.editVisit(j, 2, func(v *Visit) {
			begin(t.at(2))(v)
			v.Walkin = t.visitID(walkin)
		})
		t.editVisit(j, 3, end(t.at(3)))
		t.script.visits[walkin] = []edit[Visit]{{2, Added, begunWalkin(t.at(2))}}
		t.editVisit(walkin, 3, end(t.at(3)))
	}
}

// begunWalkin undoes what a drawn visit may already have behind it.
func begunWalkin(at time.Time) func(*Visit) {
	return func(v *Visit) {
		begin(at)(v)
		v.Start, v.End, v.Created, v.Modified = at, at.Add(time.Hour), at, at
		v.ActualEnd, v.CompletedBy, v.CallSeconds = time.Time{}, "", 0
		v.PostVisit, v.Prescribed, v.Prior, v.Foreign, v.History = nil, nil, nil, Foreign{}, nil
		v.Quirks = nil
		v.Intake.Created, v.Intake.Modified = at, at
	}
}

// own is a final post-visit note that may be edited without touching what other visits show.
func own(v Visit) bool { return v.PostVisit != nil && !v.PostVisit.Draft && v.Group == "" }

func (t *Town) scriptPostVisits() {
	for _, j := range t.visitsFor(3, func(v Visit) bool { return v.PostVisit != nil && v.PostVisit.Draft }) {
		t.editVisit(j, 2, changeNote(t.at(2), func(p *PostVisit) { p.Draft = false }))
	}
	for _, j := range t.visitsFor(4, func(v Visit) bool { return own(v) && len(v.PostVisit.Diagnoses) > 1 }) {
		t.editVisit(j, 2, changeNote(t.at(2), func(p *PostVisit) {
			p.Diagnoses = p.Diagnoses[:len(p.Diagnoses)-1]
			p.Diagnosis = diagnosisText(p.Diagnoses)
		}))
	}
	for _, j := range t.visitsFor(5, own) {
		amend := changeNote(t.at(2), func(p *PostVisit) { p.AssessmentPlan += "<p>Amended by phone.</p>" })
		t.script.visits[j] = append(t.script.visits[j], edit[Visit]{2, Edited, amend})
	}
}

// changeNote edits a copy: the drawn note may be looked at on another night at the same time.
func changeNote(at time.Time, apply func(*PostVisit)) func(*Visit) {
	return func(v *Visit) {
		p := *v.PostVisit
		apply(&p)
		p.Modified = at
		v.PostVisit = &p
	}
}

// scriptFields clears a test flag, shrinks a list of prescriptions, sends a reason to B and back to A, deletes.
func (t *Town) scriptFields() {
	for _, j := range t.visitsFor(6, func(v Visit) bool { return v.Test }) {
		t.editVisit(j, 2, func(v *Visit) { v.Test = false })
	}
	for _, j := range t.visitsFor(7, func(v Visit) bool { return len(v.Prescribed) == 2 }) {
		t.editVisit(j, 2, func(v *Visit) { v.Prescribed = v.Prescribed[:1] })
	}
	for _, j := range t.visitsFor(8, func(v Visit) bool { return v.Intake.Reason != "" }) {
		before := t.visit(j).Intake.Reason
		t.editVisit(j, 2, func(v *Visit) { v.Intake.Reason = t.free("Chest pain", "reason_b", j) })
		t.editVisit(j, 3, func(v *Visit) { v.Intake.Reason = before })
	}
	for _, j := range t.visitsFor(9, func(v Visit) bool { return v.Walkin == "" && v.Type != WalkIn && v.Group == "" }) {
		t.script.visits[j] = append(t.script.visits[j], edit[Visit]{night: 2, what: Deleted})
	}
}
