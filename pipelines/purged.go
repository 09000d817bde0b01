package pipelines

import (
	"encoding/hex"
	"regexp"

	"github.com/nightrounds/rounds/load"
	"github.com/nightrounds/rounds/schemas/r4"
	"github.com/nightrounds/rounds/schemas/tables"
	"github.com/nightrounds/rounds/transform"
)

// wasPurged is the reason of a record that is skipped because it, or its patient, was purged.
const wasPurged transform.Reason = "purged"

// seenAs is how ops.seen names a record: one that was purged by its digest, since its id is to be kept nowhere.
func seenAs(b load.Banned, i item) string {
	if !b.Record(i.ID, i.Changed) {
		return i.ID
	}
	d := tables.PurgedDigest(b.Salt, i.Source, string(i.Kind), i.ID)
	return hex.EncodeToString(d[:])
}

// skipPurged enters a record that is not to come back, and forgets that it was to be landed.
func (b *batch) skipPurged(i item) {
	b.books.Skipped++
	b.w.count(i.Endpoint(), transform.Issue{Code: wasPurged})
	if n := len(b.landed) - 1; n >= 0 && b.landed[n].ID == i.ID && b.landed[n].ObservedAt.Equal(i.observed) {
		b.landed = b.landed[:n]
	}
}

var aboutPatient = regexp.MustCompile(`"reference":"Patient/([^"]+)"`)

// about tells whether what a record became tells of a patient that was chosen, or points to one.
func about(res transform.Result, chosen func(patient string) bool) bool {
	for _, rs := range [][]r4.Resource{res.Resources, res.Stubs} {
		for _, r := range rs {
			if r.Type() == "Patient" && chosen(r.LogicalID()) {
				return true
			}
			text, err := r.AppendJSON(nil)
			if err != nil {
				continue // it cannot be loaded either
			}
			for _, m := range aboutPatient.FindAllSubmatch(text, -1) {
				if chosen(string(m[1])) {
					return true
				}
			}
		}
	}
	return false
}
