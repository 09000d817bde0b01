package extracttest

import (
	"reflect"

	"github.com/nightrounds/rounds/extract/sandbox"
)

// shortest is how long a text of the sandbox's credentials is that opens something. Shorter ones are names, as an account's,
// which records may hold.
const shortest = 12

// credentials are all keys, tokens and secrets of all vendors, to look for where none may be.
func credentials(with sandbox.Credentials) []string { return texts(reflect.ValueOf(with)) }

func texts(v reflect.Value) (found []string) {
	switch v.Kind() {
	case reflect.String:
		if v.Len() >= shortest {
			found = append(found, v.String())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			found = append(found, texts(v.Field(i))...)
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			found = append(found, texts(v.MapIndex(key))...)
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			found = append(found, texts(v.Index(i))...)
		}
	}
	return found
}
