package sandbox

import "github.com/nightrounds/rounds/extract/sandbox/town"

// nextechPatientSheet writes a hit of the search.
type nextechPatientSheet struct {
	*sheet
	p town.NextechPatient
}

func (s nextechPatientSheet) fields() {
	p := s.p
	s.nextechID("patientId", p.ID, p.Human)
	if p.Chart == "" && p.Human%2 == 0 {
		s.str("chartNumber", "")
	} else {
		s.orNull("chartNumber", p.Chart)
	}
	s.str("firstName", p.FirstName)
	s.str("lastName", p.LastName)
	if p.Human%3 == 0 {
		s.some("middleName", p.MiddleName)
	} else {
		s.orNull("middleName", p.MiddleName)
	}
	s.dob()
	s.str("ssn", p.SSN)
	s.orNull("homePhone", p.Phone)
}

// nextechID writes an id as a number, for some as a string.
func (s *sheet) nextechID(name, digits string, number int) {
	if number%5 == 2 {
		s.str(name, digits)
		return
	}
	s.raw(name, digits)
}

// dob is a day with a time that means nothing, or nobody's birthday.
func (s nextechPatientSheet) dob() {
	switch p := s.p; {
	case p.BirthDate != "" && p.Human%2 == 0:
		s.str("dob", p.BirthDate+"T00:00:00.000Z")
	case p.BirthDate != "":
		s.str("dob", p.BirthDate+"T23:08:59.934Z")
	case p.Human%3 == 0:
		s.str("dob", "0001-01-01T00:00:00Z")
	case p.Human%3 == 1:
		s.str("dob", "1900-01-01T00:00:00.000Z")
	default:
		s.null("dob")
	}
}

// encounterSheet writes an element of an encounter search.
type encounterSheet struct {
	*sheet
	e town.NextechEncounter
}

// serial goes by the encounter and tells apart those that write the same fact in several ways.
func (s encounterSheet) serial() int {
	return int(s.e.ID[len(s.e.ID)-1]-'0') + 10*int(s.e.ID[len(s.e.ID)-2]-'0')
}

func (s encounterSheet) fields(section string) {
	s.object("summary", s.summary)
	switch ccd := s.e.CCD(section); {
	case ccd != "":
		s.str("ccd", ccd)
	case s.serial()%2 == 0:
		s.str("ccd", "")
	default:
		s.null("ccd")
	}
}

func (s encounterSheet) summary() {
	e := s.e
	s.nextechID("encounterId", e.ID, s.serial())
	s.doctor()
	s.str("department", e.Department)
	s.orNull("location", e.Location)
	s.str("encounterDate", e.Date.Format("2006-01-02T15:04:05.000Z"))
	s.str("type", e.Type)
	s.lock()
}

// doctor is 0 or null where there is none.
func (s encounterSheet) doctor() {
	d := s.e.Doctor
	switch {
	case d.ID != 0:
		s.num("doctorId", int64(d.ID))
	case s.serial()%2 == 0:
		s.num("doctorId", 0)
	default:
		s.null("doctorId")
	}
	s.orNull("doctorFirstName", d.FirstName)
	s.orNull("doctorLastName", d.LastName)
	s.str("doctorProfessionalDesignation", d.Designation)
}

// lock is documented as a string and shown as a boolean.
func (s encounterSheet) lock() {
	const name = "encounterLocked"
	form := s.serial() % 3
	switch s.e.Lock {
	case town.IsLocked:
		s.raw(name, []string{"true", `"true"`, `"1"`}[form])
	case town.IsUnlocked:
		s.raw(name, []string{"false", `"false"`, `"0"`}[form])
	default:
		s.unsaid(name, s.serial()%4)
	}
}

func (s encounterSheet) unsaid(name string, form int) {
	switch form {
	case 0:
		s.null(name)
	case 1:
		s.str(name, "")
	case 2:
		s.str(name, "Pending")
	}
}
