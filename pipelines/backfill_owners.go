package pipelines

import (
	"context"
	"errors"
	"slices"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/load"
)

// Pointed counts what the rows of a run point to and no record of its own has told.
type Pointed struct {
	Type    string // FHIR resource type
	Stubs   int    // something is there, made from what others say of it
	Missing int    // nothing is there
	Read    int    // read by their own ids in this run, so that they are not stubs any more
}

// pointed lists the resource types references lead to, with the kind that owns each; an encounter's owner is read along its axis.
var pointed = []struct {
	resource string
	kind     extract.Kind
}{
	{"Patient", extract.Patient}, {"Practitioner", extract.Practitioner}, {"Organization", extract.Organization},
	{"Location", extract.Location}, {"Encounter", ""},
}

// owners follows the references of the run's rows and reads, by their ids, the records of what only a stub stands for. The others are
// left to the next sweep, and counted.
func (b *Backfill) owners(ctx context.Context, pipeline func(kind) *Pipeline, c SourceConfig, done *Backfilled) error {
	var errs []error
	for _, to := range pointed {
		loose, err := b.Warehouse.Loose(ctx, done.RunID, to.resource)
		if err != nil {
			return err
		}
		before := len(loose)
		k := c.kind(to.kind)
		if ids := readable(c, to.resource, loose); len(ids) > 0 && k.name != "" {
			loose, err = b.pull(ctx, pipeline(k), to.resource, ids, done)
			errs = append(errs, err)
		}
		if before > 0 {
			done.Pointed = append(done.Pointed, tally(to.resource, before, loose))
		}
	}
	return errors.Join(errs...)
}

// pull reads records by id and looks again what is left.
func (b *Backfill) pull(ctx context.Context, p *Pipeline, resource string, ids []string, done *Backfilled) ([]load.Loose, error) {
	b.Meter.begin(p.Source.Name(), string(p.Kind))
	windows, err := p.Run(ctx, extract.Ask{Kind: p.Kind, Mode: extract.IDs, IDs: slices.Values(ids)})
	done.Windows = append(done.Windows, windows...)
	loose, bad := b.Warehouse.Loose(ctx, done.RunID, resource)
	return loose, errors.Join(err, bad)
}

// readable are the vendor's ids of stubs of this source. Of a stub's identifiers the vendor's own is the one its resource id is made of;
// where none is, nobody knows by what id it could be asked for.
func readable(c SourceConfig, resource string, loose []load.Loose) []string {
	var ids []string
	for _, l := range loose {
		at := slices.IndexFunc(l.Identifiers, func(id string) bool { return resourceID(c.Name, resource, id) == l.ID })
		if l.Source == c.Name && at >= 0 {
			ids = append(ids, l.Identifiers[at])
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

func tally(resource string, before int, left []load.Loose) Pointed {
	p := Pointed{Type: resource, Read: before - len(left)}
	for _, l := range left {
		if l.Source == "" {
			p.Missing++
		} else {
			p.Stubs++
		}
	}
	return p
}
