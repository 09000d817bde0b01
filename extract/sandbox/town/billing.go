package town

import "fmt"

var (
	invoiceWords = []string{"", "", "pending", "processing", "paid", "paid", "closed", "forgiven", "cancelled", "failed", "refunded"}
	statusWords  = []string{"Discontinued", "Expired", "Voided", "current"}
)

// unknownInvoice is the one number seen as an invoice's status.
const unknownInvoice = 10

// bill writes an invoice for some of the newer visits.
func (t *Town) bill(v *Visit, j int) {
	d := throw(t.opts.Seed, aboutInvoice, j)
	if v.Old || !d.percent(40) {
		return
	}
	v.Invoice = &Invoice{
		ID: t.uuid(aboutInvoice, j), Status: pick(d, invoiceWords), Due: 2500 * d.below(4), Live: d.percent(80),
		Created: v.Created, Modified: v.Created,
	}
	if v.Invoice.Status == "" {
		v.Invoice.Code = unknownInvoice
	}
}

// setApart takes an intake out of the answer for its visit, and with it the medical profile, which nothing else shows.
func (t *Town) setApart(v *Visit, j int) {
	if v.Old || v.Intake.ID == "" || j%13 != 6 || v.Has(ForeignHistory) {
		return
	}
	v.History = nil
	v.Quirks = append(v.Quirks, IntakeApart)
}

// undescribe leaves nothing of some attachments but their ids.
func (t *Town) undescribe(in *Intake, j int) {
	if in.Form = FileForm(j % 7); in.Form > IDText {
		in.Form = Described
	}
	if in.Form == Described {
		return
	}
	in.Files = append(in.Files, t.attachment(j, 3, in.Created))
	for i, f := range in.Files {
		in.Files[i] = Attachment{ID: f.ID}
	}
}

// fillIn takes codes away from some prescriptions and gives others words and numbers that are seldom seen.
func (t *Town) fillIn(p *Prescription, n int) {
	d := throw(t.opts.Seed, aboutPrescription, n)
	if d.percent(20) {
		p.NDC = ""
	}
	if d.percent(20) {
		p.RxNorm = ""
	}
	if d.percent(12) {
		p.Status = pick(d, statusWords)
	}
	p.Substitution, p.Schedule = d.percent(70), d.below(3)
	if d.percent(15) {
		p.PharmacyNote = t.free("Call the patient before filling.", "pharmacy_note", n)
	}
	if d.percent(50) {
		p.Pharmacy = fmt.Sprintf("%07d", d.below(1e7))
	}
}

// scriptInside changes prescriptions and invoices, with Visit.Modified, and intakes, without it.
func (t *Town) scriptInside() {
	if t.baseVisits() == 0 {
		return
	}
	prescribed := func(v Visit) bool { return len(v.Prescribed) > 0 }
	for _, j := range t.visitsFor(10, prescribed) {
		t.editVisit(j, 2, func(v *Visit) {
			more := t.prescription(2*j, 2, v, throw(t.opts.Seed, aboutPrescription, -1-j))
			v.Prescribed = append(append([]Prescription{}, v.Prescribed...), more)
		})
	}
	for _, j := range t.visitsFor(11, func(v Visit) bool { return prescribed(v) && v.Prescribed[0].Status == "Current" }) {
		t.editVisit(j, 2, func(v *Visit) {
			v.Prescribed = append([]Prescription{}, v.Prescribed...)
			v.Prescribed[0].Status = "Discontinued"
		})
	}
	for _, j := range t.visitsFor(5, func(v Visit) bool { return v.Invoice != nil && v.Invoice.Status == "pending" }) {
		t.editVisit(j, 2, func(v *Visit) {
			paid := *v.Invoice
			paid.Status, paid.Modified = "paid", t.at(2)
			v.Invoice = &paid
		})
	}
	t.scriptIntakes()
}

// scriptIntakes changes an answer of intakes inside their visits and apart from them.
func (t *Town) scriptIntakes() {
	for _, apart := range []bool{true, false} {
		for _, j := range t.visitsFor(9, func(v Visit) bool { return len(v.Intake.Answers) > 0 && v.Has(IntakeApart) == apart }) {
			t.script.visits[j] = append(t.script.visits[j], edit[Visit]{2, elsewhere, func(v *Visit) {
				v.Intake.Answers = append([]Answer{}, v.Intake.Answers...)
				v.Intake.Answers[0].Value, v.Intake.Modified = t.free("No, not any more", "answer_b", j), t.at(2)
			}})
		}
	}
}
