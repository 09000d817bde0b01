package pipelines

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/robfig/cron/v3"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/rest"
	"github.com/nightrounds/rounds/pipelines/link"
)

// ErrConfig says that the configuration cannot be used. Exit code 2.
var ErrConfig = errors.New("the configuration cannot be used")

// Config is rounds.yaml.
type Config struct {
	Warehouse WarehouseConfig `yaml:"warehouse"`
	Sources   []SourceConfig  `yaml:"sources"`

	PersonLink link.Config `yaml:"person_link"` // how the same human is found at several sources

	OnFailure   string `yaml:"on_failure"`   // command line for sh, run when a run is not done
	MetricsFile string `yaml:"metrics_file"` // written after every nightly run, in Prometheus' text format; ends in .prom
}

// WarehouseConfig says where the tables are: an embedded engine in a folder, or a ClickHouse server.
type WarehouseConfig struct {
	Dir      string        `yaml:"dir"`       // folder of the embedded engine; empty: .rounds
	HTTPPort int           `yaml:"http_port"` // of the embedded engine; 0: a free one
	TCPPort  int           `yaml:"tcp_port"`  // of the embedded engine; 0: a free one
	Prefix   string        `yaml:"prefix"`    // before every database name
	Server   *ServerConfig `yaml:"server"`    // instead of the embedded engine
}

// ServerConfig is a ClickHouse server, spoken to over HTTP.
type ServerConfig struct {
	Addr     string      `yaml:"addr"`   // host:port of the HTTP interface
	Secure   bool        `yaml:"secure"` // TLS
	CAFile   string      `yaml:"ca_file"`
	User     string      `yaml:"user"`
	Password rest.Secret `yaml:"password"`
}

// SourceConfig is one vendor at one customer. Its name and its account never change once used.
type SourceConfig struct {
	Name       string         `yaml:"name"`           // ^[a-z][a-z0-9-]{0,62}$: part of every id
	Vendor     string         `yaml:"vendor"`         // a name of the catalog
	Zone       string         `yaml:"zone"`           // IANA zone of the practice, for local dates; required
	Schedule   string         `yaml:"schedule"`       // cron, five fields, UTC; for rounds serve
	Jitter     int            `yaml:"jitter_minutes"` // a scheduled run starts up to so much later; 0 to 720
	Kinds      []extract.Kind `yaml:"kinds"`          // empty: all the vendor has
	Known      bool           `yaml:"known_only"`     // read the ids seen before instead of sweeping
	Lookback   int            `yaml:"lookback_days"`  // of kinds with an axis: the hot window between two sweeps; 0: the vendor's own
	Since      string         `yaml:"since"`          // of kinds with an axis: 2025-01-31, where the first night begins; empty: it is a sweep
	Sweep      int            `yaml:"sweep_days"`     // of kinds with an axis: days from one sweep to the next; 0: 7, -1: every night
	Vanish     int            `yaml:"vanish_percent"` // so many of the records held may be found deleted by one sweep; 0: 10
	Connection ast.Node       `yaml:"connection"`     // the vendor's own settings
	Mapping    ast.Node       `yaml:"mapping"`        // overrides of the vendor's code tables
}

// LoadConfig reads and checks a configuration file. Unknown keys are refused; errors name line and key, never a value.
func LoadConfig(path string) (*Config, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrConfig, err)
	}
	return ParseConfig(text)
}

// ParseConfig is LoadConfig for bytes.
func ParseConfig(text []byte) (*Config, error) {
	var c Config
	if err := yaml.UnmarshalWithOptions(text, &c, yaml.Strict()); err != nil {
		return nil, yamlError(err)
	}
	var names []string
	for _, s := range c.Sources {
		names = append(names, s.Name)
	}
	for n := range c.Sources {
		if err := c.Sources[n].check(names); errors.Is(err, ErrConfig) {
			return nil, err
		} else if err != nil {
			return nil, fmt.Errorf("%w: source %d: %w", ErrConfig, n+1, err)
		}
		if slices.ContainsFunc(c.Sources[:n], func(s SourceConfig) bool { return s.Name == c.Sources[n].Name }) {
			return nil, fmt.Errorf("%w: source %d: the name is used twice", ErrConfig, n+1)
		}
	}
	if err := c.PersonLink.Check(); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrConfig, err)
	}
	if c.MetricsFile != "" && filepath.Ext(c.MetricsFile) != ".prom" {
		return nil, fmt.Errorf("%w: metrics_file: a path that ends in .prom", ErrConfig)
	}
	return &c, c.Warehouse.check()
}

var sourceName = regexp.MustCompile(`^[a-z][a-z0-9-]{0,62}$`)
var prefixName = regexp.MustCompile(`^([a-z][a-z0-9_]{0,30})?$`)

// check reads all that can be read without a secret: a secret may be mended while other sources are at work. names are those of
// all sources.
func (s *SourceConfig) check(names []string) error {
	if !sourceName.MatchString(s.Name) {
		return errors.New("name: lower-case letters, digits and dashes, starting with a letter")
	}
	v, err := find(s.Vendor)
	if err != nil {
		return err
	}
	if len(s.Reads()) < len(s.Kinds) {
		return fmt.Errorf("kinds: each once, of %v", (&SourceConfig{Vendor: v.name}).Reads())
	}
	if s.Lookback < 0 || s.Sweep < -1 {
		return errors.New("lookback_days, sweep_days: days, sweep_days -1 for every night")
	}
	if err := s.checkTimes(); err != nil {
		return err
	}
	if s.Vanish < 0 || s.Vanish > 100 {
		return errors.New("vanish_percent: 1 to 100")
	}
	o, err := v.open(*s, sealed)
	for _, other := range o.refers {
		if !slices.Contains(names, other) {
			return errors.New("mapping: it refers to a source that is not configured")
		}
	}
	return err
}

func (s *SourceConfig) checkTimes() error {
	if s.Zone == "" {
		return errors.New("zone: required, an IANA name such as America/New_York")
	}
	if _, err := time.LoadLocation(s.Zone); err != nil {
		return errors.New("zone: not an IANA zone name")
	}
	if _, err := s.since(); err != nil {
		return errors.New("since: a day such as 2025-01-31")
	}
	if s.Schedule == "" {
		return nil
	}
	ticks, err := cron.ParseStandard(s.Schedule)
	if err != nil {
		return errors.New("schedule: not five cron fields")
	}
	if ticks.Next(time.Now()).IsZero() {
		return errors.New("schedule: a day that never comes")
	}
	if s.Jitter < 0 || s.Jitter > 720 {
		return errors.New("jitter_minutes: 0 to 720")
	}
	return nil
}

// since is the first instant of the configured day, UTC; zero when there is none.
func (s *SourceConfig) since() (time.Time, error) {
	if s.Since == "" {
		return time.Time{}, nil
	}
	return time.Parse(time.DateOnly, s.Since)
}

func (w *WarehouseConfig) check() error {
	if !prefixName.MatchString(w.Prefix) {
		return fmt.Errorf("%w: warehouse.prefix: lower-case letters, digits and underscores", ErrConfig)
	}
	if s := w.Server; s != nil && (s.Addr == "" || s.User == "") {
		return fmt.Errorf("%w: warehouse.server: addr and user are required", ErrConfig)
	}
	return nil
}

// FromEnv puts the server of ROUNDS_CLICKHOUSE (http://user@host:port or https://…) in place of what the file says; its
// password is the secret reference in ROUNDS_CLICKHOUSE_PASSWORD.
func (w *WarehouseConfig) FromEnv(getenv func(string) string) error {
	text := getenv("ROUNDS_CLICKHOUSE")
	if text == "" {
		return nil
	}
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || u.User == nil || (u.Scheme != "http" && u.Scheme != "https") {
		return fmt.Errorf("%w: ROUNDS_CLICKHOUSE: write http://user@host:8123 or https://user@host:8443", ErrConfig)
	}
	if _, has := u.User.Password(); has {
		return fmt.Errorf("%w: ROUNDS_CLICKHOUSE: no password in the address; name it in ROUNDS_CLICKHOUSE_PASSWORD as file:PATH", ErrConfig)
	}
	secret, err := rest.ParseSecret(getenv("ROUNDS_CLICKHOUSE_PASSWORD"))
	if err != nil {
		return fmt.Errorf("%w: ROUNDS_CLICKHOUSE_PASSWORD: %w", ErrConfig, err)
	}
	w.Server = &ServerConfig{Addr: u.Host, Secure: u.Scheme == "https", User: u.User.Username(), Password: secret}
	return nil
}

// decode fills a vendor's own settings: how to reach it, and what its codes mean here.
func (c SourceConfig) decode(connection, mapping any) error {
	if err := decode(c.Connection, connection); err != nil {
		return err
	}
	return decode(c.Mapping, mapping)
}

// decode reads one part of the file; an absent part leaves the zero value.
func decode(node ast.Node, into any) error {
	if node == nil {
		return nil
	}
	if err := yaml.NodeToValue(node, into, yaml.Strict()); err != nil {
		return yamlError(err)
	}
	return nil
}

// yamlError keeps line, column and the kind of mistake. The library's own message may quote a value.
func yamlError(err error) error {
	var at yaml.Error
	if !errors.As(err, &at) {
		return fmt.Errorf("%w: not readable as YAML", ErrConfig)
	}
	what := "not a value this setting takes"
	var unknown *yaml.UnknownFieldError
	var syntax *yaml.SyntaxError
	var twice *yaml.DuplicateKeyError
	switch {
	case errors.As(err, &unknown):
		what = "no such setting here"
	case errors.As(err, &syntax):
		what = "not valid YAML"
	case errors.As(err, &twice):
		what = "a setting is given twice"
	}
	tok := at.GetToken()
	if tok == nil || tok.Position == nil {
		return fmt.Errorf("%w: %s", ErrConfig, what)
	}
	if unknown != nil {
		what += ": " + strings.ToValidUTF8(tok.Value, "")
	}
	return fmt.Errorf("%w: line %d, column %d: %s", ErrConfig, tok.Position.Line, tok.Position.Column, what)
}
