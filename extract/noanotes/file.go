package noanotes

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/rest"
)

// Bounds of the customer's files, in bytes. A million sessions take some 200 MB.
const (
	maxFile = 512 << 20
	maxLine = 1 << 20
)

// row is one line of a file: as a JSON object, and what it names. Of a line that is none both are nil.
type row struct {
	json json.RawMessage
	in   map[string]json.RawMessage
}

// rows hands each row of a file to each: a line of .ndjson or .jsonl as it stands, a line of CSV with the header's names.
// Errors tell the line, never what it says.
func rows(path string, each func(row)) error {
	f, err := os.Open(path) //nolint:gosec // the customer's own file, named in the configuration
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }() // it was only read
	if info, err := f.Stat(); err != nil || info.Size() > maxFile {
		return fmt.Errorf("a file of more than %d MB: %w", maxFile>>20, extract.ErrTooLarge)
	}
	in := bufio.NewReader(f)
	if mark, err := in.Peek(3); err == nil && string(mark) == "\xef\xbb\xbf" {
		_, _ = in.Discard(len(mark))
	}
	if ext := filepath.Ext(path); ext == ".ndjson" || ext == ".jsonl" {
		return lines(in, each)
	}
	return cells(in, each)
}

func lines(in io.Reader, each func(row)) error {
	scanner := bufio.NewScanner(in)
	scanner.Buffer(nil, maxLine)
	for scanner.Scan() {
		line := bytes.TrimSpace(scanner.Bytes())
		if len(line) == 0 {
			continue
		}
		own := row{json: bytes.Clone(line)}
		if own.in = rest.Members(own.json); own.in == nil {
			own = row{}
		}
		each(own)
	}
	if scanner.Err() != nil {
		return fmt.Errorf("a line of more than %d KB: %w", maxLine>>10, extract.ErrTooLarge)
	}
	return nil
}

func cells(in io.Reader, each func(row)) error {
	reader := csv.NewReader(in)
	header, err := reader.Read()
	if err != nil {
		return fmt.Errorf("line 1: %w", extract.ErrShape)
	}
	for line := 2; ; line++ {
		texts, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("line %d: %w", line, extract.ErrShape)
		}
		each(object(header, texts))
	}
}

// object writes a CSV row with its columns in their order. A column that is named twice counts once.
func object(header, texts []string) row {
	r := row{json.RawMessage{'{'}, make(map[string]json.RawMessage, len(header))}
	for i, name := range header {
		if _, twice := r.in[name]; name == "" || twice {
			continue
		}
		r.in[name] = quoted(texts[i])
		r.json = member(r.json, name, r.in[name])
	}
	r.json = append(r.json, '}')
	return r
}

// quoted is a text as JSON. Marshalling a string cannot fail.
func quoted(text string) json.RawMessage {
	b, _ := json.Marshal(text)
	return b
}

// text is the first of the names that a row has as text.
func (r row) text(names ...string) string {
	for _, name := range names {
		if text, ok := rest.Text(r.in[name]); ok && text != "" {
			return text
		}
	}
	return ""
}
