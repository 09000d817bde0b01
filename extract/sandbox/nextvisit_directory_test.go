package sandbox

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/nightrounds/rounds/extract/sandbox/town"
)

const everything = "include=user,team,encounters,demographics&filter[trashed]=with"

// walk follows links.next and gathers the ids of a list.
func (c *client) walk(url string) (ids []string) {
	c.t.Helper()
	for next, pages := url, 0; next != ""; pages++ {
		if pages > 1000 {
			c.t.Fatal("the list does not end")
		}
		l := c.list(next)
		for _, v := range l.Data {
			ids = append(ids, fmt.Sprintf("%.0f", v["id"]))
		}
		next = l.Links["next"]
	}
	return ids
}

// clientIDsOf are the ids of the patients that suit, by rising id.
func clientIDsOf(t Truth, suits func(town.NextvisitPatient) bool) (ids []string) {
	for p := range t.NextvisitPatients() {
		if suits(p) {
			ids = append(ids, p.ID)
		}
	}
	return ids
}

func TestDirectoryTellsTheTruth(t *testing.T) {
	c := start(t, Options{Seed: 3, Patients: 80, Canary: true})
	for night := 1; night <= 3; night++ {
		c.SetNight(night)
		for p := range c.Truth().NextvisitPatients() {
			o := c.object(c.NextvisitURL + "/v1/patients/" + p.ID + "?" + everything)
			unloaded := town.Unloaded{}
			_, medications := o["latest_medications"]
			_, allergies := o["allergies"]
			unloaded.Medications, unloaded.Allergies = !medications, !allergies
			want := []any{p.ID, p.UUID, p.FirstName, p.MiddleName, p.LastName, p.Gender, p.BirthDate, p.Notes, p.Unloaded, fmt.Sprint(p.Creator),
				fmt.Sprint(p.Team), p.Contact, fmt.Sprint(p.Earlier), fmt.Sprint(p.Timeline), p.Origin, rfc(p.Created), rfc(p.Updated), rfc(p.Trashed)}
			got := []any{o.at("id"), o.at("uuid"), o.at("first_name"), o.at("middle_name"), o.at("last_name"), o.at("gender"), o.at("date_of_birth"),
				o.at("notes"), unloaded, o.at("user", "id"), o.at("team", "id"),
				town.Contact{Phone: o.at("demographics", "phone"), Email: o.at("demographics", "email"), Line: o.at("demographics", "address", "line1"),
					City: o.at("demographics", "address", "city"), State: o.at("demographics", "address", "state"), Zip: o.at("demographics", "address", "zip")},
				fmt.Sprint(o.each("date", "encounters")), fmt.Sprint(o.each("", "timeline")), o.at("meta", "source"),
				o.instant(t, "created_at"), o.instant(t, "updated_at"), o.instant(t, "deleted_at")}
			if medications {
				want, got = append(want, fmt.Sprint(p.Medications)), append(got, fmt.Sprint(o.each("", "latest_medications")))
			}
			if allergies {
				want, got = append(want, p.Allergies), append(got, o.at("allergies"))
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("night %d, patient %s: %s", night, p.ID, diff)
			}
		}
	}
}

func TestUsersAndTeamsTellTheTruth(t *testing.T) {
	c := start(t, small())
	for night := 1; night <= 3; night++ {
		c.SetNight(night)
		var users, teams []string
		for _, u := range c.Truth().NextvisitUsers() {
			users = append(users, strconv.Itoa(u.ID))
			o := c.object(c.NextvisitURL + "/v1/users/" + users[len(users)-1])
			if o.at("name") != u.Name || o.at("email") != u.Email || o.instant(t, "updated_at") != rfc(u.Updated) {
				t.Errorf("night %d: user %d is shown as %v", night, u.ID, o)
			}
		}
		for _, v := range c.Truth().NextvisitTeams() {
			teams = append(teams, strconv.Itoa(v.ID))
			o := c.object(c.NextvisitURL + "/v1/teams/" + teams[len(teams)-1])
			if o.at("name") != v.Name || o.at("parent_id") != strings.TrimPrefix(strconv.Itoa(v.Parent), "0") {
				t.Errorf("night %d: team %d is shown as %v", night, v.ID, o)
			}
		}
		for path, want := range map[string][]string{"users": users, "teams": teams} {
			if got := c.walk(c.NextvisitURL + "/v1/" + path + "?per_page=3"); !slices.Equal(got, want) {
				t.Errorf("night %d: the %s are %v, want %v", night, path, got, want)
			}
			c.get(c.NextvisitURL+"/v1/"+path+"/999999", http.StatusNotFound)
		}
	}
}

func TestDirectoryParameters(t *testing.T) {
	c := start(t, small())
	c.SetNight(2)
	base := c.NextvisitURL + "/v1/patients"
	live := func(p town.NextvisitPatient) bool { return p.Trashed.IsZero() }
	trashed := func(p town.NextvisitPatient) bool { return !p.Trashed.IsZero() }
	all := func(town.NextvisitPatient) bool { return true }
	for query, suits := range map[string]func(town.NextvisitPatient) bool{
		"": live, "&filter[trashed]=with": all, "&filter[trashed]=only": trashed,
		"&filter[last_name]=HARTLEY": func(p town.NextvisitPatient) bool { return live(p) && strings.Contains(p.LastName, "Hartley") },
	} {
		want := clientIDsOf(c.Truth(), suits)
		if got := c.walk(base + "?sort=id&per_page=7" + query); !slices.Equal(got, want) || len(want) == 0 {
			t.Errorf("%q finds %d patients, want %d", query, len(got), len(want))
		}
		slices.Reverse(want)
		if got := c.walk(base + "?sort=-id&per_page=7" + query); !slices.Equal(got, want) {
			t.Errorf("%q downwards is not the same list upside down", query)
		}
	}
	l := c.list(base)
	for i := 1; i < len(l.Data); i++ {
		if fmt.Sprint(l.Data[i-1]["created_at"]) < fmt.Sprint(l.Data[i]["created_at"]) {
			t.Fatal("without a sort the newest is not first")
		}
	}
	for _, field := range []string{"latest_medications", "allergies", "demographics", "user", "team", "encounters"} {
		if _, there := l.Data[0][field]; there {
			t.Errorf("%s is there without an include", field)
		}
	}
	for _, query := range []string{"sort=name", "include=secrets", "filter[x]=1", "filter[trashed]=no"} {
		c.get(base+"?"+query, http.StatusBadRequest)
	}
	c.get(base+"?per_page=0", http.StatusUnprocessableEntity)
	gone := clientIDsOf(c.Truth(), trashed)[0]
	c.get(base+"/"+gone, http.StatusNotFound)
	c.get(base+"/"+gone+"?filter[trashed]=with", http.StatusOK)
	big := start(t, Options{Seed: 3, Patients: 200})
	for per, want := range map[string]float64{"": 50, "per_page=5000": 100} {
		l := big.list(big.NextvisitURL + "/v1/patients?" + per)
		if float64(len(l.Data)) != want || l.Meta["per_page"] != want {
			t.Errorf("%q: a page of %d, meta says %v", per, len(l.Data), l.Meta["per_page"])
		}
	}
}

func TestPagingModes(t *testing.T) {
	for mode, meta := range map[Paging][]string{
		Counted: {"current_page", "from", "last_page", "path", "per_page", "to", "total"},
		Simple:  {"current_page", "from", "path", "per_page", "to"},
		Cursor:  {"next_cursor", "path", "per_page", "prev_cursor"},
	} {
		c := start(t, Options{Seed: 3, Patients: 20, NextvisitPaging: mode})
		if got := c.walk(c.NextvisitURL + "/v1/progress-notes?sort_by=oldest&per_page=17"); len(got) != c.Truth().NoteCount() || len(slices.Compact(got)) != len(got) {
			t.Errorf("%q: %d notes, want %d", mode, len(got), c.Truth().NoteCount())
		}
		if got, want := c.walk(c.NextvisitURL+"/v1/patients?sort=id&per_page=4"), clientIDsOf(c.Truth(), func(p town.NextvisitPatient) bool { return p.Trashed.IsZero() }); !slices.Equal(got, want) {
			t.Errorf("%q: %d patients, want %d", mode, len(got), len(want))
		}
		l := c.list(c.NextvisitURL + "/v1/users")
		var names []string
		for name := range l.Meta {
			names = append(names, name)
		}
		if slices.Sort(names); !slices.Equal(names, meta) {
			t.Errorf("%q: meta has %v", mode, names)
		}
		if l.Links["last"] == "" != (mode != Counted) {
			t.Errorf("%q: the last page is %q", mode, l.Links["last"])
		}
	}
}

func TestTheTokenFollowsItsUserToAnotherTeam(t *testing.T) {
	c := start(t, small())
	home := c.Credentials().NextvisitTeam
	list := func() (notes, clients list) {
		return c.list(c.NextvisitURL + "/v1/progress-notes?per_page=100"), c.list(c.NextvisitURL + "/v1/patients?per_page=100&include=team")
	}
	allNotes, allClients := list()
	c.SetTeam(home + 1)
	notes, clients := list()
	if len(notes.Data) == 0 || len(notes.Data) >= len(allNotes.Data) || len(clients.Data) == 0 || len(clients.Data) >= len(allClients.Data) {
		t.Fatalf("the other team has %d notes and %d patients", len(notes.Data), len(clients.Data))
	}
	for _, n := range notes.Data {
		if n["team_id"] != float64(home+1) {
			t.Fatalf("a note of team %v", n["team_id"])
		}
		c.get(fmt.Sprintf("%s/v1/progress-notes/%.0f", c.NextvisitURL, n["id"]), http.StatusOK)
	}
	for _, p := range clients.Data {
		if p["team"].(map[string]any)["id"] != float64(home+1) {
			t.Fatalf("a patient of team %v", p["team"])
		}
	}
	c.SetTeam(home + 2)
	if notes, clients := list(); len(notes.Data)+len(clients.Data) != 0 || notes.Meta["total"] != 0.0 {
		t.Error("a team that has nothing shows something")
	}
	c.get(c.NextvisitURL+"/v1/progress-notes/10001", http.StatusNotFound)
	c.SetTeam(home)
	if notes, _ := list(); len(notes.Data) != len(allNotes.Data) {
		t.Error("the way home is lost")
	}
}

func TestBudgetsOfSeveralWindows(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var b budget
		limits := []Limit{{time.Minute, 3}, {time.Hour, 5}}
		ask := func() string { return b.spend(limits, time.Now()).Get("Retry-After") }
		for i, want := range []string{"", "", "", "60", "60"} {
			if got := ask(); got != want {
				t.Errorf("request %d is to wait %q, want %q", i, got, want)
			}
		}
		time.Sleep(time.Minute)
		for i, want := range []string{"", "", "3540"} {
			if got := ask(); got != want {
				t.Errorf("request %d of the second minute is to wait %q, want %q", i, got, want)
			}
		}
		time.Sleep(59 * time.Minute)
		if got := ask(); got != "" {
			t.Errorf("in the second hour a request is to wait %q", got)
		}
	})
}

func TestLimitsRefuse(t *testing.T) {
	o := small()
	o.NextvisitLimits = []Limit{{time.Hour, 2}}
	c := start(t, o)
	c.get(c.NextvisitURL+"/v1/users", http.StatusOK)
	c.get(c.NextvisitURL+"/v1/teams", http.StatusOK)
	r, err := c.do(http.MethodGet, c.NextvisitURL+"/v1/users")
	if err != nil || r.status != http.StatusTooManyRequests || r.header.Get("Retry-After") == "" || r.header.Get("X-RateLimit-Remaining") != "0" {
		t.Errorf("the third request: %d %v %v", r.status, r.header, err)
	}
	c.get(c.VSeeURL+"/users", http.StatusOK)
}
