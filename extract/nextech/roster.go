package nextech

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

// maxRoster bounds a roster file, in bytes: some million patients.
const maxRoster = 32 << 20

// line is a patient on the roster.
type line struct {
	patient id
	chart   string // empty: the practice did not say
}

// roster is what the file names, each patient once.
type roster struct {
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

func (p *pull) openRoster() (roster, error) {
	p.book.Blind(blindRoster)
	r, err := readRoster(p.cfg.Roster)
	if err != nil {
		return roster{}, fmt.Errorf("read the roster: %w", err)
	}
	p.book.Skip(extract.SkipNoID, r.bad)
	return r, nil
}

// readRoster reads CSV with a header, or one JSON object a line where the name ends in .ndjson or .jsonl, with patient_id and,
// where the practice has them, chart_number. Errors tell the line, never what it says.
func readRoster(path string) (roster, error) {
	f, err := os.Open(path)
	if err != nil {
		return roster{}, err
	}
	defer func() { _ = f.Close() }() // it was only read
	if info, err := f.Stat(); err != nil || info.Size() > maxRoster {
		return roster{}, extract.ErrTooLarge
	}
	sum := sha256.New()
	in := bufio.NewReader(io.TeeReader(f, sum))
	r, read := roster{}, readCSV
	if ext := filepath.Ext(path); ext == ".ndjson" || ext == ".jsonl" {
		read = readLines
	}
	seen := map[id]bool{}
	err = read(in, func(patient, chart string) {
		switch key, ok := parseID(patient); {
		case !ok:
			r.bad++
		case !seen[key]:
			seen[key] = true
			r.lines = append(r.lines, line{key, chart})
		}
	})
	r.sum = hex.EncodeToString(sum.Sum(nil)[:6])
	return r, err
}

func readCSV(in io.Reader, add func(patient, chart string)) error {
	rows := csv.NewReader(in)
	head, err := rows.Read()
	if err != nil {
		return fmt.Errorf("line 1: %w", extract.ErrShape)
	}
	patient, chart := slices.Index(head, "patient_id"), slices.Index(head, "chart_number")
	if patient < 0 {
		return errors.New("line 1: the header has no patient_id")
	}
	for n := 2; ; n++ {
		switch row, err := rows.Read(); {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return fmt.Errorf("line %d: %w", n, extract.ErrShape)
		case chart < 0:
			add(row[patient], "")
		default:
			add(row[patient], row[chart])
		}
	}
}

// readLines takes a chart number as text: a number has lost its leading zeros already.
func readLines(in io.Reader, add func(patient, chart string)) error {
	lines := bufio.NewScanner(in)
	for n := 1; lines.Scan(); n++ {
		if len(lines.Bytes()) == 0 {
			continue
		}
		var row struct {
			Patient json.RawMessage `json:"patient_id"`
			Chart   string          `json:"chart_number"` // null is none
		}
		if json.Unmarshal(lines.Bytes(), &row) != nil {
			return fmt.Errorf("line %d: %w", n, extract.ErrShape)
		}
		add(rest.ID(row.Patient), row.Chart)
	}
	if lines.Err() != nil {
		return fmt.Errorf("a line is too long: %w", extract.ErrShape)
	}
	return nil
}
