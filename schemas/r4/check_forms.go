package r4

import (
	"regexp"
	"strings"
	"time"
)

// form is one of FHIR's ways to write a time (http://hl7.org/fhir/R4/datatypes.html#dateTime).
type form struct {
	name    string
	pattern *regexp.Regexp
}

// matches tells whether s has the form; no form is any.
func (f *form) matches(s string) bool { return f == nil || f.pattern.MatchString(s) }

const timeOfDay = `T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})`

var (
	date     = &form{"a date", regexp.MustCompile(`^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$`)}
	dateTime = &form{"a dateTime with seconds and zone", regexp.MustCompile(`^[0-9]{4}(-[0-9]{2}(-[0-9]{2}(` + timeOfDay + `)?)?)?$`)}
	instant  = &form{"an instant", regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}` + timeOfDay + `$`)}
)

// timeForms is the form of each time element, by its name; by resource type and path where types differ.
var timeForms = map[string]*form{
	"birthDate": date, "valueDate": date, "bornDate": date, "deceasedDate": date,

	"start": dateTime, "end": dateTime, "created": dateTime, "creation": dateTime, "authoredOn": dateTime, "lastModified": dateTime,
	"deceasedDateTime": dateTime, "valueDateTime": dateTime, "occurredDateTime": dateTime, "createdDateTime": dateTime,
	"onsetDateTime": dateTime, "abatementDateTime": dateTime, "performedDateTime": dateTime, "effectiveDateTime": dateTime,
	"recordedDate": dateTime, "dateAsserted": dateTime, "authored": dateTime, "time": dateTime, "lastOccurrence": dateTime,
	"onset": dateTime, "Composition.date": dateTime, "Invoice.date": dateTime, "FamilyMemberHistory.date": dateTime,

	"lastUpdated": instant, "recorded": instant, "issued": instant, "valueInstant": instant,
	"DocumentReference.date": instant, "Appointment.start": instant, "Appointment.end": instant,
}

func (c *checker) timeForm(path, name string) *form {
	if f, ok := timeForms[c.kind+"."+path]; ok {
		return f
	}
	return timeForms[name]
}

// instantsOf reads two times with zone; ok is false when either is a partial date.
func instantsOf(a, b string) (x, y time.Time, ok bool) {
	x, errA := time.Parse(time.RFC3339, a)
	y, errB := time.Parse(time.RFC3339, b)
	return x, y, errA == nil && errB == nil
}

// needed lists the elements whose minimum is 1 and which samply would fill in by default or leave out, by resource type and
// path. A name that ends in [x] is a choice.
var needed = map[string][]string{
	"Patient.communication":           {"language"},
	"Practitioner.qualification":      {"code"},
	"Encounter":                       {"status", "class"},
	"Encounter.diagnosis":             {"condition"},
	"Encounter.location":              {"location"},
	"Appointment":                     {"status", "participant"},
	"Appointment.participant":         {"status"},
	"DocumentReference":               {"status", "content"},
	"DocumentReference.content":       {"attachment"},
	"DocumentReference.relatesTo":     {"code", "target"},
	"Task":                            {"status", "intent"},
	"Provenance":                      {"target", "recorded", "agent"},
	"Provenance.agent":                {"who"},
	"Provenance.entity":               {"role", "what"},
	"Composition":                     {"status", "type", "date", "author", "title"},
	"Composition.attester":            {"mode"},
	"Composition.relatesTo":           {"code", "target[x]"},
	"Media":                           {"status", "content"},
	"QuestionnaireResponse":           {"status"},
	"QuestionnaireResponse.item":      {"linkId"},
	"QuestionnaireResponse.item.item": {"linkId"},
	"Condition":                       {"subject"},
	"Procedure":                       {"status", "subject"},
	"Procedure.performer":             {"actor"},
	"FamilyMemberHistory":             {"status", "patient", "relationship"},
	"FamilyMemberHistory.condition":   {"code"},
	"AllergyIntolerance":              {"patient"},
	"AllergyIntolerance.reaction":     {"manifestation"},
	"MedicationStatement":             {"status", "subject", "medication[x]"},
	"MedicationRequest":               {"status", "intent", "subject", "medication[x]"},
	"MedicationRequest.substitution":  {"allowed[x]"},
	"Invoice":                         {"status"},
	"Invoice.participant":             {"actor"},
	"Invoice.lineItem":                {"chargeItem[x]"},
	"Invoice.lineItem.priceComponent": {"type"},
	"Invoice.totalPriceComponent":     {"type"},
}

func (c *checker) required(path string, m map[string]any) {
	for _, name := range needed[strings.TrimSuffix(c.kind+"."+path, ".")] {
		base, choice := strings.CutSuffix(name, "[x]")
		if _, ok := m[base]; ok && !choice || choice && branchesOf(base, m) > 0 {
			continue
		}
		c.fault(strings.TrimPrefix(path+"."+name, "."), "is required")
	}
}

var choiceBases = []string{"value", "deceased", "multipleBirth", "effective", "onset", "abatement", "occurrence", "occurred",
	"medication", "performed", "created", "born", "age", "allowed", "chargeItem", "target", "reported", "asNeeded", "author",
	"dose", "rate"}

// choices finds two types of one choice element. An extension needs exactly one value or extensions of its own.
func (c *checker) choices(path string, m map[string]any) {
	for _, base := range choiceBases {
		if branchesOf(base, m) > 1 {
			c.fault(strings.TrimPrefix(path+"."+base+"[x]", "."), "has two types")
		}
	}
	if !strings.HasSuffix(path, "xtension") {
		return
	}
	if _, nested := m["extension"]; nested == (branchesOf("value", m) > 0) {
		c.fault(path, "needs one value or extensions")
	}
	if _, ok := m["url"]; !ok {
		c.fault(path+".url", "is required")
	}
}

// branchesOf counts the types a choice element is written with.
func branchesOf(base string, m map[string]any) (n int) {
	for name := range m {
		if rest, ok := strings.CutPrefix(name, base); ok && rest != "" && rest[0] >= 'A' && rest[0] <= 'Z' {
			n++
		}
	}
	return n
}
