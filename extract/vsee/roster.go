package vsee

import (
	"context"
	"fmt"
	"slices"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/roster"
)

// maxRoster bounds a roster file, in bytes: some two million ids.
const maxRoster = 32 << 20

// listed is what a roster names: members whose visits to list, visits to read.
type listed struct {
	members []candidate
	visits  []candidate
	bad     int64  // lines that name neither
	sum     string // the file's fingerprint: a place in one roster is no place in another
}

// rosterMembers reads the patients a roster names.
func (p *pull) rosterMembers(ctx context.Context) error {
	r, err := p.openRoster()
	if err != nil {
		return err
	}
	if len(r.members) == 0 {
		return fmt.Errorf("the roster names no members: %w", extract.ErrUnsupported)
	}
	return p.chunks(ctx, r.members, 0, r.sum, p.details)
}

// rosterVisits lists the visits of the members a roster names, then reads the visits it names.
func (p *pull) rosterVisits(ctx context.Context) error {
	r, err := p.openRoster()
	if err != nil {
		return err
	}
	if err := p.chunks(ctx, r.members, 0, r.sum, p.memberVisits); err != nil {
		return err
	}
	return p.chunks(ctx, r.visits, int64(len(r.members)), r.sum, p.details)
}

func (p *pull) openRoster() (listed, error) {
	p.book.Blind(blindRoster, blindToken)
	r, err := readRoster(p.cfg.Roster)
	if err != nil {
		return listed{}, fmt.Errorf("read the roster: %w", err)
	}
	p.book.Skip(extract.SkipNoID, r.bad)
	return r, nil
}

// chunks hands list to each in pieces of a page, from the place asked for. base is the place of list's first line.
func (p *pull) chunks(ctx context.Context, list []candidate, base int64, sum string, each func(context.Context, []candidate, string, string) error) error {
	name := "roster:" + sum + ":"
	at, err := offset(p.ask.Resume, name)
	if err != nil {
		return err
	}
	at = min(max(at-base, 0), int64(len(list)))
	for chunk := range slices.Chunk(list[at:], p.cfg.PageSize) {
		after := at + int64(len(chunk))
		if err := each(ctx, chunk, place(name, base+at, true), place(name, base+after, true)); err != nil {
			return err
		}
		at = after
	}
	return nil
}

// readRoster reads a file with member_id, visit_id or both; a line with both counts as its visit.
func readRoster(path string) (listed, error) {
	r := listed{}
	var err error
	r.sum, err = roster.File{Path: path, Limit: maxRoster, Columns: []string{"member_id", "visit_id"}}.Read(r.add)
	return r, err
}

func (r *listed) add(row roster.Row) error {
	if row.Cells == nil {
		return extract.ErrShape
	}
	if key, ok := number(row.ID("visit_id")); ok {
		r.visits = append(r.visits, candidate{id: key})
	} else if key, ok := number(row.ID("member_id")); ok {
		r.members = append(r.members, candidate{id: key})
	} else {
		r.bad++
	}
	return nil
}
