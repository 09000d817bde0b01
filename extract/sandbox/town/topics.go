package town

// The topics that came later have numbers of their own, so that no draw of the first ones changes.
const (
	aboutRoom topic = iota + 100
	aboutInvoice
	aboutFile
	aboutProfile
	aboutPrescription
	aboutDirectory
)
