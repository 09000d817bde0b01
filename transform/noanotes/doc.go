// Package noanotes turns what Noa Notes tells of a session, and what the customer's own manifest and journal tell of it, into
// FHIR R4: a session into a Task, its summary into a DocumentReference and, where a date is honestly known, a Composition;
// the contact it was used for into an Encounter, the doctor and the facility into a Practitioner and an Organization.
//
// It does not fetch, and does not guess: the API knows no patient and no time, so that subject comes from the manifest and
// times from the manifest and the journal, or there are none. A summary is final only when the vendor says that a doctor
// approved it; EmptySummaryVerified, which the vendor sets by itself, never is.
//
// Source: Noa Notes Integration REST API; statuses: https://integration.notes.noa.ai/session-statuses.html.
package noanotes
