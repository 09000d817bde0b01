package link

import (
	"github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/nightrounds/rounds/schemas/r4"
	"github.com/nightrounds/rounds/schemas/tables"
)

// linkage is the person of these patients as FHIR says it (http://hl7.org/fhir/R4/linkage.html): none of them is better than the
// others, but one must be the source; it is the one with the least id.
func linkage(patients []string) (tables.PersonLinkage, error) {
	id := PersonID(patients[0])
	l := &r4.Linkage{}
	l.Id, l.Active = &id, new(true)
	for i, patient := range patients {
		item := fhir.LinkageItem{Type: fhir.LinkageTypeAlternate, Resource: fhir.Reference{Reference: new("Patient/" + patient)}}
		if i == 0 {
			item.Type = fhir.LinkageTypeSource
		}
		l.Item = append(l.Item, item)
	}
	text, err := l.AppendJSON(nil)
	return tables.PersonLinkage{ID: id, PersonID: id, Patients: uint32(len(patients)), Resource: text}, err
}
