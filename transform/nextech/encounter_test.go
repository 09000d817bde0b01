package nextech_test

import (
	"encoding/base64"
	"slices"
	"testing"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/schemas/r4"
	"github.com/nightrounds/rounds/transform"
	"github.com/nightrounds/rounds/transform/nextech"
)

// mapped maps one encounter of patient 41; members are those of summary, rest those beside it.
func mapped(t *testing.T, members, rest string, prior transform.Prior) transform.Result {
	t.Helper()
	r := extract.Record{Source: "s", Vendor: "nextech", Kind: extract.Encounter, ID: "41/9", Body: []byte(
		`{"request":{"patientId":41,"practice":"7"},"answer":{"summary":{"encounterId":9` + members + `}` + rest + `}}`)}
	res, err := nextech.Mappers(nextech.Config{Source: "s"})[extract.Encounter].Map(r, prior)
	if err != nil {
		t.Fatalf("%s %s: %v", members, rest, err)
	}
	return res
}

func first[T r4.Resource](list []r4.Resource) (found T, ok bool) {
	for _, r := range list {
		if found, ok = r.(T); ok {
			return found, true
		}
	}
	return found, false
}

// A lock, an unlock, an edit and a lock again is an amended document; whatever is not locked is to be read again.
func TestLockOverStates(t *testing.T) {
	var prior transform.Prior
	for _, step := range []struct {
		locked, ccd string
		encounter   string
		document    string
		open        bool
	}{
		{`null`, `"a"`, "unknown", "", true},
		{`false`, `"a"`, "in-progress", "preliminary", true},
		{`"true"`, `"a"`, "finished", "final", false},
		{`1`, `"a"`, "finished", "final", false},
		{`true`, `null`, "finished", "no document", false},
		{`"0"`, `"b"`, "in-progress", "preliminary", true},
		{`"soon"`, `"b"`, "unknown", "", true},
		{`"True"`, `"b"`, "finished", "amended", false},
		{`true`, `"b"`, "finished", "amended", false},
	} {
		res := mapped(t, `,"encounterLocked":`+step.locked, `,"ccd":`+step.ccd, prior)
		e, _ := first[*r4.Encounter](res.Resources)
		document := "no document"
		if d, ok := first[*r4.DocumentReference](res.Resources); ok {
			if document = ""; d.DocStatus != nil {
				document = d.DocStatus.Code()
			}
		}
		if e.Status.Code() != step.encounter || document != step.document || res.Next.Open != step.open {
			t.Errorf("locked %s, ccd %s: %s, %q, open %t", step.locked, step.ccd, e.Status.Code(), document, res.Next.Open)
		}
		prior = res.Next
	}
}

// What an answer says of a CCD: shown, not shown (the row stays), or none (the row goes).
func TestContent(t *testing.T) {
	for rest, want := range map[string]string{
		`,"ccd":"<p>x</p>"`: "document", ``: "not shown", `,"ccd":null`: "not shown", `,"ccd":""`: "none", `,"ccd":" \n"`: "none",
	} {
		res := mapped(t, "", rest, transform.Prior{})
		got := "none"
		if _, ok := first[*r4.DocumentReference](res.Resources); ok {
			got = "document"
		} else if slices.Contains(res.NotLoaded, "DocumentReference") {
			got = "not shown"
		}
		if got != want {
			t.Errorf("%q: %s, want %s", rest, got, want)
		}
	}
}

// A CCD stays byte for byte as it came, hostile or broken, and nothing is made of what it tells.
func TestACCDStaysAsItCame(t *testing.T) {
	res := mapped(t, "", `,"ccd":"\ufeff<H2>Problems<td onclick=x()>E11.9<script>alert(1)</script>\u0000 caf\u00e9"`, transform.Prior{})
	d, ok := first[*r4.DocumentReference](res.Resources)
	if !ok {
		t.Fatal("no document")
	}
	text, err := base64.StdEncoding.DecodeString(*d.Content[0].Attachment.Data)
	if want := "\ufeff<H2>Problems<td onclick=x()>E11.9<script>alert(1)</script>\x00 café"; err != nil || string(text) != want {
		t.Errorf("it became %q", text)
	}
	for _, r := range res.Resources {
		if !slices.Contains([]string{"Encounter", "DocumentReference", "Provenance"}, r.Type()) {
			t.Errorf("a %s was made", r.Type())
		}
	}
}

// A location's id hangs on its name: neither blanks nor capitals make another place.
func TestOnePlaceHowEverItIsSpelled(t *testing.T) {
	ids := map[string]bool{}
	for _, name := range []string{"Main Street", " main  street", "MAIN STREET"} {
		l, ok := first[*r4.Location](mapped(t, `,"location":"`+name+`"`, "", transform.Prior{}).Stubs)
		if !ok {
			t.Fatalf("%q became no location", name)
		}
		ids[l.LogicalID()] = true
	}
	if len(ids) != 1 {
		t.Errorf("%d locations", len(ids))
	}
}
