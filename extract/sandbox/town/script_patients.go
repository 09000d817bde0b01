package town

// scriptPatients edits VSee profiles. A profile carries no time of change, so a value that goes to B and back to A ends
// in the very same bytes.
func (t *Town) scriptPatients() {
	s := t.script.patients
	known := func(n int, p VSeePatient) bool { return atVSee(n) && p.Phone != "" && p.LastName != "" }

	for _, n := range t.patientsFor(0, known) {
		s[n] = append(s[n], edit[VSeePatient]{2, Edited, func(p *VSeePatient) {
			p.Phone, p.LastName = "+1 415 555 0199", p.LastName+"-Hartley"
			p.FullName = p.FirstName + " " + p.LastName
		}})
	}
	for _, n := range t.patientsFor(1, known) {
		before := t.vseePatient(n).Phone
		s[n] = append(s[n],
			edit[VSeePatient]{2, Edited, func(p *VSeePatient) { p.Phone = "415-555-0142" }},
			edit[VSeePatient]{3, Edited, func(p *VSeePatient) { p.Phone = before }})
	}
	// Nobody lists the visits of a deleted user, so the deleted ones have none.
	for _, n := range t.patientsFor(2, func(n int, _ VSeePatient) bool {
		return atVSee(n) && t.visitFrom[n] == t.visitFrom[n+1]
	}) {
		s[n] = append(s[n], edit[VSeePatient]{night: 2, what: Deleted})
	}
}

// patientsFor chooses among the humans of the first night.
func (t *Town) patientsFor(part int, suits func(int, VSeePatient) bool) []int {
	count := t.opts.Patients
	return chooseFor(t.share(), count*part/3, count, t.script.patients, t.vseePatient, suits)
}
