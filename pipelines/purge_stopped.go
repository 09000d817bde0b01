package pipelines

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/nightrounds/rounds/load/clickhouse"
)

// What a plan says of what stays, as the list of a purge notes it.
const (
	staysShared  = "shared"
	staysUnclear = "unclear"
)

// keep notes what stays, for whoever finishes.
func (plan PurgePlan) keep(ctx context.Context, of clickhouse.Purge) error {
	return errors.Join(of.Stay(ctx, staysShared, plan.Shared), of.Stay(ctx, staysUnclear, plan.Unclear))
}

// finishStopped takes away what a purge before this one was agreed to take and did not, publishes, and tells what stays. done: that is
// all there is to do.
func (p *Purge) finishStopped(ctx context.Context, clock Clock, s *Summary) (done bool, err error) {
	of := p.Home.Purge()
	stopped, err := of.Stopped(ctx)
	switch {
	case err != nil:
		return false, err
	case !stopped && p.nothingNew():
		return false, fmt.Errorf("%w: none was stopped", ErrPurge)
	case !stopped:
		return false, nil
	}
	p.Log.Info("an earlier purge was stopped; finishing it")
	left, err := of.Staying(ctx)
	if err != nil {
		return false, err
	}
	if done, err = p.meant(ctx); err != nil {
		return false, err
	}
	if err := p.record(ctx, clock, *s, Running, nil); err != nil {
		return false, err
	}
	if err := p.erase(ctx, clock, s); err != nil {
		return false, err
	}
	if p.Finished != nil {
		p.Finished(PurgePlan{Shared: left[staysShared], Unclear: left[staysUnclear]})
	}
	if !done {
		*s = Summary{RunID: s.RunID, Started: s.Started} // what follows has its own
	}
	return done, nil
}

// meant tells whether the purge that was stopped is the one that is asked for: the last on record is about the same.
func (p *Purge) meant(ctx context.Context) (bool, error) {
	if p.nothingNew() {
		return true, nil
	}
	all, err := Audits(ctx, p.Home)
	if err != nil {
		return false, err
	}
	salt, _, err := p.Home.Salt(ctx)
	if err != nil {
		return false, err
	}
	for _, row := range slices.Backward(all) {
		if row.Action == "purge" {
			selector, target := p.target(salt)
			return row.Selector == selector && row.Target == target, nil
		}
	}
	return false, nil
}
