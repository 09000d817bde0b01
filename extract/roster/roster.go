// Package roster reads the files a customer keeps beside a vendor: whom to ask for, what was made, what a webhook received.
// A file is CSV with a header, or one JSON object a line where its name ends in .ndjson or .jsonl. Either gives rows with
// named cells.
//
// It will not say what a cell means or what a bad row costs, which is the vendor's to know; it will not keep rows; and its
// errors tell a line, never what the line says.
package roster

import (
	"bufio"
	"bytes"
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
	"strings"

	strict "github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/nightrounds/rounds/extract"
)

// maxLine bounds a row, in bytes.
const maxLine = 1 << 20

// mark is the byte order mark that spreadsheets put before their CSV.
const mark = "\xef\xbb\xbf"

// File is a file of the customer's.
type File struct {
	Path    string
	Limit   int64    // bytes it may have
	Columns []string // the header of CSV has at least one of them
}

// Row is one row of a file. It is good only until the next: what is to stay of it is copied.
type Row struct {
	JSON  json.RawMessage            // the line as it stands; of CSV an object of texts, in the order of the columns
	Cells map[string]json.RawMessage // its members; nil for a line that is no object, or names one member twice
}

// ID is a cell that names something: a text, or a number as it is spelled. Empty for anything else.
func (r Row) ID(column string) string {
	switch cell := jsontext.Value(r.Cells[column]); cell.Kind() {
	case '"':
		text, _ := jsontext.AppendUnquote(nil, cell)
		return string(text)
	case '0':
		return string(cell)
	}
	return ""
}

// Read hands each row to each, in the file's order, until each has an error. sum is a fingerprint of the file: a place in one
// file is no place in another.
//
// A file over its limit and a line over 1 MB are extract.ErrTooLarge. CSV that is broken, or has none of the columns, is
// extract.ErrShape. An error of a row, each's own among them, tells its line, counted from 1. Every error is an extract.ErrFile.
func (f File) Read(each func(Row) error) (sum string, err error) {
	if sum, err = f.read(each); err != nil {
		return "", fmt.Errorf("%w: %w", extract.ErrFile, err)
	}
	return sum, nil
}

func (f File) read(each func(Row) error) (sum string, err error) {
	file, err := os.Open(f.Path)
	if err != nil {
		return "", err
	}
	defer file.Close()
	hash := sha256.New()
	all := &io.LimitedReader{R: file, N: f.Limit + 1}
	in := bufio.NewReader(io.TeeReader(all, hash))
	if start, _ := in.Peek(len(mark)); string(start) == mark {
		_, _ = in.Discard(len(mark))
	}
	read := f.table
	if ext := filepath.Ext(f.Path); ext == ".ndjson" || ext == ".jsonl" {
		read = lines
	}
	err = read(in, each)
	if all.N <= 0 {
		return "", fmt.Errorf("a file of more than %d MB: %w", f.Limit>>20, extract.ErrTooLarge)
	}
	return hex.EncodeToString(hash.Sum(nil)[:6]), err
}

func lines(in io.Reader, each func(Row) error) error {
	scanner := bufio.NewScanner(in)
	scanner.Buffer(nil, maxLine)
	cells, n := map[string]json.RawMessage{}, 1
	for ; scanner.Scan(); n++ {
		line := bytes.TrimSpace(scanner.Bytes())
		if len(line) == 0 {
			continue
		}
		row := Row{JSON: line}
		clear(cells)
		if strict.Unmarshal(line, &cells, jsontext.AllowInvalidUTF8(true)) == nil {
			row.Cells = cells
		}
		if err := each(row); err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
	}
	if errors.Is(scanner.Err(), bufio.ErrTooLong) {
		return tooLong(n)
	}
	return scanner.Err()
}

func tooLong(line int) error {
	return fmt.Errorf("line %d: more than %d KB: %w", line, maxLine>>10, extract.ErrTooLarge)
}

func (f File) table(in io.Reader, each func(Row) error) error {
	rows := csv.NewReader(in)
	rows.ReuseRecord = true
	header, err := rows.Read()
	if err != nil {
		return broken(err)
	}
	header = slices.Clone(header)
	if !slices.ContainsFunc(f.Columns, func(name string) bool { return slices.Contains(header, name) }) {
		return fmt.Errorf("line 1: the header has none of %s: %w", strings.Join(f.Columns, ", "), extract.ErrShape)
	}
	row := Row{Cells: make(map[string]json.RawMessage, len(header))}
	for {
		start := rows.InputOffset()
		texts, err := rows.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return broken(err)
		}
		line, _ := rows.FieldPos(0)
		if rows.InputOffset()-start > maxLine {
			return tooLong(line)
		}
		row.fill(header, texts)
		if err := each(row); err != nil {
			return fmt.Errorf("line %d: %w", line, err)
		}
	}
}

// broken stands for the CSV reader's own error.
func broken(err error) error {
	if bad, ok := errors.AsType[*csv.ParseError](err); ok {
		return fmt.Errorf("line %d: %w", bad.Line, extract.ErrShape)
	}
	if errors.Is(err, io.EOF) {
		return fmt.Errorf("line 1: no header: %w", extract.ErrShape)
	}
	return err
}

// fill writes a row of CSV as an object. A column without a name is left out, and of two with one name the first counts.
// Bytes that are no UTF-8 become U+FFFD: JSON cannot hold them.
func (r *Row) fill(header, texts []string) {
	clear(r.Cells)
	r.JSON = append(r.JSON[:0], '{')
	for i, name := range header {
		if _, twice := r.Cells[name]; twice || name == "" {
			continue
		}
		if len(r.Cells) > 0 {
			r.JSON = append(r.JSON, ',')
		}
		r.JSON, _ = jsontext.AppendQuote(r.JSON, name)
		start := len(r.JSON) + 1
		r.JSON, _ = jsontext.AppendQuote(append(r.JSON, ':'), texts[i])
		r.Cells[name] = slices.Clip(r.JSON[start:])
	}
	r.JSON = append(r.JSON, '}')
}
