package vsee

import (
	"github.com/go-json-experiment/json/jsontext"

	"github.com/nightrounds/rounds/transform/wire"
)

// form is an intake of its own: GET /intakes/:id, or the object a visit embeds. The named members say where it belongs; every
// other one is a question of the clinic's.
type form struct {
	ID           wire.String               `json:"id"`
	MemberID     wire.String               `json:"member_id"` // absent in the dialect of 2016
	VisitID      wire.String               `json:"visit_id"`
	Created      wire.Time                 `json:"created"`
	Modified     wire.Time                 `json:"modified"`
	Attachments  wire.Raw                  `json:"attachments"` // objects, ids, ids in one text, or "" for none
	OldID        wire.Known                `json:"_id"`
	Provider     wire.Known                `json:"provider"`
	ProviderID   wire.Known                `json:"provider_id"`
	InvoiceID    wire.Known                `json:"invoice_id"`
	Type         wire.Known                `json:"type"`
	Room         wire.Known                `json:"room"`
	RoomCode     wire.Known                `json:"room_code"`
	Reset        wire.Known                `json:"reset"`
	Consultation wire.Known                `json:"consultation"`    // the visit's
	Profile      wire.Known                `json:"medical_profile"` // the patient's
	Answers      map[string]jsontext.Value `json:",embed"`
}

// shownIntake is an intake with what the visit that shows it knows beside it, and the labels of its questions as the clinic's
// account words them.
type shownIntake struct {
	Request wire.Object[beside] `json:"request"`
	Answer  wire.Object[form]   `json:"answer"`
}

type beside struct {
	MemberID wire.String            `json:"member_id"`
	VisitID  wire.String            `json:"visit_id"`
	IsTest   wire.Bool              `json:"is_test"`
	Labels   map[string]wire.String `json:"labels"`
}

// stored is a file beside an intake or a note: what is known of it, never what is in it.
type stored struct {
	OldID     wire.String           `json:"_id"`
	ID        wire.String           `json:"id"`
	Name      wire.String           `json:"name"`
	Size      wire.Int              `json:"size"` // bytes
	Ext       wire.String           `json:"ext"`
	Created   wire.Time             `json:"created"`
	CreatorID wire.String           `json:"creator_id"`
	Creator   wire.Object[named]    `json:"creator"`
	Path      wire.Known            `json:"path"`
	Type      wire.Known            `json:"type"`
	Remark    wire.Known            `json:"remark"`
	Using     wire.Known            `json:"using"`
	Modified  wire.Known            `json:"modified"`
	Meta      wire.Object[fileMeta] `json:"meta"`
	Deletable wire.Known            `json:"is_deletable"`
	Category  wire.String           `json:"category_type"`
	Others    wire.Others           `json:",embed"`
}

type fileMeta struct {
	Category wire.String `json:"category_type"`
}

// fileRecord is one element of GET /files, or the answer that a visit has a summary, with what was asked.
type fileRecord struct {
	Request wire.Object[fileRequest] `json:"request"`
	Answer  wire.Object[stored]      `json:"answer"`
}

type fileRequest struct {
	Target   wire.String `json:"target_type"` // user, visit or visit_summary
	TargetID wire.String `json:"target_id"`
	MemberID wire.String `json:"member_id"`
	IsTest   wire.Bool   `json:"is_test"` // of the visit
}

// prescription comes from another system behind VSee: other names, times without a zone.
type prescription struct {
	ID           wire.String `json:"ID"`
	NDC          wire.String `json:"NDC"`
	RxNorm       wire.String `json:"RxNormCode"`
	Drug         wire.String `json:"Drug"`
	Directions   wire.String `json:"Directions"`
	Quantity     wire.String `json:"Qty"`
	Unit         wire.String `json:"QtyQual"`
	Refills      wire.Int    `json:"Refills"`
	DaysSupply   wire.Int    `json:"DaysSupply"` // 0: not known
	Substitution wire.Bool   `json:"SubstitutionAllowedFlag"`
	PharmacyNote wire.String `json:"PharmacyNote"`
	InternalNote wire.Known  `json:"InternalNote"`
	PrescriberID wire.String `json:"PrescriberId"`
	Prescriber   wire.String `json:"PrescriberName"`
	Prescribed   wire.Time   `json:"PrescriptionDate"`
	Status       wire.String `json:"Status"`
	Pharmacy     wire.String `json:"PharmacyNcpdpId"`
	DrugID       wire.Known  `json:"DrugID"`
	Supply       wire.Known  `json:"Supply"`
	Compound     wire.Known  `json:"Compound"`
	Schedule     wire.Known  `json:"Schedule"`
	Location     wire.Known  `json:"LocationId"`
	Signed       wire.Known  `json:"SignDate"`
	Route        wire.Known  `json:"RouteDetail"` // how it was sent, in HTML
	Partner      wire.Known  `json:"PartnerMedID"`
	Others       wire.Others `json:",embed"`
}

// invoice is what a visit shows of its bill.
type invoice struct {
	ID        wire.String `json:"id"`
	UserID    wire.String `json:"user_id"`
	VisitID   wire.String `json:"visit_id"`
	Status    wire.String `json:"status"` // a word in the webhooks, 10 in the samples
	Created   wire.Time   `json:"created"`
	Modified  wire.Known  `json:"modified"`
	Currency  wire.Known  `json:"currency"`
	Live      wire.Known  `json:"livemode"`
	AmountDue wire.Known  `json:"amount_due"` // its unit is not published
	Paid      wire.Known  `json:"amount_paid"`
	Others    wire.Others `json:",embed"`
}

// room is GET /rooms/:code, or what a visit shows of it. It holds a clinic's settings, which are none of ours.
type room struct {
	Code        wire.String `json:"code"`
	Name        wire.String `json:"name"`
	Slug        wire.String `json:"slug"`
	AccountCode wire.String `json:"account_code"`
}

// account is GET /accounts/:code, or what a visit shows of it. It holds a clinic's settings, which are none of ours.
type account struct {
	Code wire.String `json:"code"`
	Name wire.String `json:"name"`
}

// profile is a patient's history as the patient told it. It belongs to the user, not to the visit it is shown in.
type profile struct {
	UserID      wire.String       `json:"user_id"`
	Family      wire.Object[part] `json:"family_conditions"`
	Conditions  wire.Object[part] `json:"conditions"`
	Social      wire.Object[part] `json:"social_history"`
	Habits      wire.Object[part] `json:"health_habits"`
	Surgeries   wire.Object[part] `json:"surgeries"`
	Medications wire.Object[part] `json:"medications"`
	Allergies   wire.Object[part] `json:"allergies"`
	OldID       wire.Known        `json:"_id"`
	ID          wire.Known        `json:"id"`
	Modified    wire.Known        `json:"modified"`
	Created     wire.Known        `json:"created"`
	Others      wire.Others       `json:",embed"`
}

// part is a section of a profile. The form of its items is published for three of the seven.
type part struct {
	Data         wire.Raw    `json:"data"`
	Modified     wire.Time   `json:"modified"`
	ModifiedBy   wire.Known  `json:"modifiedBy"`
	ModifiedUser wire.Known  `json:"modified_by"`
	Others       wire.Others `json:",embed"`
}

// roomProvider is an element of GET /rooms/:code/providers with the room that was asked for.
type roomProvider struct {
	Request wire.Object[roomRequest] `json:"request"`
	Answer  wire.Object[user]        `json:"answer"`
}

type roomRequest struct {
	Code wire.String `json:"room_code"`
}
