package sandbox

import (
	"strconv"
	"time"

	"github.com/nightrounds/rounds/extract/sandbox/town"
)

// profileSheet writes a medical profile.
type profileSheet struct {
	*sheet
	user  string // id of the patient
	owner string // their name
	*town.History
}

func (s profileSheet) fields() {
	s.str("_id", "profile"+s.user)
	s.str("user_id", s.user)
	s.section("family_conditions", s.relations)
	s.section("conditions", s.each("condition", s.Conditions))
	s.section("social_history", s.items("question", s.Social))
	s.section("health_habits", s.items("question", s.Habits))
	s.section("surgeries", s.each("procedure", s.Surgeries))
	s.section("medications", s.items("medication", s.Medications))
	s.section("allergies", s.items("allergy", s.Allergies))
	s.moment("modified", s.Modified)
	s.moment("created", s.Modified.Add(-time.Hour))
}

// section is one part of a medical profile. Who changed it has a number as type in one section, a string in the others.
func (s profileSheet) section(name string, items func()) {
	s.object(name, func() {
		s.array("data", items)
		s.num("modified", s.Modified.Unix())
		s.str("modifiedBy", s.owner)
		s.object("modified_by", func() {
			s.str("id", s.user)
			if name == "social_history" {
				s.num("type", town.TypePatient)
			} else {
				s.str("type", strconv.Itoa(town.TypePatient))
			}
			s.str("subtype", "")
		})
	})
}

func (s profileSheet) relations() {
	for _, f := range s.Family {
		s.object("", func() {
			s.str("condition", f.Condition)
			s.strs("relations", f.Relatives)
		})
	}
}

// items are written in the form each of them has.
func (s profileSheet) items(field string, list []town.Item) func() {
	return func() {
		for _, item := range list {
			s.item(field, item)
		}
	}
}

func (s profileSheet) item(field string, item town.Item) {
	switch item.Form {
	case town.Bare:
		s.str("", item.Text)
	case town.Named:
		s.object("", func() { s.str("name", item.Text) })
	case town.Keyed:
		s.object("", func() {
			if field == "question" {
				s.str(field, item.Question)
				field = "answer"
			}
			s.str(field, item.Text)
		})
	case town.Strange:
		s.object("", func() { s.object("entry", func() { s.str("label", item.Text) }) })
	}
}
