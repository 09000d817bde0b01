package tables

import "slices"

// View is a stored query. It holds no rows.
type View struct {
	Database string // without prefix
	Name     string
	Doc      string // what one row is
	Columns  []Column
	From     string // FROM and what follows, with {fhir} and the like for prefixed databases
}

// All lists every physical table in the order of creation: landed, books, resources, who is who, published, and what Safe Harbor
// leaves of that.
func All() []Table {
	return slices.Concat([]Table{
		RawRecords.Table,
		Runs.Table, Windows.Table, RecordStates.Table, Quarantine.Table, Issues.Table, Seens.Table, Coverages.Table,
		Sources.Table, Publishes.Table, Budgets.Table, Leases.Table, Qualities.Table, Watermarks.Table, Audits.Table, Purged.Table,
	}, resourceTables(), Linked(), []Table{Surrogates.Table}, Published(), SafeHarbor())
}

// holdings lists every resource type that has a table, in the order of All. To add a type, add a line.
var holdings = []holding{
	oneTable(patients),
	oneTable(practitioners),
	oneTable(encounters),
	oneTable(appointments),
	noteTables,
	oneTable(practitionerRoles),
	oneTable(organizations),
	oneTable(locations),
	oneTable(tasks),
	oneTable(provenances),
	oneTable(compositions),
	oneTable(media),
	oneTable(questionnaireResponses),
	oneTable(conditions),
	oneTable(procedures),
	oneTable(familyMemberHistories),
	oneTable(allergyIntolerances),
	oneTable(medicationStatements),
	oneTable(medicationRequests),
	oneTable(invoices),
}

// resourceTables lists the tables of the resources.
func resourceTables() []Table {
	var all []Table
	for _, h := range holdings {
		all = append(all, h.tables...)
	}
	return all
}

// Published lists the tables of analytics and of notes in the order of publishing. They are built by Select and never fed from rows.
func Published() []Table {
	return []Table{
		publishedPerson, publishedPatient, publishedPatientIdentifier, publishedPatientTelecom,
		publishedPractitioner, publishedPractitionerIdentifier, publishedPractitionerRole, publishedOrganization, publishedLocation,
		publishedContact, publishedContactParticipant, publishedAppointment, publishedVisit, publishedVisitType,
		publishedNote, publishedDocument, publishedDocumentAuthor, publishedTask,
		publishedDiagnosis, publishedDiagnosisCoding, publishedMedication, publishedMedicationCoding,
		publishedAllergy, publishedProcedure, publishedFamilyHistory, publishedForm, publishedFormAnswer, publishedInvoice,
		textOfNote, textOfSection, textOfPatient,
	}
}

// Views lists every view. A view reads only tables of All.
func Views() []View {
	var views []View
	for _, t := range resourceTables() {
		if t.Name != documentStates.Name {
			views = append(views, current(t))
		}
	}
	return append(views, documentStates, freshness, published, quarantineOpen)
}

// current is the truth of this minute: of every identity the latest row, no tombstones. FINAL leaves them out by itself.
func current(t Table) View {
	return View{Database: FHIRCurrent, Name: t.Name, Doc: t.Doc + " Deleted ones are left out.", Columns: t.Columns,
		From: "{" + t.Database + "}." + Quote(t.Name) + " FINAL"}
}
