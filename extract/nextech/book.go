package nextech

// Reasons of extract.Skip that other vendors do not have.
const (
	skipNoChart   = "on the roster without a chart number: it cannot be searched" // its encounters are read
	skipNobody    = "no encounters, or a patient the vendor does not know"        // 404 says either
	skipForbidden = "the vendor refuses this patient"
	skipFails     = "the vendor fails on this patient, however short the range"
	skipTwoIDs    = "two values for one id"
	skipTerm      = "a search that could not be read"
)

// lost are those of them that leave a window open: the vendor has something that could not be read.
var lost = []string{skipForbidden, skipFails, skipTwoIDs, skipTerm}

// What a basis cannot see.
const (
	blindMerged   = "Patients merged into one, and one patient held twice, cannot be told from others."
	blindVanished = "Nothing is read by its id: what is shown no more is counted as vanished, never as deleted."
	blindRoster   = "Patients who are not on the roster were not looked for."
	blindTerms    = "Neither how the search matches nor how many patients it shows is published: whoever no term showed is not seen."
	blindNames    = "Names were searched by the letters a to z, digits, apostrophe and hyphen."
	blindRange    = "The range is of encounter dates: an edit or a lock outside it is not seen, nor is an encounter without a date."
	blindIDs      = "Only the ids that were asked for were read."
	blindSection  = "Only one section of each CCD was asked for."
	blindSections = "Whether the section exists could not be checked: the list of categories was not readable."
)

// What moved or was cut on the way.
const (
	driftCut   = "Some searches still showed as many patients as any when their term had its full length."
	driftSplit = "Some patients' encounters were read in parts, since the vendor failed on the whole."
)
