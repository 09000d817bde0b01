package tables_test

import (
	"reflect"
	"testing"
	"time"

	"github.com/nightrounds/rounds/schemas/tables"
)

// TestAuditSum changes every field of a row in turn: each shows in the hash.
func TestAuditSum(t *testing.T) {
	row := tables.Audit{Seq: 1, At: at(0), Action: "purge", RunID: "r", Host: "h", Who: "w", Version: "v", Selector: "person",
		Target: [32]byte{1}, Touched: []tables.Touched{{Table: "raw.records", Rows: 2}}, Before: [32]byte{2}}
	of := reflect.TypeFor[tables.Audit]()
	for n := range of.NumField() {
		changed := row
		field := reflect.ValueOf(&changed).Elem().Field(n)
		switch field.Interface().(type) {
		case uint64:
			field.SetUint(9)
		case string:
			field.SetString("other")
		case bool:
			field.SetBool(true)
		case time.Time:
			field.Set(reflect.ValueOf(at(1)))
		case [32]byte:
			field.Set(reflect.ValueOf([32]byte{9}))
		default:
			field.Set(reflect.ValueOf([]tables.Touched{{Table: "raw.records", Rows: 3}}))
		}
		if same := changed.Sum() == row.Sum(); same != (of.Field(n).Name == "Hash") {
			t.Errorf("%s changed, and the hash is the same: %v", of.Field(n).Name, same)
		}
	}
	moved := row
	moved.Host, moved.Who = "hw", ""
	if moved.Sum() == row.Sum() {
		t.Error("a text that moved to the next field does not show")
	}
}

// TestPurgedDigest: the salt, the source and the kind count as the id does.
func TestPurgedDigest(t *testing.T) {
	seen := map[[32]byte]bool{}
	for _, d := range [][32]byte{
		tables.PurgedDigest([32]byte{1}, "a", "visit", "7"), tables.PurgedDigest([32]byte{2}, "a", "visit", "7"),
		tables.PurgedDigest([32]byte{1}, "b", "visit", "7"), tables.PurgedDigest([32]byte{1}, "a", "note", "7"),
		tables.PurgedDigest([32]byte{1}, "a", "visit", "8"),
	} {
		if seen[d] {
			t.Error("two of them have one digest")
		}
		seen[d] = true
	}
}
