package pipelines

import (
	"context"
	"errors"
	"fmt"
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

// owners follows the references of the rows that runs of this backfill wrote, the stopped ones too, and reads by their ids the records
// of what only a stub stands for. What it cannot read so is left to the next sweep, and counted.
func (b *Backfill) owners(ctx context.Context, pipeline func(kind) *Pipeline, c SourceConfig, plan BackfillPlan, done *Backfilled) error {
	rows := load.Backfilled{Source: c.Name, Kind: string(plan.Kind), Shard: plan.Shard.String(), From: plan.From, To: plan.To}
	var errs []error
	for _, to := range pointed {
		loose, err := b.Warehouse.Loose(ctx, rows, to.resource)
		if err != nil {
			return errors.Join(append(errs, err)...)
		}
		if len(loose) == 0 {
			continue
		}
		left, k := loose, c.kind(to.kind)
		if ids := readable(c, to.resource, loose); len(ids) > 0 && k.name != "" && !alike(errors.Join(errs...)) {
			errs = append(errs, b.pull(ctx, pipeline(k), ids, done))
			if left, err = b.Warehouse.Loose(ctx, rows, to.resource); err != nil {
				return errors.Join(append(errs, err)...)
			}
		}
		done.Pointed = append(done.Pointed, tally(to.resource, len(loose), left))
	}
	return errors.Join(errs...)
}

// pull reads records by their ids.
func (b *Backfill) pull(ctx context.Context, p *Pipeline, ids []string, done *Backfilled) error {
	b.Meter.begin(p.Source.Name(), string(p.Kind))
	windows, err := p.Run(ctx, extract.Ask{Kind: p.Kind, Mode: extract.IDs, IDs: slices.Values(ids)})
	done.Windows = append(done.Windows, windows...)
	if err != nil {
		return fmt.Errorf("%s: %w", p.Kind, err)
	}
	return nil
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
