// Package noanotes reads the sessions of one Noa Notes client: what the vendor tells of each, beside what the customer's own
// files tell.
//
//	API     https://integration.notes.noa.ai; one host a country, https://integration.notes.{cc}.noa.ai/api/v1
//	Auth    POST clientId and secret to sign_in_path for a bearer token; a session's own token for its status
//	Paging  none: there is no list
//	Limits  none published: the pace is ours, and a country's (rate_per_second); 429 is obeyed
//
// Kinds: session (the status and the summary of a session, by its id), organization (the current consumer of each country).
//
// What it cannot give, and why:
//
//   - Sessions nobody names. The API lists nothing, so ids come from a manifest (the customer's export of the sessions it
//     made) and from a journal (what its webhook received). A sweep asks for all of those and is never complete: coverage
//     says how many there were, how many had a summary, and how many only the journal knew.
//   - When something happened: no answer bears a time. Range runs along the manifest's created_at and the journal's
//     received_at; a session that was verified is in it again once 24 hours and once 7 days after the last word on it.
//   - Patients: there are none in this API. The manifest may name whose session it was.
//   - Deletions: 404 and 410 mean that a summary is not to be had (not yet, no more, or from another country's host), not
//     that the session never was. It stays a record, without a summary.
//
// A record's id is country/session id, and its body an envelope: the request, the manifest's row, the journal's deliveries, and
// the vendor's answers as they came (docs/decisions/0003). Where one episode, doctor and facility own several sessions, all but
// the newest say that they were succeeded: one of them must speak for the contact, whichever is read last.
//
// The manifest and the journal are held in memory while a Pull lasts; of the vendor's answers no more than a page.
//
// It never sends anything but GET, and POST to sign_in_path: the same client could make sessions, and could recover or
// regenerate a summary, which voids a doctor's approval.
package noanotes
