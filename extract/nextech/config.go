package nextech

import (
	"cmp"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"time"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/rest"
)

// Ways to find patients (Config.Enumerate).
const (
	ByRoster = "roster" // the patients a file names
	ByTerms  = "terms"  // whoever a search for a, b, c … 9 shows, and for longer terms where one shows many
	ByBoth   = "both"   // the roster first, then the terms
)

// Config is one practice. Name, BaseURL, Practice and one of Token and OAuth are required; other zero values follow the
// vendor's page.
type Config struct {
	Name          string `yaml:"-"` // the configured source: part of every record's identity
	rest.Settings `yaml:",inline"`

	Practice string             `yaml:"practice_id"` // sent as x-nextech-practice-id; the tenant. It is no secret
	OAuth    rest.OAuthSettings `yaml:"oauth"`       // a login made once by a person; this or token
	Token    rest.Secret        `yaml:"token"`       // a bearer token that something else keeps fresh

	Enumerate string `yaml:"enumerate"` // roster, terms or both; empty: roster
	Roster    string `yaml:"roster"`    // CSV with a header, or .ndjson/.jsonl: patient_id, chart_number

	SearchCap int `yaml:"search_cap"` // patients one search shows at most; 0: unknown, a term that shows as many as any before is refined
	MinTerm   int `yaml:"min_term"`   // letters of the shortest term that is asked, 1 to 4; 0: 1
	MaxTerm   int `yaml:"max_term"`   // letters of the longest, from min_term to 6; 0: 3

	SearchPath     string `yaml:"patient_search_path"` // empty: /search
	EncountersPath string `yaml:"encounters_path"`     // with {patientId}; empty: /{patientId}/encounters/search
	CategoriesPath string `yaml:"categories_path"`     // empty: /encounters/categories
	DateLayout     string `yaml:"date_layout"`         // how start and end are written, as Go's time package spells it; empty: RFC 3339
	Section        string `yaml:"section"`             // the one section of the CCD to read; empty: the whole CCD

	PageSize int `yaml:"page_size"` // patients of a Page, 1 to 500; 0: 20
	Parallel int `yaml:"parallel"`  // patients read at once, 1 to 64; 0: 4. The pace still bounds them
}

// Source is one practice. It is safe for concurrent Pulls.
type Source struct {
	cfg    Config
	client *rest.Client
	finds  finds
	swept  atomic.Int64 // when a sweep of terms last came to its end, in Unix seconds
}

var (
	_ extract.Source  = (*Source)(nil)
	_ rest.Authorizer = (*Source)(nil)
)

// New checks cfg and prepares the source. It sends nothing.
func New(cfg Config) (*Source, error) {
	cfg = withDefaults(cfg)
	if err := cfg.check(); err != nil {
		return nil, fmt.Errorf("configure nextech: %w", err)
	}
	auth := rest.Bearer(cfg.Token)
	if cfg.byLogin() {
		auth = rest.OAuth(cfg.OAuth)
	}
	client, err := rest.New(cfg.Settings, auth.WithHeader("x-nextech-practice-id", cfg.Practice), nil)
	if err != nil {
		return nil, fmt.Errorf("configure nextech: %w", err)
	}
	return &Source{cfg: cfg, client: client}, nil
}

// Name is the configured name.
func (s *Source) Name() string { return s.cfg.Name }

// Close drops idle connections. A Pull under way is not disturbed.
func (s *Source) Close() { s.client.Close() }

// Pace is how fast this process may read the account.
func (s *Source) Pace() rest.Pace { return s.client.Pace() }

// Grant prepares a person's login. With a token in place of oauth there is none: extract.ErrUnsupported.
func (s *Source) Grant() (*rest.Grant, error) {
	if !s.cfg.byLogin() {
		return nil, fmt.Errorf("oauth is not configured: %w", extract.ErrUnsupported)
	}
	return rest.NewGrant(s.cfg.OAuth, s.cfg.Settings)
}

// byLogin tells whether a person's login is configured, and not a token.
func (c Config) byLogin() bool { return c.OAuth != rest.OAuthSettings{} }

func withDefaults(cfg Config) Config {
	cfg.Enumerate = cmp.Or(cfg.Enumerate, ByRoster)
	cfg.MinTerm = cmp.Or(cfg.MinTerm, 1)
	cfg.MaxTerm = cmp.Or(cfg.MaxTerm, 3)
	cfg.SearchPath = cmp.Or(cfg.SearchPath, "/search")
	cfg.EncountersPath = cmp.Or(cfg.EncountersPath, "/"+patientParam+"/encounters/search")
	cfg.CategoriesPath = cmp.Or(cfg.CategoriesPath, "/encounters/categories")
	cfg.DateLayout = cmp.Or(cfg.DateLayout, time.RFC3339)
	cfg.PageSize = cmp.Or(cfg.PageSize, 20)
	cfg.Parallel = cmp.Or(cfg.Parallel, 4)
	return cfg
}

func (c Config) check() error {
	switch {
	case c.Name == "":
		return errors.New("name is empty")
	case c.Practice == "" || strings.ContainsFunc(c.Practice, func(r rune) bool { return r <= ' ' || r > '~' }):
		return errors.New("practice_id is empty, or not plain text without blanks")
	case c.byLogin() != c.Token.IsZero():
		return errors.New("one of oauth and token must be set")
	case c.byLogin() && c.OAuth.Check() != nil:
		return fmt.Errorf("oauth: %w", c.OAuth.Check())
	case !c.byLogin() && c.Token.Check() != nil:
		return fmt.Errorf("token: %w", c.Token.Check())
	case c.Enumerate != ByRoster && c.Enumerate != ByTerms && c.Enumerate != ByBoth:
		return errors.New("enumerate is not roster, terms or both")
	case c.Enumerate != ByTerms && c.Roster == "":
		return fmt.Errorf("enumerate is %s, but roster names no file", c.Enumerate)
	case c.Enumerate == ByTerms && c.Roster != "":
		return errors.New("roster names a file, but enumerate is terms")
	}
	return errors.Join(c.checkPaths(), c.checkNumbers())
}

func (c Config) checkNumbers() error {
	switch {
	case c.SearchCap < 0:
		return errors.New("search_cap is negative")
	case c.MinTerm < 1 || c.MinTerm > 4:
		return errors.New("min_term is not from 1 to 4")
	case c.MaxTerm < c.MinTerm || c.MaxTerm > 6:
		return errors.New("max_term is not from min_term to 6")
	case c.PageSize < 1 || c.PageSize > 500:
		return errors.New("page_size is not from 1 to 500")
	case c.Parallel < 1 || c.Parallel > 64:
		return errors.New("parallel is not from 1 to 64")
	}
	return nil
}

// checkPaths also tries the date layout: one that cannot tell two days apart, or loses a part of one, would ask for the wrong days.
func (c Config) checkPaths() error {
	for _, path := range []string{c.SearchPath, c.EncountersPath, c.CategoriesPath} {
		if !strings.HasPrefix(path, "/") || strings.ContainsAny(path, "?#%\\ ") || strings.Contains(path, "..") {
			return errors.New("patient_search_path, encounters_path and categories_path begin with / and hold no query")
		}
	}
	if strings.Count(c.EncountersPath, patientParam) != 1 {
		return errors.New("encounters_path does not hold " + patientParam + " once")
	}
	probe := time.Date(2031, 10, 23, 0, 0, 0, 0, time.UTC)
	if read, err := time.Parse(c.DateLayout, probe.Format(c.DateLayout)); err != nil || !read.Equal(probe) {
		return errors.New("date_layout does not write a day so that it can be read back")
	}
	return nil
}
