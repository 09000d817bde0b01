// Package nextvisit reads the notes, patients, users and teams of one Nextvisit team.
//
//	API     https://developers.nextvisit.app (version 1.0.0)
//	Auth    Authorization: Bearer KEY, an API key made under Settings, API Keys; sent to base_url's origin only
//	Paging  per_page (1 to 100) and page; links.next and meta.total where the account shows them
//	Limits  per minute, hour, day and month, without published numbers: the pace and the budget are ours; 429 is obeyed
//
// Kinds: note (GET /v1/progress-notes), patient (GET /v1/patients), practitioner and organization (GET /v1/users, /v1/teams: paths
// that are not documented, and may be missing). Each list shows the same object as its read by id.
//
// What it cannot give, and why:
//
//   - What changed since a time: updated_at can be neither filtered nor sorted by. A note signed, edited or re-linked after
//     it was read is seen by the next sweep, or earlier when it is asked for by id.
//   - Range is of notes, along created_at: the list takes no dates. Its page is found by bisection where the account numbers its
//     pages, and a range that reaches into the future is read from the list's head. A list out of order is walked whole.
//   - Who signed a note, and when; the date of the visit: the API does not show them.
//   - Deleted notes: they leave the list without a trace. Only a complete sweep can miss them.
//   - Other teams, child teams included; the audio: coverage.md says why.
//
// It never sends anything but GET: the key could also edit, sign and delete notes.
package nextvisit
