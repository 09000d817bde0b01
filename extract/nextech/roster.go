package nextech

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/rest"
	"github.com/nightrounds/rounds/extract/roster"
)

// maxRoster bounds a roster file, in bytes: some million patients.
const maxRoster = 32 << 20

// line is a patient on the roster.
type line struct {
	patient id
	chart   string // empty: the practice did not say
}

// listed is what a roster names, each patient once.
type listed struct {
	lines []line
	bad   int64  // lines without a patient id
	sum   string // the file's fingerprint: a place in one roster is no place in another
}

// rosterLines hands the roster to each in pieces of a page, from a place on.
func (p *pull) rosterLines(ctx context.Context, from place, each func(context.Context, []line, string, string) error) error {
	r, err := p.openRoster()
	if err != nil {
		return err
	}
	at := 0
	if from.inRoster() {
		if from.sum != r.sum || from.line > len(r.lines) {
			return errPlace
		}
		at = from.line
	}
	for chunk := range slices.Chunk(r.lines[at:], p.cfg.PageSize) {
		after := at + len(chunk)
		if err := each(ctx, chunk, atLine(r.sum, at), atLine(r.sum, after)); err != nil {
			return err
		}
		at = after
	}
	return nil
}

func (p *pull) openRoster() (listed, error) {
	p.book.Blind(blindRoster)
	r, err := readRoster(p.cfg.Roster)
	if err != nil {
		return listed{}, fmt.Errorf("read the roster: %w", err)
	}
	p.book.Skip(extract.SkipNoID, r.bad)
	return r, nil
}

// readRoster reads a file with patient_id and, where the practice has them, chart_number.
func readRoster(path string) (listed, error) {
	r, seen := listed{}, map[id]bool{}
	var err error
	r.sum, err = roster.File{Path: path, Limit: maxRoster, Columns: []string{"patient_id"}}.Read(func(row roster.Row) error {
		chart, ok := chartOf(row.Cells["chart_number"])
		if row.Cells == nil || !ok {
			return extract.ErrShape
		}
		switch key, ok := parseID(row.ID("patient_id")); {
		case !ok:
			r.bad++
		case !seen[key]:
			seen[key] = true
			r.lines = append(r.lines, line{key, chart})
		}
		return nil
	})
	return r, err
}

// chartOf takes a chart number as text: a number has lost its leading zeros already. Absent and null are none.
func chartOf(raw json.RawMessage) (string, bool) {
	if raw == nil || string(raw) == "null" {
		return "", true
	}
	return rest.Text(raw)
}
