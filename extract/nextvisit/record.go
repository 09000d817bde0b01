package nextvisit

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/rest"
)

// Reasons of extract.Skip beside the shared ones. Both leave a window open.
const (
	skipTwoIDs = "two values for one id, team or date"
	skipNoTeam = "no team: whose it is cannot be told"
)

// row is one element as it came, made a record; or the reason why it is none.
type row struct {
	record  extract.Record
	created time.Time // zero when absent or unreadable
	skip    string
	again   bool // this walk has shown it before
}

// read makes a record of an element's bytes. The error is extract.ErrTenant alone: whatever else is wrong concerns one record only.
func (p *pull) read(raw json.RawMessage, from *rest.Answer) (row, error) {
	shaped, err := p.shape(raw)
	if reason := rest.SkipOf(err); reason != "" {
		return row{skip: reason}, nil
	}
	if skip, err := p.tenant(shaped); err != nil {
		return row{}, fmt.Errorf("reading %s: %w", from.Origin(), err)
	} else if skip != "" {
		return row{skip: skip}, nil
	}
	id := rest.ID(shaped.Picked[pickID])
	switch {
	case id == "":
		return row{skip: extract.SkipNoID}, nil
	case shaped.Ambiguous:
		return row{skip: skipTwoIDs}, nil
	}
	return row{created: moment(shaped.Picked[pickCreated]), record: extract.Record{
		Source: p.cfg.Name, Vendor: "nextvisit", Kind: p.kind.name, ID: id,
		Changed: moment(shaped.Picked[pickUpdated]), Fetched: from.Fetched, Origin: from.Origin(),
		Body: shaped.Body, Hash: shaped.Hash,
	}}, nil
}

// tenant holds a record to the configured team. A user who switches teams in the browser makes the same key show another clinic.
func (p *pull) tenant(shaped rest.Shaped) (skip string, err error) {
	if p.kind.team == shared {
		return "", nil
	}
	team, ok := rest.Integer(shaped.Picked[pickTeam])
	if !ok && p.kind.team == shown {
		team, ok = rest.Integer(rest.Members(shaped.Picked[pickTeamObject])["id"])
	}
	switch {
	case ok && team != p.cfg.TeamID:
		return "", extract.ErrTenant
	case !ok && p.kind.team == certain:
		return skipNoTeam, nil
	case !ok:
		p.book.Blind(blindTeamless)
	}
	return "", nil
}

// shape looks into {"data":{...}} too: a note's detail is printed bare, a patient's is wrapped.
func (p *pull) shape(raw json.RawMessage) (rest.Shaped, error) {
	shaped, err := p.client.Shape(p.kind.shape, raw)
	if inner := shaped.Picked; err == nil && inner[pickID] == nil && inner[pickData] != nil {
		return p.client.Shape(p.kind.shape, inner[pickData])
	}
	return shaped, err
}

// moment reads a date-time (RFC 3339, with or without fractions) as UTC. A time without a zone is not guessed at: zero.
func moment(raw json.RawMessage) time.Time {
	text, ok := rest.Text(raw)
	if !ok {
		return time.Time{}
	}
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return time.Time{}
	}
	return at.UTC()
}
