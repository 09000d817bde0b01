package noanotes_test

import (
	"testing"

	"github.com/nightrounds/rounds/schemas/r4"
	"github.com/nightrounds/rounds/transform"
)

// Without a journal nothing has a time, so there is no Composition; the time of a word before a regeneration is not its time.
func TestDates(t *testing.T) {
	for members, want := range map[string]string{
		status("Verified") + "," + approved:                                                       "",
		journal("Summarized") + "," + approved:                                                    "",
		journal("Summarized", "Verified") + "," + approved:                                        "2026-04-20T02:00:00Z",
		journal("Verified", "Summarized") + "," + status("Summarized") + "," + pending:            "2026-04-20T02:00:00Z",
		journal("Summarized", "Verified") + "," + status("Summarized") + "," + pending:            "",
		journal("Verified", "Summarized", "Verified") + "," + status("Verified") + "," + approved: "2026-04-20T03:00:00Z",
		journal("Summarized", "Archived") + "," + status("Archived") + "," + pending:              "2026-04-20T01:00:00Z",
		journal("Recorded", "Summarized", "Failed") + "," + status("Failed") + "," + pending:      "2026-04-20T02:00:00Z",
		`"journal":[{"status":"Verified","received_at":"2026-04-20"}],` + approved:                "",
		`"manifest":{"created_at":"2026-04-20T00:00:00Z"},` + status("Verified") + "," + approved: "",
	} {
		res := mapped(t, "pl/1", members, transform.Prior{})
		got := ""
		if c, ok := of[*r4.Composition](res); ok {
			got = c.Date
			if *c.Extension[0].ValueCode != "journal" {
				t.Errorf("%s: the date's basis is not told", members)
			}
		}
		d, _ := of[*r4.DocumentReference](res)
		if got != want || (d.Date == nil) != (want == "") {
			t.Errorf("%s: %q, want %q", members, got, want)
		}
	}
}

// What a doctor approved stays approved, by that doctor and at that time, while it says the same.
func TestApprovalOutlivesTheSession(t *testing.T) {
	const doctor = `"manifest":{"doctor_id":"d"},` + approved + ","
	prior := mapped(t, "pl/1", doctor+status("Verified")+","+journal("Verified"), transform.Prior{}).Next
	for label, want := range map[string]string{"Failed": "2026-04-20T01:00:00Z", "Archived": "2026-04-20T01:00:00Z", "Summarized": ""} {
		res := mapped(t, "pl/1", doctor+status(label)+","+journal("Verified", label), prior)
		d, _ := of[*r4.DocumentReference](res)
		c, _ := of[*r4.Composition](res)
		if d.Authenticator == nil != (want == "") || want != "" && (*c.Attester[0].Time != want || *d.Date != want) {
			t.Errorf("%s: approved %t", label, d.Authenticator != nil)
		}
	}
}
