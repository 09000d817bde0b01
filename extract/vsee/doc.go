// Package vsee reads the users and visits of one VSee Clinic account.
//
//	API     https://vsee.atlassian.net/wiki/spaces/VD/pages/15564825/Visit+API and .../14942243/User+API (v3)
//	Auth    X-ApiToken (an admin's token) and X-AccountCode, both sent to base_url's origin only
//	Paging  start (offset) and limit; the total is total_count or, in older accounts, total
//	Limits  429 and its Retry-After without published numbers: the pace is ours (rate_per_second)
//
// Kinds: patient (GET /users?type=200), practitioner (GET /users?type=400), visit (GET /visits/:id).
//
// The lists only enumerate: a row of GET /users shows three members of thirty, a row of GET /visits has no medical profile
// and no prescriptions. A record is always the answer to a read by id (users: unless profile is "list").
//
// What it cannot give, and why:
//
//   - What changed since a time: no list takes a date. Range filters the lists here, by a visit's start, so it saves detail
//     reads but walks every member's list.
//   - All visits in one list: GET /visits is documented as the caller's own. Visits are found member by member through a
//     parameter VSee has not published (visits_member_param), from a roster, or by ids seen before.
//   - Guests, and members hidden from the token: no list shows them. A patient's token silently lists one patient.
//   - Medical profiles, intakes, prescriptions, files and invoices as records of their own: coverage.md says where each is.
//
// It never sends anything but GET: /users/sso would create users, /visits/delete cancels any visit.
package vsee
