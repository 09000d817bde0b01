package noanotes_test

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/noanotes"
	"github.com/nightrounds/rounds/extract/sandbox"
)

// files is a source of a vendor that has no summaries, with these files. An empty text: no file.
func files(t *testing.T, manifest, journal string) (*vendor, *noanotes.Source) {
	t.Helper()
	dir, v := t.TempDir(), &vendor{}
	return v, v.open(t, func(c *noanotes.Config) {
		if manifest != "" {
			c.Manifest = filepath.Join(dir, "manifest.ndjson")
			if !strings.HasPrefix(manifest, "{") {
				c.Manifest = filepath.Join(dir, "manifest.csv")
			}
			write(t, c.Manifest, manifest)
		}
		if journal != "" {
			c.Journal = filepath.Join(dir, "journal.ndjson")
			if !strings.HasPrefix(journal, "{") {
				c.Journal = filepath.Join(dir, "journal.csv")
			}
			write(t, c.Journal, journal)
		}
	})
}

// Neither file: the vendor lists nothing, so there is nothing to claim. Ids can still be read.
func TestWithoutFilesThereIsNoList(t *testing.T) {
	v, s := files(t, "", "")
	for _, a := range []extract.Ask{sweep(), since(time.Time{})} {
		if got := pull(t, s, a); !errors.Is(got.err, extract.ErrUnsupported) || len(v.asked) > 0 {
			t.Errorf("%s gives %v after %d requests", a.Mode, got.err, len(v.asked))
		}
	}
	if got := mustPull(t, s, named("pl/"+id1)); got.ids() != "pl/"+id1 {
		t.Errorf("by id: %s", got.ids())
	}
}

func since(from time.Time) extract.Ask {
	return extract.Ask{Kind: extract.Session, Mode: extract.Range, From: from, To: time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)}
}

// A manifest in each of its forms names the same sessions, and its row stands in the record as the customer wrote it.
func TestManifestForms(t *testing.T) {
	request := `{"country":"pl","sessionId":"` + strings.ToUpper(id1) + `","episodeId":"episode-123","doctorId":"doctor-456",` +
		`"template":{"value":{"Reason for the Visit":"Detailed"}},"metadata":{"key1":"value1"},"webhookUrl":"https://clinic.test/hook"}`
	for name, c := range map[string]struct{ manifest, row string }{
		"csv":               {"\ufeffcountry,session_id,episode_id,ward\nPL," + id1 + ",ep \"x\",\n", `{"country":"PL","session_id":"` + id1 + `","episode_id":"ep \"x\"","ward":""}`},
		"lines":             {`{"country":"pl", "session_id":"` + id1 + `","episode_id":null}` + "\n\n", `{"country":"pl", "session_id":"` + id1 + `","episode_id":null}`},
		"the request":       {request, strings.Replace(request, `,"webhookUrl":"https://clinic.test/hook"`, "", 1)},
		"the only country":  {"session_id\n" + id1 + "\n", `{"session_id":"` + id1 + `"}`},
		"the later counts":  {"session_id,n\n" + id1 + ",1\n" + id1 + ",2\n", `{"session_id":"` + id1 + `","n":"2"}`},
		"a column repeated": {"session_id,n,n\n" + id1 + ",1,2\n", `{"session_id":"` + id1 + `","n":"1"}`},
	} {
		manifest := c.manifest
		if name == "csv" {
			manifest = strings.Replace(manifest, `"x"`, `""x""`, 1)
			manifest = strings.Replace(manifest, `ep ""x""`, `"ep ""x"""`, 1)
		}
		_, s := files(t, manifest, "")
		got := mustPull(t, s, sweep())
		if got.ids() != "pl/"+id1 || skipped(got.done) > 0 {
			t.Errorf("%s: %s, %+v", name, got.ids(), got.done.Skipped)
			continue
		}
		if row := string(open(t, got.records["pl/"+id1]).Manifest); row != c.row {
			t.Errorf("%s: the row is %s", name, row)
		}
	}
}

// What a file holds beside sessions is counted: a line that may hide a session leaves the window open, another country's not.
func TestWhatNamesNoSession(t *testing.T) {
	for name, c := range map[string]struct {
		manifest, journal string
		lost, left        int64
	}{
		"no id":               {"session_id,country\n,pl\n", "", 1, 0},
		"an id with a slash":  {"session_id,country\na/b,pl\n", "", 1, 0},
		"no object":           {`{"session_id":"` + id1 + `"}` + "\n[1]\n", "", 1, 0},
		"broken off":          {`{"session_id":"` + id1 + `"}` + "\n" + `{"session_id":"`, "", 1, 0},
		"another country":     {"session_id,country\n" + id1 + ",cz\n", "", 0, 1},
		"a delivery cut off":  {"", `{"session_id":"` + id1 + `","status":"Verified","received_at":"2026-`, 0, 1},
		"a delivery untimed":  {"", `{"session_id":"` + id1 + `","status":"Verified"}`, 0, 1},
		"a delivery unzoned":  {"", `{"session_id":"` + id1 + `","status":"Verified","received_at":"2026-04-20T08:00:00"}`, 0, 1},
		"a delivery of no id": {"", `{"status":"Verified","received_at":"2026-04-20T08:00:00Z"}`, 0, 1},
	} {
		_, s := files(t, c.manifest, c.journal)
		got := mustPull(t, s, sweep())
		var lost, left int64
		for _, skip := range got.done.Skipped {
			if skip.Lost {
				lost += skip.Count
			} else {
				left += skip.Count
			}
		}
		if lost != c.lost || left != c.left || got.done.Complete {
			t.Errorf("%s: %+v", name, got.done)
		}
	}
}

// Errors tell a file and a line, and nothing of what it says.
func TestBrokenFiles(t *testing.T) {
	for name, manifest := range map[string]string{
		"a quote":         "session_id,x\n" + id1 + ",\"ZZ\n",
		"a cell too many": "session_id\n" + id1 + ",ZZ\n",
		"too long a line": `{"session_id":"` + strings.Repeat("Z", 1<<20) + `"}`,
	} {
		v, s := files(t, manifest, "")
		got := pull(t, s, sweep())
		if !errors.Is(got.err, extract.ErrShape) && !errors.Is(got.err, extract.ErrTooLarge) || strings.Contains(got.err.Error(), "ZZ") || len(v.asked) > 0 {
			t.Errorf("%s: %v", name, got.err)
		}
	}
	s := (&vendor{}).open(t, func(c *noanotes.Config) { c.Manifest = filepath.Join(t.TempDir(), "nowhere.csv") })
	if got := pull(t, s, sweep()); got.err == nil || errors.Is(got.err, extract.ErrUnsupported) {
		t.Errorf("a manifest that is not there gives %v", got.err)
	}
}

// Deliveries come at least once and in no order: repeated ones are one, and a repetition is no new state of the session.
func TestJournal(t *testing.T) {
	line := func(status, at string) string {
		return fmt.Sprintf(`{"session_id":%q,"status":%q,"received_at":%q}`+"\n", id1, status, at)
	}
	once := line("Recording", "2026-04-20T08:01:00Z") + line("Verified", "2026-04-20T09:00:00Z")
	again := line("Verified", "2026-04-20T11:00:30+02:00") + once + line("Verified", "2026-04-20T09:00:00Z")
	_, first := files(t, "", once)
	_, second := files(t, "", again)
	a, b := mustPull(t, first, sweep()), mustPull(t, second, sweep())
	if a.done.Basis != "ledger" {
		t.Errorf("basis is %s", a.done.Basis)
	}
	if a.records["pl/"+id1].Hash != b.records["pl/"+id1].Hash {
		t.Error("a repeated delivery is taken for a new state")
	}
	journal := open(t, b.records["pl/"+id1]).Journal
	if len(journal) != 2 || string(journal[1].Status) != `"Verified"` || journal[1].ReceivedAt != "2026-04-20T09:00:00Z" {
		t.Errorf("the journal is %+v", journal)
	}
	_, third := files(t, "", once+line("Summarized", "2026-04-20T10:00:00Z")+line("Verified", "2026-04-20T11:00:00Z"))
	if got := open(t, mustPull(t, third, sweep()).records["pl/"+id1]).Journal; len(got) != 4 {
		t.Errorf("an approval that was given again is lost: %+v", got)
	}
	_, fourth := files(t, "", once+line("Verified", "2026-04-20T10:00:00Z"))
	if got := open(t, mustPull(t, fourth, sweep()).records["pl/"+id1]).Journal; len(got) != 3 {
		t.Errorf("an approval an hour after another is lost: %+v", got)
	}
}

// A journal of CSV tells the same as one of lines.
func TestJournalOfCells(t *testing.T) {
	_, s := files(t, "", "session_id,status,received_at\n"+id1+",Recording,2026-04-20T08:00:00Z\n"+id1+",Verified,2026-04-20T08:30:00Z\n")
	journal := open(t, mustPull(t, s, sweep()).records["pl/"+id1]).Journal
	if len(journal) != 2 || string(journal[0].Status) != `"Recording"` || string(journal[1].Status) != `"Verified"` {
		t.Errorf("the journal is %+v", journal)
	}
}

// A journal names the country where the manifest does not; a session is another one on another country's host.
func TestCountriesApart(t *testing.T) {
	tw, at, o := begin(t, nil)
	s := o.open(t, at, tw.Credentials(), func(c *noanotes.Config) {
		c.Manifest, c.Journal = filepath.Join(o.dir, "m.csv"), filepath.Join(o.dir, "j.ndjson")
	})
	defer s.Close()
	write(t, filepath.Join(o.dir, "m.csv"), "country,session_id\nes,"+id1+"\npl,"+id2+"\n,"+id3+"\n")
	write(t, filepath.Join(o.dir, "j.ndjson"), `{"session_id":"`+id2+`","status":"Recording","received_at":"2026-04-20T08:00:00Z"}`+"\n"+
		`{"session_id":"`+id1+`","country":"pl","status":"Recording","received_at":"2026-04-20T08:00:00Z"}`)
	got := mustPull(t, s, sweep())
	if want := "es/" + id1 + " pl/" + id1 + " pl/" + id2; got.ids() != want {
		t.Errorf("%s, want %s", got.ids(), want)
	}
	if len(open(t, got.records["pl/"+id2]).Journal) != 1 || len(open(t, got.records["es/"+id1]).Journal) != 0 {
		t.Error("a delivery is another session's")
	}
	if skipped(got.done) != 1 || !got.done.Skipped[0].Lost {
		t.Errorf("a session without a country: %+v", got.done.Skipped)
	}
}

// Of the sessions of one contact the newest is told apart; in another country, or without an episode, there is nothing to succeed.
func TestTheNewestOfAContact(t *testing.T) {
	_, s := files(t, "session_id,episode_id,doctor_id,created_at\n"+id2+",e,d,2026-04-20T09:00:00Z\n"+id1+",e,d,2026-04-20T08:00:00Z\n"+
		id3+",e,d,2026-04-20T09:00:00Z\nx,e,other,2026-04-20T08:00:00Z\ny,,d,2026-04-20T08:00:00Z\nz,,d,2026-04-20T09:00:00Z\n", "")
	for _, ask := range []extract.Ask{sweep(), named("pl/"+id1, "pl/"+id2, "pl/"+id3, "pl/x", "pl/y", "pl/z")} {
		for id, r := range mustPull(t, s, ask).records {
			want := id == "pl/"+id1 || id == "pl/"+id2
			if got := strings.Contains(string(r.Body), `"succeeded":true`); got != want {
				t.Errorf("%s succeeded: %t", id, got)
			}
		}
	}
}

// A session is in the range in which it was made, and in each in which the journal received a word on it.
func TestRange(t *testing.T) {
	_, s := files(t, "session_id,created_at\n"+id1+",2026-04-20T08:00:00Z\n"+id2+",2026-03-01T10:00:00+02:00\n"+id3+",\n",
		`{"session_id":"`+id2+`","status":"Verified","received_at":"2026-04-20T12:00:00Z"}`)
	at := func(hour int) time.Time { return time.Date(2026, 4, 20, hour, 0, 0, 0, time.UTC) }
	for name, c := range map[string]struct {
		from, to time.Time
		want     string
	}{
		"half open":         {at(8), at(12), "pl/" + id1},
		"the end is not in": {at(7), at(8), ""},
		"a delivery":        {at(12), at(13), "pl/" + id2},
		"long ago":          {at(8).AddDate(0, -3, 0), at(7), "pl/" + id2},
		"checked again":     {at(12).AddDate(0, 0, 1), at(13).AddDate(0, 0, 1), "pl/" + id2},
		"and once more":     {at(12).AddDate(0, 0, 7), at(13).AddDate(0, 0, 7), "pl/" + id2},
	} {
		got := mustPull(t, s, extract.Ask{Kind: extract.Session, Mode: extract.Range, From: c.from, To: c.to})
		if got.ids() != c.want || got.done.Basis != "range" {
			t.Errorf("%s: %s", name, got.ids())
		}
		if len(got.done.Skipped) != 1 || got.done.Skipped[0].Lost {
			t.Errorf("%s: a session without any date: %+v", name, got.done.Skipped)
		}
	}
}

// What was named since a break does not move the place where a sweep stopped.
func TestResumeWhileTheManifestGrows(t *testing.T) {
	tw, at, o := begin(t, nil)
	s := o.open(t, at, tw.Credentials(), nil)
	defer s.Close()
	var resume string
	met := map[string]bool{}
	for page, err := range s.Pull(t.Context(), sweep()) {
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range page.Records {
			met[r.ID] = true
		}
		resume = page.Resume
		break
	}
	old := sessionIDs(tw.Truth())
	tw.SetNight(2)
	o.prepare(t, tw)
	a := sweep()
	a.Resume = resume
	rest := mustPull(t, s, a)
	for _, id := range old {
		if _, read := rest.records[id]; !read && !met[id] {
			t.Fatal("a session was read neither before the break nor after it")
		}
	}
	if len(rest.done.Drift) == 0 || strings.ContainsAny(resume, "-/") {
		t.Errorf("resumed at %q: %+v", resume, rest.done)
	}
}

// Both forms of the sandbox's manifest tell the same sessions.
func TestManifestsAgree(t *testing.T) {
	tw, at, o := begin(t, nil)
	table := o.open(t, at, tw.Credentials(), nil)
	lines := o.open(t, at, tw.Credentials(), func(c *noanotes.Config) { c.Manifest = filepath.Join(o.dir, sandbox.NoaManifestJSON) })
	defer table.Close()
	defer lines.Close()
	if a, b := mustPull(t, table, sweep()).ids(), mustPull(t, lines, sweep()).ids(); a != b || a == "" {
		t.Error("the two manifests name other sessions")
	}
}
