package vsee

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/rest"
)

// rooms hands the codes of all rooms to each, a page at a time. The list has no total and names no account, and it is short: it is
// walked until two walks agree, three times at most.
func (p *pull) rooms(ctx context.Context, each func(context.Context, []candidate, string, string) error) error {
	if p.ask.Resume != "" {
		return fmt.Errorf("the list of rooms is short, it is not resumed: %w", extract.ErrUnsupported)
	}
	p.book.Blind(blindRooms)
	var all, before []candidate
	agreed := false
	for walk := 0; walk < maxWalks && !agreed; walk++ {
		now, bad, err := p.roomWalk(ctx)
		if err != nil {
			return fmt.Errorf("walk the rooms: %w", err)
		}
		agreed = walk > 0 && sameIDs(before, now)
		before, all = now, append(all, now...)
		if agreed || walk == maxWalks-1 {
			p.book.Skip(extract.SkipNoID, bad)
		}
	}
	if !agreed {
		p.book.Doubt(driftRooms)
	}
	for chunk := range slices.Chunk(all, p.cfg.PageSize) {
		if err := each(ctx, chunk, "", ""); err != nil {
			return err
		}
	}
	return nil
}

// roomWalk is one walk: the rooms shown, and how many rows had no usable code.
func (p *pull) roomWalk(ctx context.Context) (found []candidate, bad int64, err error) {
	first := rest.Call{Endpoint: roomsPath, Query: url.Values{"page": {"1"}, "limit": {strconv.Itoa(p.cfg.PageSize)}}, Page: 1}
	for page, err := range p.client.Walk(ctx, rest.Walk{First: first, List: "data", Next: rest.ByNumber("page")}) {
		if err != nil {
			return nil, 0, err
		}
		for _, item := range page.Items {
			if id, ok := p.idOf(codePeek, codeFrom, item); ok {
				found = append(found, candidate{id: id})
			} else {
				bad++
			}
		}
	}
	return found, bad, nil
}

// idOf reads the id of an element of a list; two ids in it are none.
func (p *pull) idOf(peek *rest.Shape, read func(...json.RawMessage) (string, bool), item json.RawMessage) (string, bool) {
	ids, ok := p.peek(peek, item)
	if !ok {
		return "", false
	}
	return read(ids...)
}

func sameIDs(a, b []candidate) bool {
	sorted := func(list []candidate) []string {
		ids := make([]string, 0, len(list))
		for _, c := range list {
			ids = append(ids, c.id)
		}
		slices.Sort(ids)
		return ids
	}
	return slices.Equal(sorted(a), sorted(b))
}

// account reads the one account of this source.
func (p *pull) account(ctx context.Context) error {
	if p.ask.Resume != "" {
		return fmt.Errorf("one account is not resumed: %w", extract.ErrUnsupported)
	}
	p.book.Blind(blindAccounts)
	return p.details(ctx, []candidate{{id: p.tenant}}, "", "")
}

// providers reads who works in each of a page's rooms.
func (p *pull) providers(ctx context.Context, rooms []candidate, _, _ string) error {
	p.book.Blind(blindRoom)
	var all []outcome
	for _, room := range rooms {
		if !p.book.See("room/" + room.id) {
			continue
		}
		found, err := p.providersOf(ctx, room.id)
		if err != nil {
			return err
		}
		if len(found) == 1 && found[0].gone {
			p.book.Doubt(driftGone)
		}
		all = append(all, found...)
	}
	return p.emit(all, "")
}

// providersOf lists one room. A room that is not there has nobody in it; the list is read at once.
func (p *pull) providersOf(ctx context.Context, room string) ([]outcome, error) {
	page, err := p.client.GetPage(ctx, rest.Call{Endpoint: providersPath, ID: room}, "data")
	if err == nil && page.Items == nil {
		err = fmt.Errorf("open %s: %w", providersPath, extract.ErrShape)
	}
	switch skip := rest.SkipOf(err); {
	case errors.Is(err, rest.ErrNotFound):
		return []outcome{{gone: true, record: extract.Record{ID: room + "/"}}}, nil
	case skip != "":
		return []outcome{{skip: skip, err: err}}, nil
	case err != nil:
		return nil, fmt.Errorf("list a room's providers: %w", err)
	}
	var out []outcome
	for _, item := range page.Items {
		id, ok := p.idOf(filePeek, numberFrom, item)
		if !ok {
			out = append(out, outcome{skip: extract.SkipNoID, err: fmt.Errorf("open %s: %w", providersPath, extract.ErrShape)})
			continue
		}
		c := candidate{id: room + "/" + id, origin: page.Origin(), seenAt: page.Fetched}
		var err error
		if c.row, err = envelope(map[string]string{"room_code": room}, item); err != nil {
			return nil, err
		}
		o, _ := p.shaped(extract.PractitionerRole, providerShape, c)
		out = append(out, o)
	}
	return out, nil
}

// roomAndNumber reads the id of a provider's role: a room's code and a user's id.
func roomAndNumber(id string) (string, bool) {
	room, user, ok := strings.Cut(id, "/")
	_, okRoom := code(room)
	_, okUser := number(user)
	return id, ok && okRoom && okUser
}

// namedRoles reads the rooms of the ids asked for, each once. A provider is gone when the room's list, or the room, is: there is no
// other place where a role's fields come from.
func (p *pull) namedRoles(ctx context.Context) error {
	p.book.Blind(blindIDs, blindRoom)
	var rooms []string
	wanted := map[string][]string{}
	for id := range p.ask.IDs {
		if _, ok := roomAndNumber(id); !ok {
			p.book.Skip(extract.SkipNoID, 1)
			continue
		}
		if !p.book.See(id) {
			continue
		}
		room, _, _ := strings.Cut(id, "/")
		if wanted[room] == nil {
			rooms = append(rooms, room)
		}
		wanted[room] = append(wanted[room], id)
	}
	for _, room := range rooms {
		found, err := p.providersOf(ctx, room)
		if err != nil {
			return err
		}
		if err := p.emit(p.among(found, wanted[room]), ""); err != nil {
			return err
		}
	}
	return nil
}

// among picks the roles asked for out of a room's list. Where the list could not be read whole, none is taken for gone.
func (p *pull) among(found []outcome, wanted []string) []outcome {
	listed := map[string]outcome{}
	var out []outcome
	for _, o := range found {
		if o.skip != "" {
			out = append(out, o)
		}
		listed[o.record.ID] = o
	}
	whole := len(out) == 0
	for _, id := range wanted {
		if o, ok := listed[id]; ok {
			out = append(out, o)
		} else if whole {
			out = append(out, p.missing(candidate{id: id}))
		}
	}
	return out
}
