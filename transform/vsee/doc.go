// Package vsee turns VSee Clinic's records into FHIR R4.
//
//	user (type 200, 400)  Patient; Practitioner with PractitionerRole
//	room, its providers   Location; PractitionerRole
//	account               Organization
//	visit                 Appointment, Encounter, DocumentReference (post-visit note, attachments), Condition (its diagnoses),
//	                      MedicationRequest, Invoice
//	intake                QuestionnaireResponse, DocumentReference (attachments)
//	medical_profile       Condition, Procedure, FamilyMemberHistory, AllergyIntolerance, MedicationStatement, QuestionnaireResponse
//	file                  DocumentReference
//	each record           Provenance
//
// It does not fetch, and does not guess: VSee publishes no table of statuses or genders, so what the tables here do not
// hold becomes `unknown` or nothing, and the raw code stays beside it. Amounts of money are left in the raw record, because
// their unit is not published.
//
// Sources: the Visit API, User API, Rooms API, Clinic Account API and File API pages of VSee Clinic API v3.
package vsee
