package sandbox

import (
	"strconv"

	"github.com/nightrounds/rounds/extract/sandbox/town"
)

// visitSheet writes a visit. The 2016 dialect has strings only and `_id`; the 2021 one has numbers at the top, strings
// in nested ids, and its id at the end.
type visitSheet struct {
	*sheet
	v     town.Visit
	truth Truth
}

// listed is an element of GET /visits: the head of the object and the two people.
func (s visitSheet) listed() {
	s.head()
	s.people()
	if !s.v.Old {
		s.tail()
	}
}

// whole is GET /visits/:id.
func (s visitSheet) whole() {
	s.head()
	s.payment()
	s.people()
	if s.v.Old {
		s.intake()
		s.postVisits()
		s.prescriptions("prescriptionsBeforeVisit", s.v.Prior)
		s.prescriptions("prescriptions", s.v.Prescribed)
		return
	}
	s.booking()
	s.meeting()
	s.calls()
	s.invoice()
	s.intake()
	if s.v.Walkin != "" {
		s.walkin()
	}
	s.postVisits()
	s.rooms()
	s.prescriptions("prescriptionsBeforeVisit", s.v.Prior)
	s.prescriptions("prescriptions", s.v.Prescribed)
	if s.v.Root != "" {
		s.object("root_visit", func() {
			s.str("id", s.v.Root)
			s.null("group_chat_id")
			s.null("participants")
		})
	}
	s.tail()
}

// head is what list and detail share.
func (s visitSheet) head() {
	v := s.v
	if v.Old {
		s.str("id", v.ID)
	}
	s.id("member_id", v.Patient)
	s.id("provider_id", orDefault(v.Practitioner, "0"))
	s.orNull("account_code", v.Account)
	s.str("code", v.Code)
	s.unix("start", v.Start)
	s.unix("end", v.End)
	s.unix("actual_start", v.ActualStart)
	s.unix("actual_end", v.ActualEnd)
	s.null("specialty_id")
	s.state()
	s.int("type", v.Type)
	if v.Old && v.Subtype != 0 {
		s.int("subtype", v.Subtype)
	}
	s.int("status", v.Status)
	s.orNull("completed_by", v.CompletedBy)
	s.num("created", v.Created.Unix())
	s.num("modified", v.Modified.Unix())
	if v.Room.Code == "" {
		s.null("room_id")
	} else {
		s.int("room_id", v.Room.ID)
		s.str("room_code", v.Room.Code)
	}
	if v.Old {
		s.str("_id", v.ID)
		if v.Test {
			s.bool("is_test", true)
		}
	}
}

func (s visitSheet) state() {
	if s.v.Type == town.EConsult {
		s.str("state", "--")
		return
	}
	s.null("state")
}

// tail is the end of a newer object, its id last but one.
func (s visitSheet) tail() {
	s.bool("is_test", s.v.Test)
	s.some("visit_group_id", s.v.Group)
	s.str("id", s.v.ID)
	if s.v.Subtype != 0 {
		s.int("subtype", s.v.Subtype)
	}
}

func (s visitSheet) payment() {
	s.object("payment", func() {
		if n, _ := strconv.Atoi(s.v.ID); n%3 == 0 {
			s.num("duration", 15)
		} else {
			s.null("duration")
		}
		s.str("amount", s.v.Payment)
		s.str("description", "One-time charge")
	})
}

func (s visitSheet) people() {
	if u, ok := s.truth.VSeeUser(s.v.Practitioner); ok {
		s.object("provider", userSheet{s.sheet, u}.provider)
	}
	if p, ok := s.truth.VSeePatient(s.v.Patient); ok {
		s.object("member", patientSheet{s.sheet, p}.embedded)
	}
}

// booking is the newer objects' account of who booked what.
func (s visitSheet) booking() {
	v := s.v
	if v.Subtype != 0 {
		s.int("subType", v.Subtype)
	}
	for _, name := range []string{"more_provider_ids", "guest_emails", "guest_mobiles", "reminder_type", "reminder_time"} {
		s.null(name)
	}
	s.strs("host_ids", v.Hosts)
	s.array("hosts", func() {
		for _, id := range v.Hosts {
			if u, ok := s.truth.VSeeUser(id); ok {
				s.object("", userSheet{s.sheet, u}.host)
			}
		}
	})
	s.object("creator", func() {
		s.str("id", town.APIUser())
		s.str("code", "booking")
		s.str("vseeid", "")
		s.num("type", town.TypeAPI)
		s.str("subtype", "")
		s.null("first_name")
		s.null("last_name")
		s.str("account_code", town.AccountCode)
	})
	s.strs("pending_actions", nil)
	s.strs("notify_list", nil)
	s.some("intake_id", v.Intake.ID)
	s.bool("incharge", false)
	s.bool("isEditExpired", false)
	if v.Group != "" {
		s.object("visit_group", func() {
			s.str("id", v.Group)
			s.consultation()
		})
	}
}

// meeting is all secrets: whoever knows them can join the call.
func (s visitSheet) meeting() {
	if s.v.Type == town.EConsult {
		return
	}
	number, _ := strconv.Atoi(s.v.ID)
	s.object("meeting", func() {
		s.bool("recording_auto_start", false)
		s.object("phone_numbers", func() { s.strs("US", []string{"+1.650.555.0155"}) })
		s.strs("hosts", []string{"", ""})
		s.unix("expiry", s.v.End)
		s.num("conference_pin", SecretPin*1000+int64(number%1000))
		s.str("meeting_id", s.meetingID())
	})
	s.str("one_time_link_token", SecretMark+"link-"+s.v.ID)
}

func (s visitSheet) meetingID() string { return SecretMark + "meet-" + s.v.ID + "__jitsi" }

func (s visitSheet) calls() {
	calls := s.v.Calls()
	if len(calls) == 0 {
		return
	}
	from, last := s.v.ActualStart.Unix(), calls[len(calls)-1]
	s.object("call_logs", func() {
		s.num("total_start", from)
		s.num("total_end", last.Start.Unix()+int64(last.Seconds))
		s.num("total_duration", int64(s.v.CallSeconds))
		s.num("waiting_time", int64(last.Waited))
		for i, c := range calls {
			n := "_" + strconv.Itoa(i+1)
			s.str("provider_id"+n, "")
			s.num("call_start"+n, c.Start.Unix())
			s.num("call_duration"+n, int64(c.Seconds))
			s.num("wait_time"+n, int64(c.Waited))
		}
		s.strs("patients", []string{"clinic+user" + s.v.Patient})
		s.str("source", "v2")
		s.strs("source_ids", []string{strconv.FormatInt(from, 10) + "000_" + s.meetingID()})
	})
}

func (s visitSheet) walkin() {
	s.str("related_walkin_id", s.v.Walkin)
	w, ok := s.truth.Visit(s.v.Walkin)
	if !ok {
		return
	}
	s.object("related_walkin", func() {
		s.unix("start", w.Start)
		s.unix("end", w.End)
		s.int("status", w.Status)
		s.str("id", w.ID)
	})
}

func (s visitSheet) rooms() {
	v := s.v
	if v.Room.Code != "" {
		s.object("room", func() {
			s.str("id", strconv.Itoa(v.Room.ID))
			s.str("code", v.Room.Code)
			s.str("name", v.Room.Name)
			s.str("domain", "")
			s.str("account_code", town.AccountCode)
		})
	}
	account := s.truth.Accounts()[0]
	s.object("account", func() {
		s.str("code", account.Code)
		s.str("name", account.Name)
		s.str("domain", "")
	})
}

// invoice has a word as status, or the one number ever seen.
func (s visitSheet) invoice() {
	in := s.v.Invoice
	if in == nil {
		return
	}
	s.object("invoice", func() {
		s.raw("user_id", s.v.Patient)
		if in.Status == "" {
			s.num("status", int64(in.Code))
		} else {
			s.str("status", in.Status)
		}
		s.str("currency", "USD")
		s.bool("livemode", in.Live)
		s.num("amount_due", int64(in.Due))
		s.str("visit_id", s.v.ID)
		s.num("modified", in.Modified.Unix())
		s.num("created", in.Created.Unix())
		s.str("id", in.ID)
	})
	s.str("invoice_id", in.ID)
}

func (s visitSheet) consultation() {
	s.object("consultation", func() {
		s.str("description", s.v.Consultation)
		s.num("duration", int64(s.v.End.Sub(s.v.Start).Minutes()))
		s.bool("charge", false)
		s.bool("group", s.v.Group != "")
		s.num("slots", 1)
		s.num("amount", 0)
		s.bool("visible_to_patient", true)
		s.str("currency", "USD")
	})
}
