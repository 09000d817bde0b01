// Package nextvisit turns Nextvisit's records into FHIR R4: a patient's row into a Patient with medications and allergies, a user
// into a Practitioner, a team into an Organization; a progress note into an Encounter, the documents of its analysis and its
// transcript, the description of its recording, the machine's task, and where each came from.
//
// It does not fetch, and does not guess: whether a note is signed is told by `has` alone, who signed it is not told, nor when a
// visit took place; a patient embedded in a note is a partial view and makes a stub; medications and allergies stay words.
//
// Source: Nextvisit API 1.0.0, Progress Notes and Patients.
package nextvisit
