package fhirx_test

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/nightrounds/rounds/schemas/r4"
	"github.com/nightrounds/rounds/transform/fhirx"
)

// Two lists with the same parts in another order and spelling have the same keys.
func TestPartsKeepTheirKeys(t *testing.T) {
	keys := func(contents ...string) (out []string) {
		parts := fhirx.Parts{}
		for _, c := range contents {
			out = append(out, parts.Key(c))
		}
		slices.Sort(out)
		return out
	}
	first := keys("Asthma", "Café au lait", "asthma")
	second := keys("  ASTHMA ", "asthma", "Cafe\u0301  au\nlait")
	if !slices.Equal(first, second) {
		t.Errorf("%q and %q", first, second)
	}
	if first[0] == first[1] {
		t.Error("the same part twice has one key")
	}
	if slices.Equal(first, keys("Asthma", "Café au lait")) {
		t.Error("a part that went left no trace")
	}
}

func TestStored(t *testing.T) {
	for _, c := range []struct {
		size int64
		want string
	}{
		{12859, `,"size":12859`}, {0, ""}, {-1, ""}, {1 << 31, ""},
	} {
		d := &r4.DocumentReference{Status: new(fhir.DocumentReferenceStatusCurrent)}
		d.Id = new(fhirx.Scope{}.ID("DocumentReference", "f"))
		d.Content = append(d.Content, fhirx.Stored("scan.png", fhirx.MediaType(".PNG"), c.size, new("2026-05-01T10:00:00Z")))
		b, err := d.AppendJSON(nil)
		if err != nil {
			t.Fatal(err)
		}
		var got struct{ Content []json.RawMessage }
		if json.Unmarshal(b, &got) != nil {
			t.Fatal("not readable")
		}
		want := `{"attachment":{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/data-absent-reason","valueCode":"masked"}],` +
			`"contentType":"image/png"` + c.want + `,"title":"scan.png","creation":"2026-05-01T10:00:00Z"}}`
		if string(got.Content[0]) != want {
			t.Errorf("got %s\nwant %s", got.Content[0], want)
		}
	}
	if fhirx.MediaType("exe") != "" || fhirx.MediaType("") != "" {
		t.Error("a media type was guessed")
	}
}
