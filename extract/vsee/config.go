package vsee

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/rest"
)

// Ways to find visits and patients (Config.Enumerate).
const (
	BySweep  = "sweep"  // every member of GET /users, then each member's visits
	ByRoster = "roster" // the members and visits a file names
	ByOwn    = "own"    // the visits of the token's own user
)

// Sources of a user's record (Config.Profile).
const (
	FromDetail = "detail" // GET /users/:id: the full profile with extra, one request a user
	FromList   = "list"   // the row of GET /users: a hundred a request, and far less in it
)

// Files of which descriptions are read (Config.Files).
const (
	NoFiles    = "off"
	VisitFiles = "visits" // of every visit that is read: one request each
	UserFiles  = "users"  // of every patient that is read: one request each
	AllFiles   = "all"    // both
)

// Config is one VSee account. Name, BaseURL, Token and Account are required; other zero values are sensible.
type Config struct {
	Name          string `yaml:"-"` // the configured source: part of every record's identity
	rest.Settings `yaml:",inline"`

	Token   rest.Secret `yaml:"token"`   // sent as X-ApiToken
	Account rest.Secret `yaml:"account"` // sent as X-AccountCode; the tenant, since account_code is null in old visits

	Enumerate   string `yaml:"enumerate"`           // sweep, roster or own; empty: sweep. Practitioners are always swept
	Roster      string `yaml:"roster"`              // CSV with a header, or .ndjson/.jsonl: member_id, visit_id
	MemberParam string `yaml:"visits_member_param"` // names the member in GET /visits; empty: member_id
	Profile     string `yaml:"profile"`             // detail or list; empty: detail
	Files       string `yaml:"files"`               // off, visits, users or all; empty: off
	Summaries   bool   `yaml:"visit_summaries"`     // ask of each visit whether a summary exists: one request each
	PageSize    int    `yaml:"page_size"`           // rows of a list and records of a Page, 1 to 100; 0: 100
	Parallel    int    `yaml:"parallel"`            // reads by id under way at once, 1 to 64; 0: 4. The pace still bounds them
}

// Source is one VSee account. It is safe for concurrent Pulls.
type Source struct {
	cfg    Config
	client *rest.Client
}

var _ extract.Source = (*Source)(nil)

// New checks cfg and prepares the source. It sends nothing.
func New(cfg Config) (*Source, error) {
	cfg = withDefaults(cfg)
	if err := cfg.check(); err != nil {
		return nil, fmt.Errorf("configure vsee: %w", err)
	}
	auth := rest.HeaderKeys(map[string]rest.Secret{"X-ApiToken": cfg.Token, "X-AccountCode": cfg.Account})
	client, err := rest.New(cfg.Settings, auth, classify)
	if err != nil {
		return nil, fmt.Errorf("configure vsee: %w", err)
	}
	return &Source{cfg: cfg, client: client}, nil
}

// Name is the configured name.
func (s *Source) Name() string { return s.cfg.Name }

// Close drops idle connections. A Pull under way is not disturbed.
func (s *Source) Close() { s.client.Close() }

// Pace is how fast this process may read the account.
func (s *Source) Pace() rest.Pace { return s.client.Pace() }

func withDefaults(cfg Config) Config {
	cfg.Enumerate = cmp.Or(cfg.Enumerate, BySweep)
	cfg.MemberParam = cmp.Or(cfg.MemberParam, "member_id")
	cfg.Profile = cmp.Or(cfg.Profile, FromDetail)
	cfg.Files = cmp.Or(cfg.Files, NoFiles)
	cfg.PageSize = cmp.Or(cfg.PageSize, 100)
	cfg.Parallel = cmp.Or(cfg.Parallel, 4)
	return cfg
}

func (c Config) check() error {
	switch {
	case c.Name == "":
		return errors.New("name is empty")
	case c.Token.Check() != nil:
		return fmt.Errorf("token: %w", c.Token.Check())
	case c.Account.Check() != nil:
		return fmt.Errorf("account: %w", c.Account.Check())
	case c.Enumerate != BySweep && c.Enumerate != ByRoster && c.Enumerate != ByOwn:
		return errors.New("enumerate is not sweep, roster or own")
	case c.Enumerate == ByRoster && c.Roster == "":
		return errors.New("enumerate is roster, but roster names no file")
	case c.Enumerate != ByRoster && c.Roster != "":
		return errors.New("roster names a file, but enumerate is not roster")
	case c.Profile != FromDetail && c.Profile != FromList:
		return errors.New("profile is not detail or list")
	case !slices.Contains([]string{NoFiles, VisitFiles, UserFiles, AllFiles}, c.Files):
		return errors.New("files is not off, visits, users or all")
	case c.PageSize < 1 || c.PageSize > 100:
		return errors.New("page_size is not from 1 to 100")
	case c.Parallel < 1 || c.Parallel > 64:
		return errors.New("parallel is not from 1 to 64")
	}
	return nil
}
