//go:build uscore

package uscore_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/nightrounds/rounds/schemas/r4"
	"github.com/nightrounds/rounds/schemas/r4/r4test"
	"github.com/nightrounds/rounds/schemas/r4/uscore"
)

// unseen are the lacks that r4test does not see: there are no codes of LOINC at hand, invariants of a slice (an NPI) are not looked at, no
// reference is followed, and an invariant whose answer is empty is taken for kept.
var unseen = map[string]bool{
	uscore.TypeNotOfDocuments: true, uscore.NPIMalformed: true, uscore.NoOnBehalfOf: true, uscore.NoTelecom: true, uscore.NoRoleOf: true,
}

// hold compares a rule with HL7's own profile of US Core 6.1.0: what lacks nothing is valid by it, and whatever lacks something is not.
func hold(t testing.TB, r r4.Resource, profile, lack string) {
	t.Helper()
	text, err := r.AppendJSON(nil)
	if err != nil {
		t.Fatal(err)
	}
	var claiming map[string]any
	if err := json.Unmarshal(text, &claiming); err != nil {
		t.Fatal(err)
	}
	claiming["meta"] = map[string]any{"profile": []string{profile}}
	if text, err = json.Marshal(claiming); err != nil {
		t.Fatal(err)
	}
	faults, err := r4test.Start(t).Faults(t.Context(), text)
	if err != nil {
		t.Fatal(err)
	}
	if valid := len(faults) == 0; valid != (lack == "" || unseen[lack]) {
		t.Errorf("%s that lacks %q: HL7's profile says %s", r.Type(), lack, strings.Join(faults, "; "))
	}
}
