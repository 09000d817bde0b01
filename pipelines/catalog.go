package pipelines

import (
	"fmt"
	"slices"

	"github.com/nightrounds/rounds/extract"
	nextvisitin "github.com/nightrounds/rounds/extract/nextvisit"
	vseein "github.com/nightrounds/rounds/extract/vsee"
	"github.com/nightrounds/rounds/transform"
	nextvisitout "github.com/nightrounds/rounds/transform/nextvisit"
	vseeout "github.com/nightrounds/rounds/transform/vsee"
)

// vendor is one entry of the catalog.
type vendor struct {
	name  string
	kinds []extract.Kind // in reading order: owners before what points to them
	open  func(SourceConfig) (opened, error)
}

// opened is a configured source with its mappers.
type opened struct {
	source  extract.Source
	mappers map[extract.Kind]transform.Mapper
	tenant  string // team, account, practice: pinned at first use
}

// catalog lists every vendor. A new vendor is one entry here and its own folders.
var catalog = []vendor{
	{"vsee", []extract.Kind{extract.Practitioner, extract.Patient, extract.Visit}, openVSee},
	{"nextvisit", []extract.Kind{extract.Note}, openNextvisit},
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
