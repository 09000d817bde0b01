package sandbox

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/nightrounds/rounds/extract/sandbox/town"
)

func TestRoomsTellTheTruth(t *testing.T) {
	c := start(t, Options{Seed: 3, Patients: 20, Canary: true})
	for night := 1; night <= 3; night++ {
		c.SetNight(night)
		var want, listed []string
		for r := range c.Truth().Rooms() {
			want = append(want, r.Code)
			c.checkRoom(r)
		}
		for page := 1; ; page++ {
			l := c.list(fmt.Sprintf("%s/rooms?page=%d&limit=5", c.VSeeURL, page))
			for _, r := range l.Data {
				listed = append(listed, r["code"].(string))
			}
			if len(l.Data) == 0 {
				break
			}
		}
		if !slices.Equal(listed, want) {
			t.Errorf("night %d: the rooms are %v, want %v", night, listed, want)
		}
	}
	c.get(c.VSeeURL+"/rooms/suite11", http.StatusNotFound)
	c.get(c.VSeeURL+"/rooms/suite11/providers", http.StatusNotFound)
	c.get(c.VSeeURL+"/rooms?limit=0", http.StatusBadRequest)
	if n := len(c.list(c.VSeeURL + "/rooms").Data); n != 10 {
		t.Errorf("%d rooms without a limit, want 10", n)
	}
}

func (c *client) checkRoom(r town.VSeeRoom) {
	c.t.Helper()
	o := c.object(c.VSeeURL + "/rooms/" + r.Code)
	offers := gather(r.Consultations, func(x town.Consultation) string { return x.ID + x.Description + strconv.Itoa(x.Minutes) })
	shown := object{"list": o["payment"].(map[string]any)["consultations"]}
	want := []any{strconv.Itoa(r.ID), r.Code, r.Name, r.Slug, r.Account, r.Specialties, unix(r.Created), unix(r.Modified), offers}
	got := []any{o.at("id"), o.at("code"), o.at("name"), o.at("slug"), o.at("account_code"), o.each("", "specialties"),
		o.at("created"), o.at("modified"), shown.joined("list", "id", "description", "duration")}
	if diff := cmp.Diff(want, got); diff != "" {
		c.t.Fatalf("room %s: %s", r.Code, diff)
	}
	var providers []string
	for _, p := range r.Providers {
		u, _ := c.Truth().VSeeUser(p.ID)
		line := u.ID + u.FullName + orDefault(p.Status, "false") + orDefault(p.Bio, "false")
		providers = append(providers, line)
		one := c.object(c.VSeeURL + "/rooms/" + r.Code + "/providers/" + p.ID)
		if got := one.at("id") + one.at("full_name") + one.at("status") + one.at("short_bio"); got != line {
			c.t.Fatalf("room %s: provider %s is shown as %q", r.Code, p.ID, got)
		}
	}
	all := decode[map[string]any](c.t, c.get(c.VSeeURL+"/rooms/"+r.Code+"/providers", http.StatusOK))
	if got := object(all).joined("data", "id", "full_name", "status", "short_bio"); !slices.Equal(got, providers) {
		c.t.Fatalf("room %s: the providers are %q, want %q", r.Code, got, providers)
	}
	c.get(c.VSeeURL+"/rooms/"+r.Code+"/providers/1", http.StatusNotFound)
}

func TestAccountsTellTheTruth(t *testing.T) {
	c := start(t, Options{Seed: 3, Patients: 60, Canary: true})
	asked := map[string]bool{}
	for v := range c.Truth().Visits() {
		for _, a := range v.Intake.Answers {
			asked[a.Key] = true
		}
	}
	for night := 1; night <= 3; night++ {
		c.SetNight(night)
		a := c.Truth().Accounts()[0]
		for _, code := range []string{a.Code, "-"} {
			o := c.object(c.VSeeURL + "/accounts/" + code)
			labels := object{"list": o["intake_form"].(map[string]any)["fields"]}
			want := gather(a.Labels, func(l town.Label) string { return l.Key + l.Text })
			if o.at("code") != a.Code || o.at("name") != a.Name || !slices.Equal(labels.joined("list", "name", "label"), want) {
				t.Errorf("night %d: account %s is shown as %v", night, code, o)
			}
		}
		for key := range asked {
			if !slices.ContainsFunc(a.Labels, func(l town.Label) bool { return l.Key == key }) {
				t.Errorf("the form does not ask for %s", key)
			}
		}
	}
	if l := c.list(c.VSeeURL + "/accounts"); len(l.Data) != 1 || l.Data[0]["code"] != town.AccountCode {
		t.Errorf("the accounts are %v", l.Data)
	}
	c.get(c.VSeeURL+"/accounts/nobody", http.StatusNotFound)
}

func TestFilesTellTheTruth(t *testing.T) {
	c := start(t, Options{Seed: 3, Patients: 40, Canary: true})
	for night := 1; night <= 3; night++ {
		c.SetNight(night)
		want, got := map[string]bool{}, map[string]bool{}
		for f := range c.Truth().Files() {
			want[f.TargetType+f.Target+f.ID+f.Name+f.Ext+f.Category+fmt.Sprint(f.Size)+f.Creator+unix(f.Created)] = true
		}
		look := func(kind, id string) {
			for _, v := range c.list(c.VSeeURL + "/files?target_type=" + kind + "&target_id=" + id).Data {
				o := object(v)
				if !strings.Contains(o.at("fullpath"), SecretMark) {
					t.Fatal("a link without a mark")
				}
				got[kind+id+o.at("id")+o.at("name")+o.at("ext")+o.at("meta", "category_type")+fmt.Sprintf("%.0f", v["size"])+
					o.at("creator", "id")+fmt.Sprintf("%.0f", v["created"])] = true
			}
		}
		for p := range c.Truth().VSeePatients() {
			look(town.TargetUser, p.ID)
		}
		for v := range c.Truth().Visits() {
			look(town.TargetVisit, v.ID)
		}
		if diff := cmp.Diff(want, got); diff != "" || len(want) == 0 {
			t.Fatalf("night %d: %s", night, diff)
		}
	}
	me, other := c.Truth().VSeePatientAt(1), c.Truth().VSeePatientAt(2)
	for _, query := range []string{"", "?target_id=" + me.ID, "?target_type=user", "?target_type=room&target_id=" + me.ID} {
		c.get(c.VSeeURL+"/files"+query, http.StatusBadRequest)
	}
	c.get(c.VSeeURL+"/files?target_type=visit&target_id="+me.ID, http.StatusNotFound)
	c.head.Set("X-ApiToken", c.PatientToken(me.ID))
	c.get(c.VSeeURL+"/files?target_type=user&target_id="+me.ID, http.StatusOK)
	c.get(c.VSeeURL+"/files?target_type=user&target_id="+other.ID, http.StatusNotFound)
}

// TestIntakesAreTheSameWherever: what the answer for a visit shows of an intake is what the read by id shows, but for the
// medical profile, which only the visit shows.
func TestIntakesAreTheSameWherever(t *testing.T) {
	c := start(t, small())
	inside, apart, profiles := 0, 0, 0
	for v := range c.Truth().Visits() {
		if v.Intake.ID == "" {
			continue
		}
		one := c.object(c.VSeeURL + "/intakes/" + v.Intake.ID)
		in, _ := c.object(c.VSeeURL + "/visits/" + v.ID)["intake"].(map[string]any)
		if _, shown := one["medical_profile"]; shown {
			t.Fatal("the read by id shows the profile")
		}
		if in == nil {
			apart++
			continue
		}
		inside++
		if _, shown := in["medical_profile"]; shown {
			profiles++
			delete(in, "medical_profile")
		}
		if diff := cmp.Diff(map[string]any(one), in); diff != "" {
			t.Fatalf("visit %s: %s", v.ID, diff)
		}
	}
	if inside == 0 || apart == 0 || profiles == 0 || apart > inside {
		t.Errorf("%d intakes inside, %d apart, %d profiles", inside, apart, profiles)
	}
}

func TestGroupsHaveOneVisitAParticipant(t *testing.T) {
	c := start(t, Options{Seed: 11})
	members := map[string][]town.Visit{}
	for v := range c.Truth().Visits() {
		if v.Group != "" {
			members[v.Group] = append(members[v.Group], v)
			o := c.object(c.VSeeURL + "/visits/" + v.ID)
			if o.at("visit_group", "consultation", "description") != v.Consultation || o.at("intake", "consultation", "description") != "" {
				t.Errorf("visit %s does not show its consultation under the group alone", v.ID)
			}
		}
	}
	several := 0
	for _, group := range members {
		if len(group) > 1 && group[0].Patient != group[1].Patient && group[0].Start.Equal(group[1].Start) {
			several++
		}
	}
	if several == 0 {
		t.Error("no group has two participants at one time")
	}
}
