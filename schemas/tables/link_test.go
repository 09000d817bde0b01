package tables_test

import (
	"strings"

	"github.com/google/go-cmp/cmp"

	"github.com/nightrounds/rounds/schemas/tables"
)

// fullLinks has a row for every table that says who is who.
func fullLinks() []tables.Filled {
	return []tables.Filled{
		fill(tables.PatientPersons,
			tables.PatientPerson{PatientID: "a", PersonID: "p", Source: "north", Vendor: "vsee", Patients: 2},
			tables.PatientPerson{PatientID: "b", PersonID: "p", Source: "south", Vendor: "nextech", Patients: 2}),
		fill(tables.PersonPairs,
			tables.PersonPair{PatientA: "a", PatientB: "b", SourceA: "north", SourceB: "south", Score: 21.5, Probability: 0.9999, Identifiers: 2,
				Rule: "weights", Reasons: []string{"birth-date-same", "given-nickname"}, Verdict: "link", Joined: true},
			tables.PersonPair{PatientA: "a", PatientB: "c", Score: -0.25, Verdict: "review"}),
		fill(tables.Providers,
			tables.ProviderLink{PractitionerID: "d", ProviderID: "q", Source: "north", Vendor: "vsee", Rule: "npi", Practitioners: 2}),
		fill(tables.Linkages,
			tables.PersonLinkage{ID: "p", PersonID: "p", Patients: 2, Resource: []byte(`{"resourceType":"Linkage"}`)}),
	}
}

// givesBackWhoIsWho: what a publish writes from rows, once.
func givesBackWhoIsWho(s server) {
	filled := fullLinks()
	for _, f := range filled {
		s.insert(f)
		got := s.rows(f.Table.Database, f.Table.Name, "ORDER BY "+strings.Join(f.Table.OrderBy, ", "))
		if diff := cmp.Diff(cells(f.Record), got); diff != "" {
			s.t.Errorf("%s.%s differs (-encoded +server):\n%s", f.Table.Database, f.Table.Name, diff)
		}
		f.Record.Release()
	}
	if len(filled) != len(tables.Linked()) {
		s.t.Errorf("%d tables were written of %d", len(filled), len(tables.Linked()))
	}
}
