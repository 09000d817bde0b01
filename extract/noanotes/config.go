package noanotes

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/rest"
)

// Whose token asks for a status (Config.StatusAuth).
const (
	BySession  = "session"  // the session's own, of the file session_tokens
	ByConsumer = "consumer" // the account's
	ByNobody   = "off"      // the status is not asked for
)

// Config is one Noa Notes client. Name, ClientID and either Countries or Hosts are required, and Manifest or Journal for
// sessions; other zero values are sensible. What no page of the vendor prints has a default here that is an assumption.
type Config struct {
	Name          string `yaml:"-"` // the configured source: part of every record's identity
	rest.Settings `yaml:",inline"`

	Countries []string          `yaml:"countries"` // two letters each; {cc} in base_url stands for them
	Hosts     map[string]string `yaml:"hosts"`     // country: base URL, where base_url is no pattern

	ClientID    string      `yaml:"client_id"`    // as Docplanner's team gave it
	Secret      rest.Secret `yaml:"secret"`       // may be unset: the vendor takes null
	TokenFields []string    `yaml:"token_fields"` // where the sign-in's answer holds the token; empty: accessToken, access_token, token
	LifeFields  []string    `yaml:"life_fields"`  // and its life in seconds; empty: expiresIn, expires_in

	SignInPath   string `yaml:"sign_in_path"`  // empty: /auth/sign-in
	StatusPath   string `yaml:"status_path"`   // empty: /sessions/{sessionId}/status
	SummaryPath  string `yaml:"summary_path"`  // empty: /consumers/sessions/{sessionId}/summary
	ConsumerPath string `yaml:"consumer_path"` // empty: /consumers/me
	APIVersion   string `yaml:"api_version"`   // sent as api-version and kept in each record; empty: not sent

	Manifest      string          `yaml:"manifest"`       // the sessions the customer made: CSV with a header, or .ndjson/.jsonl
	Journal       string          `yaml:"journal"`        // what its webhook received: .ndjson/.jsonl, or CSV with a header
	StatusAuth    string          `yaml:"status_auth"`    // session, consumer or off; empty: session with session_tokens, else off
	SessionTokens string          `yaml:"session_tokens"` // CSV or .ndjson/.jsonl: session_id, token (a reference to a secret)
	Recheck       []time.Duration `yaml:"recheck"`        // a range shows a session again this long after the last word on it; unset: 24h, 168h

	PageSize int `yaml:"page_size"` // records of a Page, 1 to 1000; 0: 100
	Parallel int `yaml:"parallel"`  // sessions read at once, 1 to 64; 0: 4. The pace still bounds them
}

// Source is one Noa Notes client. It is safe for concurrent Pulls.
type Source struct {
	cfg     Config
	clients map[string]*rest.Client // by country
}

var _ extract.Source = (*Source)(nil)

// New checks cfg and prepares a connection a country; pace and budget are the account's, not the country's. It sends nothing and
// opens no file.
func New(cfg Config) (*Source, error) {
	cfg = withDefaults(cfg)
	if err := cfg.check(); err != nil {
		return nil, fmt.Errorf("configure noanotes: %w", err)
	}
	s := &Source{cfg: cfg, clients: map[string]*rest.Client{}}
	var first *rest.Client
	for country, address := range cfg.addresses() {
		client, err := cfg.connect(first, address)
		if err != nil {
			return nil, fmt.Errorf("configure noanotes: %w", err)
		}
		first, s.clients[country] = client, client
	}
	return s, nil
}

// connect prepares the connection to one country, beside another one's if there is one.
func (c Config) connect(beside *rest.Client, address string) (*rest.Client, error) {
	auth := rest.SignIn(c.SignInPath, c.signIn)
	if beside != nil {
		return beside.Beside(address, auth)
	}
	settings := c.Settings
	settings.BaseURL = address
	return rest.New(settings, auth, classify)
}

// Name is the configured name.
func (s *Source) Name() string { return s.cfg.Name }

// Close drops idle connections. A Pull under way is not disturbed.
func (s *Source) Close() {
	for _, client := range s.clients {
		client.Close()
	}
}

// Pace is how fast this process may read the account, all countries together.
func (s *Source) Pace() rest.Pace { return s.clients[s.countries()[0]].Pace() }

// countries are those with a host, sorted.
func (s *Source) countries() []string { return slices.Sorted(maps.Keys(s.clients)) }

func withDefaults(cfg Config) Config {
	cfg.BaseURL = cmp.Or(cfg.BaseURL, "https://integration.notes.{cc}.noa.ai/api/v1")
	cfg.SignInPath = cmp.Or(cfg.SignInPath, "/auth/sign-in")
	cfg.StatusPath = cmp.Or(cfg.StatusPath, "/sessions/{sessionId}/status")
	cfg.SummaryPath = cmp.Or(cfg.SummaryPath, "/consumers/sessions/{sessionId}/summary")
	cfg.ConsumerPath = cmp.Or(cfg.ConsumerPath, "/consumers/me")
	cfg.PageSize = cmp.Or(cfg.PageSize, 100)
	cfg.Parallel = cmp.Or(cfg.Parallel, 4)
	if cfg.StatusAuth == "" {
		cfg.StatusAuth = ByNobody
		if cfg.SessionTokens != "" {
			cfg.StatusAuth = BySession
		}
	}
	if cfg.TokenFields == nil {
		cfg.TokenFields = []string{"accessToken", "access_token", "token"}
	}
	if cfg.LifeFields == nil {
		cfg.LifeFields = []string{"expiresIn", "expires_in"}
	}
	if cfg.Recheck == nil {
		cfg.Recheck = []time.Duration{24 * time.Hour, 7 * 24 * time.Hour}
	}
	return cfg
}

func (c Config) check() error {
	switch {
	case c.Name == "":
		return errors.New("name is empty")
	case c.ClientID == "":
		return errors.New("client_id is empty")
	case !c.Secret.IsZero() && c.Secret.Check() != nil:
		return fmt.Errorf("secret: %w", c.Secret.Check())
	case len(c.Hosts) == 0 && len(c.Countries) == 0:
		return errors.New("countries and hosts are both empty: sessions are kept apart by country")
	case len(c.Hosts) > 0 && len(c.Countries) > 0:
		return errors.New("countries and hosts are both given: one of them")
	case len(c.Hosts) == 0 && !strings.Contains(c.BaseURL, "{cc}"):
		return errors.New("base_url has no {cc}: give hosts instead of countries")
	case c.PageSize < 1 || c.PageSize > 1000:
		return errors.New("page_size is not from 1 to 1000")
	case c.Parallel < 1 || c.Parallel > 64:
		return errors.New("parallel is not from 1 to 64")
	}
	return errors.Join(c.checkStatus(), c.checkPaths(), c.checkCountries())
}

func (c Config) checkStatus() error {
	switch {
	case !slices.Contains([]string{BySession, ByConsumer, ByNobody}, c.StatusAuth):
		return errors.New("status_auth is not session, consumer or off")
	case c.StatusAuth == BySession && c.SessionTokens == "":
		return errors.New("status_auth is session, but session_tokens names no file")
	case c.StatusAuth != BySession && c.SessionTokens != "":
		return errors.New("session_tokens names a file, but status_auth is not session")
	case slices.ContainsFunc(c.Recheck, func(d time.Duration) bool { return d <= 0 }):
		return errors.New("recheck holds a time that is not positive")
	}
	return nil
}

func (c Config) checkPaths() error {
	for _, path := range []string{c.SignInPath, c.ConsumerPath, c.StatusPath, c.SummaryPath} {
		if !strings.HasPrefix(path, "/") {
			return errors.New("sign_in_path, consumer_path, status_path and summary_path begin with /")
		}
	}
	if !strings.Contains(c.StatusPath, "{sessionId}") || !strings.Contains(c.SummaryPath, "{sessionId}") {
		return errors.New("status_path and summary_path need {sessionId}")
	}
	return nil
}

func (c Config) checkCountries() error {
	for country := range c.addresses() {
		if country == "" || strings.Trim(country, "abcdefghijklmnopqrstuvwxyz") != "" {
			return errors.New("a country is not written in small letters")
		}
	}
	return nil
}

// addresses gives each country's base URL.
func (c Config) addresses() map[string]string {
	if len(c.Hosts) > 0 {
		return c.Hosts
	}
	all := map[string]string{}
	for _, country := range c.Countries {
		all[country] = strings.ReplaceAll(c.BaseURL, "{cc}", country)
	}
	return all
}

// template is a path as rest.Call wants it.
func template(path string) string { return strings.ReplaceAll(path, "{sessionId}", "{id}") }
