package town

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// human is an invented person before any clinic typed them in.
type human struct {
	first, middle, last string
	birth               time.Time
	female              bool
	phone               int  // ten digits
	old                 bool // VSee knows them in the 2016 dialect
}

func (t *Town) human(number int) human {
	d := throw(t.opts.Seed, aboutHuman, number)
	h := human{
		first:  pick(d, firstNames),
		middle: pick(d, middleNames),
		last:   pick(d, lastNames),
		birth:  time.Date(1935+d.below(85), time.Month(1+d.below(12)), 1+d.below(28), 0, 0, 0, 0, time.UTC),
		female: d.percent(52),
		phone:  (201+d.below(700))*10_000_000 + 555_0000 + d.below(10_000),
		old:    d.percent(20),
	}
	if number%23 == 6 {
		h.birth = h.birth.AddDate(1929-h.birth.Year(), 0, 0) // older than 90
	}
	if number%23 == 4 {
		h.last = oddLastNames[number/23%len(oddLastNames)]
	}
	return h
}

// SSNMark begins every social security number as people write it; such numbers are never given out.
const SSNMark = "987-65-"

// ssn is a human's number, the same at every vendor; empty for some, whom no vendor has asked. The mark leaves room for few of a
// large town.
func ssn(human int) string {
	if serial := human + 1; human%8 != 5 && serial < 10_000 {
		return fmt.Sprintf("%s%04d", SSNMark, serial)
	}
	return ""
}

const (
	oldPatientBase = 500
	newPatientBase = 14_000_000
)

func (t *Town) patientID(number int) string {
	if t.human(number).old {
		return strconv.Itoa(oldPatientBase + number)
	}
	return strconv.Itoa(newPatientBase + number)
}

func (t *Town) humanOfPatient(id string) (int, bool) {
	for _, base := range []int{newPatientBase, oldPatientBase} {
		if n, ok := number(id, base); ok && t.humanSince(n) > 0 && atVSee(n) && t.patientID(n) == id {
			return n, true
		}
	}
	return 0, false
}

func (t *Town) vseePatient(n int) VSeePatient {
	h, d := t.human(n), throw(t.opts.Seed, aboutSecret, n)
	p := VSeePatient{
		ID: t.patientID(n), Human: n, Old: h.old, Active: !d.percent(4),
		FirstName: t.free(h.first, "first_name", n), LastName: t.free(h.last, "last_name", n),
		Code: t.code(aboutHuman, n, 24+d.below(9)), VSeeID: "clinic+user" + t.patientID(n),
		BirthDate: h.birth.Format(time.DateOnly), GenderCode: 1 + d.below(2), Timezone: pick(d, timezones),
		LastLogin: t.opts.Today.Add(-time.Duration(d.below(9e6)) * time.Second).Truncate(time.Second),
		SSN:       ssn(n),
		Marital:   pick(d, maritals), Race: pick(d, races), Insurance: t.free(pick(d, insurers), "insurance", n),
		PolicyNo:  t.free(strings.ToUpper(t.code(aboutSecret, n, 9)), "insurance_policy_number", n),
		Emergency: t.free(pick(d, firstNames)+" "+h.last, "emerg_contact_name", n),
		Phone:     t.free(phone(h.phone, d.below(4)), "phone", n),
	}
	if d.percent(70) {
		p.Email = t.free(fmt.Sprintf("patient%d@example.org", n), "email", n)
		p.Username = t.free(fmt.Sprintf("patient%d", n), "username", n)
	}
	blankOut(&p)
	if d.percent(35) {
		p.History = t.history(n)
	}
	return p
}

// blankOut takes away what real profiles lack. By number, so that every town of some size has each gap.
func blankOut(p *VSeePatient) {
	n := p.Human
	p.FullName = p.FirstName + " " + p.LastName
	switch n % 17 {
	case 3:
		p.BirthDate = ""
	case 5:
		p.GenderCode = 0
	case 7:
		p.Phone = ""
	case 11:
		p.Code = ""
	case 12:
		p.SSN = "" // a visitor who did not tell
	case 13:
		if !p.Old {
			p.FirstName, p.LastName = "", ""
		}
	}
}

// phone writes a number of ten digits as people type it.
func phone(number, form int) string {
	digits := strconv.Itoa(number)
	switch form {
	case 0:
		return "(" + digits[:3] + ") " + digits[3:6] + "-" + digits[6:]
	case 1:
		return "+1 " + digits[:3] + " " + digits[3:6] + " " + digits[6:]
	case 2:
		return digits[:3] + "-" + digits[3:6] + "-" + digits[6:]
	}
	return digits
}

func (t *Town) history(n int) *History {
	d := throw(t.opts.Seed, aboutHistory, n)
	h := &History{Modified: t.opts.Today.Add(-time.Duration(1+d.below(90e6)) * time.Second).Truncate(time.Second)}
	for range d.below(4) {
		h.Conditions = append(h.Conditions, t.free(pick(d, conditions), "condition"+strconv.Itoa(len(h.Conditions)), n))
	}
	for range d.below(3) {
		h.Surgeries = append(h.Surgeries, t.free(pick(d, procedures), "procedure"+strconv.Itoa(len(h.Surgeries)), n))
	}
	for range d.below(3) {
		h.Family = append(h.Family, Relation{t.free(pick(d, conditions), "family"+strconv.Itoa(len(h.Family)), n), []string{pick(d, relatives)}})
	}
	t.later(h, n)
	return h
}
