package tables

// personOf joins the person whom a patient is, and providerOf the clinician behind a practitioner. ANY: whatever the link holds, no
// fact becomes two.
func personOf(id string) string {
	return "\nLEFT ANY JOIN {link}.patient_person AS pp ON pp.patient_id = " + id
}

func providerOf(id string) string {
	return "\nLEFT ANY JOIN {link}.provider AS pv ON pv.practitioner_id = " + id
}

// Who is not linked stands for itself: nobody is left out of a count of persons because only an id is known of him.
func linked(to, id string) string { return "if(" + to + " != '', " + to + ", " + id + ")" }

const (
	patientDoc  = "The patient as one source knows them; empty when none is known."
	personDoc   = "The person that patient is, over all sources: see analytics.person. Empty when no patient is known."
	providerDoc = "The clinician that practitioner is, over all sources; empty when none is known."
)

// patientColumns names the patient of a row, and the person that personOf joined.
func patientColumns(id, doc string) []Column {
	return []Column{
		made("person_id", sqlText, Key, personDoc, linked("pp.person_id", id)),
		made("patient_id", sqlText, Key, doc, id),
	}
}

// providerColumn names the clinician that providerOf joined.
func providerColumn(id string) Column {
	return made("provider_id", sqlText, Key, providerDoc, linked("pv.provider_id", id))
}
