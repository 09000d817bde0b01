package sandbox

import (
	"strconv"
	"time"

	"github.com/nightrounds/rounds/extract/sandbox/town"
)

// intakeFields writes an intake: fixed keys and the clinic's own among them.
func (s visitSheet) intakeFields() {
	v, in := s.v, s.v.Intake
	if v.Old {
		s.str("provider", v.Practitioner)
	} else {
		s.str("provider_id", v.Practitioner)
		s.str("member_id", v.Patient)
		s.str("location", orDefault(in.Location, "--"))
		s.str("phone", in.Phone)
		s.str("room_code", v.Room.Code)
		s.str("consent", "true")
	}
	s.str("reason_for_visit", in.Reason)
	s.str("type", strconv.Itoa(v.Type))
	for _, a := range in.Answers {
		s.str(a.Key, a.Value)
	}
	if len(in.Files) > 0 {
		s.attachments(in.Files)
	} else if !v.Old {
		s.str("attachments", "")
	}
	if !v.Old && v.Group == "" {
		s.consultation()
	}
	s.profile()
	s.num("modified", in.Modified.Unix())
	s.num("created", in.Created.Unix())
	s.str("visit_id", v.ID)
	s.str("id", in.ID)
}

// profile writes the medical profile that the intake embeds: the patient's own, or by mistake somebody else's.
func (s visitSheet) profile() {
	history, user := s.v.History, s.v.Patient
	if s.v.Foreign.History != nil {
		history, user = s.v.Foreign.History, s.v.Foreign.HistoryOf
	}
	if history == nil {
		return
	}
	s.object("medical_profile", func() {
		s.str("_id", "profile"+user)
		s.str("user_id", user)
		s.section(user, "family_conditions", func() {
			for _, f := range history.Family {
				s.object("", func() {
					s.str("condition", f.Condition)
					s.strs("relations", f.Relatives)
				})
			}
		}, history.Modified)
		s.section(user, "conditions", s.each("condition", history.Conditions), history.Modified)
		s.section(user, "surgeries", s.each("procedure", history.Surgeries), history.Modified)
		for _, empty := range []string{"social_history", "health_habits", "medications", "allergies"} {
			s.section(user, empty, func() {}, history.Modified)
		}
		s.moment("modified", history.Modified)
		s.moment("created", history.Modified)
	})
}

// section is one part of a medical profile. Who changed it has a number as type in one section, a string in the others.
func (s visitSheet) section(user, name string, items func(), modified time.Time) {
	s.object(name, func() {
		s.array("data", items)
		s.num("modified", modified.Unix())
		s.object("modified_by", func() {
			s.str("id", user)
			if name == "social_history" {
				s.num("type", town.TypePatient)
			} else {
				s.str("type", strconv.Itoa(town.TypePatient))
			}
			s.str("subtype", "")
		})
	})
}

func (s visitSheet) each(field string, values []string) func() {
	return func() {
		for _, v := range values {
			s.object("", func() { s.str(field, v) })
		}
	}
}

// moment is the database's own form of a time.
func (s visitSheet) moment(name string, at time.Time) {
	s.object(name, func() {
		s.num("sec", at.Unix())
		s.num("usec", int64(at.Nanosecond()/1000))
	})
}

func (s visitSheet) attachments(files []town.Attachment) {
	s.array("attachments", func() {
		for _, f := range files {
			s.object("", func() { s.attachment(f) })
		}
	})
}

// attachment has a path in the older objects and a signed link in the newer ones.
func (s visitSheet) attachment(f town.Attachment) {
	s.str("_id", f.ID)
	s.str("name", f.Name)
	if s.v.Old {
		s.str("path", "files/"+f.ID+"."+f.Ext)
	} else {
		s.str("fullpath", "https://files.example.org/"+f.ID+"?auth_code="+SecretMark+"file&time="+strconv.FormatInt(f.Created.Unix(), 10))
	}
	s.num("size", f.Size)
	s.str("ext", f.Ext)
	s.num("type", 0)
	s.str("creator_id", s.v.Patient)
	s.null("remark")
	s.num("using", 1)
	s.moment("modified", f.Created)
	s.moment("created", f.Created)
}

// postVisits writes a stub, the full note, or both under one name; and by mistake somebody else's.
func (s visitSheet) postVisits() {
	v := s.v
	full, visit, member := v.PostVisit, v.ID, v.Patient
	if v.Foreign.PostVisit != nil {
		full, visit, member = v.Foreign.PostVisit, v.Foreign.PostVisitAt, v.Foreign.PostVisitOf
	}
	if full == nil && !v.Old || v.Has(town.DuplicatePostVisit) {
		s.object("postvisit", func() {
			s.str("member_id", v.Patient)
			s.null("class_id")
			s.str("visit_id", v.ID)
			s.num("modified", v.Created.Unix())
			s.num("created", v.Created.Unix())
		})
	}
	if full != nil {
		s.object("postvisit", func() { s.postVisit(full, visit, member) })
	}
}

func (s visitSheet) postVisit(p *town.PostVisit, visit, member string) {
	last := p.Attachments
	s.str("visit_id", visit)
	s.num("modified", p.Modified.Unix())
	s.num("created", p.Created.Unix())
	s.str("member_id", member)
	s.str("modifiedBy", p.Author)
	s.bool("draft", p.Draft)
	if s.v.Has(town.DuplicateAttachments) {
		s.attachments(p.Attachments[:1])
		last = p.Attachments[1:]
	}
	for _, f := range []struct{ name, value string }{
		{"physical_exam", p.PhysicalExam}, {"assessment_plan", p.AssessmentPlan}, {"reason_for_visit", p.Reason},
		{"reason_for_visit_other", p.ReasonOther}, {"schema", ""}, {"diagnosis", p.Diagnosis},
		{"patient_instructions", p.Instructions}, {"disposition", p.Disposition}, {"dea", p.DEA}, {"npi", p.NPI},
	} {
		s.str(f.name, f.value)
	}
	s.attachments(last)
}

// prescriptions come from another system: other names, other dates.
func (s visitSheet) prescriptions(name string, list []town.Prescription) {
	s.array(name, func() {
		for _, p := range list {
			s.object("", func() { s.prescription(p) })
		}
	})
}

func (s visitSheet) prescription(p town.Prescription) {
	s.str("ID", p.ID)
	s.str("DrugID", p.ID)
	s.str("NDC", p.NDC)
	s.str("RxNormCode", p.RxNorm)
	s.str("Drug", p.Drug)
	s.bool("Supply", false)
	s.bool("Compound", false)
	s.str("Directions", p.Directions)
	s.num("Qty", int64(p.Quantity))
	s.str("QtyQual", p.Unit)
	s.num("Refills", int64(p.Refills))
	s.num("DaysSupply", int64(p.DaysSupply))
	s.num("SubstitutionAllowedFlag", 1)
	s.num("Schedule", 0)
	s.str("PharmacyNote", "")
	s.str("InternalNote", "")
	s.str("PrescriberId", s.v.Practitioner)
	s.str("LocationId", "DEMO-ACCOUNT")
	s.str("PrescriptionDate", p.Prescribed+"T00:00:00")
	s.str("SignDate", orDefault(p.Signed, "0001-01-01")+"T00:00:00")
	s.str("Status", p.Status)
	s.str("PharmacyNcpdpId", "")
	s.str("RouteDetail", "Printed<br />Signed")
	s.str("PartnerMedID", "")
	s.str("PrescriberName", p.Prescriber)
}
