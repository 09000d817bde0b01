package sandbox

import (
	"slices"
	"strconv"

	"github.com/nightrounds/rounds/extract/sandbox/town"
)

func (s *sheet) author(u town.NextvisitUser) {
	s.num("id", int64(u.ID))
	s.str("name", u.Name)
	s.str("email", u.Email)
	s.when("created_at", u.Created)
	s.when("updated_at", u.Updated)
}

func (s *sheet) team(t town.NextvisitTeam) {
	s.num("id", int64(t.ID))
	s.str("name", t.Name)
	if t.Parent == 0 {
		s.null("parent_id")
	} else {
		s.num("parent_id", int64(t.Parent))
	}
	s.when("created_at", t.Created)
	s.when("updated_at", t.Updated)
}

// clientSheet writes a patient as the directory shows them.
type clientSheet struct {
	*sheet
	p       town.NextvisitPatient
	include []string
	user    town.NextvisitUser
	home    town.NextvisitTeam
}

func (s *Sandbox) clientSheet(w *sheet, truth Truth, p town.NextvisitPatient, include []string) clientSheet {
	user, _ := truth.NextvisitUser(strconv.Itoa(p.Creator))
	home, _ := truth.NextvisitTeam(strconv.Itoa(s.team()))
	return clientSheet{w, p, include, user, home}
}

func (s clientSheet) with(name string) bool { return slices.Contains(s.include, name) }

func (s clientSheet) fields() {
	p := s.p
	s.id("id", p.ID)
	s.str("uuid", p.UUID)
	s.str("first_name", p.FirstName)
	s.orNull("middle_name", p.MiddleName)
	s.str("last_name", p.LastName)
	if s.with("demographics") {
		s.orNull("gender", p.Gender)
	} else {
		s.null("gender")
	}
	s.str("date_of_birth", p.BirthDate)
	s.orNull("notes", p.Notes)
	if s.with("demographics") {
		s.loaded()
	}
	if s.with("user") {
		s.object("user", func() { s.author(s.user) })
	}
	if s.with("team") {
		s.object("team", func() { s.team(s.home) })
	}
	s.strs("timeline", p.Timeline)
	if s.with("encounters") {
		s.array("encounters", s.each("date", p.Earlier))
	}
	s.meta()
	s.when("created_at", p.Created)
	s.when("updated_at", p.Updated)
	s.when("deleted_at", p.Trashed)
}

// loaded is what comes with the demographics, unless it does not.
func (s clientSheet) loaded() {
	p := s.p
	if !p.Unloaded.Medications {
		s.strs("latest_medications", p.Medications)
	}
	if !p.Unloaded.Allergies {
		s.orNull("allergies", p.Allergies)
	}
	s.object("demographics", func() {
		s.str("phone", p.Contact.Phone)
		s.str("email", p.Contact.Email)
		s.object("address", func() {
			s.str("line1", p.Contact.Line)
			s.str("city", p.Contact.City)
			s.str("state", p.Contact.State)
			s.str("zip", p.Contact.Zip)
		})
	})
}

func (s clientSheet) meta() {
	switch {
	case s.p.Origin != "":
		s.object("meta", func() { s.str("source", s.p.Origin) })
	case s.p.Human%2 == 0:
		s.object("meta", func() {})
	default:
		s.null("meta")
	}
}
