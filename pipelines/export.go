package pipelines

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/schemas/tables"
)

// ErrExport says that an export was asked for that cannot be: an unknown resource type, or a folder that is in use.
var ErrExport = errors.New("the export cannot be made so")

// linkage is who is who (http://hl7.org/fhir/R4/linkage.html): the one type that no record is mapped to.
const linkage = "Linkage"

// partBytes is how long a file grows before the next one begins.
const partBytes = 256 << 20

// Export writes what the warehouse holds as files of FHIR JSON, in the layout of a Bulk Data export
// (https://hl7.org/fhir/uv/bulkdata/STU2/export.html): <Type>.ndjson, a resource a line, and manifest.json, written last.
type Export struct {
	Records *clickhouse.Warehouse // reads fhir, fhir_current and link: auditor
	Books   *clickhouse.Warehouse // reads ops: operator
	Dir     string                // empty or not there yet
	Types   []string              // only these; empty: all
	Since   time.Time             // only what was loaded since, and what was deleted; zero: all
	Part    int64                 // bytes after which a file goes on in another; 0: 256 MiB
}

// Exported is what an export came to.
type Exported struct {
	Manifest Manifest
	Busy     bool // a run was at work, so that tables were read in different states
	Loose    LooseEnds
}

// LooseEnds counts references whose target the warehouse does not hold.
type LooseEnds struct {
	Logical  int // written as what they are: by type and identifier
	Deleted  int // the vendor deleted the target, and there is no identifier
	Dangling int // neither
}

// ExportTypes lists what can be exported, by name.
func ExportTypes() []string {
	types := []string{linkage}
	for _, t := range tables.ResourceTables() {
		types = append(types, t.Type)
	}
	slices.Sort(types)
	return types
}

// Run writes the files. Nothing of an export that failed is left: the manifest is there when all the rest is. The error wraps
// ErrExport where another command line is needed.
func (e Export) Run(ctx context.Context) (Exported, error) {
	of, err := e.chosen()
	if err != nil {
		return Exported{}, err
	}
	folder, err := newFolder(e.Dir)
	if err != nil {
		return Exported{}, err
	}
	done, err := e.fill(ctx, folder, of)
	if err != nil {
		return Exported{}, errors.Join(fmt.Errorf("export: %w", err), folder.clear())
	}
	return done, nil
}

// chosen is the resource tables that are asked for.
func (e Export) chosen() ([]tables.ResourceTable, error) {
	for _, name := range e.Types {
		if !slices.Contains(ExportTypes(), name) {
			return nil, fmt.Errorf("%w: no table holds a type of that name; there are %s", ErrExport, strings.Join(ExportTypes(), ", "))
		}
	}
	return slices.DeleteFunc(tables.ResourceTables(), func(t tables.ResourceTable) bool { return !e.wants(t.Type) }), nil
}

func (e Export) wants(name string) bool { return len(e.Types) == 0 || slices.Contains(e.Types, name) }

// fill writes all files. What is loaded while it reads belongs to the next export: the manifest's time is before it.
func (e Export) fill(ctx context.Context, f *folder, of []tables.ResourceTable) (done Exported, err error) {
	m := &done.Manifest
	if m.TransactionTime, done.Busy, err = e.Books.Settled(ctx); err != nil {
		return done, err
	}
	m.Request, m.Output, m.Error = e.request(), []OutputFile{}, []OutputFile{}
	loose := looseEnds{count: &done.Loose, deleted: map[string]bool{}}
	if len(of) > 0 {
		if err := loose.read(e.Records.Dangling(ctx, of)); err != nil {
			return done, err
		}
	}
	for _, t := range of {
		files, err := f.write(t.Type, e.Part, stamped(t.Type, e.Records.Resources(ctx, t, e.Since), loose))
		if err != nil {
			return done, err
		}
		m.Output = append(m.Output, files...)
	}
	if e.wants(linkage) {
		files, err := f.write(linkage, e.Part, stamped(linkage, e.Records.Linkages(ctx), loose))
		if err != nil {
			return done, err
		}
		m.Output = append(m.Output, files...)
	}
	if !e.Since.IsZero() {
		if m.Deleted, err = f.write("deleted", e.Part, e.deletions(ctx, of)); err != nil {
			return done, err
		}
		for i := range m.Deleted {
			m.Deleted[i].Type = "Bundle"
		}
	}
	return done, f.writeManifest(*m)
}

// folder is a new folder and the names of what was written into it.
type folder struct {
	dir   string
	made  bool
	files []string
}

func newFolder(dir string) (*folder, error) {
	f := &folder{dir: dir}
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		f.made = true
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return nil, fmt.Errorf("%w: %w", ErrExport, err)
		}
	case err != nil:
		return nil, fmt.Errorf("%w: %w", ErrExport, err)
	case len(entries) > 0:
		return nil, fmt.Errorf("%w: %s is not empty", ErrExport, dir)
	}
	return f, nil
}

// clear takes back what was written, so that the same command can be given again.
func (f *folder) clear() error {
	var errs []error
	for _, name := range f.files {
		if err := os.Remove(filepath.Join(f.dir, name)); !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	if f.made {
		errs = append(errs, os.Remove(f.dir))
	}
	return errors.Join(errs...)
}
