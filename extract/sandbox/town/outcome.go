package town

import "time"

// happen writes what the outcome left behind: actual times, who closed the visit, a logged call.
func (t *Town) happen(v *Visit, d *dice) {
	begin := v.Start.Add(time.Duration(d.below(9)-2) * time.Minute)
	finish := begin.Add(5*time.Minute + seconds(d, 3000))
	switch v.Outcome {
	case Planned:
		if v.Type == EConsult {
			v.Practitioner = ""
		}
	case Arrived:
	case InProgress, UnknownCode:
		v.ActualStart, v.Modified = begin, begin
	case Finished:
		v.ActualStart, v.ActualEnd, v.CompletedBy = begin, finish, v.Practitioner
		if v.Type != EConsult && !v.Old {
			v.CallSeconds = int(finish.Sub(begin).Seconds()) - 30
		}
	case EndedUnclear:
		v.ActualStart, v.ActualEnd = begin, finish
		if d.percent(50) {
			v.CompletedBy = v.Practitioner
		}
	case Cancelled:
		t.cancel(v, begin, d.below(3))
	}
	if !v.ActualEnd.IsZero() {
		v.Modified = v.ActualEnd
	}
}

// cancel leaves one of the three proofs that nobody was seen.
func (t *Town) cancel(v *Visit, begin time.Time, proof int) {
	v.ActualEnd = begin.Add(2 * time.Minute)
	switch proof {
	case 0:
		v.CompletedBy = v.Patient
	case 1:
		v.Practitioner, v.ActualStart = "", begin
	default:
		v.ActualStart, v.CompletedBy = begin, v.Patient
	}
}

// place sets rooms, hosts and the ties to other visits.
func (t *Town) place(v *Visit, s slot, j int, d *dice) {
	if v.Old {
		v.Payment = pick(d, []string{"00.00", "0.00", "25.00"})
		return
	}
	v.Payment = pick(d, []string{"25.00", "0.00"})
	n := d.below(len(roomCodes))
	v.Room = Room{ID: roomBase + n, Code: roomCodes[n], Name: t.free(roomNames[n], "room_name", n)}
	v.Consultation = t.free(pick(d, consultations), "consultation", j)
	if v.Practitioner != "" && v.Type == Appointment {
		v.Hosts = []string{v.Practitioner}
		if other := t.staffID(j % t.opts.Practitioners); j%8 == 3 && other != v.Practitioner {
			v.Hosts = append(v.Hosts, other)
		}
	}
	if v.Type == Appointment {
		v.Root = v.ID
	}
	switch {
	case s.walkin:
		v.Root = t.visitID(s.partner)
	case s.partner >= 0:
		v.Walkin = t.visitID(s.partner)
	}
	if s.group >= 0 {
		v.Group = t.uuid(aboutPair, s.group)
	}
}

// ask fills in the intake.
func (t *Town) ask(v *Visit, s slot, j int, d *dice) {
	if d.percent(15) {
		if v.Group == "" {
			v.Consultation = "" // only an intake or a group shows it
		}
		return
	}
	in := Intake{
		ID: t.uuid(aboutVisit, j), Visit: v.ID, Patient: v.Patient, Reason: pick(d, visitReasons), Location: pick(d, states), Created: v.Created.Add(-2 * time.Minute),
	}
	in.Modified = in.Created
	if in.Reason != "" {
		in.Reason = t.free(in.Reason, "reason_for_visit", j)
	}
	if in.Location == "--" || v.Old {
		in.Location = ""
	}
	if !v.Old {
		in.Phone = phone(t.human(s.human).phone, 3)
		for i := range d.below(3) {
			key := []string{"custom_is_allergic", "question_1", "custom_symptoms"}[i]
			in.Answers = append(in.Answers, Answer{key, t.free(pick(d, []string{"Yes", "No", "Rash, red eyes"}), key, j)})
		}
	}
	if d.percent(10) {
		in.Files = []Attachment{t.attachment(j, 0, in.Created)}
		t.undescribe(&in, j)
	}
	v.Intake = in
}

func (t *Town) attachment(j, i int, at time.Time) Attachment {
	d := throw(t.opts.Seed, aboutSecret, -1-4*j-i)
	ext := pick(d, []string{"png", "jpg", "pdf"})
	return Attachment{
		ID: t.uuid(aboutCare, 4*j+i), Name: t.free("scan", "attachment_name", 4*j+i) + "." + ext, Ext: ext,
		Size: int64(1000 + d.below(2e6)), Created: at.Add(time.Duration(d.below(1000)) * time.Millisecond),
	}
}
