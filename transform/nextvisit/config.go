package nextvisit

import (
	"fmt"
	"time"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/transform"
	"github.com/nightrounds/rounds/transform/fhirx"
)

// Config is what a practice may know better than Nextvisit's pages. The zero value follows the pages.
type Config struct {
	Source string `yaml:"-"`    // the configured name of the source: part of every id
	Zone   string `yaml:"-"`    // IANA zone of times without one; empty: UTC
	Team   string `yaml:"team"` // team id, for notes that do not name theirs
}

// Check tells what in the config no mapper could follow.
func (c Config) Check() error {
	if _, err := time.LoadLocation(c.Zone); err != nil {
		return fmt.Errorf("zone %q is not an IANA time zone", c.Zone)
	}
	return nil
}

// Mappers gives a mapper for each kind of Nextvisit record. A zone that Check refuses counts as UTC.
func Mappers(c Config) map[extract.Kind]transform.Mapper {
	zone, err := time.LoadLocation(c.Zone)
	if err != nil {
		zone = time.UTC
	}
	scope := fhirx.Scope{Vendor: "nextvisit", Source: c.Source}
	return map[extract.Kind]transform.Mapper{extract.Note: notes{c, scope, zone}}
}

// noteRev is the mapper's revision. Raise it whenever the output changes for any input.
const noteRev = 3
