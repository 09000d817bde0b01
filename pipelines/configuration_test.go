package pipelines

import (
	"os"
	"reflect"
	"strings"
	"testing"

	nextvisitin "github.com/nightrounds/rounds/extract/nextvisit"
	vseein "github.com/nightrounds/rounds/extract/vsee"
	nextvisitout "github.com/nightrounds/rounds/transform/nextvisit"
	vseeout "github.com/nightrounds/rounds/transform/vsee"
)

func TestEverySettingIsDescribed(t *testing.T) {
	text, err := os.ReadFile("../docs/configuration.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []any{Config{}, vseein.Config{}, nextvisitin.Config{}, vseeout.Config{}, nextvisitout.Config{}} {
		for _, key := range keys(reflect.TypeOf(c)) {
			if !strings.Contains(string(text), "`"+key+"`") {
				t.Errorf("docs/configuration.md does not name `%s`", key)
			}
		}
	}
}

// keys lists the YAML keys of a type and of the types in it.
func keys(t reflect.Type) []string {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice || t.Kind() == reflect.Map {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct || !strings.HasPrefix(t.PkgPath(), "github.com/nightrounds/rounds") {
		return nil
	}
	var all []string
	for i := range t.NumField() {
		key, _, _ := strings.Cut(t.Field(i).Tag.Get("yaml"), ",")
		if key != "" && key != "-" {
			all = append(all, key)
		}
		all = append(all, keys(t.Field(i).Type)...)
	}
	return all
}
