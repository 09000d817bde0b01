package nextvisit

import (
	"bytes"
	"compress/gzip"
	"errors"
	"net/http"
	"net/http/httptest"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/rest"
)

// An account may show links and meta or not, and a link may lose the page size: the rows are the same.
func TestEveryWayOfPaging(t *testing.T) {
	cursor := func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		pages := map[string]string{
			"":  note5(1, "") + `],"links":{"next":"?cursor=b"}`,
			"b": `],"links":{"next":"/v1/progress-notes?cursor=c"}`,
			"c": note5(2, "") + `],"links":{"next":null}`,
		}
		_, _ = w.Write([]byte(`{"data":[` + pages[r.URL.Query().Get("cursor")] + `}`))
	}
	for name, c := range map[string]struct {
		vendor  http.Handler
		ids     string
		claimed int64
	}{
		"links that keep the query": {&clinic{notes: notes5(5), meta: true, query: "&per_page=2&sort_by=oldest"}, "1 2 3 4 5", 5},
		"links that lose the query": {&clinic{notes: notes5(5), meta: true}, "1 2 3 4 5", 5},
		"no links, no meta":         {&clinic{notes: notes5(5)}, "1 2 3 4 5", -1},
		"a full last page":          {&clinic{notes: notes5(4), meta: true}, "1 2 3 4", 4},
		"nothing":                   {&clinic{meta: true}, "", 0},
		"cursors, an empty page":    {http.HandlerFunc(cursor), "1 2", -1},
	} {
		t.Run(name, func(t *testing.T) {
			got := pullAll(t, open(t, c.vendor, rest.Settings{}), everything)
			if got.err != nil || got.ids() != c.ids {
				t.Fatalf("%s, %v", got.ids(), got.err)
			}
			if d := got.done; !d.Complete || d.Claimed != c.claimed || d.Distinct != int64(len(got.records)) || len(d.Skipped) > 0 {
				t.Errorf("%+v", d)
			}
			if blind := slices.Contains(got.done.Blind, blindNoTotal); blind != (c.claimed < 0) {
				t.Errorf("%v", got.done.Blind)
			}
		})
	}
}

func TestPageIgnoredIsALoop(t *testing.T) {
	same := `{"data":[` + note5(1, `,"audio":{"file_url":"SIGNED"}`) + `]}`
	c := &clinic{}
	got := pullAll(t, open(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write([]byte(strings.ReplaceAll(same, "SIGNED", strings.Repeat("x", int(c.signed.Add(1))))))
	}), rest.Settings{}), everything)
	if !errors.Is(got.err, extract.ErrLoop) || got.done != nil || got.ids() != "1" {
		t.Errorf("%s, %v", got.ids(), got.err)
	}
}

// A note deleted during the walk moves the rows after it up, over the border between two pages.
func TestADeletionDuringTheWalk(t *testing.T) {
	deletions := 1
	c := &clinic{notes: notes5(6), meta: true}
	c.before = func(page int) {
		if page == 2 && deletions > 0 {
			deletions--
			c.notes = c.notes[1:]
		}
	}
	s := open(t, c, rest.Settings{})
	got := pullAll(t, s, everything)
	if got.err != nil || !got.done.Complete || !slices.Contains(got.done.Drift, driftAgain) || !strings.Contains(got.ids(), "3") {
		t.Errorf("%s, %+v, %v", got.ids(), got.done, got.err)
	}
	if got.done.Distinct != 6 || got.done.Claimed != 5 {
		t.Errorf("%+v", got.done)
	}
	deletions, c.notes = 99, notes5(9)
	got = pullAll(t, s, everything)
	if got.err != nil || got.done.Complete || !slices.Contains(got.done.Drift, driftTotal) {
		t.Errorf("a list that never rests: %+v, %v", got.done, got.err)
	}
}

// A note that appears during the walk is appended behind: nothing is missed, nothing walked again.
func TestANoteAddedDuringTheWalk(t *testing.T) {
	c := &clinic{notes: notes5(3), meta: true}
	c.before = func(page int) {
		if page == 2 && len(c.notes) == 3 {
			c.notes = append(c.notes, note5(4, ""))
		}
	}
	got := pullAll(t, open(t, c, rest.Settings{}), everything)
	if got.ids() != "1 2 3 4" || !got.done.Complete || len(got.done.Drift) > 0 || c.requests.Load() != 2 {
		t.Errorf("%s, %+v, %v", got.ids(), got.done, got.err)
	}
}

func TestWhatIsNoNoteIsInTheBooks(t *testing.T) {
	big := note5(9, `,"analysis":"`+strings.Repeat("x", 2000)+`"`)
	c := &clinic{meta: true, notes: []string{
		note5(1, ""), `null`, `7`, `{"team_id":5}`, `{"id":0,"team_id":5}`, `{"id":"","team_id":5}`, `{"id":3}`, `{"id":3,"team_id":null}`,
		`{"id":4,"id":5,"team_id":5}`, big, `{"id":"abc","team_id":"5"}`, `{"id":8,"id":8,"team_id":5,"name":"a","name":"b"}`,
	}}
	got := pullAll(t, open(t, c, rest.Settings{MaxRecord: 1000}), everything)
	if got.err != nil || got.ids() != "1 abc 8" {
		t.Fatalf("%s, %v", got.ids(), got.err)
	}
	want := []extract.Skip{{Reason: extract.SkipNoID, Count: 3, Lost: true}, {Reason: skipNoTeam, Count: 2, Lost: true}, {Reason: extract.SkipUnreadable, Count: 2, Lost: true},
		{Reason: extract.SkipTooLarge, Count: 1, Lost: true}, {Reason: skipTwoIDs, Count: 1, Lost: true}}
	slices.SortFunc(want, func(a, b extract.Skip) int { return strings.Compare(a.Reason, b.Reason) })
	if !slices.Equal(got.done.Skipped, want) || got.done.Complete || got.done.Distinct != 3 {
		t.Errorf("%+v", got.done)
	}
	if body := string(got.records[2].Body); body != c.notes[11] {
		t.Errorf("a note with repeated names was changed: %s", body)
	}
}

// A note of 20 MB, one nested too deep to keep, one too deep to read, and one that unpacks without end: each is left out alone, and the
// memory for it is bounded.
func TestNotesOutOfAllProportion(t *testing.T) {
	nested := func(depth int) string { return `,"a":` + strings.Repeat("[", depth) + strings.Repeat("]", depth) }
	c := &clinic{meta: true, notes: []string{
		note5(1, ""), note5(2, `,"analysis":"`+strings.Repeat("x", 20<<20)+`"`), note5(3, nested(100)), note5(4, nested(20_000)), note5(5, ""),
		note5(6, `,"bomb":true`), note5(7, ""),
	}}
	s := open(t, bombing{c}, rest.Settings{MaxDecompressed: 32 << 20})
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	got := pullAll(t, s, everything)
	runtime.ReadMemStats(&after)
	want := []extract.Skip{{Reason: extract.SkipRow, Count: 2, Lost: true}, {Reason: extract.SkipTooLarge, Count: 2, Lost: true}}
	if got.err != nil || got.ids() != "1 5 7" || !slices.Equal(got.done.Skipped, want) {
		t.Errorf("%s, %+v, %v", got.ids(), got.done, got.err)
	}
	if used := (after.TotalAlloc - before.TotalAlloc) >> 20; used > 800 {
		t.Errorf("%d MB were used for it, however short", used)
	}
}

// bombing answers with four gigabytes in little, where a page holds the note for it.
type bombing struct{ *clinic }

func (b bombing) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	page := httptest.NewRecorder()
	b.clinic.ServeHTTP(page, r)
	w.Header().Set("Content-Type", "application/json")
	if !bytes.Contains(page.Body.Bytes(), []byte("bomb")) {
		_, _ = w.Write(page.Body.Bytes())
		return
	}
	var part bytes.Buffer
	z := gzip.NewWriter(&part)
	_, _ = z.Write(bytes.Repeat([]byte{' '}, 16<<20))
	_ = z.Close()
	w.Header().Set("Content-Encoding", "gzip")
	for range 256 {
		if _, err := w.Write(part.Bytes()); err != nil {
			return
		}
	}
}

func TestAnotherTeamsNoteEndsThePull(t *testing.T) {
	c := &clinic{meta: true, notes: append(notes5(3), `{"id":4,"team_id":987654}`)}
	s := open(t, c, rest.Settings{})
	got := pullAll(t, s, everything)
	if !errors.Is(got.err, extract.ErrTenant) || got.ids() != "1 2" || strings.Contains(got.err.Error(), "987654") {
		t.Errorf("%s, %v", got.ids(), got.err)
	}
}

// A page read in parts is a page like any other to whoever goes on after it.
func TestResumeAfterAPageInParts(t *testing.T) {
	vendor := &clinic{notes: notes5(9), meta: true}
	spoiled := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		q := r.URL.Query()
		if at := q.Get("page") + "/" + q.Get("per_page"); at == "2/2" || at == "3/1" { // the third note
			http.Error(w, canary, http.StatusInternalServerError)
			return
		}
		vendor.ServeHTTP(w, r)
	})
	s := open(t, spoiled, rest.Settings{})
	whole := pullAll(t, s, everything)
	lost := []extract.Skip{{Reason: extract.SkipRow, Count: 1, Lost: true}}
	if whole.err != nil || whole.ids() != "1 2 4 5 6 7 8 9" || slices.Contains(whole.done.Drift, driftSize) || !slices.Equal(whole.done.Skipped, lost) || whole.done.Claimed != 9 {
		t.Fatalf("%s, %+v, %v", whole.ids(), whole.done, whole.err)
	}
	a := everything
	if a.Resume = whole.pages[1].Resume; a.Resume != "page=2&per_page=2" {
		t.Errorf("the page in parts is resumed at %q", a.Resume)
	}
	rest := pullAll(t, s, a)
	if rest.err != nil || rest.ids() != "4 5 6 7 8 9" || !slices.Equal(rest.done.Skipped, lost) {
		t.Errorf("%s, %+v, %v", rest.ids(), rest.done, rest.err)
	}
}

func TestResumeWithAnotherPageSizeIsRefused(t *testing.T) {
	s := open(t, &clinic{notes: notes5(5), meta: true}, rest.Settings{})
	for _, place := range []string{"page=2&per_page=3", "page=0&per_page=2", "page=x&per_page=2", "page=2", "%zz"} {
		a := everything
		a.Resume = place
		if got := pullAll(t, s, a); !errors.Is(got.err, extract.ErrUnsupported) {
			t.Errorf("%q: %v", place, got.err)
		}
	}
	a := everything
	a.Resume = pullAll(t, s, everything).pages[1].Resume
	got := pullAll(t, s, a)
	if got.ids() != "3 4 5" || got.done.Complete || !slices.Contains(got.done.Drift, driftResumed) {
		t.Errorf("%s, %+v, %v", got.ids(), got.done, got.err)
	}
}
