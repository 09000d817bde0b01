package vsee

import (
	"strings"

	"github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/nightrounds/rounds/schemas/r4"
	"github.com/nightrounds/rounds/transform/fhirx"
	"github.com/nightrounds/rounds/transform/wire"
)

// relatives are the words seen and their like, in http://terminology.hl7.org/CodeSystem/v3-RoleCode.
var relatives = map[string]string{
	"mother": "MTH", "father": "FTH", "parents": "PRN", "brother": "BRO", "sister": "SIS", "sibling": "SIB", "siblings": "SIB",
	"son": "SONC", "daughter": "DAUC", "children": "CHILD", "grandparents": "GRPRN", "grandmother": "GRMTH", "grandfather": "GRFTH",
	"maternal grandparents": "MGRPRN", "maternal grandmother": "MGRMTH", "maternal grandfather": "MGRFTH",
	"paternal grandparents": "PGRPRN", "paternal grandmother": "PGRMTH", "paternal grandfather": "PGRFTH",
	"aunt": "AUNT", "uncle": "UNCLE", "cousin": "COUSN",
}

// family makes one FamilyMemberHistory of each relative, with all the conditions said to run there. A word for several
// relatives ("Paternal grandparents") is one history: nobody said which of them.
func (h *history) family(s wire.Object[part]) {
	var order []string
	found := map[string]*r4.FamilyMemberHistory{}
	for _, i := range h.told("family_conditions", s, "condition", "FamilyMemberHistory") {
		for _, relative := range i.relatives() {
			word := strings.ToLower(relative)
			if found[word] == nil {
				found[word], order = h.relative(word, relative, s.Value.Modified), append(order, word)
			}
			said := fhir.FamilyMemberHistoryCondition{Code: fhir.CodeableConcept{Text: new(i.text)}}
			found[word].Condition = append(found[word].Condition, said)
		}
	}
	for _, word := range order {
		h.add(found[word])
	}
}

// relatives are those an item names. One that names nobody is of the family.
func (i item) relatives() []string {
	if len(i.relations.Texts) == 0 {
		return []string{""}
	}
	return i.relations.Texts
}

func (h *history) relative(word, text string, modified wire.Time) *r4.FamilyMemberHistory {
	f := &r4.FamilyMemberHistory{Status: new(fhir.FamilyHistoryStatusPartial)}
	f.Id = h.id("FamilyMemberHistory", "family_conditions", fhirx.Parts{}.Key(word))
	f.Meta = h.Meta("medical_profile")
	f.Patient = h.subject
	f.Date = fhirx.DateTime(modified, h.zone)
	code := relatives[word]
	if code == "" {
		code = "FAMMEMB"
	}
	f.Relationship = fhir.CodeableConcept{Coding: fhirx.List(fhirx.Coding(r4.SystemRoleCode, code, "")), Text: fhirx.Str(text)}
	return f
}
