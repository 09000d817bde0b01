package sandbox

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

func TestVSeeAsksForBothHeaders(t *testing.T) {
	c := start(t, small())
	for _, path := range []string{"/users", "/users/12000000", "/visits", "/visits/18400000", "/rooms", "/accounts/-", "/files", "/nowhere"} {
		for header, want := range map[string]int{"X-ApiToken": 401, "X-AccountCode": 403} {
			for _, value := range []string{"", "wrong"} {
				kept := c.head.Get(header)
				c.head.Set(header, value)
				e := decode[map[string]any](t, c.get(c.VSeeURL+path, want))
				if e["code"] != float64(want) || e["message"] == "" {
					t.Errorf("%s with %s %q: %v", path, header, value, e)
				}
				c.head.Set(header, kept)
			}
		}
	}
	c.get(c.VSeeURL+"/nowhere", http.StatusNotFound)
}

func TestPatientTokenSilentlySeesOnePatient(t *testing.T) {
	c := start(t, small())
	me, other := c.Truth().VSeePatientAt(1), c.Truth().VSeePatientAt(2)
	c.head.Set("X-ApiToken", c.PatientToken(me.ID))
	l := c.list(c.VSeeURL + "/users?limit=100")
	if len(l.Data) != 1 || l.Data[0]["id"] != me.ID || *l.TotalCount != 1 {
		t.Errorf("the list has %d users, total %d", len(l.Data), *l.TotalCount)
	}
	c.get(c.VSeeURL+"/users/-", http.StatusOK)
	c.get(c.VSeeURL+"/users/"+me.ID, http.StatusOK)
	c.get(c.VSeeURL+"/users/"+other.ID, http.StatusNotFound)
	c.get(c.VSeeURL+"/users/12000000", http.StatusNotFound)
	mineByID := map[string]bool{}
	for v := range c.Truth().Visits() {
		want := http.StatusNotFound
		if v.Patient == me.ID {
			want = http.StatusOK
			mineByID[v.ID] = true
		}
		c.get(c.VSeeURL+"/visits/"+v.ID, want)
		c.get(c.VSeeURL+"/visits/"+v.ID+"/exports/visit_summary", want)
		if v.Intake.ID != "" {
			c.get(c.VSeeURL+"/intakes/"+v.Intake.ID, want)
		}
	}
	// Whoever is asked for, the patient's own visits are shown.
	shown := c.list(c.VSeeURL + "/visits?member_id=" + other.ID).Data
	if len(shown) != len(mineByID) || len(shown) == 0 {
		t.Errorf("%d visits are listed, want %d", len(shown), len(mineByID))
	}
	for _, v := range shown {
		if !mineByID[v["id"].(string)] {
			t.Errorf("visit %v of another patient is listed", v["id"])
		}
	}
}

func TestNextvisitAsksForBearerAndJSON(t *testing.T) {
	c := start(t, small())
	for _, path := range []string{"/v1/progress-notes", "/v1/progress-notes/10001", "/v1/patients", "/v1/users", "/v1/teams/1", "/nowhere"} {
		kept := c.head.Get("Authorization")
		for _, value := range []string{"", "Bearer nv-sk-1|wrong", strings.TrimPrefix(kept, "Bearer ")} {
			c.head.Set("Authorization", value)
			e := decode[map[string]any](t, c.get(c.NextvisitURL+path, http.StatusUnauthorized))
			if e["message"] != "Unauthenticated." {
				t.Errorf("%s: %v", path, e)
			}
		}
		c.head.Set("Authorization", kept)
		c.head.Set("Accept", "*/*")
		r, err := c.do(http.MethodGet, c.NextvisitURL+path)
		if err != nil || r.status != http.StatusFound || r.header.Get("Location") != "/login" || !strings.HasPrefix(string(r.body), "<") {
			t.Errorf("%s without Accept: %v %v", path, r, err)
		}
		c.head.Set("Accept", "application/json")
	}
	c.get(c.NextvisitURL+"/nowhere", http.StatusNotFound)
	c.get(c.NextvisitURL+"/v1/progress-notes/1", http.StatusNotFound)
}

func TestOnlyGetIsAllowed(t *testing.T) {
	c := start(t, small())
	c.get(c.VSeeURL+"/visits/18400000", http.StatusOK)
	c.get(c.VSeeURL+"/users", http.StatusOK)
	c.get(c.VSeeURL+"/users?start=20", http.StatusOK)
	if v := c.Violations(); len(v) != 0 {
		t.Fatalf("reading violates: %v", v)
	}
	for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodDelete, http.MethodHead} {
		r, err := c.do(method, c.NextvisitURL+"/v1/progress-notes/10001")
		if err != nil || r.status != http.StatusMethodNotAllowed {
			t.Errorf("%s: %v %v", method, r, err)
		}
	}
	if n := len(c.Violations()); n != 4 {
		t.Errorf("%d violations, want 4", n)
	}
	want := "{vsee GET /users 2}"
	if got := fmt.Sprint(c.Requests()); !strings.Contains(got, want) || !strings.Contains(got, "{vsee GET /visits/{id} 1}") {
		t.Errorf("the journal is %s, want %s in it", got, want)
	}
}

func TestCredentialsBelongToASeed(t *testing.T) {
	a, b := New(Options{Seed: 1, Patients: 1}).Credentials(), New(Options{Seed: 2, Patients: 1}).Credentials()
	if a.VSeeToken == b.VSeeToken || a.NextvisitToken == b.NextvisitToken {
		t.Error("two seeds share a token")
	}
	if a.VSeeToken == a.NextvisitToken || !strings.HasPrefix(a.NextvisitToken, "nv-sk-7|") {
		t.Errorf("the tokens are malformed")
	}
}

func TestPortTaken(t *testing.T) {
	c := start(t, small())
	var port int
	if _, err := fmt.Sscanf(c.VSeeURL, "http://127.0.0.1:%d/", &port); err != nil {
		t.Fatal(err)
	}
	for _, o := range []Options{{Patients: 1, VSeePort: port}, {Patients: 1, NextvisitPort: port}} {
		if _, err := New(o).Start(); err == nil {
			t.Error("a taken port is taken again")
		}
	}
}
