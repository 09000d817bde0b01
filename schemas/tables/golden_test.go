package tables_test

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/nightrounds/rounds/schemas/tables"
)

var update = flag.Bool("update", false, "write testdata/ddl and docs/tables.md anew")

const ddlFolder = "../../testdata/ddl"

// statements is one file per table and view, by file name.
func statements() map[string]string {
	files := map[string]string{}
	for _, t := range tables.All() {
		sql := tables.DDL("", t)
		if t.From != "" {
			sql += ";\n\n-- what fills it at a publish\n" + tables.Select("", t)
		}
		files[t.Database+"."+t.Name+".sql"] = sql
	}
	for _, v := range tables.Views() {
		files[v.Database+"."+v.Name+".sql"] = tables.ViewDDL("", v)
	}
	return files
}

func TestDDLIsGolden(t *testing.T) {
	want := statements()
	for name, sql := range want {
		golden(t, filepath.Join(ddlFolder, name), sql)
	}
	kept, err := filepath.Glob(filepath.Join(ddlFolder, "*.*.sql"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range kept {
		if _, ok := want[filepath.Base(path)]; ok {
			continue
		}
		if *update {
			if err := os.Remove(path); err != nil {
				t.Error(err)
			}
			continue
		}
		t.Errorf("%s: no table or view of this name is declared", path)
	}
}

func TestDocsAreGolden(t *testing.T) {
	golden(t, "../../docs/tables.md", tables.Markdown(tables.All(), tables.Views()))
}

func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s is stale (-update writes it anew):\n%s", path, diff)
	}
}
