package nextvisit

import (
	"errors"
	"fmt"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/rest"
)

// Config is one Nextvisit team. Name, BaseURL, Token and TeamID are required; other zero values are sensible.
type Config struct {
	Name          string `yaml:"-"` // the configured source: part of every record's identity
	rest.Settings `yaml:",inline"`

	Token  rest.Secret `yaml:"token"`   // the API key
	TeamID int64       `yaml:"team_id"` // the team the key is for: a user who switches teams must not mix two clinics

	PerPage  int `yaml:"per_page"` // rows of a list and records of a Page, 1 to 100; 0: 100
	Parallel int `yaml:"parallel"` // reads by id under way at once, 1 to 64; 0: 4. The pace still bounds them
}

// Source is one Nextvisit team. It is safe for concurrent Pulls.
type Source struct {
	cfg    Config
	client *rest.Client
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
	return &Source{cfg: cfg, client: client}, nil
}

// Name is the configured name.
func (s *Source) Name() string { return s.cfg.Name }

// Close drops idle connections. A Pull under way is not disturbed.
func (s *Source) Close() { s.client.Close() }

func withDefaults(cfg Config) Config {
	if cfg.PerPage == 0 {
		cfg.PerPage = 100
	}
	if cfg.Parallel == 0 {
		cfg.Parallel = 4
	}
	return cfg
}

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
	}
	return nil
}
