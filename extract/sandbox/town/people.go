package town

import "time"

// VSeePatient is a VSee user of type 200 as GET /users/:id shows them. Empty strings and zero values mean that the vendor
// shows nothing usable: absent, null or a sentinel ("", "--").
type VSeePatient struct {
	ID         string // decimal, in every dialect
	Human      int    // the same number at every vendor is the same invented human
	Code       string // the partner's own code for the person; empty on some
	FirstName  string // absent together with LastName on some: then only FullName is shown
	LastName   string // may consist of digits
	FullName   string
	Username   string
	VSeeID     string // the `vseeid`
	Email      string
	Phone      string // as typed, several formats
	BirthDate  string // YYYY-MM-DD
	GenderCode int    // 1 or 2, whose meaning no vendor page tells; 0: absent
	Active     bool
	Timezone   string // IANA name
	LastLogin  time.Time
	SSN        string // `extra.social_security_no`: must never land; see SSNMark
	Marital    string
	Race       string
	Insurance  string
	PolicyNo   string
	Emergency  string   // `extra.emerg_contact_name`
	History    *History // the medical profile, shown inside the intake of a visit; nil: none
	Old        bool     // the 2016 dialect: numbers as strings
}

// History is a patient's own account of their health (`medical_profile`). It belongs to the patient, not to the visit
// that shows it.
type History struct {
	Conditions  []string
	Surgeries   []string
	Family      []Relation
	Medications []Item
	Allergies   []Item
	Social      []Item
	Habits      []Item
	Modified    time.Time // seconds
}

// ItemForm is how an item of a section is written whose form no page tells.
type ItemForm int

// The forms.
const (
	Bare    ItemForm = iota // "text"
	Named                   // {"name": text}
	Keyed                   // {"medication": text}, {"allergy": text}, or {"question": question, "answer": text}
	Strange                 // {"entry": {"label": text}}: nobody can be expected to read it
)

// Item is an element of a section of a medical profile.
type Item struct {
	Text     string
	Question string // of a Keyed item of Social and Habits; else empty
	Form     ItemForm
}

// Relation is one family condition and the relatives who have it, in the vendor's words.
type Relation struct {
	Condition string
	Relatives []string
}

// VSee user types (User API page): the ones a town has.
const (
	TypeAdmin    = 100
	TypeAPI      = 160
	TypePatient  = 200
	TypeCompany  = 300
	TypeProvider = 400
	TypeKiosk    = 500
	TypeGuest    = 600
)

// VSeeUser is a VSee user who is not a patient: a provider (type 400), an admin, an API account, a
// company, a kiosk or a guest.
type VSeeUser struct {
	ID        string
	Staff     int // number of the invented practitioner; the same number at every vendor is the same one. -1: none
	Code      string
	Type      int // user.type
	Subtype   int // user.subtype, 482 Doctor and so on; 0: none
	FirstName string
	LastName  string
	FullName  string
	Title     string
	Suffix    string
	Email     string
	Phone     string
	Timezone  string
	Active    bool
}
