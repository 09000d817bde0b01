// Package vsee reads one VSee Clinic account: its users, visits, rooms and files.
//
//	API     https://vsee.atlassian.net/wiki/spaces/VD/pages/15564825/Visit+API, .../14942243/User+API, .../14581817/Rooms+API,
//	        .../15466538 (Clinic Account API), .../15302716 (File API), all v3
//	Auth    X-ApiToken (an admin's token) and X-AccountCode, both sent to base_url's origin only
//	Paging  /users, /visits: start (offset) and limit; the total is total_count or, in older accounts, total.
//	        /rooms: page and limit, no total
//	Limits  429 and its Retry-After without published numbers: the pace is ours (rate_per_second)
//
// Kinds: patient, practitioner, visit, location, practitioner_role, organization. Records of the kinds intake and
// medical_profile come with visits, those of the kind file with visits and patients.
//
// The lists only enumerate: a row of GET /users shows three members of thirty, a row of GET /visits has no medical profile
// and no prescriptions. A record is always the answer to a read by id (users: unless profile is "list"; a room's providers
// are their list's elements).
//
// What it cannot give, and why:
//
//   - What changed since a time: no list takes a date. Range filters the lists here, by a visit's start, so it saves detail
//     reads but walks every member's list.
//   - All visits in one list: GET /visits is documented as the caller's own. Visits are found member by member through a
//     parameter VSee has not published (visits_member_param), from a roster, or by ids seen before.
//   - Guests, and members hidden from the token: no list shows them. A patient's token silently lists one patient.
//   - Intakes, medical profiles and files by themselves: nothing lists them. They come with what shows them.
//   - What is in a file: its links expire, and whoever holds one has the file.
//
// coverage.md names every endpoint and object, configuration.md every key.
//
// It never sends anything but GET: /users/sso would create users, /visits/delete cancels any visit.
package vsee
