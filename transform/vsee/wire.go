package vsee

import "github.com/nightrounds/rounds/transform/wire"

// visit is GET /visits/:id, in both dialects: all text (2016) and numbers at the top with ids at the end (2021).
type visit struct {
	ID           wire.String             `json:"id"`
	MemberID     wire.String             `json:"member_id"`
	ProviderID   wire.String             `json:"provider_id"` // 0: none
	AccountCode  wire.String             `json:"account_code"`
	Start        wire.Time               `json:"start"`
	End          wire.Time               `json:"end"`
	ActualStart  wire.Time               `json:"actual_start"`
	ActualEnd    wire.Time               `json:"actual_end"`
	Created      wire.Time               `json:"created"`
	Type         wire.String             `json:"type"`
	Subtype      wire.String             `json:"subtype"`
	SubType      wire.String             `json:"subType"` // beside subtype, in one and the same object
	Status       wire.String             `json:"status"`
	CompletedBy  wire.String             `json:"completed_by"`
	IsTest       wire.Bool               `json:"is_test"`
	Member       wire.Object[user]       `json:"member"`
	Provider     wire.Object[user]       `json:"provider"`
	Hosts        wire.List[user]         `json:"hosts"`
	Intake       wire.Object[intake]     `json:"intake"`
	PostVisit    wire.Object[postVisit]  `json:"postvisit"`
	CallLogs     wire.Object[callLogs]   `json:"call_logs"`
	WalkInID     wire.String             `json:"related_walkin_id"`
	WalkIn       wire.Object[named]      `json:"related_walkin"`
	Root         wire.Object[named]      `json:"root_visit"`
	VisitGroup   wire.Object[visitGroup] `json:"visit_group"`
	OldID        wire.Known              `json:"_id"`
	Code         wire.Known              `json:"code"`
	Modified     wire.Known              `json:"modified"`
	Expiry       wire.Known              `json:"expiry"`
	State        wire.Known              `json:"state"`
	Specialty    wire.Known              `json:"specialty_id"`
	More         wire.Known              `json:"more_provider_ids"`
	GuestEmails  wire.Known              `json:"guest_emails"`
	GuestMobiles wire.Known              `json:"guest_mobiles"`
	ReminderType wire.Known              `json:"reminder_type"`
	ReminderTime wire.Known              `json:"reminder_time"`
	RoomID       wire.Known              `json:"room_id"`
	RoomCode     wire.String             `json:"room_code"`
	InCharge     wire.Known              `json:"incharge"`
	EditExpired  wire.Known              `json:"isEditExpired"`
	Pending      wire.Known              `json:"pending_actions"`
	Notify       wire.Known              `json:"notify_list"`
	HostIDs      wire.Known              `json:"host_ids"`
	Creator      wire.Known              `json:"creator"`
	LinkToken    wire.Known              `json:"one_time_link_token"`
	Meeting      wire.Known              `json:"meeting"`
	GroupID      wire.Known              `json:"visit_group_id"`
	GroupIDWord  wire.Known              `json:"visitgroupid"` // as one page spells it
	InvoiceID    wire.Known              `json:"invoice_id"`
	IntakeID     wire.Known              `json:"intake_id"`
	Invoice      wire.Object[invoice]    `json:"invoice"`
	Payment      wire.Known              `json:"payment"`
	Room         wire.Object[room]       `json:"room"`
	Account      wire.Object[account]    `json:"account"`
	Before       wire.List[prescription] `json:"prescriptionsBeforeVisit"`
	Prescribed   wire.List[prescription] `json:"prescriptions"`
	Others       wire.Others             `json:",embed"`
}

// user is GET /users/:id, a row of GET /users, or a member, provider or host inside a visit. A visit shows less of it,
// and each endpoint something else.
type user struct {
	ID        wire.String `json:"id"`
	Code      wire.String `json:"code"`
	VSeeID    wire.String `json:"vseeid"`
	FirstName wire.String `json:"first_name"`
	LastName  wire.String `json:"last_name"`
	FullName  wire.String `json:"full_name"`
	Title     wire.String `json:"title"`
	Suffix    wire.String `json:"suffix"`
	DOB       wire.Time   `json:"dob"`
	Gender    wire.String `json:"gender"`
	Phone     wire.String `json:"phone"`
	Email     wire.String `json:"email"`
	Active    wire.Bool   `json:"active"`
	Type      wire.String `json:"type"`
	Subtype   wire.String `json:"subtype"`
	Username  wire.Known  `json:"username"`
	Photo     wire.Known  `json:"photo"`
	PhotoID   wire.Known  `json:"photo_attachment_id"`
	TOS       wire.Known  `json:"tos"`
	Role      wire.Known  `json:"role"`
	Status    wire.Known  `json:"status"`
	Timezone  wire.Known  `json:"timezone"`
	Verified  wire.Known  `json:"email_verified"`
	Step      wire.Known  `json:"signup_step"`
	LastLogin wire.Known  `json:"last_login"`
	Account   wire.Known  `json:"account_code"`
	Created   wire.Known  `json:"created"`
	Modified  wire.Known  `json:"modified"`
	Extra     wire.Raw    `json:"extra"`       // of a patient, one member is read
	Bio       wire.Known  `json:"short_bio"`   // of a room's providers; false for none
	Specialty wire.Known  `json:"specialties"` // likewise; its form is not published
	Others    wire.Others `json:",embed"`
}

// extra is what is read of a profile's further answers, which may be any.
type extra struct {
	SSN wire.String `json:"social_security_no"` // cut before landing, or a keyed hash of it
}

// intake is what a visit needs of the intake it embeds; the rest belongs to the intake's own record. A clinic may add any
// question of its own, so no member is unknown.
type intake struct {
	MemberID     wire.String               `json:"member_id"`
	VisitID      wire.String               `json:"visit_id"`
	Reason       wire.String               `json:"reason_for_visit"`
	Consultation wire.Object[consultation] `json:"consultation"`
	Profile      wire.Object[owned]        `json:"medical_profile"`
}

// consultation is the service that was booked.
type consultation struct {
	Description wire.String `json:"description"`
}

// visitGroup holds a group appointment's consultation.
type visitGroup struct {
	Consultation wire.Object[consultation] `json:"consultation"`
}

// named is an object of which only the id is read: the other half of an appointment and its walk-in, or who stored a file.
type named struct {
	ID wire.String `json:"id"`
}

// callLogs tells how long people talked; its numbered members are left raw.
type callLogs struct {
	Duration wire.Int `json:"total_duration"` // seconds
}

// postVisit is a practitioner's note on a visit. Every visit has a stub of it; a full one has a clinical text.
type postVisit struct {
	ID           wire.String       `json:"id"`
	VisitID      wire.String       `json:"visit_id"`
	MemberID     wire.String       `json:"member_id"`
	Draft        wire.Bool         `json:"draft"`
	ModifiedBy   wire.String       `json:"modifiedBy"` // a name
	Created      wire.Time         `json:"created"`
	Modified     wire.Time         `json:"modified"`
	Reason       wire.String       `json:"reason_for_visit"`
	ReasonOther  wire.String       `json:"reason_for_visit_other"`
	PhysicalExam wire.Text         `json:"physical_exam"`        // HTML
	Assessment   wire.Text         `json:"assessment_plan"`      // HTML
	Diagnosis    wire.String       `json:"diagnosis"`            // names and codes in one line
	Instructions wire.Text         `json:"patient_instructions"` // HTML
	Disposition  wire.String       `json:"disposition"`
	NPI          wire.String       `json:"npi"`
	Attachments  wire.List[stored] `json:"attachments"`
	ClassID      wire.Known        `json:"class_id"`
	Schema       wire.Known        `json:"schema"`
	DEA          wire.Known        `json:"dea"` // opens the prescribing of controlled drugs: not carried over
	Others       wire.Others       `json:",embed"`
}

// owned is a profile inside a visit: only whose it is is read there.
type owned struct {
	UserID wire.String `json:"user_id"`
}
