package sandbox

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/nightrounds/rounds/extract/sandbox/town"
)

func small() Options { return Options{Seed: 3, Patients: 60} }

func TestSameOptionsSameBytes(t *testing.T) {
	o := Options{Seed: 3, Patients: 30}
	a, b := start(t, o), start(t, o)
	for night := 1; night <= 3; night++ {
		a.SetNight(night)
		b.SetNight(night)
		for v := range a.Truth().Visits() {
			path := "/visits/" + v.ID
			if x, y := a.get(a.VSeeURL+path, 200), b.get(b.VSeeURL+path, 200); string(x) != string(y) {
				t.Fatalf("night %d, %s: %s\n%s", night, path, x, y)
			}
		}
		for n := range a.Truth().Notes() {
			path := "/v1/progress-notes/" + n.ID
			if x, y := a.get(a.NextvisitURL+path, 200), b.get(b.NextvisitURL+path, 200); string(x) != string(y) {
				t.Fatalf("night %d, %s: %s\n%s", night, path, x, y)
			}
		}
	}
}

func TestUsersPageToTheEnd(t *testing.T) {
	c := start(t, small())
	truth := c.Truth()
	for kind, want := range map[string]int{
		"200": truth.VSeePatientCount(), "400": 20, "600": 3, "": truth.VSeePatientCount() + 27,
	} {
		for _, sort := range []string{"", "full_name.asc", "full_name.desc"} {
			seen := map[string]bool{}
			for at := 0; ; at += 7 {
				l := c.list(fmt.Sprintf("%s/users?type=%s&sort=%s&start=%d&limit=7", c.VSeeURL, kind, sort, at))
				total := l.TotalCount
				if kind == "400" {
					total = l.Total
				}
				if total == nil || *total != want {
					t.Fatalf("type %q: the total is wrong", kind)
				}
				for _, u := range l.Data {
					seen[u["id"].(string)] = true
				}
				if len(l.Data) == 0 {
					break
				}
			}
			if len(seen) != want {
				t.Errorf("type %q sorted %q: %d users, want %d", kind, sort, len(seen), want)
			}
		}
	}
}

func TestUsersParameters(t *testing.T) {
	c := start(t, small())
	if n := len(c.list(c.VSeeURL + "/users").Data); n != 20 {
		t.Errorf("%d users without a limit, want 20", n)
	}
	big := start(t, Options{Seed: 3, Patients: 200})
	if n := len(big.list(big.VSeeURL + "/users?limit=5000").Data); n != 100 {
		t.Errorf("%d users for a limit beyond the largest, want 100", n)
	}
	u := c.list(c.VSeeURL + "/users?type=400&limit=1&fields=id,full_name").Data[0]
	if len(u) != 2 || u["full_name"] == "" {
		t.Errorf("fields does not choose: %v", u)
	}
	name := u["full_name"].(string)
	for _, found := range c.list(c.VSeeURL + "/users?type=400&q=" + url.QueryEscape(name)).Data {
		if found["full_name"] != name {
			t.Errorf("q finds %v", found["full_name"])
		}
	}
	if n := len(c.list(c.VSeeURL + "/users?id=12000003").Data); n != 1 {
		t.Errorf("id finds %d users", n)
	}
	for _, query := range []string{"?start=x", "?limit=-1", "?limit=0", "?q=ab"} {
		e := decode[map[string]any](t, c.get(c.VSeeURL+"/users"+query, http.StatusBadRequest))
		if e["code"] != 404.0 || e["message"] == "" {
			t.Errorf("%s: %v", query, e)
		}
	}
}

func TestVisitListsReachEveryVisit(t *testing.T) {
	c := start(t, small())
	c.SetNight(3)
	seen, want := map[any]bool{}, 0
	for p := range c.Truth().VSeePatients() {
		for _, v := range c.list(c.VSeeURL + "/visits?member_id=" + p.ID).Data {
			if fmt.Sprint(v["member_id"]) != p.ID && fmt.Sprintf("%.0f", v["member_id"]) != p.ID {
				t.Fatalf("patient %s has a visit of %v", p.ID, v["member_id"])
			}
			if v["postvisit"] != nil || v["intake"] != nil {
				t.Fatal("the list shows as much as the detail")
			}
			seen[v["id"]] = true
		}
	}
	for v := range c.Truth().Visits() {
		if want++; !seen[v.ID] {
			t.Errorf("visit %s is in no list", v.ID)
		}
	}
	if len(seen) != want {
		t.Errorf("%d visits listed, want %d", len(seen), want)
	}
	if n := len(c.list(c.VSeeURL + "/visits").Data); n != 0 {
		t.Errorf("an admin has %d visits", n)
	}
}

func TestNotesPageToTheEnd(t *testing.T) {
	c := start(t, small())
	c.SetNight(2)
	for _, order := range []string{"oldest", "latest"} {
		var ids []string
		for next := c.NextvisitURL + "/v1/progress-notes?per_page=17&sort_by=" + order; next != ""; {
			l := c.list(next)
			for _, n := range l.Data {
				ids = append(ids, fmt.Sprintf("%.0f", n["id"]))
			}
			if l.Meta["total"] != float64(c.Truth().NoteCount()) {
				t.Fatalf("meta.total is %v", l.Meta["total"])
			}
			if next = l.Links["next"]; next != "" && l.Meta["current_page"] == l.Meta["last_page"] {
				t.Fatal("the last page has a next one")
			}
		}
		if len(ids) != c.Truth().NoteCount() {
			t.Fatalf("%s: %d notes, want %d", order, len(ids), c.Truth().NoteCount())
		}
		for i, id := range ids {
			if order == "latest" {
				i = len(ids) - 1 - i
			}
			if want := c.Truth().NoteAt(i).ID; id != want {
				t.Fatalf("%s: note %s where %s belongs", order, id, want)
			}
		}
	}
}

func TestNotesParameters(t *testing.T) {
	c := start(t, small())
	base := c.NextvisitURL + "/v1/progress-notes"
	l := c.list(base)
	if len(l.Data) != 15 || l.Meta["per_page"] != 15.0 || l.Meta["current_page"] != 1.0 {
		t.Errorf("without parameters: %d notes, meta %v", len(l.Data), l.Meta)
	}
	if l := c.list(base + "?page=10000"); len(l.Data) != 0 || l.Meta["from"] != nil {
		t.Errorf("beyond the end: %d notes, meta %v", len(l.Data), l.Meta)
	}
	for _, query := range []string{"per_page=0", "per_page=101", "per_page=x", "sort_by=name", "patient_id=x"} {
		e := decode[map[string]any](t, c.get(base+"?"+query, http.StatusUnprocessableEntity))
		if e["message"] == "" || len(e["errors"].(map[string]any)) != 1 {
			t.Errorf("%s: %v", query, e)
		}
	}
	for p := range c.Truth().NextvisitPatients() {
		want := len(c.Truth().NotesOf(p.ID))
		if got := len(c.list(base + "?per_page=100&patient_id=" + p.ID).Data); got != want {
			t.Errorf("patient %s has %d notes, want %d", p.ID, got, want)
		}
	}
}

func TestListAndDetailOfANoteAreTheSame(t *testing.T) {
	c := start(t, small())
	for _, n := range c.list(c.NextvisitURL + "/v1/progress-notes?per_page=100").Data {
		one := decode[map[string]any](t, c.get(fmt.Sprintf("%s/v1/progress-notes/%.0f", c.NextvisitURL, n["id"]), 200))
		a, b := audioURL(n), audioURL(one)
		if a != "" && a == b {
			t.Fatal("the recording's token did not change")
		}
		if x, y := marshal(t, n), marshal(t, one); x != y {
			t.Fatalf("list %s\ndetail %s", x, y)
		}
	}
}

// audioURL takes the link out of a note and returns it.
func audioURL(note map[string]any) string {
	audio, ok := note["audio"].(map[string]any)
	if !ok {
		return ""
	}
	url := audio["file_url"].(string)
	delete(audio, "file_url")
	return url
}

func marshal(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// pathOf is where a change of a night can be seen by its id; empty: only inside something else.
func (c *client) pathOf(vendor town.Vendor, kind town.Kind, id string) string {
	room, provider, _ := strings.Cut(id, "/")
	return map[town.Vendor]map[town.Kind]string{
		town.VSee: {
			town.KindPatient: c.VSeeURL + "/users/" + id, town.KindPractitioner: c.VSeeURL + "/users/" + id,
			town.KindVisit: c.VSeeURL + "/visits/" + id, town.KindIntake: c.VSeeURL + "/intakes/" + id,
			town.KindLocation: c.VSeeURL + "/rooms/" + id, town.KindOrganization: c.VSeeURL + "/accounts/" + id,
			town.KindRole: c.VSeeURL + "/rooms/" + room + "/providers/" + provider,
		},
		town.Nextvisit: {
			town.KindNote: c.NextvisitURL + "/v1/progress-notes/" + id, town.KindPractitioner: c.NextvisitURL + "/v1/users/" + id,
			town.KindPatient:      c.NextvisitURL + "/v1/patients/" + id + "?include=demographics&filter[trashed]=with",
			town.KindOrganization: c.NextvisitURL + "/v1/teams/" + id,
		},
	}[vendor][kind]
}

func TestNightsChangeAnswers(t *testing.T) {
	c := start(t, Options{Seed: 3})
	for night := 2; night <= 3; night++ {
		c.SetNight(night)
		for _, change := range c.Truth().Changes() {
			url := c.pathOf(change.Vendor, change.Kind, change.ID)
			if url == "" {
				continue
			}
			if change.What == town.Deleted {
				c.get(url, http.StatusNotFound)
				continue
			}
			now := c.get(url, http.StatusOK)
			c.SetNight(night - 1)
			if r, err := c.do(http.MethodGet, url); err != nil || string(r.body) == string(now) {
				t.Errorf("night %d: %s %s was %s, its answer is as before", night, change.Kind, change.ID, change.What)
			}
			c.SetNight(night)
		}
	}
}
