package sandbox

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/go-cmp/cmp"

	"github.com/nightrounds/rounds/extract/sandbox/town"
)

// signIn gets a country's token and asks with it from now on.
func (c *client) signIn(country string) {
	c.t.Helper()
	k := c.Credentials()
	body := c.post(c.NoaURLs[country]+"/auth/sign-in", "application/json", signInBody(k), http.StatusOK)
	c.head = http.Header{"Authorization": {"Bearer " + decode[map[string]any](c.t, body)["accessToken"].(string)}}
}

func signInBody(k Credentials) string {
	return fmt.Sprintf(`{"clientId":%q,"secret":%q}`, k.NoaClientID, k.NoaSecret)
}

// inEach signs in to every country and hands over its base URL.
func (c *client) inEach(do func(country, base string)) {
	for _, country := range town.NoaCountries() {
		c.signIn(country)
		do(country, c.NoaURLs[country])
	}
}

// statusOf reads the four forms.
func statusOf(t *testing.T, body []byte, id string) (string, town.StatusForm) {
	t.Helper()
	switch v := decode[any](t, body).(type) {
	case string:
		return v, town.BareStatus
	case float64:
		return town.NoaStatuses()[int(v)], town.NumberStatus
	case map[string]any:
		if v["sessionId"] == id {
			return v["status"].(string), town.NamedStatus
		}
		return v["status"].(string), town.ObjectStatus
	}
	t.Fatalf("status %s", body)
	return "", ""
}

// contentOf reads a summary's content, sections in order.
func contentOf(t *testing.T, content jsontext.Value) town.NoaSummary {
	t.Helper()
	switch content.Kind() {
	case '"':
		return town.NoaSummary{Shape: town.TextSummary, Text: decode[string](t, content)}
	case '{':
		v := town.NoaSummary{Shape: town.ObjectSummary}
		d := jsontext.NewDecoder(bytes.NewReader(content))
		var words []string
		for {
			token, err := d.ReadToken()
			if err != nil {
				break
			}
			if token.Kind() == '"' {
				words = append(words, token.String())
			}
		}
		for pair := range slices.Chunk(words, 2) {
			v.Sections = append(v.Sections, town.NoaSection{Title: pair[0], Text: pair[1]})
		}
		return v
	}
	v := town.NoaSummary{Shape: town.ListSummary}
	for _, m := range decode[[]map[string]string](t, content) {
		section := town.NoaSection{Title: m["title"] + m["key"] + m["name"], Text: m["content"] + m["value"] + m["text"]}
		if v.Sections = append(v.Sections, section); len(m) != 2 {
			t.Errorf("a section of %d members", len(m))
		}
	}
	return v
}

func (c *client) summary(url string) *town.NoaSummary {
	c.t.Helper()
	o := decode[struct {
		Content  jsontext.Value
		Verified any
	}](c.t, c.get(url, http.StatusOK))
	v := contentOf(c.t, o.Content)
	switch approved := o.Verified.(type) {
	case bool:
		v.Verified = approved
	case string:
		v.Word = approved
	}
	return &v
}

func TestSessionsTellTheTruth(t *testing.T) {
	c := start(t, Options{Seed: 3, Patients: 200, Canary: true})
	forms, shapes, names := sightings{}, sightings{}, sightings{}
	for night := 1; night <= town.LastNight; night++ {
		c.SetNight(night)
		c.inEach(func(country, base string) {
			for s := range c.Truth().NoaSessions() {
				status, summary := base+"/sessions/"+s.ID+"/status", base+"/consumers/sessions/"+s.ID+"/summary"
				if s.Country != country || s.Purged {
					c.get(status, http.StatusNotFound)
					c.get(summary, http.StatusNotFound)
					names.see(fmt.Sprint("purged ", s.Purged))
					continue
				}
				if s.Status != town.UnlistedStatus || s.Form != town.NumberStatus {
					got, form := statusOf(t, c.get(status, http.StatusOK), s.ID)
					if forms.see(string(form)); got != s.Status || form != s.Form {
						t.Fatalf("night %d, session %s: %s as %s", night, s.ID, got, form)
					}
				}
				if s.Summary == nil {
					c.get(summary, http.StatusNotFound)
					continue
				}
				want, got := *s.Summary, c.summary(summary)
				if want.Word != "" {
					want.Verified = false // the word says it
				}
				if shapes.see(string(got.Shape)); !cmp.Equal(&want, got) {
					t.Fatalf("night %d, session %s: %s", night, s.ID, cmp.Diff(&want, got))
				}
			}
		})
	}
	if len(forms) != 4 || len(shapes) != 3 || len(names) != 2 {
		t.Errorf("forms %v, shapes %v, %v", forms, shapes, names)
	}
}

func TestConsumersTellTheTruth(t *testing.T) {
	c := start(t, Options{Seed: 3, Patients: 5, Canary: true})
	all := c.Truth().NoaConsumers()
	c.inEach(func(country, base string) {
		o := c.object(base + "/consumers/me")
		got := town.NoaConsumer{ID: o.at("id"), Country: country, Name: o.at("name"), Language: o.at("language"), Speciality: o.at("speciality")}
		if !slices.Contains(all, got) || !strings.Contains(o.at("webhookUrl"), SecretMark) {
			t.Errorf("%s: %v", country, o)
		}
	})
}

func TestNoaAsksForATokenOfTheCountry(t *testing.T) {
	c := start(t, Options{Seed: 3, Patients: 60})
	var s town.NoaSession
	for s = range c.Truth().NoaSessions() {
		if s.Country == "es" && !s.Purged && s.Summary != nil {
			break
		}
	}
	paths := []string{"/consumers/me", "/sessions/" + s.ID + "/status", "/consumers/sessions/" + s.ID + "/summary"}
	expect := func(want int) {
		t.Helper()
		for _, path := range paths {
			c.get(c.NoaURLs["es"]+path, want)
		}
	}
	c.head = http.Header{}
	expect(http.StatusUnauthorized)
	c.signIn("pl")
	expect(http.StatusUnauthorized)
	c.signIn("es")
	expect(http.StatusOK)
	c.ExpireNoaTokens()
	expect(http.StatusUnauthorized)
	k := c.Credentials()
	for body, want := range map[string]int{"": 400, "{": 400, `{"clientId":"x","secret":null}`: 401, signInBody(Credentials{NoaClientID: k.NoaClientID}): 401} {
		e := decode[map[string]any](t, c.post(c.NoaURLs["es"]+"/auth/sign-in", "application/json", body, want))
		if e["status"] != float64(want) || e["title"] == "" {
			t.Errorf("%v", e)
		}
	}
	if v := c.Violations(); len(v) != 0 {
		t.Errorf("signing in violates: %v", v)
	}
}

func TestNoaTokensExpire(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := New(Options{Seed: 3, Patients: 1, NoaTokenLife: time.Minute, NoaTokenField: "token"})
		h := s.Noa("pl")
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/auth/sign-in", strings.NewReader(signInBody(s.Credentials()))))
		answer := decode[map[string]any](t, w.Body.Bytes())
		if answer["expiresIn"] != 60.0 {
			t.Errorf("%v", answer)
		}
		for _, want := range []int{http.StatusOK, http.StatusUnauthorized} {
			r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/api/v1/consumers/me", nil)
			r.Header.Set("Authorization", "Bearer "+answer["token"].(string))
			w := httptest.NewRecorder()
			if h.ServeHTTP(w, r); w.Code != want {
				t.Errorf("%d, want %d", w.Code, want)
			}
			time.Sleep(time.Minute)
		}
	})
}

func TestSessionTokens(t *testing.T) {
	c := start(t, Options{Seed: 3, Patients: 60, NoaSessionTokens: true})
	got := sightings{}
	c.inEach(func(country, base string) {
		consumer := c.head.Get("Authorization")
		for s := range c.Truth().NoaSessions() {
			if s.Country != country || s.Purged {
				continue
			}
			status := base + "/sessions/" + s.ID + "/status"
			c.get(status, http.StatusUnauthorized)
			want := http.StatusOK
			if s.TokenEnded {
				want = http.StatusUnauthorized
			}
			c.head.Set("Authorization", "Bearer "+c.NoaSessionToken(s.ID))
			c.get(status, want)
			c.get(base+"/consumers/me", http.StatusUnauthorized)
			c.head.Set("Authorization", consumer)
			if s.Summary != nil {
				c.get(base+"/consumers/sessions/"+s.ID+"/summary", http.StatusOK)
				got.see(fmt.Sprint("summary, status ", want))
			}
		}
	})
	if len(got) != 2 {
		t.Errorf("%v", got)
	}
}

func TestNoaVersionAndSignInPath(t *testing.T) {
	c := start(t, Options{Seed: 3, Patients: 5, NoaAPIVersion: "1.0", NoaSignInPath: "/clients/token"})
	body := c.post(c.NoaURLs["pl"]+"/clients/token", "application/json", signInBody(c.Credentials()), http.StatusOK)
	c.head = http.Header{"Authorization": {"Bearer " + decode[map[string]any](t, body)["accessToken"].(string)}}
	c.get(c.NoaURLs["pl"]+"/consumers/me", http.StatusBadRequest)
	c.get(c.NoaURLs["pl"]+"/consumers/me?api-version=2.0", http.StatusBadRequest)
	c.get(c.NoaURLs["pl"]+"/consumers/me?api-version=1.0", http.StatusOK)
	if v := c.Violations(); len(v) != 0 {
		t.Errorf("signing in elsewhere violates: %v", v)
	}
}

func TestWritesToNoaAreViolations(t *testing.T) {
	c := start(t, Options{Seed: 3, Patients: 5})
	for i, path := range []string{"/consumers/sessions", "/consumers/sessions/x/summary/recover", "/consumers/sessions/x/summary/regenerate",
		"/consumers/sessions/x/summary", "/sessions/x/status", "/consumers/me"} {
		c.post(c.NoaURLs["es"]+path, "application/json", "{}", http.StatusMethodNotAllowed)
		if n := len(c.Violations()); n != i+1 {
			t.Errorf("%s: %d violations", path, n)
		}
	}
	// To write where tokens come from is one way to get in, to another vendor's it is not.
	c.post(c.NextechURL+"/auth/sign-in", "application/json", "{}", http.StatusMethodNotAllowed)
	if n := len(c.Violations()); n != 7 {
		t.Errorf("%d violations", n)
	}
}

func TestFaultsOfNoa(t *testing.T) {
	c := start(t, Options{Seed: 3, Patients: 200, Night: 2})
	c.signIn("es")
	const path = "/sessions/{id}/status"
	stale := 0
	for _, change := range c.Truth().Changes() {
		s, ok := c.Truth().NoaSession(change.ID)
		if !ok || s.Country != "es" || s.Form == town.NumberStatus || change.What == town.Added {
			continue
		}
		c.Faults().Add(Fault{Effect: StaleRead, Path: path, ID: s.ID})
		url := c.NoaURLs["es"] + "/sessions/" + s.ID + "/status"
		before, _ := statusOf(t, c.get(url, http.StatusOK), s.ID)
		now, _ := statusOf(t, c.get(url, http.StatusOK), s.ID)
		if stale++; before == now || now != s.Status {
			t.Errorf("session %s was %s and is %s", s.ID, before, now)
		}
	}
	c.Faults().Add(Fault{Effect: Status, Status: 429, RetryAfter: "3", Path: "/auth/sign-in"})
	e := decode[map[string]any](t, c.post(c.NoaURLs["es"]+"/auth/sign-in", "application/json", signInBody(c.Credentials()), 429))
	if stale == 0 || e["status"] != 429.0 {
		t.Errorf("%d stale reads, %v", stale, e)
	}
}

// lines decodes a file of lines of JSON.
func lines(t *testing.T, path string) []map[string]any {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var all []map[string]any
	for d := json.NewDecoder(bytes.NewReader(text)); d.More(); {
		var v map[string]any
		if err := d.Decode(&v); err != nil {
			t.Fatal(err)
		}
		all = append(all, v)
	}
	return all
}

func text(v any) string {
	if v == nil {
		return ""
	}
	return v.(string)
}

func TestNoaFilesTellTheTruth(t *testing.T) {
	s, dir := New(Options{Seed: 3, Patients: 200, Night: 3, NoaPatientSource: "clinic-a"}), t.TempDir()
	if err := s.WriteNoaFiles(dir); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(filepath.Join(dir, NoaManifestCSV))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(raw)).ReadAll()
	if err != nil || strings.Join(rows[0], ",") != "country,session_id,episode_id,doctor_id,facility_id,patient_source,patient_id,created_at,visit_type,language,speciality" {
		t.Fatalf("%v %v", rows[0], err)
	}
	manifest, listed := lines(t, filepath.Join(dir, NoaManifestJSON)), 0
	if len(manifest) != len(rows)-1 {
		t.Fatalf("%d lines of JSON, %d rows", len(manifest), len(rows))
	}
	for v := range s.Truth().NoaSessions() {
		if !v.InManifest {
			continue
		}
		source := "clinic-a"
		if v.Patient == "" {
			source = ""
		}
		want := []string{v.Country, v.ID, v.Episode, v.Doctor, v.Facility, source, v.Patient, v.Created.Format(time.RFC3339), v.VisitType, v.Language, v.Speciality}
		listed++
		if row := rows[listed]; !slices.Equal(row, want) {
			t.Fatalf("row %v, want %v", row, want)
		}
		for i, name := range rows[0] {
			if got := text(manifest[listed-1][name]); got != want[i] {
				t.Fatalf("%s is %q, want %q", name, got, want[i])
			}
		}
	}
	if listed != len(manifest) || listed < 100 {
		t.Errorf("%d sessions of %d", listed, len(manifest))
	}
	journal := lines(t, filepath.Join(dir, NoaJournal))
	for i, r := range s.Truth().NoaJournal() {
		want := map[string]any{"received_at": r.At.Format(time.RFC3339), "country": r.Country, "session_id": r.Session, "status": r.Status}
		if !cmp.Equal(want, journal[i]) {
			t.Fatalf("line %d: %v", i, journal[i])
		}
	}
	if err := s.WriteNoaFiles(filepath.Join(dir, NoaJournal)); err == nil {
		t.Error("files are written below a file")
	}
}

func TestNoaTokenFile(t *testing.T) {
	s, path := New(Options{Seed: 3, Patients: 20}), filepath.Join(t.TempDir(), "tokens.json")
	if err := s.WriteNoaTokens(path); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	tokens, n := decode[map[string]string](t, raw), 0
	for v := range s.Truth().NoaSessions() {
		if n++; tokens[v.ID] != s.NoaSessionToken(v.ID) || !strings.HasPrefix(tokens[v.ID], SecretMark) {
			t.Errorf("session %s has another token", v.ID)
		}
	}
	if n != len(tokens) || n == 0 {
		t.Errorf("%d tokens of %d sessions", len(tokens), n)
	}
	if err := s.WriteNoaTokens(filepath.Join(path, "below")); err == nil {
		t.Error("tokens are written below a file")
	}
}
