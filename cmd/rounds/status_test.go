package main

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/nightrounds/rounds/extract/sandbox"
	"github.com/nightrounds/rounds/pipelines"
	"github.com/nightrounds/rounds/schemas/tables"
)

// look runs a command that reads the books of the clinic.
func (c *clinic) look(args ...string) said {
	c.t.Helper()
	return rounds(c.t, append(args, "--config", c.config)...)
}

// decoded reads what a command wrote as JSON.
func decoded[T any](t testing.TB, s said) (v T) {
	t.Helper()
	in := json.NewDecoder(strings.NewReader(s.out))
	in.DisallowUnknownFields()
	if err := in.Decode(&v); err != nil || s.code != 0 {
		t.Fatalf("exit code %d, %v:\n%s%s", s.code, err, s.out, s.err)
	}
	return v
}

// TestStatusTellsWhatIsWrongAndWhatToType follows a clinic from its first night over refused credentials and a record that nobody can
// read to the acceptance of that gap.
func TestStatusTellsWhatIsWrongAndWhatToType(t *testing.T) {
	c := small(t, sharedDir(t))
	c.run().saw(t, 0)
	c.look("status").saw(t, 0, "WELL: everything is read", "│   visit ", "│   intake ", "with visit", "what cannot be seen of "+c.vsee)
	c.look("status", "--check").saw(t, 0)
	c.look("status", "--check", "--max-lag", "0s").saw(t, 3, "E0306", "was last read", "work is open")

	good := c.set["vsee_token"]
	c.set["vsee_token"] = c.secret("wrong-token", "minted-and-wrong")
	c.write()
	c.load("--source", c.vsee).saw(t, 4)
	got := c.look("status")
	got.saw(t, 0, "NOT WELL: ", c.vsee, "is failed: ", "the vendor refuses the credentials", "renew the credentials that connection of "+c.vsee+" names")
	got.lacks(t, "minted-and-wrong")
	c.look("status", "--check").saw(t, 3, "E0306")
	c.set["vsee_token"] = good
	c.write()
	c.load().saw(t, 0)
	c.look("status").saw(t, 0, "WELL: everything is read")

	c.Faults().Add(sandbox.Fault{Effect: sandbox.Status, Status: 503, Path: "/v1/progress-notes", Times: sandbox.Always})
	c.load("--source", c.nextvisit).saw(t, 3)
	s := decoded[standing](t, c.look("status", "--json"))
	if len(s.Problems) != 1 || s.Problems[0].Source != c.nextvisit || s.Problems[0].Kind != "note" ||
		s.Problems[0].Do != "rounds run --config "+c.config+" --source "+c.nextvisit {
		t.Errorf("problems %+v", s.Problems)
	}
	open := s.Sources[1].Open
	if len(open) != 1 || open[0].Status != pipelines.Failed || open[0].Mode != "range" {
		t.Fatalf("open %+v", open)
	}
	c.look("accept", open[0].Window[:8]).saw(t, 2, "E0208", "say why")
	c.look("accept", "ffffffff-none", "--reason", "no").saw(t, 2, "E0208", "none of that id", "rounds status")
	c.look("accept", open[0].Window[:8], "--reason", "the vendor is closed for good").saw(t, 0, "accepted: window "+open[0].Window[:8],
		"which was failed", "the vendor is closed for good", "503")
	c.look("accept", open[0].Window[:8], "--reason", "again").saw(t, 2, "E0208", "it was accepted on 20")
	if s := decoded[standing](t, c.look("status", "--json")); len(s.Sources[1].Open) != 0 || len(s.Problems) != 0 {
		t.Errorf("open after it was accepted: %+v, %+v", s.Sources[1].Open, s.Problems)
	}
	c.Faults().Clear()

	chmod(t, c.file("vsee-account"), 0o644)
	c.load("--source", c.vsee).saw(t, 2)
	c.look("status").saw(t, 0, "NOT WELL: "+c.vsee+": the last run did not read it: ", "put the secret where connection of "+c.vsee+" says")
}

// TestHistory lists a run and tells all of it.
func TestHistory(t *testing.T) {
	c := small(t, sharedDir(t))
	c.load().saw(t, 0)
	runs := decoded[[]runDoc](t, c.look("history", "--json", "-n", "1"))
	if len(runs) != 1 || runs[0].Command != "run" || runs[0].Status != pipelines.Done || runs[0].Books.Shown == 0 || runs[0].Books.New != runs[0].Books.Loaded ||
		runs[0].Books.Requests == 0 || runs[0].Open != 0 {
		t.Fatalf("%+v", runs)
	}
	id := runs[0].Run
	c.look("history").saw(t, 0, "│ "+id[:8]+" │", "rounds history ")
	c.look("history", id[:8]).saw(t, 0, "run "+id+": run by ", "records: ", "how the records were found", c.vsee+" visit: ", "issues (docs/errors.md")
	detail := decoded[runDetailDoc](t, c.look("history", id, "--json"))
	kinds := map[string]int{}
	for _, w := range detail.Details {
		if w.Coverage != nil {
			kinds[w.Source+" "+w.Kind]++
		}
	}
	if len(detail.Details) != int(runs[0].Windows) || kinds[c.vsee+" visit"] != 1 || kinds[c.nextvisit+" note"] != 1 {
		t.Errorf("%d windows, coverage of %v", len(detail.Details), kinds)
	}
	c.look("history", "no-such-run").saw(t, 2, "E0200", "no run whose id begins so")
	c.look("history", "-n", "0").saw(t, 2, "E0200", "-n is 1 to 10000")
}

// aside lands a record of the clinic and puts it aside, as a mapping that refuses it does.
func (c *clinic) aside(id, body string) {
	c.t.Helper()
	w := loaderAt(c.t, "")
	if err := w.Prepare(c.t.Context(), tables.All()); err != nil {
		c.t.Fatal(err)
	}
	at := time.Now().UTC().Truncate(time.Millisecond)
	raw := tables.RawRecords.Encode([]tables.RawRecord{{Source: c.nextvisit, Vendor: "nextvisit", Kind: "note", ID: id, ObservedAt: at,
		Origin: "/v1/progress-notes page 1", Body: []byte(body), LoadedAt: at}})
	defer raw.Release()
	row := tables.Quarantine.Encode([]tables.Quarantined{{Source: c.nextvisit, Kind: "note", ID: id, ObservedAt: at, Reason: "malformed", Path: "patient",
		MapperRev: 1, LoadedAt: at}})
	defer row.Release()
	if err := w.Write(c.t.Context(), tables.RawRecords.Table, raw); err != nil {
		c.t.Fatal(err)
	}
	if err := w.Write(c.t.Context(), tables.Quarantine.Table, row); err != nil {
		c.t.Fatal(err)
	}
}

// TestQuarantineShowsNoPatient tells what was put aside without the vendor's id, and the body only where somebody insists.
func TestQuarantineShowsNoPatient(t *testing.T) {
	const id, body = "ZZCANARY-id", `{"name":"ZZCANARY-name"}`
	c := small(t, sharedDir(t))
	c.aside(id, body)
	var all []said
	look := func(args ...string) said {
		got := c.look(args...)
		all = append(all, got)
		return got
	}
	look("quarantine", "list", "--source", c.nextvisit).saw(t, 0, "malformed", "patient", "1 record put aside whole, 0 parts")
	look("quarantine", "list", "-n", "1").saw(t, 0, "1 record put aside whole", "there may be more")
	look("quarantine", "list", "--source", c.vsee).saw(t, 0, "nothing is put aside")
	look("quarantine", "list", "--source", "nobody").saw(t, 2, "E0200", "no source has it", c.vsee)
	look("quarantine", "list", "--source", c.vsee, "--kind", "note").saw(t, 2, "E0200", "no source has it")
	former := unique("former")
	ask(t, c.dir, loader, "INSERT INTO ops.record_state (source, kind, id) VALUES ('"+former+"', 'note', '1')")
	look("quarantine", "list", "--source", former).saw(t, 0, "nothing is put aside")
	rows := decoded[[]asideDoc](t, look("quarantine", "list", "--json", "--source", c.nextvisit, "--kind", "note", "--reason", "malformed"))
	if len(rows) != 1 || len(rows[0].ID) != 8 || rows[0].Part {
		t.Fatalf("%+v", rows)
	}
	handle := rows[0].ID
	look("quarantine", "show", handle).saw(t, 0, handle+": record of "+c.nextvisit+" note", "/v1/progress-notes page 1, 24 B", "revision 1")
	look("quarantine", "show", handle, "--json").saw(t, 0, `"size": 24`)
	look("quarantine", "show", handle, "--body").saw(t, 2, "E0200", "--yes-phi")
	look("quarantine", "show", "00000000").saw(t, 2, "nothing of that id")
	look("status").saw(t, 0, "1 record is put aside, over 1 percent", "rounds quarantine list --config "+c.config+" --source "+c.nextvisit+" --kind note")
	for _, got := range all {
		got.lacks(t, "ZZCANARY")
	}
	c.look("quarantine", "show", handle, "--body", "--yes-phi").saw(t, 0, body)
	rounds(t, "quarantine", "shwo").saw(t, 2, "did you mean show?")
	c.look("quarantine", "list", "more").saw(t, 2, "E0200")
}

// TestStatusForgetsNoRecordThatIsStillToBeRead fails to read an unsigned note by its id. A later run that settles what is landed and does
// not come so far has not made up for it; one that does has.
func TestStatusForgetsNoRecordThatIsStillToBeRead(t *testing.T) {
	c := newClinic(t, sharedDir(t), sandbox.Options{Seed: 5, Patients: 12})
	c.template = strings.Replace(c.template, "kinds: [$nextvisit_kinds]\n", "kinds: [$nextvisit_kinds]\n    lookback_days: 1\n", 1)
	c.write()
	again := func() said { return c.load("--again", "--source", c.nextvisit) }
	open := func() (modes []string) {
		for _, w := range decoded[standing](t, c.look("status", "--json")).Sources[1].Open {
			modes = append(modes, w.Mode+" "+w.Status)
		}
		return modes
	}
	again().saw(t, 0)
	c.Faults().Add(sandbox.Fault{Effect: sandbox.Status, Status: 503, Path: "/v1/progress-notes/{id}", Times: sandbox.Always})
	again().saw(t, 3)
	if got, want := open(), []string{"ids failed"}; !slices.Equal(got, want) {
		t.Fatalf("open: %q, want %q", got, want)
	}
	c.Faults().Clear()
	c.Faults().Add(sandbox.Fault{Effect: sandbox.Status, Status: 503, Path: "/v1/progress-notes", Times: sandbox.Always})
	again().saw(t, 3)
	if got, want := open(), []string{"ids failed", "range failed"}; !slices.Equal(got, want) {
		t.Errorf("open: %q, want %q", got, want)
	}
	c.look("status").saw(t, 0, "NOT WELL: ", "(ids) is failed: ", "rounds run --config "+c.config+" --source "+c.nextvisit)
	c.Faults().Clear()
	again().saw(t, 0)
	if got := open(); len(got) > 0 {
		t.Errorf("open: %q", got)
	}
}

// TestStatusOfAPurgeThatWasStopped: whoever wants something gone types one command, and not the night's.
func TestStatusOfAPurgeThatWasStopped(t *testing.T) {
	s := pipelines.Status{Purge: true, Run: &pipelines.RunStatus{ID: "0123456789", Command: "purge", Status: pipelines.Interrupted}}
	found := problems(s, "rounds.yaml", limits{})
	if len(found) != 1 || found[0].Do != "rounds purge --finish --config rounds.yaml" || alarming(found) == nil {
		t.Errorf("%+v", found)
	}
}

// TestStatusNamesTheCommandThatWasStopped: each is done once more by itself, and a rebuild that somebody declined is as they wanted.
func TestStatusNamesTheCommandThatWasStopped(t *testing.T) {
	day := time.Date(2026, 8, 1, 0, 0, 0, 0, time.UTC)
	for want, run := range map[string]pipelines.RunStatus{
		"rounds run --config rounds.yaml":                                                                      {Command: "serve", Source: "clinic"},
		"rounds replay --config rounds.yaml --source clinic --kind visit --all":                                {Command: "replay", Source: "clinic", Kind: "visit"},
		"rounds replay --config rounds.yaml --all":                                                             {Command: "replay"},
		"rounds backfill --config rounds.yaml --source clinic --kind visit --from 2026-08-01 --to 2026-08-02":  {Command: "backfill 2/4", Source: "clinic", Kind: "visit", From: day, To: day.AddDate(0, 0, 1)},
		"rounds rebuild --config rounds.yaml; where no new tables are wanted: rounds run --config rounds.yaml": {Command: "rebuild"},
		"": {Command: "rebuild", Status: pipelines.Failed, Error: pipelines.ErrNotSwapped.Error()},
	} {
		run.ID, run.Status, run.Finished = "0123456789", cmp.Or(run.Status, pipelines.Interrupted), day
		s := pipelines.Status{Run: &run}
		found, got := problems(s, "rounds.yaml", limits{}), ""
		for _, p := range found {
			got += p.Do
		}
		if well := strings.HasPrefix(verdict(s, found), "WELL"); got != want || well != (want == "") {
			t.Errorf("%+v: %q, want %q; well: %v", run, got, want, well)
		}
	}
	open := pipelines.OpenWindow{Window: "0123456789", Kind: "visit", Mode: "replay", Purpose: pipelines.ForReplay, Status: pipelines.Interrupted}
	s := pipelines.Status{Run: &pipelines.RunStatus{ID: "fedcba98"}, Sources: []pipelines.SourceStatus{{Source: "clinic", Open: []pipelines.OpenWindow{open}}}}
	if found := problems(s, "rounds.yaml", limits{}); len(found) != 1 || found[0].Do != "rounds replay --config rounds.yaml --source clinic --kind visit --all" {
		t.Errorf("a stopped replay: %+v", found)
	}
	s.Sources[0].Open[0].Run, s.Run = "0123456789", &pipelines.RunStatus{ID: "0123456789", Command: "replay", Source: "clinic"}
	if found := problems(s, "rounds.yaml", limits{}); len(found) != 1 || found[0].Do != "rounds replay --config rounds.yaml --source clinic --all" {
		t.Errorf("a replay of several kinds that was stopped last: %+v", found)
	}
}

// TestStatusOfARunThatPublishedNothing tells of a last run whose windows are all done and which is not; one whose window was accepted
// is no problem any more.
func TestStatusOfARunThatPublishedNothing(t *testing.T) {
	s := pipelines.Status{Sources: []pipelines.SourceStatus{{Source: "clinic"}}}
	for text, want := range map[string]string{
		"publish: the disk is full":             "the last run (run 01234567) is failed: publish: the disk is full",
		"clinic visit: 503\npublish: no matter": "",
	} {
		s.Run = &pipelines.RunStatus{ID: "0123456789", Command: "run", Status: pipelines.Failed, Error: text}
		got := ""
		for _, p := range problems(s, "rounds.yaml", limits{lag: time.Hour}) {
			got += p.What
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
