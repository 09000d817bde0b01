// Package nextech turns the records of Nextech's SAAS EHR API into FHIR R4: a search hit into a Patient, an encounter with its
// CCD into an Encounter and a DocumentReference. Doctor, practice and location, which the API shows inside encounters only,
// become stubs.
//
// It does not fetch, and does not guess: the API tells no gender, so none is written; a CCD is HTML for people, so no
// condition, medication or allergy is read out of it; a lock is not an end of the encounter.
//
// Source: Nextech SAAS API 1.0, Patient and Encounter CCD.
package nextech
