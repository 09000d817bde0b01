package pipelines

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/nightrounds/rounds/extract"
	nextechin "github.com/nightrounds/rounds/extract/nextech"
	nextvisitin "github.com/nightrounds/rounds/extract/nextvisit"
	noanotesin "github.com/nightrounds/rounds/extract/noanotes"
	"github.com/nightrounds/rounds/extract/rest"
	vseein "github.com/nightrounds/rounds/extract/vsee"
	"github.com/nightrounds/rounds/transform"
	"github.com/nightrounds/rounds/transform/fhirx"
	nextechout "github.com/nightrounds/rounds/transform/nextech"
	nextvisitout "github.com/nightrounds/rounds/transform/nextvisit"
	noanotesout "github.com/nightrounds/rounds/transform/noanotes"
	vseeout "github.com/nightrounds/rounds/transform/vsee"
)

// vendor is one entry of the catalog.
type vendor struct {
	name  string
	kinds []kind // in reading order: owners before what points to them
	// settings are the types behind connection and mapping in a configuration.
	settings []any
	open     func(SourceConfig, means) (opened, error)
}

// kind is one kind of a vendor.
type kind struct {
	name   extract.Kind
	axis   string         // the date by which a range is asked for, in the vendor's word; empty: no range can be read
	hot    time.Duration  // between two sweeps a night reads so far back; 0: every night is a sweep unless lookback_days is set
	chunk  time.Duration  // whole days of a window when a long time is read; 0: 28 days. Long where each window asks for every patient
	riders []extract.Kind // kinds whose records come along

	everyone bool // a range asks for every patient, so that it costs the same however short it is
}

// all is the kind and those that ride along with it.
func (k kind) all() []extract.Kind { return append([]extract.Kind{k.name}, k.riders...) }

// each lists kinds that every night sweeps.
func each(names ...extract.Kind) []kind {
	kinds := make([]kind, len(names))
	for n, name := range names {
		kinds[n] = kind{name: name}
	}
	return kinds
}

const day = 24 * time.Hour

// means is what a source is opened with. To check a configuration no secret is read and nothing is sent: sealed.
type means struct {
	reveal   func(rest.Secret) (string, error)
	spending rest.Spending // where the account's requests are booked; nil: nowhere
	share    int           // so many processes read the account at once; 0: this one alone
	ssnKey   rest.Secret   // of person_link; unset: social security numbers are cut
}

// mask makes of the key what sources that are told social security numbers land in their place; nil without one.
func (m means) mask() (*rest.Mask, error) {
	if m.ssnKey.IsZero() {
		return nil, nil
	}
	key, err := m.reveal(m.ssnKey)
	if err != nil {
		return nil, fmt.Errorf("person_link.ssn_key: %w", err)
	}
	mask, err := rest.NewMask(key)
	if err != nil {
		return nil, fmt.Errorf("person_link.ssn_key: %w", err)
	}
	return mask, nil
}

func unseal(s rest.Secret) (string, error) { return s.Reveal(context.Background()) }

var sealed = means{reveal: func(rest.Secret) (string, error) { return "", nil }}

// account is a source that tells its pace, and lets go of its connections when a run is done with it.
type account interface {
	extract.Source
	Pace() rest.Pace
	Close()
}

// opened is a configured source with its mappers.
type opened struct {
	source  account
	mappers map[extract.Kind]transform.Mapper
	tenant  string   // team, account, practice: pinned at first use
	refers  []string // other sources whose patients its records point to
}

// catalog lists every vendor. A new vendor is one entry here and its own folders.
var catalog = []vendor{
	{"vsee", append(each(extract.Organization, extract.Location, extract.Practitioner, extract.PractitionerRole),
		kind{name: extract.Patient, riders: []extract.Kind{extract.File}},
		kind{name: extract.Visit, axis: "start", chunk: 84 * day, everyone: true, riders: []extract.Kind{extract.Intake, extract.MedicalProfile, extract.File}}),
		[]any{vseein.Config{}, vseeout.Config{}}, openVSee},
	{"nextvisit", append(each(extract.Organization, extract.Practitioner, extract.Patient), kind{name: extract.Note, axis: "created_at", hot: 35 * day, chunk: 7 * day}),
		[]any{nextvisitin.Config{}, nextvisitout.Config{}}, openNextvisit},
	{"nextech", []kind{{name: extract.Patient}, {name: extract.Encounter, axis: "encounterDate", hot: 60 * day, chunk: 84 * day, everyone: true}},
		[]any{nextechin.Config{}, nextechout.Config{}}, openNextech},
	{"noanotes", []kind{{name: extract.Organization}, {name: extract.Session, axis: "created_at of the manifest", hot: 3 * day}},
		[]any{noanotesin.Config{}, noanotesout.Config{}}, openNoaNotes},
}

// find looks a vendor up by its name.
func find(name string) (vendor, error) {
	n := slices.IndexFunc(catalog, func(v vendor) bool { return v.name == name })
	if n < 0 {
		return vendor{}, fmt.Errorf("vendor: one of %v", Vendors())
	}
	return catalog[n], nil
}

// Vendors lists the names a configuration may use.
func Vendors() []string {
	names := make([]string, len(catalog))
	for n, v := range catalog {
		names[n] = v.name
	}
	return names
}

func openVSee(c SourceConfig, with means) (opened, error) {
	in, out := vseein.Config{Name: c.Name}, vseeout.Config{Source: c.Name, Zone: c.Zone}
	if err := c.decode(&in, &out); err != nil {
		return opened{}, err
	}
	if err := out.Check(); err != nil {
		return opened{}, fmt.Errorf("%w: source %s: mapping: %w", ErrConfig, c.Name, err)
	}
	mask, err := with.mask()
	if err != nil {
		return opened{}, err
	}
	in.Spending, in.Share, in.Mask = with.spending, with.share, mask
	source, err := vseein.New(in)
	if err != nil {
		return opened{}, fmt.Errorf("%w: source %s: %w", ErrConfig, c.Name, err)
	}
	account, err := with.reveal(in.Account)
	if err != nil {
		return opened{}, fmt.Errorf("account: %w", err)
	}
	if out.Account == "" {
		out.Account = account // older records name none
	}
	sum := sha256.Sum256([]byte(account))
	return opened{source: source, mappers: vseeout.Mappers(out), tenant: "account " + hex.EncodeToString(sum[:8])}, nil
}

func openNextvisit(c SourceConfig, with means) (opened, error) {
	in, out := nextvisitin.Config{Name: c.Name}, nextvisitout.Config{Source: c.Name, Zone: c.Zone}
	if err := c.decode(&in, &out); err != nil {
		return opened{}, err
	}
	if err := out.Check(); err != nil {
		return opened{}, fmt.Errorf("%w: source %s: mapping: %w", ErrConfig, c.Name, err)
	}
	in.Spending, in.Share = with.spending, with.share
	source, err := nextvisitin.New(in)
	if err != nil {
		return opened{}, fmt.Errorf("%w: source %s: %w", ErrConfig, c.Name, err)
	}
	return opened{source: source, mappers: nextvisitout.Mappers(out), tenant: "team " + strconv.FormatInt(in.TeamID, 10)}, nil
}

func openNextech(c SourceConfig, with means) (opened, error) {
	in, out := nextechin.Config{Name: c.Name}, nextechout.Config{Source: c.Name}
	if err := c.decode(&in, &out); err != nil {
		return opened{}, err
	}
	if err := out.Check(); err != nil {
		return opened{}, fmt.Errorf("%w: source %s: mapping: %w", ErrConfig, c.Name, err)
	}
	mask, err := with.mask()
	if err != nil {
		return opened{}, err
	}
	in.Spending, in.Share, in.Mask = with.spending, with.share, mask
	source, err := nextechin.New(in)
	if err != nil {
		return opened{}, fmt.Errorf("%w: source %s: %w", ErrConfig, c.Name, err)
	}
	return opened{source: source, mappers: nextechout.Mappers(out), tenant: "practice " + in.Practice}, nil
}

func openNoaNotes(c SourceConfig, with means) (opened, error) {
	in, out := noanotesin.Config{Name: c.Name}, noanotesout.Config{Source: c.Name, Zone: c.Zone}
	if err := c.decode(&in, &out); err != nil {
		return opened{}, err
	}
	if err := out.Check(); err != nil {
		return opened{}, fmt.Errorf("%w: source %s: mapping: %w", ErrConfig, c.Name, err)
	}
	in.Spending, in.Share = with.spending, with.share
	source, err := noanotesin.New(in)
	if err != nil {
		return opened{}, fmt.Errorf("%w: source %s: %w", ErrConfig, c.Name, err)
	}
	return opened{source: source, mappers: noanotesout.Mappers(out), tenant: "client " + in.ClientID, refers: out.PatientSources}, nil
}

// open makes a configured source ready. Nothing is sent to the vendor.
func (c SourceConfig) open(with means) (vendor, opened, *time.Location, error) {
	v, err := find(c.Vendor)
	if err != nil {
		return vendor{}, opened{}, nil, fmt.Errorf("%w: %w", ErrConfig, err)
	}
	zone, err := time.LoadLocation(c.Zone)
	if err != nil {
		return vendor{}, opened{}, nil, fmt.Errorf("%w: source %s: zone", ErrConfig, c.Name)
	}
	o, err := v.open(c, with)
	return v, o, zone, err
}

// Reads lists the kinds the source reads, in reading order.
func (c SourceConfig) Reads() []extract.Kind {
	var names []extract.Kind
	for _, k := range c.reads() {
		names = append(names, k.name)
	}
	return names
}

func (c SourceConfig) reads() []kind {
	v, err := find(c.Vendor)
	if err != nil || len(c.Kinds) == 0 {
		return v.kinds
	}
	return slices.DeleteFunc(slices.Clone(v.kinds), func(k kind) bool { return !slices.Contains(c.Kinds, k.name) })
}

// kind finds one of the source's kinds; without a name where it does not read it.
func (c SourceConfig) kind(name extract.Kind) kind {
	for _, k := range c.reads() {
		if k.name == name {
			return k
		}
	}
	return kind{}
}

// resourceID is the id of the resource of a type that is made from a vendor's id.
func resourceID(source, resource, vendorID string) string {
	return fhirx.Scope{Source: source}.ID(resource, vendorID)
}

// rhythm is how the source's nights go for a kind.
func (c SourceConfig) rhythm(k kind) Rhythm {
	since, _ := c.since() // checked when the file was read
	r := Rhythm{Known: c.Known, Since: since, Lookback: k.hot, Sweep: 7 * day, Chunk: k.chunk}
	if k.axis != "" && c.Lookback > 0 {
		r.Lookback = time.Duration(c.Lookback) * day
	}
	switch {
	case c.Sweep < 0:
		r.Lookback = 0
	case c.Sweep > 0:
		r.Sweep = time.Duration(c.Sweep) * day
	}
	return r
}
