package pipelines

import (
	"bufio"
	"encoding/json"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"time"
)

// Manifest is manifest.json: the answer that a Bulk Data server gives to a complete export
// (https://hl7.org/fhir/uv/bulkdata/STU2/export.html#response---complete-status).
type Manifest struct {
	TransactionTime     time.Time    `json:"transactionTime"` // the next --since: what was loaded before it is here
	Request             string       `json:"request"`
	RequiresAccessToken bool         `json:"requiresAccessToken"`
	Output              []OutputFile `json:"output"`
	Deleted             []OutputFile `json:"deleted,omitempty"`
	Error               []OutputFile `json:"error"`
}

// OutputFile is one file of an export.
type OutputFile struct {
	Type  string `json:"type"`
	URL   string `json:"url"` // its name, beside the manifest
	Count int64  `json:"count"`
}

// write writes lines into <stem>.ndjson and, after every so many bytes, into <stem>.2.ndjson and so on. Nothing to write makes no
// file.
func (f *folder) write(stem string, limit int64, lines iter.Seq2[[]byte, error]) ([]OutputFile, error) {
	if limit == 0 {
		limit = partBytes
	}
	n := &ndjson{folder: f, stem: stem}
	defer n.abandon()
	for line, err := range lines {
		if err != nil {
			return nil, err
		}
		if n.file != nil && n.bytes+int64(len(line)) >= limit {
			if err := n.finish(); err != nil {
				return nil, err
			}
		}
		if err := n.line(line); err != nil {
			return nil, err
		}
	}
	return n.done, n.finish()
}

// ndjson is the files of one type; the one that is being written has another name until it is whole.
type ndjson struct {
	*folder
	stem        string
	done        []OutputFile
	file        *os.File
	out         *bufio.Writer
	rows, bytes int64
}

// unfinished marks a file that is not whole.
const unfinished = ".part"

func (n *ndjson) name() string {
	if len(n.done) == 0 {
		return n.stem + ".ndjson"
	}
	return fmt.Sprintf("%s.%d.ndjson", n.stem, len(n.done)+1)
}

func (n *ndjson) line(line []byte) (err error) {
	if n.file == nil {
		if n.file, err = n.create(n.name() + unfinished); err != nil {
			return err
		}
		n.out, n.rows, n.bytes = bufio.NewWriterSize(n.file, 1<<20), 0, 0
	}
	n.rows++
	n.bytes += int64(len(line)) + 1
	_, _ = n.out.Write(line) // Flush tells
	return n.out.WriteByte('\n')
}

// create makes a file that only its owner may read: its lines name patients.
func (f *folder) create(name string) (*os.File, error) {
	f.files = append(f.files, name)
	return os.OpenFile(filepath.Join(f.dir, name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
}

// finish gives the file its name once it is on the disk.
func (n *ndjson) finish() error {
	if n.file == nil {
		return nil
	}
	if err := n.out.Flush(); err != nil {
		return err
	}
	name := n.name()
	if err := n.settle(n.file, name); err != nil {
		return err
	}
	n.file = nil
	n.done = append(n.done, OutputFile{Type: n.stem, URL: name, Count: n.rows})
	return nil
}

func (f *folder) settle(file *os.File, name string) error {
	if err := file.Sync(); err != nil {
		return err
	}
	if err := file.Close(); err != nil {
		return err
	}
	f.files = append(f.files, name)
	return os.Rename(filepath.Join(f.dir, name+unfinished), filepath.Join(f.dir, name))
}

// abandon closes a file that was not finished.
func (n *ndjson) abandon() {
	if n.file != nil {
		_ = n.file.Close() // the error that led here says more
	}
}

// writeManifest writes manifest.json: who finds it finds an export that is whole.
func (f *folder) writeManifest(m Manifest) error {
	const name = "manifest.json"
	file, err := f.create(name + unfinished)
	if err != nil {
		return err
	}
	out := json.NewEncoder(file)
	out.SetIndent("", "  ")
	out.SetEscapeHTML(false)
	if err := out.Encode(m); err != nil {
		_ = file.Close()
		return err
	}
	return f.settle(file, name)
}
