package tables_test

import (
	"strings"
	"testing"

	"github.com/nightrounds/rounds/schemas/tables"
)

func TestPictureIsGolden(t *testing.T) {
	golden(t, "../../docs/er.md", tables.Picture(tables.All()))
}

// No table of analytics hangs in the air: each is in the picture, and every id of it that is a key is drawn or told in words.
func TestPictureShowsEveryTable(t *testing.T) {
	picture := tables.Picture(tables.All())
	told := map[string]bool{"person_id": true, "provider_id": true, "signer_provider_id": true, // in the words above the picture
		"contact_group": true, "source_group": true, "visit_group": true, // these, too
		"participant_id": true} // of a patient, a practitioner or a place
	for _, tb := range tables.All() {
		if tb.Database != tables.Analytics {
			continue
		}
		if !strings.Contains(picture, "\n    "+tb.Name+" {\n") {
			t.Errorf("%s is not in the picture", tb.Name)
		}
		for _, c := range tb.Columns {
			if drawn := strings.Contains(picture, " : "+c.Name+"\n") || c.Name == tb.Name+"_id"; c.Privacy == tables.Key && !drawn && !told[c.Name] {
				t.Errorf("%s.%s leads nowhere in the picture", tb.Name, c.Name)
			}
		}
	}
}
