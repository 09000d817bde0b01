package nextvisit

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/goccy/go-yaml"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/rest"
)

// details answers reads by id with what it holds under the path's last part.
type details map[string]string

func (d details) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, ok := d[r.URL.Path[strings.LastIndex(r.URL.Path, "/")+1:]]
	if !ok {
		http.Error(w, canary, http.StatusNotFound)
		return
	}
	if body == "" {
		http.Error(w, canary, http.StatusForbidden)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write([]byte(body))
}

func named(ids ...string) extract.Ask { return extract.Ask{Mode: extract.IDs, IDs: slices.Values(ids)} }

func TestReadsByID(t *testing.T) {
	s := open(t, details{
		"1": note5(1, `,"audio":{"file_url":"x","size":1}`),
		"2": `{"data":` + note5(2, `,"audio":{"file_url":"x"}`) + `}`,
		"4": note5(5, ""), "6": `{"message":"` + canary + `"}`, "7": `[]`,
	}, rest.Settings{})
	got := pullAll(t, s, named("1", "2", "1", "3", "4", "6", "7"))
	if got.err != nil || got.ids() != "1 2 3" {
		t.Fatalf("%s, %v", got.ids(), got.err)
	}
	if strings.Contains(string(got.records[0].Body)+string(got.records[1].Body), "file_url") {
		t.Error("a signed URL landed")
	}
	if strings.HasPrefix(string(got.records[1].Body), `{"data"`) {
		t.Error("the envelope landed")
	}
	if r := got.records[2]; r.Body != nil || r.Kind != extract.Note || r.Fetched.IsZero() {
		t.Errorf("a note that is gone: %+v", r)
	}
	if want := time.Date(2025, 2, 1, 7, 0, 0, 5e8, time.UTC); !got.records[0].Changed.Equal(want) {
		t.Errorf("changed %v", got.records[0].Changed)
	}
	if d := got.done; d.Complete || d.Distinct != 3 || len(d.Skipped) != 3 || d.Basis != "ids" {
		t.Errorf("%+v", d)
	}
	if got = pullAll(t, open(t, details{"1": strings.Replace(note5(1, ""), `"team_id":5`, `"team_id":6`, 1)}, rest.Settings{}), named("1")); !errors.Is(got.err, extract.ErrTenant) {
		t.Errorf("another team's: %v", got.err)
	}
}

// A note that moved to where the key may not look keeps nobody else out; a key that may look nowhere is refused.
func TestOneForbiddenNote(t *testing.T) {
	got := pullAll(t, open(t, details{"1": "", "2": note5(2, "")}, rest.Settings{}), named("1", "2"))
	want := []extract.Skip{{Reason: extract.SkipForbidden, Count: 1, Lost: true}}
	if got.err != nil || got.ids() != "2" || !slices.Equal(got.done.Skipped, want) {
		t.Errorf("%s, %v, %+v", got.ids(), got.err, got.done)
	}
	if got := pullAll(t, open(t, details{"1": "", "2": ""}, rest.Settings{}), named("1", "2")); !errors.Is(got.err, extract.ErrAuth) {
		t.Errorf("two of two: %v", got.err)
	}
}

// Single bad notes are skipped; a vendor that answers everything with the same nonsense is not.
func TestAVendorOutOfOrderIsAnError(t *testing.T) {
	nonsense := details{"0": note5(1, "")}
	var ids []string
	for i := range 13 {
		id := fmt.Sprint(i + 1)
		ids, nonsense[id] = append(ids, id), `{"message":"`+canary+`"}`
	}
	nonsense["1"] = note5(1, "")
	if got := pullAll(t, open(t, nonsense, rest.Settings{}), named(ids...)); !errors.Is(got.err, extract.ErrShape) {
		t.Errorf("%v", got.err)
	}
	if got := pullAll(t, open(t, nonsense, rest.Settings{}), named(ids[1:3]...)); !errors.Is(got.err, extract.ErrShape) {
		t.Errorf("nothing could be read: %v", got.err)
	}
}

func TestReadsByIDRunSideBySide(t *testing.T) {
	var now, most atomic.Int32
	gate := make(chan struct{})
	s := open(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if n := now.Add(1); n == 2 {
			most.Store(n)
			close(gate)
		}
		<-gate
		w.Header().Set("Content-Type", "application/json")
		id, _ := json.Number(r.URL.Path[strings.LastIndex(r.URL.Path, "/")+1:]).Int64()
		_, _ = w.Write([]byte(note5(int(id), "")))
	}), rest.Settings{})
	if got := pullAll(t, s, named("2", "1")); got.ids() != "2 1" || most.Load() != 2 {
		t.Errorf("%s, %v", got.ids(), got.err)
	}
}

func TestWhatChangesANote(t *testing.T) {
	const was = `{"id":1,"team_id":5,"name":"A","patient":{"id":7,"first_name":"Ann","latest_medications":["x"]},"user":{"id":42,"name":"Dr"},` +
		`"has":{"content":true,"signed":false},"audio":{"size":1,"file_url":"https://a.test/?token=1"},"error_state":null}`
	for name, c := range map[string]struct {
		old, new string
		changed  bool
	}{
		"a new signature on the link":  {"token=1", "token=2", false},
		"the patient's name":           {`"Ann"`, `"Anna"`, false},
		"the creator's name":           {`"Dr"`, `"Dr X"`, false},
		"signed":                       {`"signed":false`, `"signed":true`, true},
		"another patient":              {`"id":7`, `"id":8`, true},
		"no patient any more":          {`"patient":{"id":7,"first_name":"Ann","latest_medications":["x"]}`, `"patient":null`, true},
		"another creator":              {`"id":42`, `"id":43`, true},
		"the title":                    {`"A"`, `"B"`, true},
		"a failure":                    {`"error_state":null`, `"error_state":"x"`, true},
		"a member nobody has heard of": {`"error_state":null`, `"error_state":null,"new":1`, true},
	} {
		now := strings.Replace(was, c.old, c.new, 1)
		if now == was {
			t.Fatalf("%s: nothing was replaced", name)
		}
		s := open(t, details{"1": was}, rest.Settings{})
		before := pullAll(t, s, named("1")).records[0]
		after := pullAll(t, open(t, details{"1": now}, rest.Settings{}), named("1")).records[0]
		if (before.Hash != after.Hash) != c.changed {
			t.Errorf("%s: changed %v, want %v", name, !c.changed, c.changed)
		}
	}
}

func TestMoment(t *testing.T) {
	for raw, want := range map[string]string{
		`"2023-04-10T15:30:00Z"`: "2023-04-10T15:30:00Z", `"2023-04-10T15:30:00.000000Z"`: "2023-04-10T15:30:00Z",
		`"2023-04-10T15:30:00-05:00"`: "2023-04-10T20:30:00Z",
		`"2023-04-10 15:30:00"`:       "", `"` + canary + `"`: "", `null`: "", ``: "", `5`: "",
	} {
		got := ""
		if at := moment(json.RawMessage(raw)); !at.IsZero() {
			got = at.Format(time.RFC3339)
		}
		if got != want {
			t.Errorf("%s: %s", raw, got)
		}
	}
}

// The settings of every vendor are accepted beside this one's own.
func TestConfigFromAFile(t *testing.T) {
	const file = `
base_url: https://nextvisit.test/api
budget: {per_minute: 60, per_hour: 1000, per_day: 5000, per_month: 90000}
token: env:NEXTVISIT_TEST_KEY
team_id: 5
users_path: /v2/users
teams_path: /v2/teams
patient_include: []
`
	cfg := Config{Name: "a"}
	if err := yaml.UnmarshalWithOptions([]byte(file), &cfg, yaml.Strict()); err != nil {
		t.Fatal("a key is not accepted")
	}
	if cfg.Budget.PerMonth != 90000 || cfg.UsersPath != "/v2/users" || cfg.TeamsPath != "/v2/teams" || cfg.PatientInclude == nil {
		t.Errorf("%+v", cfg)
	}
	s, err := New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	if include := s.kinds[extract.Patient].listing["include"]; include != nil {
		t.Errorf("an empty patient_include asks for %v", include)
	}
	cfg.Budget.PerHour = -1
	if _, err := New(cfg); err == nil {
		t.Error("a negative budget is not refused")
	}
}

func TestConfigIsChecked(t *testing.T) {
	key, _ := rest.ParseSecret("env:NEXTVISIT_TEST_KEY")
	good := Config{Name: "a", Settings: rest.Settings{BaseURL: "https://nextvisit.test/api"}, Token: key, TeamID: 5}
	if _, err := New(good); err != nil {
		t.Fatal(err)
	}
	for name, spoil := range map[string]func(*Config){
		"name": func(c *Config) { c.Name = "" }, "team": func(c *Config) { c.TeamID = 0 }, "token": func(c *Config) { c.Token = rest.Secret{} },
		"per_page": func(c *Config) { c.PerPage = 101 }, "parallel": func(c *Config) { c.Parallel = -1 },
		"users_path": func(c *Config) { c.UsersPath = "v1/users?x=1" }, "teams_path": func(c *Config) { c.TeamsPath = "/v1/teams/{id}" },
		"patient_include": func(c *Config) { c.PatientInclude = []string{"team,user"} }, "escape": func(c *Config) { c.UsersPath = "/../x" },
		"base_url": func(c *Config) { c.BaseURL = "http://nextvisit.test" },
	} {
		bad := good
		spoil(&bad)
		if _, err := New(bad); err == nil {
			t.Errorf("%s is not checked", name)
		}
	}
}
