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

// rows hands each row of a file to each, as a JSON object: a line of .ndjson or .jsonl as it stands, a line of CSV with the
// header's names. A line that is no object comes as nil. Errors tell the line, never what it says.
func rows(path string, each func(row json.RawMessage)) error {
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

func lines(in io.Reader, each func(json.RawMessage)) error {
	scanner := bufio.NewScanner(in)
	scanner.Buffer(nil, maxLine)
	for scanner.Scan() {
		line := bytes.TrimSpace(scanner.Bytes())
		if len(line) == 0 {
			continue
		}
		if rest.Members(line) == nil {
			each(nil)
			continue
		}
		each(bytes.Clone(line))
	}
	if scanner.Err() != nil {
		return fmt.Errorf("a line of more than %d KB: %w", maxLine>>10, extract.ErrTooLarge)
	}
	return nil
}

func cells(in io.Reader, each func(json.RawMessage)) error {
	reader := csv.NewReader(in)
	header, err := reader.Read()
	if err != nil {
		return fmt.Errorf("line 1: %w", extract.ErrShape)
	}
	for line := 2; ; line++ {
		row, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("line %d: %w", line, extract.ErrShape)
		}
		each(object(header, row))
	}
}

// object writes a CSV row with its columns in their order. A column that is named twice counts once.
func object(header, row []string) json.RawMessage {
	out := []byte{'{'}
	seen := map[string]bool{}
	for i, name := range header {
		if name == "" || seen[name] {
			continue
		}
		seen[name] = true
		if len(out) > 1 {
			out = append(out, ',')
		}
		out = append(append(append(out, quoted(name)...), ':'), quoted(row[i])...)
	}
	return append(out, '}')
}

// quoted is a text as JSON. Marshalling a string cannot fail.
func quoted(text string) json.RawMessage {
	b, _ := json.Marshal(text)
	return b
}

// field is the first of the names that a row has as text.
func field(row map[string]json.RawMessage, names ...string) string {
	for _, name := range names {
		if text, ok := rest.Text(row[name]); ok && text != "" {
			return text
		}
	}
	return ""
}
