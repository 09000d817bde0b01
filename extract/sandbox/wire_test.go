package sandbox

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/nightrounds/rounds/extract/sandbox/town"
)

func unix(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return strconv.FormatInt(t.Unix(), 10)
}

func gather[T any](of []T, name func(T) string) []string {
	var out []string
	for _, v := range of {
		out = append(out, name(v))
	}
	return out
}

// facts is what truth and answer are compared by.
type facts map[string]any

func visitTruth(v town.Visit) facts {
	f := facts{
		"member": v.Patient, "provider": v.Practitioner, "account": v.Account, "code": v.Code,
		"type": fmt.Sprint(v.Type), "status": fmt.Sprint(v.Status), "start": unix(v.Start), "end": unix(v.End),
		"actual start": unix(v.ActualStart), "actual end": unix(v.ActualEnd), "created": unix(v.Created), "modified": unix(v.Modified),
		"completed by": v.CompletedBy, "test": v.Test, "walkin": v.Walkin, "root": v.Root, "group": v.Group, "room": v.Room.Code,
		"hosts": v.Hosts, "payment": v.Payment, "reason": v.Intake.Reason, "location": v.Intake.Location, "intake": v.Intake.ID,
		"files":      gather(v.Intake.Files, func(a town.Attachment) string { return a.ID }),
		"prescribed": gather(v.Prescribed, func(p town.Prescription) string { return p.ID }),
		"prior":      gather(v.Prior, func(p town.Prescription) string { return p.ID }),
		"scripts":    gather(v.Prescribed, func(p town.Prescription) string { return p.NDC + p.RxNorm + p.Status + p.PharmacyNote + p.Pharmacy }),
	}
	if in := v.Invoice; in != nil {
		f["invoice"], f["due"] = orDefault(in.Status, strconv.Itoa(in.Code)), strconv.Itoa(in.Due)
	}
	if v.CallSeconds > 0 {
		f["call"] = strconv.Itoa(v.CallSeconds)
	}
	if v.Consultation != "" {
		f["consultation"] = v.Consultation
	}
	for _, a := range v.Intake.Answers {
		f[a.Key] = a.Value
	}
	if p := v.PostVisit; p != nil {
		f["draft"], f["exam"], f["plan"], f["instructions"] = fmt.Sprint(p.Draft), p.PhysicalExam, p.AssessmentPlan, p.Instructions
		f["diagnosis"], f["note modified"], f["npi"] = p.Diagnosis, unix(p.Modified), p.NPI
	}
	if v.History != nil {
		f["conditions"], f["surgeries"] = v.History.Conditions, v.History.Surgeries
		f["family"] = gather(v.History.Family, func(r town.Relation) string { return r.Condition })
		for name, list := range map[string][]town.Item{"medications": v.History.Medications, "allergies": v.History.Allergies,
			"social_history": v.History.Social, "health_habits": v.History.Habits} {
			f[name] = gather(list, func(i town.Item) string { return i.Question + i.Text })
		}
	}
	return f
}

func visitAnswer(o object, v town.Visit) facts {
	f := facts{
		"member": o.at("member_id"), "provider": strings.TrimPrefix("x"+o.at("provider_id"), "x"), "account": o.at("account_code"), "code": o.at("code"),
		"type": o.at("type"), "status": o.at("status"), "start": o.at("start"), "end": o.at("end"),
		"actual start": o.at("actual_start"), "actual end": o.at("actual_end"), "created": o.at("created"), "modified": o.at("modified"),
		"completed by": o.at("completed_by"), "test": o.at("is_test") == "true", "walkin": o.at("related_walkin_id"),
		"root": o.at("root_visit", "id"), "group": o.at("visit_group_id"), "room": o.at("room", "code"),
		"hosts": o.each("id", "hosts"), "payment": o.at("payment", "amount"), "reason": o.at("intake", "reason_for_visit"),
		"location": o.at("intake", "location"), "intake": o.at("intake", "id"), "files": o.attached(),
		"prescribed": o.each("ID", "prescriptions"), "prior": o.each("ID", "prescriptionsBeforeVisit"),
		"scripts": o.joined("prescriptions", "NDC", "RxNormCode", "Status", "PharmacyNote", "PharmacyNcpdpId"),
	}
	if f["provider"] == "0" {
		f["provider"] = ""
	}
	set := func(name, value string) {
		if value != "" {
			f[name] = value
		}
	}
	set("invoice", o.at("invoice", "status"))
	set("due", o.at("invoice", "amount_due"))
	set("call", o.at("call_logs", "total_duration"))
	set("consultation", o.at("intake", "consultation", "description")+o.at("visit_group", "consultation", "description"))
	for _, key := range []string{"custom_is_allergic", "question_1", "custom_symptoms"} {
		set(key, o.at("intake", key))
	}
	if o.at("postvisit", "draft") != "" && o.at("postvisit", "visit_id") == v.ID && o.at("postvisit", "member_id") == v.Patient {
		for name, field := range map[string]string{
			"draft": "draft", "exam": "physical_exam", "plan": "assessment_plan", "instructions": "patient_instructions",
			"diagnosis": "diagnosis", "note modified": "modified", "npi": "npi",
		} {
			f[name] = o.at("postvisit", field)
		}
	}
	if o.at("intake", "medical_profile", "user_id") == v.Patient {
		f["conditions"] = o.each("condition", "intake", "medical_profile", "conditions", "data")
		f["surgeries"] = o.each("procedure", "intake", "medical_profile", "surgeries", "data")
		f["family"] = o.each("condition", "intake", "medical_profile", "family_conditions", "data")
		for _, name := range []string{"medications", "allergies", "social_history", "health_habits"} {
			f[name] = o.items(name)
		}
	}
	return f
}

func TestVisitsTellTheTruth(t *testing.T) {
	c := start(t, Options{Seed: 3, Patients: 80, Canary: true})
	for night := 1; night <= 3; night++ {
		c.SetNight(night)
		for v := range c.Truth().Visits() {
			o := c.object(c.VSeeURL + "/visits/" + v.ID)
			if v.Has(town.IntakeApart) {
				if o["intake"] != nil {
					t.Fatalf("the answer for visit %s shows the intake that is apart", v.ID)
				}
				o["intake"] = map[string]any(c.object(c.VSeeURL + "/intakes/" + o.at("intake_id")))
			}
			if diff := cmp.Diff(visitTruth(v), visitAnswer(o, v)); diff != "" {
				t.Fatalf("night %d, visit %s: %s", night, v.ID, diff)
			}
			if outcome := judge(o, v); outcome != v.Outcome {
				t.Fatalf("visit %s is %q, its answer says %q", v.ID, v.Outcome, outcome)
			}
			if v.Intake.ID != "" && c.object(c.VSeeURL+"/intakes/"+v.Intake.ID).at("visit_id") != v.ID {
				t.Fatalf("the intake of visit %s is of another", v.ID)
			}
		}
	}
}

// judge reads the outcome from the answer alone, as the vendor contract tells to.
func judge(o object, v town.Visit) town.Outcome {
	full := o.at("postvisit", "draft") != "" && o.at("postvisit", "visit_id") == v.ID
	called := o.at("call_logs", "total_duration") != ""
	provider := o.at("provider_id")
	switch o.at("status") {
	case "10":
		return town.Arrived
	case "20":
		return town.Planned
	case "30":
		return town.InProgress
	case "40":
	default:
		return town.UnknownCode
	}
	switch {
	case o.at("actual_start") == "", provider == "" || provider == "0", o.at("completed_by") == o.at("member_id") && !called && !full:
		return town.Cancelled
	case called || full:
		return town.Finished
	}
	return town.EndedUnclear
}

func TestProfilesTellTheTruth(t *testing.T) {
	c := start(t, Options{Seed: 3, Patients: 80, Canary: true})
	for night := 1; night <= 3; night++ {
		c.SetNight(night)
		for p := range c.Truth().VSeePatients() {
			o := c.object(c.VSeeURL + "/users/" + p.ID)
			gender := ""
			if p.GenderCode > 0 {
				gender = fmt.Sprint(p.GenderCode)
			}
			want := []string{"200", p.FirstName, p.LastName, p.FullName, p.Code, p.Email, p.Phone, p.BirthDate, gender, fmt.Sprint(p.Active),
				p.SSN, p.Marital, p.Race, p.Insurance, p.PolicyNo, p.Emergency, unix(p.LastLogin)}
			got := []string{o.at("type"), o.at("first_name"), o.at("last_name"), o.at("full_name"), o.at("code"), o.at("email"), o.at("phone"), o.at("dob"),
				o.at("gender"), o.at("active"), o.at("extra", "social_security_no"), o.at("extra", "marital_status"), o.at("extra", "race"),
				o.at("extra", "health_insurance"), o.at("extra", "insurance_policy_number"), o.at("extra", "emerg_contact_name"), o.at("last_login")}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("night %d, patient %s: %s", night, p.ID, diff)
			}
		}
	}
	for _, u := range append(c.Truth().Practitioners(), c.Truth().OtherUsers()...) {
		o := c.object(c.VSeeURL + "/users/" + u.ID)
		subtype := ""
		if u.Subtype > 0 {
			subtype = fmt.Sprint(u.Subtype)
		}
		want := []string{fmt.Sprint(u.Type), subtype, u.FullName, u.FirstName, u.LastName, u.Title, u.Suffix, u.Email, u.Phone, fmt.Sprint(u.Active)}
		got := []string{o.at("type"), o.at("subtype"), o.at("full_name"), o.at("first_name"), o.at("last_name"), o.at("title"), o.at("suffix"), o.at("email"), o.at("phone"), o.at("active")}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("user %s: %s", u.ID, diff)
		}
	}
}

func rfc(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339Nano)
}

// instant reads a time so that ".000000" and no fraction are the same.
func (o object) instant(t *testing.T, path ...string) string {
	text := o.at(path...)
	if text == "" {
		return ""
	}
	at, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		t.Fatalf("%v: %v", path, err)
	}
	return rfc(at)
}

func TestNotesTellTheTruth(t *testing.T) {
	c := start(t, Options{Seed: 3, Patients: 80, Canary: true})
	for night := 1; night <= 3; night++ {
		c.SetNight(night)
		for n := range c.Truth().Notes() {
			o := c.object(c.NextvisitURL + "/v1/progress-notes/" + n.ID)
			p, _ := c.Truth().NextvisitPatient(n.Patient)
			has := town.Has{}
			if n.Has != nil {
				has = *n.Has
			}
			template := ""
			if n.Template.ID > 0 {
				template = fmt.Sprint(n.Template.ID)
			}
			want := []string{n.Name, n.Transcription, n.Analysis, template, n.Patient, p.UUID, p.FirstName, p.LastName, p.BirthDate,
				fmt.Sprint(has.Signed), fmt.Sprint(n.Has != nil), fmt.Sprint(c.Credentials().NextvisitTeam), fmt.Sprint(n.UserID), fmt.Sprint(n.User.ID), n.User.Name, n.ErrorState,
				rfc(n.Created), rfc(n.Updated), rfc(n.TranscriptionStarted), rfc(n.TranscriptionCompleted), rfc(n.AnalysisStarted), rfc(n.AnalysisCompleted)}
			got := []string{o.at("name"), o.at("transcription"), o.at("analysis"), o.at("template", "id"), o.at("patient", "id"), o.at("patient", "uuid"),
				o.at("patient", "first_name"), o.at("patient", "last_name"), o.at("patient", "date_of_birth"), fmt.Sprint(o.at("has", "signed") == "true"),
				fmt.Sprint(o["has"] != nil), o.at("team_id"), o.at("user_id"), o.at("user", "id"), o.at("user", "name"), o.at("error_state"),
				o.instant(t, "created_at"), o.instant(t, "updated_at"), o.instant(t, "transcription_started_at"), o.instant(t, "transcription_completed_at"),
				o.instant(t, "analysis_started_at"), o.instant(t, "analysis_completed_at")}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("night %d, note %s: %s", night, n.ID, diff)
			}
			shown := []string{o.at("patient", "gender"), o.at("patient", "notes")}
			if n.Shows.Demographics && shown[0] != p.Gender || n.Shows.Notes && shown[1] != p.Notes {
				t.Fatalf("note %s shows %q of %q", n.ID, shown, []string{p.Gender, p.Notes})
			}
			if n.Shows.Medications && fmt.Sprint(o.each("", "patient", "latest_medications")) != fmt.Sprint(p.Medications) {
				t.Fatalf("note %s shows other medications", n.ID)
			}
			if (n.Audio != nil) != (o["audio"] != nil) || n.Audio != nil && o.at("audio", "size") != fmt.Sprint(n.Audio.Size) {
				t.Fatalf("note %s shows another recording", n.ID)
			}
		}
	}
}
