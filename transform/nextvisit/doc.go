// Package nextvisit turns Nextvisit's progress notes into FHIR R4: a note with its analysis into a DocumentReference, the
// patient and user it embeds into stubs.
//
// It does not fetch, and does not guess: whether a note is signed is told by `has` alone, who signed it is not told, and a
// patient embedded in a note is a partial view. Transcripts, medications and audio are known and left in the raw record
// for now.
//
// Source: Nextvisit API 1.0.0, Progress Notes.
package nextvisit
