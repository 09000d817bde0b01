package main

import (
	"encoding/hex"
	"time"

	"github.com/nightrounds/rounds/load"
	"github.com/nightrounds/rounds/schemas/tables"
)

// What history writes as JSON. Times are UTC; what is not known is left out.
type (
	runDoc struct {
		Run      string    `json:"run"`
		Command  string    `json:"command"`
		Source   string    `json:"source,omitempty"` // the one it was for; absent: all
		Kind     string    `json:"kind,omitempty"`   // the one it was for; absent: all
		Status   string    `json:"status"`
		Error    string    `json:"error,omitempty"`
		Host     string    `json:"host"`
		Who      string    `json:"who"`
		Version  string    `json:"version"`
		Started  time.Time `json:"started"`
		Finished time.Time `json:"finished,omitzero"`
		Windows  uint64    `json:"windows"`
		Open     uint64    `json:"open"` // of the windows: neither done nor accepted
		Books    booksDoc  `json:"books"`
	}
	runDetailDoc struct {
		runDoc
		Details []windowDetailDoc `json:"details"` // a window each
	}
	windowDetailDoc struct {
		windowDoc
		Issues   []issueDoc   `json:"issues"`
		Coverage *coverageDoc `json:"coverage,omitempty"`
	}
	windowDoc struct {
		Window   string    `json:"window"`
		Source   string    `json:"source"`
		Kind     string    `json:"kind"`
		Mode     string    `json:"mode"`
		Purpose  string    `json:"purpose"`
		Shard    string    `json:"shard,omitempty"`
		From     time.Time `json:"from,omitzero"`
		To       time.Time `json:"to,omitzero"`
		Status   string    `json:"status"`
		Error    string    `json:"error,omitempty"`
		Reason   string    `json:"reason,omitempty"` // why it was accepted
		Host     string    `json:"host"`
		Who      string    `json:"who"`
		Started  time.Time `json:"started"`
		Finished time.Time `json:"finished,omitzero"`
		Content  string    `json:"content_hash"`
		Books    booksDoc  `json:"books"`
	}
	booksDoc struct {
		Claimed     *int64 `json:"claimed,omitempty"` // absent: the vendor claims no total
		Requests    uint64 `json:"requests"`
		Shown       uint64 `json:"shown"`
		Loaded      uint64 `json:"loaded"`
		New         uint64 `json:"new"`
		Unchanged   uint64 `json:"unchanged"`
		Duplicate   uint64 `json:"duplicate"`
		Stale       uint64 `json:"stale"`
		Skipped     uint64 `json:"skipped"`
		Quarantined uint64 `json:"quarantined"`
		Deleted     uint64 `json:"deleted"`
		Emitted     uint64 `json:"emitted"`
		ReadBack    uint64 `json:"read_back"`
	}
	issueDoc struct {
		Reason   string `json:"reason"`
		Path     string `json:"path,omitempty"`
		Endpoint string `json:"endpoint,omitempty"`
		Count    uint64 `json:"count"`
	}
	coverageDoc struct {
		Basis    string   `json:"basis"`
		Complete bool     `json:"complete"`
		Distinct int64    `json:"distinct_ids"`
		Blind    []string `json:"blind,omitempty"`
		Drift    []string `json:"drift,omitempty"`
	}
)

func runOf(r load.RunReport) runDoc {
	books := booksOf(r.Books)
	books.Claimed = nil // totals of several lists do not add up
	return runDoc{Run: r.ID, Command: r.Command, Source: r.Source, Kind: r.Kind, Status: r.Status, Error: r.Error, Host: r.Host, Who: r.Who,
		Version: r.Version, Started: r.Started, Finished: r.Finished, Windows: r.Windows, Open: r.Open, Books: books}
}

func booksOf(b tables.Books) booksDoc {
	d := booksDoc{Requests: b.Requests, Shown: b.Shown, Loaded: b.Loaded, New: b.New, Unchanged: b.Unchanged, Duplicate: b.Duplicate,
		Stale: b.Stale, Skipped: b.Skipped, Quarantined: b.Quarantined, Deleted: b.Deleted, Emitted: b.Emitted, ReadBack: b.ReadBack}
	if b.Claimed >= 0 {
		d.Claimed = &b.Claimed
	}
	return d
}

func windowOf(w tables.Window) windowDoc {
	return windowDoc{Window: w.ID, Source: w.Source, Kind: w.Kind, Mode: w.Mode, Purpose: w.Purpose, Shard: w.Shard, From: w.From, To: w.To,
		Status: w.Status, Error: w.Error, Reason: w.Reason, Host: w.Host, Who: w.Who, Started: w.Started, Finished: w.Finished,
		Content: hex.EncodeToString(w.Content[:]), Books: booksOf(w.Books)}
}

func issuesOf(issues []tables.IssueCount) []issueDoc {
	docs := make([]issueDoc, len(issues))
	for n, i := range issues {
		docs[n] = issueDoc{i.Reason, i.Path, i.Endpoint, i.Count}
	}
	return docs
}

func (d runDetail) doc() runDetailDoc {
	doc := runDetailDoc{runOf(d.run), []windowDetailDoc{}}
	for _, w := range d.windows {
		one := windowDetailDoc{windowDoc: windowOf(w), Issues: issuesOf(ofWindow(d.issues, w.ID))}
		for _, c := range d.coverage {
			if c.WindowID == w.ID {
				one.Coverage = &coverageDoc{c.Basis, c.Complete, c.Distinct, c.Blind, c.Drift}
			}
		}
		doc.Details = append(doc.Details, one)
	}
	return doc
}

func ofWindow(issues []tables.IssueCount, window string) (of []tables.IssueCount) {
	for _, i := range issues {
		if i.WindowID == window {
			of = append(of, i)
		}
	}
	return of
}
