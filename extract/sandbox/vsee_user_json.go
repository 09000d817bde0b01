package sandbox

import (
	"slices"
	"strconv"
	"time"

	"github.com/nightrounds/rounds/extract/sandbox/town"
)

// patientSheet writes a patient in the forms that the User and Visit pages show.
type patientSheet struct {
	*sheet
	p town.VSeePatient
}

// listed is an element of GET /users: less than the profile. Without fields it shows what the page shows.
func (s patientSheet) listed(fields []string) {
	p := s.p
	line := userLine{p.ID, p.Username, p.FirstName, p.LastName, p.FullName, p.Email, p.LastLogin, town.TypePatient, 0}
	line.write(s.sheet, fields)
}

// userLine is what a list shows of any user.
type userLine struct {
	id, username, first, last, full, email string
	login                                  time.Time
	kind, subtype                          int
}

func (l userLine) write(s *sheet, fields []string) {
	show := func(name string) bool { return len(fields) == 0 || slices.Contains(fields, name) }
	s.str("id", l.id)
	for _, f := range []struct{ name, value string }{
		{"username", l.username}, {"first_name", l.first}, {"last_name", l.last}, {"full_name", l.full}, {"email", l.email},
	} {
		if show(f.name) {
			s.str(f.name, f.value)
		}
	}
	if show("last_login") {
		s.unix("last_login", l.login)
	}
	if show("type") {
		s.str("type", strconv.Itoa(l.kind))
	}
	if show("subtype") {
		s.str("subtype", digits(l.subtype))
	}
}

// digits writes a code as the vendor writes codes in strings: none is "".
func digits(code int) string {
	if code == 0 {
		return ""
	}
	return strconv.Itoa(code)
}

// whole is the profile of GET /users/:id.
func (s patientSheet) whole() {
	p := s.p
	s.str("id", p.ID)
	s.str("code", p.Code)
	s.int("type", town.TypePatient)
	s.str("subtype", "")
	s.int("status", 20)
	if p.Old || p.FirstName != "" {
		s.str("first_name", p.FirstName)
		s.str("last_name", p.LastName)
	}
	s.str("full_name", p.FullName)
	s.str("username", p.Username)
	s.str("vseeid", p.VSeeID)
	s.str("email", p.Email)
	s.born()
	s.called("--")
	s.bool("active", p.Active)
	s.bool("tos", true)
	s.str("timezone", p.Timezone)
	s.bool("email_verified", p.Email != "")
	s.null("signup_step")
	s.str("photo", "")
	s.str("title", "")
	s.str("suffix", "")
	s.unix("last_login", p.LastLogin)
	s.extra()
}

// born writes dob and gender; what is not known is absent, null or "".
func (s patientSheet) born() {
	switch {
	case s.p.BirthDate != "":
		s.str("dob", s.p.BirthDate)
	case s.p.Human%2 == 0:
		s.null("dob")
	case s.p.Human%3 == 0:
		s.str("dob", "")
	}
	if s.p.GenderCode != 0 {
		s.num("gender", int64(s.p.GenderCode))
	}
}

func (s patientSheet) called(nothing string) {
	if s.p.Phone == "" {
		s.str("phone", nothing)
		return
	}
	s.str("phone", s.p.Phone)
}

func (s patientSheet) extra() {
	s.object("extra", func() {
		s.str("marital_status", s.p.Marital)
		s.str("gender_identity", "")
		s.str("social_security_no", s.p.SSN)
		s.str("veteran", "no")
		s.str("race", s.p.Race)
		s.null("ethnicity")
		s.str("health_insurance", s.p.Insurance)
		s.str("insurance", "")
		s.str("insurance_policy_number", s.p.PolicyNo)
		s.null("attachments")
		s.str("emerg_contact_name", s.p.Emergency)
		s.str("emerg_contact_phone", "")
	})
}

// embedded is the member inside a visit. The newer objects show fewer fields, and not the same ones.
func (s patientSheet) embedded() {
	p := s.p
	s.str("id", p.ID)
	s.str("code", p.Code)
	if s.strings {
		s.str("first_name", p.FirstName)
		s.str("last_name", p.LastName)
		s.str("username", p.Username)
		s.str("vseeid", p.VSeeID)
		s.born()
		s.str("email", p.Email)
		s.bool("active", p.Active)
		s.bool("tos", true)
		s.called("")
		s.str("subtype", "")
		return
	}
	s.str("email", p.Email)
	s.str("vseeid", p.VSeeID)
	s.null("photo")
	s.str("full_name", p.FullName)
	s.called("")
}

// userSheet writes a user who is not a patient.
type userSheet struct {
	*sheet
	u town.VSeeUser
}

func (s userSheet) listed(fields []string) {
	u := s.u
	line := userLine{u.ID, "", u.FirstName, u.LastName, u.FullName, u.Email, time.Time{}, u.Type, u.Subtype}
	line.write(s.sheet, fields)
}

func (s userSheet) whole() {
	u := s.u
	s.str("id", u.ID)
	s.str("code", u.Code)
	s.int("type", u.Type)
	s.str("subtype", digits(u.Subtype))
	s.int("status", 20)
	s.orNull("first_name", u.FirstName)
	s.orNull("last_name", u.LastName)
	s.str("full_name", u.FullName)
	s.str("username", "")
	s.str("vseeid", "")
	s.str("email", u.Email)
	s.str("phone", u.Phone)
	s.bool("active", u.Active)
	s.bool("tos", true)
	s.str("timezone", u.Timezone)
	s.str("title", u.Title)
	s.str("suffix", u.Suffix)
	s.null("photo")
}

// provider is the practitioner inside a visit.
func (s userSheet) provider() {
	u := s.u
	s.str("id", u.ID)
	if s.strings {
		s.str("code", u.Code)
		s.str("first_name", u.FirstName)
		s.str("last_name", u.LastName)
		s.str("username", "")
	} else {
		s.str("full_name", u.FullName)
	}
	s.str("email", "")
	s.str("vseeid", "")
	s.null("photo")
	s.str("title", u.Title)
	s.str("suffix", u.Suffix)
	s.str("subtype", digits(u.Subtype))
}

// host is an entry of a visit's hosts.
func (s userSheet) host() {
	s.str("username", "")
	s.str("email", "")
	s.str("phone", "")
	s.str("timezone", s.u.Timezone)
	s.str("vseeid", "")
	s.str("full_name", s.u.FullName)
	s.str("title", s.u.Title)
	s.str("suffix", s.u.Suffix)
	s.str("id", s.u.ID)
	s.str("photo_attachment_id", "")
	s.str("role", "owner")
}
