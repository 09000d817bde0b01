package nextvisit

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/rest"
)

// Endpoints (API 1.0.0, Progress Notes).
const (
	notesPath = "/v1/progress-notes"
	notePath  = "/v1/progress-notes/{id}"
)

// Reasons of extract.Skip.
const (
	skipNoID       = "no usable id"
	skipTwoIDs     = "two values for one id, team or date"
	skipTooLarge   = "over the size limit"
	skipUnreadable = "not a readable object"
	skipOtherID    = "the answer names another id"
	skipNoTeam     = "no team: whose it is cannot be told"
	skipNoCreated  = "no created_at: in no range"
)

// lost are the reasons that leave a window open: the vendor showed something that could not be read.
var lost = []string{skipNoID, skipTwoIDs, skipTooLarge, skipUnreadable, skipOtherID, skipNoTeam}

// note is one element as it came, made a record; or the reason why it is none.
type note struct {
	record  extract.Record
	created time.Time // zero when absent or unreadable
	skip    string
	fresh   bool // not seen before in this walk
}

// read makes a record of a note's bytes. The error is extract.ErrTenant alone: whatever else is wrong concerns one note only.
func (s *Source) read(raw json.RawMessage, from *rest.Answer) (note, error) {
	shaped, err := s.shape(raw)
	if reason := unreadable(err); reason != "" {
		return note{skip: reason}, nil
	}
	if team, ok := rest.Integer(shaped.Picked[pickTeam]); ok && team != s.cfg.TeamID {
		return note{}, fmt.Errorf("reading %s: %w", from.Origin(), extract.ErrTenant)
	} else if !ok {
		return note{skip: skipNoTeam}, nil
	}
	id := rest.ID(shaped.Picked[pickID])
	switch {
	case id == "":
		return note{skip: skipNoID}, nil
	case shaped.Ambiguous:
		return note{skip: skipTwoIDs}, nil
	}
	return note{created: moment(shaped.Picked[pickCreated]), record: extract.Record{
		Source: s.cfg.Name, Vendor: "nextvisit", Kind: extract.Note, ID: id,
		Changed: moment(shaped.Picked[pickUpdated]), Fetched: from.Fetched, Origin: from.Origin(),
		Body: shaped.Body, Hash: shaped.Hash,
	}}, nil
}

// unreadable is the reason to skip a note that could not be shaped; empty for nil.
func unreadable(err error) string {
	switch {
	case err == nil:
		return ""
	case errors.Is(err, extract.ErrTooLarge):
		return skipTooLarge
	}
	return skipUnreadable
}

// shape looks into {"data":{...}} too: details are printed bare, but this vendor wraps other kinds' details.
func (s *Source) shape(raw json.RawMessage) (rest.Shaped, error) {
	shaped, err := s.client.Shape(noteShape, raw)
	if inner := shaped.Picked; err == nil && inner[pickID] == nil && inner[pickData] != nil {
		return s.client.Shape(noteShape, inner[pickData])
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
