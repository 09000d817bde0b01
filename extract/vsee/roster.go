package vsee

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/rest"
)

// maxRoster bounds a roster file, in bytes: some two million ids.
const maxRoster = 32 << 20

// roster is what a file names: members whose visits to list, visits to read.
type roster struct {
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

func (p *pull) openRoster() (roster, error) {
	p.book.Blind(blindRoster, blindToken)
	r, err := readRoster(p.cfg.Roster)
	if err != nil {
		return roster{}, fmt.Errorf("read the roster: %w", err)
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

// readRoster reads CSV with a header, or one JSON object a line where the name ends in .ndjson or .jsonl. Either has
// member_id, visit_id or both; a line with both counts as its visit. Errors tell the line, never what it says.
func readRoster(path string) (roster, error) {
	f, err := os.Open(path)
	if err != nil {
		return roster{}, err
	}
	defer func() { _ = f.Close() }() // it was only read
	sum := sha256.New()
	in := bufio.NewReader(io.TeeReader(io.LimitReader(f, maxRoster+1), sum))
	r := roster{}
	read := r.readCSV
	if ext := filepath.Ext(path); ext == ".ndjson" || ext == ".jsonl" {
		read = r.readLines
	}
	if err := read(in); err != nil {
		return roster{}, err
	}
	if info, err := f.Stat(); err != nil || info.Size() > maxRoster {
		return roster{}, extract.ErrTooLarge
	}
	r.sum = hex.EncodeToString(sum.Sum(nil)[:6])
	return r, nil
}

func (r *roster) readCSV(in io.Reader) error {
	rows := csv.NewReader(in)
	head, err := rows.Read()
	if err != nil {
		return fmt.Errorf("line 1: %w", extract.ErrShape)
	}
	member, visit := slices.Index(head, "member_id"), slices.Index(head, "visit_id")
	if member < 0 && visit < 0 {
		return errors.New("line 1: the header has neither member_id nor visit_id")
	}
	cell := func(row []string, column int) string {
		if column < 0 {
			return ""
		}
		return row[column]
	}
	for line := 2; ; line++ {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("line %d: %w", line, extract.ErrShape)
		}
		r.add(cell(row, member), cell(row, visit))
	}
}

func (r *roster) readLines(in io.Reader) error {
	lines := bufio.NewScanner(in)
	for n := 1; lines.Scan(); n++ {
		if len(lines.Bytes()) == 0 {
			continue
		}
		var line struct {
			Member json.RawMessage `json:"member_id"`
			Visit  json.RawMessage `json:"visit_id"`
		}
		if json.Unmarshal(lines.Bytes(), &line) != nil {
			return fmt.Errorf("line %d: %w", n, extract.ErrShape)
		}
		r.add(rest.ID(line.Member), rest.ID(line.Visit))
	}
	if lines.Err() != nil {
		return fmt.Errorf("a line is too long: %w", extract.ErrShape)
	}
	return nil
}

func (r *roster) add(member, visit string) {
	if key, ok := number(visit); ok {
		r.visits = append(r.visits, candidate{id: key})
	} else if key, ok := number(member); ok {
		r.members = append(r.members, candidate{id: key})
	} else {
		r.bad++
	}
}
