package sandbox

import (
	"strconv"
	"strings"
	"time"

	"github.com/nightrounds/rounds/extract/sandbox/town"
)

// intake is inside the answer for its visit, unless it is only named there.
func (s visitSheet) intake() {
	if s.v.Intake.ID != "" && !s.v.Has(town.IntakeApart) {
		s.object("intake", func() { s.intakeFields(true) })
	}
}

// intakeFields writes an intake: fixed keys and the clinic's own among them.
func (s visitSheet) intakeFields(profile bool) {
	v, in := s.v, s.v.Intake
	if v.Old {
		s.str("provider", v.Practitioner)
		s.str("reset", "true")
	} else {
		s.str("provider_id", v.Practitioner)
		s.str("member_id", v.Patient)
		s.str("location", orDefault(in.Location, "--"))
		s.str("phone", in.Phone)
		s.str("room", v.Room.Code)
		s.str("room_code", v.Room.Code)
		s.str("consent", "true")
	}
	s.str("reason_for_visit", in.Reason)
	s.str("type", strconv.Itoa(v.Type))
	for _, a := range in.Answers {
		s.str(a.Key, a.Value)
	}
	s.uploads()
	if !v.Old && v.Group == "" {
		s.consultation()
	}
	if v.Invoice != nil {
		s.str("invoice_id", v.Invoice.ID)
	}
	if profile {
		s.profile()
	}
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
	s.object("medical_profile", func() { profileSheet{s.sheet, user, s.profileOwner(user), history}.fields() })
}

// profileOwner is whose name stands beside what they changed.
func (s visitSheet) profileOwner(user string) string {
	p, _ := s.truth.VSeePatient(user)
	return p.FullName
}

// uploads writes the attachments of an intake; none are "" or absent.
func (s visitSheet) uploads() {
	in, ids := s.v.Intake, []string{}
	for _, f := range in.Files {
		ids = append(ids, f.ID)
	}
	switch {
	case len(ids) == 0 && s.v.Old:
	case len(ids) == 0:
		s.str("attachments", "")
	case in.Form == town.IDObjects:
		s.array("attachments", s.each("id", ids))
	case in.Form == town.IDList:
		s.strs("attachments", ids)
	case in.Form == town.IDText:
		s.str("attachments", strings.Join(ids, ","))
	default:
		s.attachments(in.Files)
	}
}

// each writes texts as objects of one member.
func (s *sheet) each(field string, values []string) func() {
	return func() {
		for _, v := range values {
			s.object("", func() { s.str(field, v) })
		}
	}
}

// moment is the database's own form of a time.
func (s *sheet) moment(name string, at time.Time) {
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
	s.num("SubstitutionAllowedFlag", flag(p.Substitution))
	s.num("Schedule", int64(p.Schedule))
	s.str("PharmacyNote", p.PharmacyNote)
	s.str("InternalNote", "")
	s.str("PrescriberId", s.v.Practitioner)
	s.str("LocationId", "DEMO-ACCOUNT")
	s.str("PrescriptionDate", p.Prescribed+"T00:00:00")
	s.str("SignDate", orDefault(p.Signed, "0001-01-01")+"T00:00:00")
	s.str("Status", p.Status)
	s.str("PharmacyNcpdpId", p.Pharmacy)
	s.str("RouteDetail", "Printed<br />Signed")
	s.str("PartnerMedID", "")
	s.str("PrescriberName", p.Prescriber)
}

// flag writes a bool as the other system does.
func flag(yes bool) int64 {
	if yes {
		return 1
	}
	return 0
}
