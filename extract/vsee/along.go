package vsee

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/rest"
)

// inside cuts the intake and the medical profile out of a visit: each has an identity of its own. One whose ids contradict the
// visit belongs to somebody else and is left where it stands.
func (p *pull) inside(visit candidate, in visitOf, shaped rest.Shaped) []outcome {
	raw := shaped.Picked[pickIntake]
	if !in.shown {
		return nil
	}
	picked, ok := p.peek(intakePeek, raw)
	if !ok || shaped.Ambiguous {
		return []outcome{{skip: skipTwice}}
	}
	if in.contradicted(picked) {
		return []outcome{{skip: skipForeign}}
	}
	visit.row = raw
	var out []outcome
	if id, ok := codeFrom(picked[0]); ok {
		visit.id = id
		out = append(out, p.intake(visit, in, picked))
	}
	if profile := picked[3]; isObject(profile) {
		visit.row = profile
		out = append(out, p.profile(visit, in))
	}
	return out
}

// visitOf is what an object inside a visit must agree with.
type visitOf struct {
	member, visit string
	related       []string // the visit, its walk-in, the appointment it came from
	intake        string   // intake_id
	shown         bool     // the intake is inside the visit
	test          bool     // is_test
}

// What visitShape picks after the ids, modified and start.
const (
	pickMember = iota + 4
	pickWalkInID
	pickWalkIn
	pickRoot
	pickIntakeID
	pickIntake
	pickIsTest
)

func visitIDs(shaped rest.Shaped) visitOf {
	pick := shaped.Picked
	visit, _ := numberFrom(pick[:2]...)
	return visitOf{
		member: rest.ID(pick[pickMember]), visit: visit, intake: rest.ID(pick[pickIntakeID]), shown: isObject(pick[pickIntake]),
		test: string(pick[pickIsTest]) == "true",
		related: []string{
			"", visit, rest.ID(pick[pickWalkInID]),
			rest.ID(rest.Members(pick[pickWalkIn])["id"]), rest.ID(rest.Members(pick[pickRoot])["id"]),
		},
	}
}

// contradicted tells whether an intake names another member, or a visit that is not related.
func (v visitOf) contradicted(picked []json.RawMessage) bool {
	member, visit := rest.ID(picked[1]), rest.ID(picked[2])
	return member != "" && member != v.member || !slices.Contains(v.related, visit)
}

// profile is the patient's own record wherever it is shown. The one of another user is not taken from this visit.
func (p *pull) profile(c candidate, in visitOf) outcome {
	o, shaped := p.shaped(extract.MedicalProfile, profileShape, c)
	if o.skip != "" {
		return o
	}
	user, ok := numberFrom(shaped.Picked[0])
	switch {
	case shaped.Ambiguous:
		return outcome{skip: skipTwice}
	case !ok || user != in.member:
		return outcome{skip: skipForeign}
	}
	o.record.ID, o.record.Changed = user, moment(shaped.Picked[1])
	return o
}

// along reads what else belongs to a record: an intake that the visit only names, files, the summary.
func (p *pull) along(ctx context.Context, o *outcome) error {
	switch p.ask.Kind {
	case extract.Visit:
		return p.besideVisit(ctx, o)
	case extract.Patient:
		if p.cfg.Files == UserFiles || p.cfg.Files == AllFiles {
			return p.files(ctx, o, target{Kind: "user", ID: o.record.ID})
		}
	}
	return nil
}

func (p *pull) besideVisit(ctx context.Context, o *outcome) error {
	if err := p.apart(ctx, o); err != nil {
		return err
	}
	t := target{Kind: "visit", ID: o.record.ID, Member: o.visit.member, Test: o.visit.test}
	if p.cfg.Files == VisitFiles || p.cfg.Files == AllFiles {
		if err := p.files(ctx, o, t); err != nil {
			return err
		}
	}
	if p.cfg.Summaries {
		return p.summary(ctx, o, t)
	}
	return nil
}

// apart reads an intake that the visit names without showing it.
func (p *pull) apart(ctx context.Context, o *outcome) error {
	id, ok := code(o.visit.intake)
	if !ok || o.visit.shown {
		return nil
	}
	found, skip, err := p.object(ctx, rest.Call{Endpoint: intakePath, ID: id})
	switch {
	case errors.Is(err, rest.ErrNotFound):
		o.along = append(o.along, outcome{skip: extract.SkipGone})
		return nil
	case skip != "":
		o.along = append(o.along, outcome{skip: skip, err: err})
		return nil
	case err != nil:
		return err
	}
	found.id = id
	o.along = append(o.along, p.ofItsOwn(found, o.visit))
	return nil
}

// ofItsOwn is the intake that was read by its id, if it is the one and agrees with the visit that names it.
func (p *pull) ofItsOwn(c candidate, in visitOf) outcome {
	picked, ok := p.peek(intakePeek, c.row)
	if !ok {
		return outcome{skip: skipTwice}
	}
	if named := rest.ID(picked[0]); named != "" && named != c.id {
		return outcome{skip: extract.SkipOtherID, err: fmt.Errorf("read %s: another id is answered: %w", intakePath, extract.ErrShape)}
	}
	if in.contradicted(picked) {
		return outcome{skip: skipForeign}
	}
	return p.intake(c, in, picked)
}

// peek reads what an object says of itself; false where it says it twice, or is none.
func (p *pull) peek(shape *rest.Shape, raw json.RawMessage) ([]json.RawMessage, bool) {
	shaped, err := p.client.Shape(shape, raw)
	return shaped.Picked, err == nil && !shaped.Ambiguous
}
