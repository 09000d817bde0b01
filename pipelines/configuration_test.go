package pipelines

import (
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/nightrounds/rounds/extract/rest"
)

// Every key of the file is described: the common ones in docs/configuration.md, a vendor's own beside its extractor.
func TestEverySettingIsDescribed(t *testing.T) {
	common := append(keys(reflect.TypeOf(Config{})), keys(reflect.TypeOf(rest.Settings{}))...)
	described(t, "../docs/configuration.md", common)
	for _, v := range catalog {
		var own []string
		for _, s := range v.settings {
			own = append(own, keys(reflect.TypeOf(s))...)
		}
		described(t, "../extract/"+v.name+"/configuration.md", slices.DeleteFunc(own, func(k string) bool { return slices.Contains(common, k) }))
	}
}

func described(t *testing.T, file string, keys []string) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if len(keys) == 0 {
		t.Errorf("%s: no key was looked for", file)
	}
	for _, key := range keys {
		if !strings.Contains(string(text), "`"+key+"`") {
			t.Errorf("%s does not name `%s`", file, key)
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
