// Package vsee turns VSee Clinic's records into FHIR R4: users of type 200 into Patient, users of type 400 into
// Practitioner, visits into Appointment, Encounter and the post-visit note's DocumentReference.
//
// It does not fetch, and does not guess: VSee publishes no table of statuses or genders, so what the tables here do not
// hold becomes `unknown` or nothing, and the raw code stays beside it. Prescriptions, medical profiles, payments and
// files are known and left in the raw record for now.
//
// Sources: the Visit API and User API pages of VSee Clinic API v3.
package vsee
