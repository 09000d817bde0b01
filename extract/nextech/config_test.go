package nextech_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/nextech"
	"github.com/nightrounds/rounds/extract/rest"
)

func TestConfig(t *testing.T) {
	good := nextech.Config{
		Name: "clinic", Settings: rest.Settings{BaseURL: "https://ehr.example.test/ehr/api"}, Practice: "zz-7001",
		Token: secret(t, "env:NEXTECH_TEST_TOKEN"), Roster: "roster.csv",
	}
	if _, err := nextech.New(good); err != nil {
		t.Fatal(err)
	}
	for name, spoil := range map[string]func(*nextech.Config){
		"name":                func(c *nextech.Config) { c.Name = "" },
		"base_url":            func(c *nextech.Config) { c.BaseURL = "" },
		"practice_id":         func(c *nextech.Config) { c.Practice = "" },
		"practice_id ":        func(c *nextech.Config) { c.Practice = "a\r\nX-Other: b" },
		"oauth and token":     func(c *nextech.Config) { c.Token = rest.Secret{} },
		"oauth and token ":    func(c *nextech.Config) { c.OAuth.ClientID = "zz" },
		"oauth:":              func(c *nextech.Config) { c.Token, c.OAuth.ClientID = rest.Secret{}, "zz" },
		"enumerate":           func(c *nextech.Config) { c.Enumerate = "guess" },
		"roster":              func(c *nextech.Config) { c.Roster = "" },
		"roster ":             func(c *nextech.Config) { c.Enumerate = nextech.ByTerms },
		"search_cap":          func(c *nextech.Config) { c.SearchCap = -1 },
		"min_term":            func(c *nextech.Config) { c.MinTerm = 5 },
		"max_term":            func(c *nextech.Config) { c.MinTerm, c.MaxTerm = 2, 1 },
		"page_size":           func(c *nextech.Config) { c.PageSize = -1 },
		"parallel":            func(c *nextech.Config) { c.Parallel = 65 },
		"patient_search_path": func(c *nextech.Config) { c.SearchPath = "/search?x=1" },
		"encounters_path":     func(c *nextech.Config) { c.EncountersPath = "/encounters" },
		"encounters_path ":    func(c *nextech.Config) { c.EncountersPath = "/{patientId}/{patientId}" },
		"categories_path":     func(c *nextech.Config) { c.CategoriesPath = "/../admin" },
		"date_layout":         func(c *nextech.Config) { c.DateLayout = "2006-01" },
		"date_layout ":        func(c *nextech.Config) { c.DateLayout = "YYYY-MM-DD" },
	} {
		c := good
		spoil(&c)
		if _, err := nextech.New(c); err == nil || !strings.Contains(err.Error(), strings.TrimSpace(name)) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// What cannot be served is refused before anything is sent.
func TestRefusals(t *testing.T) {
	c := newClinic(t)
	s := c.open(c.roster("r.csv", "patient_id\n41\n"))
	for name, a := range map[string]extract.Ask{
		"another kind":        sweep(extract.Visit),
		"a range of patients": {Kind: extract.Patient, Mode: extract.Range, From: day(1), To: day(2)},
		"an empty range":      {Kind: extract.Encounter, Mode: extract.Range, From: day(2), To: day(2)},
		"no ids":              {Kind: extract.Encounter, Mode: extract.IDs},
		"no mode":             {Kind: extract.Encounter},
	} {
		if got := pull(t, s, a); !errors.Is(got.err, extract.ErrUnsupported) || len(c.asked) > 0 {
			t.Errorf("%s: %v", name, got.err)
		}
	}
}
