package noanotes

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/roster"
)

// Reasons of Skip of this vendor's own.
const (
	skipBadRow     = "a line of the manifest is unreadable"                 // lost
	skipBadLine    = "a line of the journal is unreadable"                  // a session it tells of is asked for all the same, if another line names it
	skipNoCountry  = "no country is named, and more than one is configured" // lost
	skipNoHost     = "of a country without a host here"
	skipNoConsumer = "no consumer under consumer_path"
)

// known is what the customer's files tell of one session.
type known struct {
	key         string // the session's id in this warehouse, country/id: a session is known to one country's host only
	country, id string
	place       string          // where it stands in a sweep: nothing that tells of it, and the same whatever else the files name
	row         json.RawMessage // of the manifest; nil: only the journal names it
	created     time.Time       // the manifest's; zero: it does not tell
	events      []event         // by time of receipt
	contact     string          // episode, doctor and facility, which may own several sessions; empty without an episode
	succeeded   bool            // a later session was made for the same contact
}

// event is one delivery of the journal.
type event struct {
	status json.RawMessage
	stamp  string // as written
	at     time.Time
}

func newKnown(key string) *known {
	k := &known{key: key}
	k.country, k.id, _ = strings.Cut(key, "/")
	sum := sha256.Sum256([]byte(key))
	k.place = hex.EncodeToString(sum[:8])
	return k
}

// inventory is all that the manifest and the journal name.
type inventory struct {
	book     *extract.Book
	hosts    []string
	sessions map[string]*known // by key
	home     map[string]string // session id: country, as the manifest says
}

// inventory reads both files anew: they grow while the program runs.
func (s *Source) inventory(book *extract.Book) (*inventory, error) {
	inv := &inventory{book: book, hosts: s.countries(), sessions: map[string]*known{}, home: map[string]string{}}
	for _, file := range []struct {
		name, path string
		each       func(roster.Row)
	}{{"manifest", s.cfg.Manifest, inv.manifest}, {"journal", s.cfg.Journal, inv.journal}} {
		if file.path == "" {
			continue
		}
		if err := rows(file.path, file.each); err != nil {
			return nil, fmt.Errorf("read the %s: %w", file.name, err)
		}
	}
	newest := map[string]*known{}
	for _, k := range inv.sessions {
		k.events = settled(k.events)
		k.succeed(newest)
		k.contact = ""
	}
	inv.home = nil // like the contacts, only of use while the files are read: a million sessions are held for hours
	return inv, nil
}

// succeed keeps the newest session of each contact: what all of them tell of it would depend on which is read last.
func (k *known) succeed(newest map[string]*known) {
	if k.contact == "" {
		return
	}
	old := newest[k.contact]
	if old != nil && cmp.Or(k.created.Compare(old.created), cmp.Compare(k.id, old.id)) < 0 {
		k.succeeded = true
		return
	}
	if newest[k.contact] = k; old != nil {
		old.succeeded = true
	}
}

// manifest takes a row. Of two rows for one session the later counts.
func (inv *inventory) manifest(r roster.Row) {
	k := inv.find(r, skipBadRow)
	if k == nil {
		return
	}
	inv.home[k.id] = k.country
	k.row, k.created, k.contact = bytes.Clone(r.JSON), moment(text(r, "created_at", "createdAt")), ""
	if episode := text(r, "episode_id", "episodeId"); episode != "" {
		k.contact = strings.Join([]string{k.country, episode, text(r, "doctor_id", "doctorId"), text(r, "facility_id", "facilityId")}, "\x00")
	}
}

// journal takes a delivery. One without a time cannot be put in order and is left out.
func (inv *inventory) journal(r roster.Row) {
	e := event{status: bytes.Clone(r.Cells["status"]), stamp: text(r, "received_at", "receivedAt")}
	if e.at = moment(e.stamp); e.at.IsZero() || e.status == nil {
		inv.book.Skip(skipBadLine, 1)
		return
	}
	if k := inv.find(r, skipBadLine); k != nil {
		k.events = append(k.events, e)
	}
}

// find gives the session that a row names.
func (inv *inventory) find(r roster.Row, unreadable string) *known {
	id := sessionID(text(r, idColumns...))
	country := strings.ToLower(text(r, "country"))
	if country == "" {
		country = inv.home[id]
	}
	if country == "" && len(inv.hosts) == 1 {
		country = inv.hosts[0]
	}
	switch {
	case id == "":
		inv.book.Skip(unreadable, 1)
		return nil
	case country == "":
		inv.book.Skip(skipNoCountry, 1)
		return nil
	case !slices.Contains(inv.hosts, country):
		inv.book.Skip(skipNoHost, 1)
		return nil
	}
	key := country + "/" + id
	k, ok := inv.sessions[key]
	if !ok {
		k = newKnown(key)
		inv.sessions[key] = k
	}
	return k
}

// named is the session of an id of this warehouse, whether or not a file names it; nil for what is no id.
func (inv *inventory) named(id string) *known {
	if k, ok := inv.sessions[id]; ok {
		return k
	}
	country, own, _ := strings.Cut(id, "/")
	switch {
	case country == "" || sessionID(own) != own || own == "":
		inv.book.Skip(extract.SkipNoID, 1)
		return nil
	case !slices.Contains(inv.hosts, country):
		inv.book.Skip(skipNoHost, 1)
		return nil
	}
	return newKnown(id)
}

// all are the sessions that pick wants, in the order of a sweep.
func (inv *inventory) all(pick func(*known) bool) []*known {
	var list []*known
	for _, k := range inv.sessions {
		if pick(k) {
			list = append(list, k)
		}
	}
	slices.SortFunc(list, func(a, b *known) int { return cmp.Compare(a.place, b.place) })
	return list
}

// sessionID is an id in one spelling: small letters where it is a UUID, as it should be. An id with a slash is none.
func sessionID(text string) string {
	if id, err := uuid.Parse(text); err == nil {
		return id.String()
	}
	if strings.Contains(text, "/") {
		return ""
	}
	return strings.TrimSpace(text)
}

// repeated is how soon after a delivery an equal one is the same once more: a webhook delivers at least once. Later it is news,
// such as a summary that was made again.
const repeated = time.Hour

// settled puts deliveries in the order of receipt and keeps the first of those that were repeated.
func settled(events []event) []event {
	slices.SortStableFunc(events, func(a, b event) int { return a.at.Compare(b.at) })
	return slices.CompactFunc(events, func(a, b event) bool { return string(a.status) == string(b.status) && b.at.Sub(a.at).Abs() < repeated })
}

// moment reads a date-time as UTC. One without a zone is not guessed at: zero.
func moment(text string) time.Time {
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return time.Time{}
	}
	return at.UTC()
}

// touches tells whether something happened to a session from a time until another: it was made, the journal received a word,
// or a while has passed since the last word on it and its summary may have been made again.
func (c Config) touches(k *known, from, to, now time.Time) bool {
	in := func(at time.Time) bool { return !at.IsZero() && !at.Before(from) && at.Before(to) }
	last := k.created
	for _, e := range k.events {
		if in(e.at) {
			return true
		}
		last = e.at
	}
	for _, after := range c.Recheck {
		if due := last.Add(after); !last.IsZero() && in(due) && !due.After(now) {
			return true
		}
	}
	return in(k.created)
}

// dated tells whether a range can show a session at all.
func (k *known) dated() bool { return !k.created.IsZero() || len(k.events) > 0 }
