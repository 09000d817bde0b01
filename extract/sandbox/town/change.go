package town

// Vendor names one of the town's two vendors.
type Vendor string

// The vendors.
const (
	VSee      Vendor = "vsee"
	Nextvisit Vendor = "nextvisit"
)

// Kind is the kind of thing a Change is about.
type Kind string

// The kinds.
const (
	KindPatient Kind = "patient"
	KindVisit   Kind = "visit"
	KindNote    Kind = "note"
)

// What is what happened.
type What string

// The happenings. A note that was signed, unsigned or re-linked is not listed as edited as well unless its text changed.
const (
	Added    What = "added"
	Edited   What = "edited"
	Signed   What = "signed"
	Unsigned What = "unsigned"
	Relinked What = "relinked" // another patient, or a patient for the first time
	Deleted  What = "deleted"
	Restored What = "restored" // deleted on an earlier night
)

// Change is one difference between a night and the night before.
type Change struct {
	Night  int
	Vendor Vendor
	Kind   Kind
	ID     string
	What   What
}
