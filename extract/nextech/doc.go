// Package nextech reads the patients and encounters of one practice from Nextech's SAAS EHR API.
//
//	API     https://nextechsystems.github.io/intellechartapidocspub (SAAS API 1.0: Patient, Encounter CCD)
//	Auth    OAuth 2.0: a person logs in once, a rotating refresh token keeps it; x-nextech-practice-id names the practice
//	Paging  none is published, for any list
//	Limits  none are published: the pace is ours (rate_per_second)
//
// Kinds: patient (GET /search), encounter (GET /{patientId}/encounters/search, with the CCD as HTML).
//
// There is no list of patients and no read by id. Patients come from a roster the practice gives, each searched by the chart
// number, or from a sweep of search terms, which is best effort: neither how the search matches nor how many it shows is
// published. Encounters are read patient by patient. An answer does not tell whose encounters it holds, so an encounter's record
// is {"request":{"patientId":…,"practice":…},"answer":…}.
//
// What it cannot give, and why:
//
//   - What changed since a time: nothing tells when a record changed. Range is of encounterDate, so late edits, locks and
//     encounters dated back are seen by reading again only.
//   - Deletions: what is not shown any more is counted as vanished, never reported gone.
//   - One encounter by its id: the patient's encounters are read whole and the asked ones kept.
//   - A patient without a chart number on the roster: the search takes nothing else that finds exactly one patient. Their
//     encounters are read.
//   - Social security numbers: cut out before landing.
//
// It never asks for ids in sequence: /1, /2, /3 would look like an attack.
package nextech
