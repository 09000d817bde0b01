package nextvisit

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/rest"
)

// Config is one Nextvisit team. Name, BaseURL, Token and TeamID are required; other zero values are sensible. configuration.md
// describes each key.
type Config struct {
	Name          string `yaml:"-"` // the configured source: part of every record's identity
	rest.Settings `yaml:",inline"`

	Token  rest.Secret `yaml:"token"`   // the API key
	TeamID int64       `yaml:"team_id"` // the team the key is for: a user who switches teams must not mix two clinics

	PerPage  int `yaml:"per_page"` // rows of a list and records of a Page, 1 to 100; 0: 100
	Parallel int `yaml:"parallel"` // reads by id under way at once, 1 to 64; 0: 4. The pace still bounds them

	UsersPath      string   `yaml:"users_path"`      // list of users, not documented; empty: /v1/users
	TeamsPath      string   `yaml:"teams_path"`      // list of teams, not documented; empty: /v1/teams
	PatientInclude []string `yaml:"patient_include"` // what a patient is shown with; nil: demographics, encounters, user, team
}

// Source is one Nextvisit team. It is safe for concurrent Pulls.
type Source struct {
	cfg    Config
	client *rest.Client
	kinds  map[extract.Kind]*kind
}

var _ extract.Source = (*Source)(nil)

// New checks cfg and prepares the source. It sends nothing.
func New(cfg Config) (*Source, error) {
	cfg = withDefaults(cfg)
	if err := cfg.check(); err != nil {
		return nil, fmt.Errorf("configure nextvisit: %w", err)
	}
	client, err := rest.New(cfg.Settings, rest.Bearer(cfg.Token), nil)
	if err != nil {
		return nil, fmt.Errorf("configure nextvisit: %w", err)
	}
	return &Source{cfg: cfg, client: client, kinds: kindsOf(cfg)}, nil
}

// Name is the configured name.
func (s *Source) Name() string { return s.cfg.Name }

// Close drops idle connections. A Pull under way is not disturbed.
func (s *Source) Close() { s.client.Close() }

// Pace is how fast this process may read the account.
func (s *Source) Pace() rest.Pace { return s.client.Pace() }

func withDefaults(cfg Config) Config {
	cfg.PerPage = cmp.Or(cfg.PerPage, 100)
	cfg.Parallel = cmp.Or(cfg.Parallel, 4)
	cfg.UsersPath = cmp.Or(cfg.UsersPath, "/v1/users")
	cfg.TeamsPath = cmp.Or(cfg.TeamsPath, "/v1/teams")
	if cfg.PatientInclude == nil {
		cfg.PatientInclude = []string{"demographics", "encounters", "user", "team"}
	}
	return cfg
}

var (
	pathForm    = regexp.MustCompile(`^(/[A-Za-z0-9_-]+)+$`)
	includeForm = regexp.MustCompile(`^[A-Za-z0-9_.-]+$`)
)

func (c Config) check() error {
	switch {
	case c.Name == "":
		return errors.New("name is empty")
	case c.TeamID <= 0:
		return errors.New("team_id is missing: it is the team_id of any note the key can see")
	case c.PerPage < 1 || c.PerPage > 100:
		return errors.New("per_page is not from 1 to 100")
	case c.Parallel < 1 || c.Parallel > 64:
		return errors.New("parallel is not from 1 to 64")
	case !pathForm.MatchString(c.UsersPath):
		return errors.New("users_path is no path below base_url: write /v1/users")
	case !pathForm.MatchString(c.TeamsPath):
		return errors.New("teams_path is no path below base_url: write /v1/teams")
	}
	for _, name := range c.PatientInclude {
		if !includeForm.MatchString(name) {
			return errors.New("patient_include holds what is no name")
		}
	}
	return nil
}
