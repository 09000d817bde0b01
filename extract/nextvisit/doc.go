// Package nextvisit reads the progress notes of one Nextvisit team.
//
//	API     https://developers.nextvisit.app (version 1.0.0)
//	Auth    Authorization: Bearer KEY, an API key made under Settings, API Keys; sent to base_url's origin only
//	Paging  per_page (1 to 100) and page; links.next and meta.total where the account shows them
//	Limits  per minute, hour, day and month, without published numbers: the pace is ours (rate_per_second); 429 is obeyed
//
// Kinds: note (GET /v1/progress-notes, which shows the same object as GET /v1/progress-notes/{id}).
//
// What it cannot give, and why:
//
//   - What changed since a time: updated_at can be neither filtered nor sorted by. A note signed, edited or re-linked after
//     it was read is seen by the next sweep, or earlier when it is asked for by id.
//   - Range runs along created_at: the list is walked from the oldest on and cut here, since it takes no dates.
//   - Who signed a note, and when; the date of the visit: the API does not show them.
//   - Deleted notes: they leave the list without a trace. Only a complete sweep can miss them.
//   - Patients as records of their own, and audio: coverage.md says why.
//
// It never sends anything but GET: the key could also edit, sign and delete notes.
package nextvisit
