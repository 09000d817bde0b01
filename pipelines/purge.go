package pipelines

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/schemas/tables"
)

// ErrPurge says that what is to be purged is not there, or would be read again at once. Exit code 2.
var ErrPurge = errors.New("this cannot be purged")

// ErrNotPurged says that nobody agreed to a purge. Exit code 3.
var ErrNotPurged = errors.New("nothing was purged")

// purgeCommand is what a purge's lease says.
const purgeCommand = "rounds purge"

// Purge takes a person, a source or what is old out of a warehouse for good: landed states, resources and their history, the person
// link, surrogates, and the analysts' tables. What goes is remembered by its hash, and no run takes it again. Its fields do not change
// while it runs.
type Purge struct {
	Night // Config, Warehouse, Log, Meter, Command and Wait count
	Home  *clickhouse.Warehouse

	// What goes; one of the three, or of none: only what a purge that was stopped has left.
	Person string    // a person_id, or a patient_id of the person
	Of     string    // the name of a source
	Before time.Time // records last changed before it, by the vendor's word, or, where it has none, observed before it

	MayReturn bool // what the vendor still shows may be read again

	// Agree is shown what would go and says whether it goes.
	Agree func(PurgePlan) bool

	// Finished is shown what stays of a purge that was stopped, once the rest of it is gone.
	Finished func(PurgePlan)
}

func (p *Purge) nothingNew() bool { return p.Person == "" && p.Of == "" && p.Before.IsZero() }

// PurgePlan is what a purge would take away.
type PurgePlan struct {
	Patients uint64 // of the person, one for each source that knows them
	Records  uint64 // of vendors, each with all its states
	Shared   uint64 // records that speak of others, too: they stay
	Unclear  uint64 // landed states that nobody could map and that may be of the person: they stay
	Touched  []tables.Touched
}

// Run chooses, asks, puts the purge on record, erases and publishes. The error joins every failure; ErrNotPurged where nobody agreed.
// A purge that was agreed on and stopped is finished first. Where that was this one, or nothing else is to go, nobody is asked.
func (p *Purge) Run(ctx context.Context) (Summary, error) {
	s := Summary{RunID: uuid.NewString()}
	lease := Lease{RunID: s.RunID, Command: purgeCommand, Wait: p.Wait}
	clock, err := p.prepare(ctx, s.RunID)
	if err != nil {
		return s, err
	}
	held, release, err := holdStill(ctx, p.Home, p.Config, lease)
	if err != nil {
		return s, err
	}
	defer release()
	s.Started = clock.Now()
	if done, err := p.finishStopped(held, clock, &s); done || err != nil {
		return s, err
	}
	if err := p.choose(held, s.RunID, clock.Now()); err != nil {
		return s, err
	}
	if err := p.record(held, clock, s, Running, nil); err != nil {
		return s, err
	}
	err = p.erase(held, clock, &s)
	return s, err
}

// choose makes the list, asks, and puts on record what will go.
func (p *Purge) choose(ctx context.Context, runID string, now time.Time) error {
	of := p.Home.Purge()
	if err := of.Begin(ctx); err != nil {
		return err
	}
	plan, err := p.plan(ctx, of)
	if err != nil {
		return errors.Join(err, of.End(ctx))
	}
	if !p.Agree(plan) {
		return errors.Join(ErrNotPurged, of.End(ctx))
	}
	salt, err := p.ban(ctx, of, runID, now)
	if err != nil {
		return err
	}
	row := auditRow("purge", runID, nil)
	row.MayReturn, row.Touched = p.MayReturn, plan.Touched
	row.Selector, row.Target = p.target(salt)
	if _, err := Audits(ctx, p.Home); err != nil {
		return err
	}
	if _, err := p.Home.Audit(ctx, row); err != nil {
		return err
	}
	if err := plan.keep(ctx, of); err != nil {
		return err
	}
	return of.Add(ctx, tables.PurgeItem{What: tables.PurgeAgreed})
}

// plan lists what goes.
func (p *Purge) plan(ctx context.Context, of clickhouse.Purge) (plan PurgePlan, err error) {
	switch {
	case p.Person != "":
		err = p.person(ctx, of, &plan)
	case p.Of != "":
		err = p.source(ctx, of)
	default:
		err = of.Before(ctx, p.Before)
	}
	if err != nil {
		return plan, err
	}
	if plan.Records, err = of.Listed(ctx); err != nil {
		return plan, err
	}
	if err := of.Settle(ctx); err != nil {
		return plan, err
	}
	plan.Touched, err = of.Plan(ctx)
	if err == nil && len(plan.Touched) == 0 {
		err = fmt.Errorf("%w: there is nothing of that kind", ErrPurge)
	}
	return plan, err
}

// source refuses one that the next night would read again.
func (p *Purge) source(ctx context.Context, of clickhouse.Purge) error {
	if slices.Contains(p.sourceNames(), p.Of) && !p.MayReturn {
		return fmt.Errorf("%w: source %s is configured, and the next night would read it again: take it out of the configuration first", ErrPurge, p.Of)
	}
	return of.Source(ctx, p.Of)
}

// target names what was chosen: openly by what, and its value by a hash.
func (p *Purge) target(salt [32]byte) (selector string, hash [32]byte) {
	selector, value := "before", p.Before.UTC().Format(time.RFC3339)
	switch {
	case p.Person != "":
		selector, value = "person", p.Person
	case p.Of != "":
		selector, value = "source", p.Of
	}
	return selector, sha256.Sum256([]byte(string(salt[:]) + selector + "\x00" + value))
}

// ban remembers what goes, before it goes, so that no run takes it again, and gives the salt of the warehouse. What may return is not
// remembered.
func (p *Purge) ban(ctx context.Context, of clickhouse.Purge, runID string, now time.Time) ([32]byte, error) {
	salt, found, err := p.Home.Salt(ctx)
	if err != nil {
		return salt, err
	}
	if !found {
		_, _ = rand.Read(salt[:]) // never returns an error
	}
	keeper := tables.PurgedRow{Digest: tables.PurgedDigest(salt, "", "", ""), Salt: salt, RunID: runID, At: now} // bans nothing and keeps the salt
	rows := []tables.PurgedRow{keeper}
	if !p.MayReturn && p.Of == "" {
		err = of.Each(ctx, func(i tables.PurgeItem) {
			kind := i.Kind
			if i.What == tables.PurgePatient {
				kind = tables.PurgedPatient
			}
			rows = append(rows, tables.PurgedRow{Kind: kind, Digest: tables.PurgedDigest(salt, i.Source, kind, i.ID), Salt: salt, Until: p.Before, RunID: runID, At: now})
		})
	}
	if err != nil {
		return salt, err
	}
	return salt, write(ctx, p.Home, tables.Purged, rows)
}

// erase takes away what is listed, publishes, and sees that what analysts saw before is gone.
func (p *Purge) erase(ctx context.Context, clock Clock, s *Summary) error {
	of := p.Home.Purge()
	p.Meter.begin("", "erase")
	err := of.Erase(ctx)
	if err == nil {
		err = p.finish(ctx, clock, s)
	} else {
		s.Finished = clock.Now()
		err = errors.Join(err, p.record(ctx, clock, *s, Failed, err))
	}
	if err == nil {
		err = of.Dropped(ctx)
	}
	if err != nil {
		return err
	}
	return of.End(ctx)
}
