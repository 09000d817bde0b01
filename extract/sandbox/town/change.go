package town

// Vendor names one of the town's vendors.
type Vendor string

// The first vendors; Nextech and Noa stand beside their facts.
const (
	VSee      Vendor = "vsee"
	Nextvisit Vendor = "nextvisit"
)

// Kind is the kind of thing a Change is about.
type Kind string

// The kinds.
const (
	KindPatient      Kind = "patient"
	KindVisit        Kind = "visit"
	KindNote         Kind = "note"
	KindIntake       Kind = "intake"
	KindProfile      Kind = "medical_profile" // ID: of the patient
	KindPractitioner Kind = "practitioner"
	KindLocation     Kind = "location"          // a room; ID: its code
	KindRole         Kind = "practitioner_role" // who works in a room; ID: code of the room, a slash, id of the provider
	KindOrganization Kind = "organization"      // an account or a team
	KindFile         Kind = "file"              // ID: type of the target, a slash, id of the target, a slash, its own id
)

// What is what happened.
type What string

// The happenings. A note that was signed, unsigned or re-linked is not listed as edited as well unless its text changed.
const (
	Added    What = "added"
	Edited   What = "edited"
	Signed   What = "signed"   // of a Noa session: a doctor approved its summary
	Unsigned What = "unsigned" // of a Noa session: its summary was written anew and waits for approval
	Relinked What = "relinked" // another patient, or a patient for the first time
	Deleted  What = "deleted"
	Trashed  What = "trashed"  // deleted, but still shown to who asks for what is in the trash
	Restored What = "restored" // deleted or trashed on an earlier night
)

// Change is one difference between a night and the night before. What an answer shows of an entity of its own (a patient in
// a note, a room or an intake in a visit) is a change of that entity alone.
type Change struct {
	Night  int
	Vendor Vendor
	Kind   Kind
	ID     string
	What   What
}
