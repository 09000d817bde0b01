package tables_test

import (
	"time"

	"github.com/nightrounds/rounds/schemas/tables"
)

func at(minute int) time.Time { return time.Date(2026, 3, 1, 2, minute, 0, 7e6, time.UTC) }

// fullBooks has a full and an empty row for every table of raw and ops, and for the surrogates.
func fullBooks() []tables.Filled {
	hash := [32]byte{0: 1, 31: 0xff}
	return []tables.Filled{
		fill(tables.RawRecords,
			tables.RawRecord{Source: "north", Vendor: "vsee", Kind: "visit", ID: "4711", ObservedAt: at(0), Changed: at(-60), Origin: "/visits/{id}",
				Hash: hash, Body: []byte("{\"a\":\"\xff\x00é\"}"), Stale: true, RunID: "run-1", LoadedAt: at(1)},
			tables.RawRecord{Source: "north", Vendor: "vsee", Kind: "visit", ID: "4711", ObservedAt: at(0), Hash: [32]byte{2}, // in the same millisecond
				Body: []byte("{}"), RunID: "run-1", LoadedAt: at(1)},
			tables.RawRecord{Source: "north", Vendor: "vsee", Kind: "visit", ID: "4712", ObservedAt: at(0), Gone: "404", RunID: "run-1", LoadedAt: at(1)}),
		fill(tables.Runs,
			tables.Run{ID: "run-1", Source: "north", Command: "demo", Status: "failed", Error: "1 window did not close", Host: "host", Version: "v0", Started: at(0),
				Finished: at(5), UpdatedAt: at(5)},
			tables.Run{ID: "run-2", Source: "north", Status: "running", Started: at(6), UpdatedAt: at(6)}),
		fill(tables.Windows,
			tables.Window{ID: "w1", RunID: "run-1", Source: "north", Kind: "visit", Mode: "range", From: at(-60), To: at(0), Status: "done", Error: "e",
				Started: at(0), Finished: at(4), UpdatedAt: at(4), Books: tables.Books{Claimed: 40, Pages: 2, Shown: 3, Loaded: 4, Unchanged: 5,
					Duplicate: 6, Stale: 7, Skipped: 8, Quarantined: 9, Deleted: 10, Vanished: 11, Emitted: 12, Stubs: 13, Tombstones: 14,
					ReadBack: 15, PartsQuarantined: 16, Bytes: 17}},
			tables.Window{ID: "w2", RunID: "run-1", Source: "north", Kind: "visit", Mode: "sweep", Status: "failed", Started: at(5), UpdatedAt: at(5),
				Books: tables.Books{Claimed: -1}}),
		fill(tables.RecordStates,
			tables.RecordState{Source: "north", Kind: "visit", ID: "4711", ObservedAt: at(0), Changed: at(-60), Hash: hash, MapperRev: 3, Prior: "{}",
				Next: `{"raw_status":"40"}`, Emitted: []tables.Emitted{{Type: "Appointment", ID: "a1"}, {Type: "Encounter", ID: "e1"}}, RunID: "run-1", LoadedAt: at(1)},
			tables.RecordState{Source: "north", Kind: "visit", ID: "4712", ObservedAt: at(0), Deleted: true, RunID: "run-1", LoadedAt: at(1)}),
		fill(tables.Quarantine,
			tables.Quarantined{Source: "north", Kind: "visit", ID: "4713", ObservedAt: at(0), Reason: "malformed", Path: "data.*.id", Part: true, MapperRev: 3,
				RunID: "run-1", LoadedAt: at(1)}),
		fill(tables.Issues, tables.IssueCount{WindowID: "w1", RunID: "run-1", Source: "north", Kind: "visit", Reason: "bad_date", Path: "dob", Count: 2}),
		fill(tables.Seens, tables.Seen{WindowID: "w2", Source: "north", Kind: "visit", ID: "4711", At: at(0).AddDate(50, 0, 0)}), // or the server would drop it
		fill(tables.Coverages,
			tables.CoverageRow{WindowID: "w2", RunID: "run-1", Source: "north", Kind: "visit", Basis: "sweep", Complete: true, Distinct: 3, Claimed: -1,
				Blind: []string{"Visits of other teams."}, Drift: []string{"The total grew.", "It fell."}, At: at(3)}),
		fill(tables.Sources, tables.SourceRow{Source: "north", Vendor: "vsee", Tenant: "acct", Zone: "America/New_York", FirstUsed: at(0)}),
		fill(tables.Publishes,
			tables.PublishRow{PublishID: "pub-1", RunID: "run-1", Table: "visit", Position: 1, Status: "swapped", Rows: 9, UpdatedAt: at(7)},
			tables.PublishRow{PublishID: "pub-2", RunID: "run-2", Table: "visit", Position: 1, Status: "planned", UpdatedAt: at(8)}),
		fill(tables.Budgets, tables.BudgetRow{Source: "north", Minute: at(0).Truncate(time.Minute), RunID: "run-1", Requests: 50, UpdatedAt: at(1)}),
		fill(tables.Leases,
			tables.Lease{Source: "north", Shard: "2/4", RunID: "run-1", State: tables.LeaseHeld, Command: "rounds run", Host: "host", Who: "night", PID: 4711,
				Process: "boot 4026531836 17", Since: at(0).AddDate(50, 0, 0), Expires: at(1).AddDate(50, 0, 0), UpdatedAt: at(0)}), // or the server would drop it
		fill(tables.Qualities,
			tables.Quality{RunID: "run-1", Check: "must_support", Source: "north", About: "Patient", Element: "name.family", Affected: 2, Total: 9, At: at(8)},
			tables.Quality{RunID: "run-1", Check: "vendor_drift", Source: "north", About: "visit", Element: "dob", Detail: "bad_date", Affected: 1, At: at(8)}),
		fill(tables.Watermarks,
			tables.Watermark{Source: "north", Kind: "visit", Mark: at(0), RunID: "run-1", UpdatedAt: at(8)},
			tables.Watermark{Source: "north", Kind: "visits", RunID: "run-1", UpdatedAt: at(8)}),
		fill(tables.Surrogates, tables.Surrogate{ID: "a", Surrogate: "3f0c7a4e-0000-4000-8000-000000000001", DrawnAt: at(0)}),
		fill(tables.Audits,
			tables.Audit{Seq: 1, At: at(2), Action: "purge", RunID: "run-1", Host: "host", Who: "night", Version: "v0", Selector: "person", Target: hash,
				MayReturn: true, Touched: []tables.Touched{{Table: "raw.records", Rows: 3}}, Before: hash, Hash: hash},
			tables.Audit{Seq: 2, At: at(3), Action: "backup"}),
		fill(tables.Purged,
			tables.PurgedRow{Kind: tables.PurgedPatient, Digest: hash, Salt: hash, At: at(2)},
			tables.PurgedRow{Kind: "visit", Digest: hash, Salt: hash, Until: at(4), RunID: "run-1", At: at(2)}),
	}
}

func fill[T any](t *tables.Of[T], rows ...T) tables.Filled {
	return tables.Filled{Table: t.Table, Record: t.Encode(rows)}
}
