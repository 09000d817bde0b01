package fhirx_test

import (
	"strings"
	"testing"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"github.com/nightrounds/rounds/schemas/r4"
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

// Only what an extractor lands in place of a number becomes an identifier; a number itself never does.
func TestSSNIsAHashOrNothing(t *testing.T) {
	hash := strings.Repeat("0f", 32)
	got := fhirx.SSN("hmac-sha256:3f9a01bc:" + hash)
	if len(got) != 1 || *got[0].System != r4.SystemSSNHash || *got[0].Value != "3f9a01bc:"+hash || got[0].Type != nil || got[0].Use != nil {
		t.Errorf("%+v", got)
	}
	for _, landed := range []string{"", "987-65-0001", "987650001", "3f9a01bc:" + hash, "hmac-sha256:" + hash, "hmac-sha256:3f9a01bc:" + hash[1:],
		"hmac-sha256:3f9a01b:" + hash, "hmac-sha256:3f9a01bc:" + hash + "0", "hmac-sha256:3F9A01BC:" + hash, "hmac-sha256:3f9a01bc:987-65-0001" + hash[11:]} {
		if got := fhirx.SSN(landed); got != nil {
			t.Errorf("%q is an identifier", landed)
		}
	}
}
