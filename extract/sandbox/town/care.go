package town

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// care writes the note, the prescriptions and the history that a visit carries.
func (t *Town) care(v *Visit, j int, d *dice) {
	if v.Outcome == Finished {
		noteOnly := v.CallSeconds == 0
		switch share := d.below(10); {
		case noteOnly || share < 6:
			v.PostVisit = t.postVisit(j, v, d)
		case share < 8:
			v.PostVisit, v.CallSeconds = t.postVisit(j, v, d), 0
		}
		for i := range d.below(3) {
			v.Prescribed = append(v.Prescribed, t.prescription(2*j, i, v, d))
		}
		for i := range d.below(3) {
			v.Prior = append(v.Prior, t.prescription(2*j+1, i, v, d))
		}
	}
	if n, ok := t.humanOfPatient(v.Patient); ok && !v.Old && v.Intake.ID != "" && d.percent(50) {
		v.History = t.vseePatient(n).History
	}
}

// carry shows what the visit before prescribed once more, as it was then, at every seventh visit of the first night.
func (t *Town) carry(v *Visit, s slot, j int) {
	if j%7 != 3 || j >= t.baseVisits() || t.slotOf(j-1).human != s.human {
		return
	}
	if earlier := t.visit(j - 1).Prescribed; len(earlier) > 0 {
		v.Prior = append(v.Prior, earlier...)
	}
}

func (t *Town) postVisit(j int, v *Visit, d *dice) *PostVisit {
	p := &PostVisit{
		Draft: d.percent(15), Author: "Provider of visit",
		PhysicalExam:   t.html(d, "physical_exam", j),
		AssessmentPlan: t.html(d, "assessment_plan", j),
		Instructions:   t.html(d, "patient_instructions", j),
		Reason:         t.free("Visit", "postvisit_reason", j), Disposition: t.free(pick(d, dispositions), "disposition", j),
		Created: v.ActualEnd, Modified: v.ActualEnd.Add(seconds(d, 4e4)),
	}
	if i, ok := number(v.Practitioner, staffBase); ok {
		p.Author = t.staff[i].FullName
	}
	from := d.below(len(diagnosisTable))
	for i := range d.below(4) {
		g := diagnosisTable[(from+i)%len(diagnosisTable)]
		p.Diagnoses = append(p.Diagnoses, Diagnosis{t.free(g.Text, "diagnosis"+strconv.Itoa(i), j), g.Code})
	}
	p.Diagnosis = diagnosisText(p.Diagnoses)
	if d.percent(60) {
		p.NPI, p.DEA = fmt.Sprintf("1%09d", d.below(1e9)), ""
	}
	if d.percent(20) {
		p.Attachments = []Attachment{t.attachment(j, 1, p.Created)}
	}
	return p
}

// diagnosisText joins diagnoses as the vendor does, with commas between them and commas inside them.
func diagnosisText(of []Diagnosis) string {
	parts := make([]string, len(of))
	for i, g := range of {
		parts[i] = g.Text + " (" + g.Code + ")"
	}
	return strings.Join(parts, ",")
}

func (t *Town) prescription(n, i int, v *Visit, d *dice) Prescription {
	p := Prescription{
		ID: strconv.Itoa(90_000 + 3*n + i), Drug: t.free(pick(d, drugs), "drug"+strconv.Itoa(i), n),
		NDC: fmt.Sprintf("%011d", d.below(9e9)), RxNorm: strconv.Itoa(197_000 + d.below(1000)),
		Directions: t.free("1 tablet 1 to 2 times a day", "directions"+strconv.Itoa(i), n), Quantity: 10 * (1 + d.below(9)), Unit: t.word("Tablet", "unit"),
		Refills: d.below(4), DaysSupply: 15 * d.below(3), Prescribed: v.ActualStart.Format(time.DateOnly),
		Status: pick(d, []string{"Current", "Current", "Current", "Pending"}), Prescriber: t.free("Dr. "+pick(d, lastNames), "prescriber"+strconv.Itoa(i), n),
	}
	if d.percent(60) {
		p.Signed = p.Prescribed
	}
	t.fillIn(&p, 3*n+i)
	return p
}

// spoil plants oddities by number, so that every town of some size has each of them.
func (t *Town) spoil(v *Visit, s slot, j int) {
	v.Test = j%45 == 17
	if v.PostVisit != nil {
		t.spoilPostVisit(v, j)
	}
	if v.Outcome == Planned && v.Type == Appointment && !v.Old && j%5 == 3 {
		v.Practitioner, v.Hosts = "", nil
	}
	if v.Old && j%3 == 1 {
		v.Account = ""
		v.Quirks = append(v.Quirks, NullAccount)
	}
	if v.Outcome == Finished && j%41 == 8 {
		v.ActualEnd = v.ActualStart.Add(-time.Minute)
		v.Quirks = append(v.Quirks, EndBeforeStart)
	}
	if !v.Old && v.Intake.ID != "" && j%31 == 11 && t.opts.Patients > 1 {
		n := t.neighbour(s.human)
		v.History, v.Foreign.History, v.Foreign.HistoryOf = nil, t.history(n), t.patientID(n)
		v.Quirks = append(v.Quirks, ForeignHistory)
	}
	if v.Practitioner == "" {
		v.Quirks = append(v.Quirks, NoProvider)
	}
	if len(v.ID) > 10 {
		v.Quirks = append(v.Quirks, BeyondInt32)
	}
}

func (t *Town) spoilPostVisit(v *Visit, j int) {
	switch {
	case j%29 == 7 && v.CallSeconds > 0 && t.opts.Patients > 1:
		n := t.neighbour(t.slotOf(j).human)
		v.Foreign.PostVisit, v.Foreign.PostVisitOf = v.PostVisit, t.patientID(n)
		v.Foreign.PostVisitAt = strconv.Itoa(oldVisitBase/2 + j%oldVisitBase/2)
		v.PostVisit = nil
		v.Quirks = append(v.Quirks, ForeignPostVisit, DuplicatePostVisit)
	case !v.Old && j%4 == 1:
		v.Quirks = append(v.Quirks, DuplicatePostVisit)
		if len(v.PostVisit.Attachments) > 0 || j%12 == 1 {
			v.PostVisit.Attachments = []Attachment{t.attachment(j, 1, v.PostVisit.Created), t.attachment(j, 2, v.PostVisit.Created)}
			v.Quirks = append(v.Quirks, DuplicateAttachments)
		}
	}
}

// neighbour is another human whom VSee knows.
func (t *Town) neighbour(human int) int {
	n := (human + 1) % t.opts.Patients
	if !atVSee(n) {
		n = (n + 1) % t.opts.Patients
	}
	return n
}
