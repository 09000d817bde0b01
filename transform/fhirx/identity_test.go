package fhirx_test

import (
	"strings"
	"testing"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"github.com/nightrounds/rounds/transform/fhirx"
)

// The library is the outsider: it makes the same name-based UUID of the same name, however long.
func TestIDsAreUUIDv5(t *testing.T) {
	namespace := uuid.MustParse("6e1a3d0c-4b7f-5c52-9d8e-2f60a91b74c3")
	rapid.Check(t, func(t *rapid.T) {
		source, resource, id := rapid.String().Draw(t, "source"), rapid.String().Draw(t, "type"), rapid.String().Draw(t, "id")
		id = strings.Repeat(id, rapid.IntRange(1, 40).Draw(t, "times"))
		want := uuid.NewSHA1(namespace, []byte(source+"|"+resource+"|"+id)).String()
		if got := (fhirx.Scope{Source: source}).ID(resource, id); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	})
}

func BenchmarkID(b *testing.B) {
	s := fhirx.Scope{Source: "nextvisit-main"}
	b.ReportAllocs()
	for b.Loop() {
		s.ID("DocumentReference", "note/1234567")
	}
}
