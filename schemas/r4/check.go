package r4

import (
	"bytes"
	"crypto/sha1" //nolint:gosec // FHIR's Attachment.hash is SHA-1 by definition
	"encoding/base64"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
)

// Check tells what is wrong with one resource as JSON, where no validator of profiles looks: an empty element, two
// types of one choice, a required element that is missing, an id, reference, date or attachment that is not of FHIR's
// form (http://hl7.org/fhir/R4/json.html, datatypes.html). All faults are joined; each names a path, never a value.
func Check(resource []byte) error {
	var root map[string]any
	if err := json.Unmarshal(resource, &root); err != nil {
		return errors.New("not one JSON object with each name once")
	}
	c := &checker{}
	if !bytes.HasPrefix(resource, []byte(`{"resourceType":"`)) {
		c.fault("resourceType", "is not the first element")
	}
	c.resource(root)
	c.object("", root)
	return errors.Join(c.faults...)
}

type checker struct {
	faults    []error
	contained []string // ids of contained resources
}

func (c *checker) fault(path, what string) {
	c.faults = append(c.faults, fmt.Errorf("%s %s", path, what))
}

// required lists the elements whose minimum is 1 and which samply would fill in by default or leave out.
var required = map[string][]string{
	"Encounter":             {"status", "class"},
	"Appointment":           {"status", "participant"},
	"DocumentReference":     {"status", "content"},
	"Task":                  {"status", "intent"},
	"Provenance":            {"target", "recorded", "agent"},
	"Composition":           {"status", "type", "date", "author", "title"},
	"Media":                 {"status", "content"},
	"QuestionnaireResponse": {"status"},
	"Condition":             {"subject"},
	"Procedure":             {"status", "subject"},
	"FamilyMemberHistory":   {"status", "patient", "relationship"},
	"AllergyIntolerance":    {"patient"},
	"MedicationStatement":   {"status", "subject"},
	"MedicationRequest":     {"status", "intent", "subject"},
	"Invoice":               {"status"},
}

func (c *checker) resource(root map[string]any) {
	kind, _ := root["resourceType"].(string)
	for _, name := range required[kind] {
		if _, ok := root[name]; !ok {
			c.fault(name, "is required")
		}
	}
	if id, _ := root["id"].(string); !idForm.MatchString(id) {
		c.fault("id", "is not of the form [A-Za-z0-9-.]{1,64}")
	}
	list, _ := root["contained"].([]any)
	for _, e := range list {
		if m, ok := e.(map[string]any); ok {
			id, _ := m["id"].(string)
			c.contained = append(c.contained, id)
		}
	}
	if start, ok := root["start"].(string); ok && kind == "Appointment" && !instantForm.MatchString(start) {
		c.fault("start", "is not an instant")
	}
}

func (c *checker) object(path string, m map[string]any) {
	if len(m) == 0 {
		c.fault(path, "is {}")
	}
	c.choices(path, m)
	c.period(path, m)
	if strings.HasSuffix(path, "attachment") {
		c.attachment(path, m)
	}
	for name, v := range m {
		c.value(strings.TrimPrefix(path+"."+name, "."), name, v)
	}
}

func (c *checker) value(path, name string, v any) {
	switch v := v.(type) {
	case nil:
		c.fault(path, "is null")
	case string:
		c.text(path, name, v)
	case []any:
		if len(v) == 0 {
			c.fault(path, "is []")
		}
		for _, e := range v {
			c.value(path, name, e)
		}
	case map[string]any:
		c.object(path, v)
	}
}

func (c *checker) text(path, name, s string) {
	switch {
	case strings.TrimSpace(s) == "":
		c.fault(path, "is blank")
	case strings.ContainsFunc(s, forbidden):
		c.fault(path, "holds a character FHIR forbids")
	case name == "reference" && !c.leads(s):
		c.fault(path, "is not a reference")
	case slices.Contains(dates, name) && !dateForm.MatchString(s):
		c.fault(path, "is not a date")
	case slices.Contains(dateTimes, name) && !dateTimeForm.MatchString(s):
		c.fault(path, "is not a dateTime with seconds and zone")
	case slices.Contains(instants, name) && !instantForm.MatchString(s):
		c.fault(path, "is not an instant")
	case name == "div" && activeHTML.MatchString(s):
		c.fault(path, "holds active content")
	}
}

// leads tells whether a reference has FHIR's form and, when it points inside the resource, something to point at.
func (c *checker) leads(s string) bool {
	if id, ok := strings.CutPrefix(s, "#"); ok {
		return slices.Contains(c.contained, id)
	}
	return referenceForm.MatchString(s)
}

// choices finds two types of one choice element. An extension needs exactly one value or extensions of its own.
func (c *checker) choices(path string, m map[string]any) {
	seen := map[string]int{}
	for name := range m {
		for _, base := range choiceBases {
			if rest, ok := strings.CutPrefix(name, base); ok && rest != "" && rest[0] >= 'A' && rest[0] <= 'Z' {
				seen[base]++
			}
		}
	}
	for base, n := range seen {
		if n > 1 {
			c.fault(path+"."+base+"[x]", "has two types")
		}
	}
	if !strings.HasSuffix(path, "xtension") {
		return
	}
	if _, nested := m["extension"]; nested == (seen["value"] > 0) {
		c.fault(path, "needs one value or extensions")
	}
	if _, ok := m["url"]; !ok {
		c.fault(path+".url", "is required")
	}
}

// period refuses an end before its start where both are written to the same length in UTC.
func (c *checker) period(path string, m map[string]any) {
	start, _ := m["start"].(string)
	end, _ := m["end"].(string)
	if start == "" || end == "" {
		return
	}
	if a, b, ok := instantsOf(start, end); ok && b.Before(a) {
		c.fault(path, "ends before it starts")
	}
}

func (c *checker) attachment(path string, m map[string]any) {
	data, _ := m["data"].(string)
	if _, url := m["url"]; data == "" && !url {
		c.fault(path, "has neither data nor url")
	}
	raw, err := base64.StdEncoding.DecodeString(data)
	if err != nil {
		c.fault(path+".data", "is not base64")
		return
	}
	if size, ok := m["size"].(float64); ok && data != "" && int(size) != len(raw) {
		c.fault(path+".size", "is not the length of data")
	}
	if hash, ok := m["hash"].(string); ok && data != "" && hash != sha1Of(raw) {
		c.fault(path+".hash", "is not the SHA-1 of data")
	}
}

var (
	idForm        = regexp.MustCompile(`^[A-Za-z0-9\-.]{1,64}$`)
	referenceForm = regexp.MustCompile(`^([A-Z][A-Za-z]{2,40}/[A-Za-z0-9\-.]{1,64}|https?://\S+|urn:(uuid|oid):\S+)$`)
	dateForm      = regexp.MustCompile(`^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$`)
	instantForm   = regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})$`)
	dateTimeForm  = regexp.MustCompile(`^[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2}))?)?)?$`)
	activeHTML    = regexp.MustCompile(`(?i)<(script|style|iframe|form|object|embed)|\son[a-z]+=`)

	dates       = []string{"birthDate", "valueDate"}
	dateTimes   = []string{"start", "end", "created", "creation", "deceasedDateTime", "valueDateTime", "authoredOn"}
	instants    = []string{"date", "lastUpdated", "recorded", "valueInstant"} // date: of a DocumentReference
	choiceBases = []string{"value", "deceased", "multipleBirth", "effective", "onset", "abatement", "occurrence",
		"medication", "performed"}
)

// forbidden are the control characters FHIR's string does not allow.
func forbidden(r rune) bool { return r < ' ' && r != '\t' && r != '\r' && r != '\n' }

// instantsOf reads two times with zone; ok is false when either is a partial date.
func instantsOf(a, b string) (x, y time.Time, ok bool) {
	x, errA := time.Parse(time.RFC3339, a)
	y, errB := time.Parse(time.RFC3339, b)
	return x, y, errA == nil && errB == nil
}

func sha1Of(b []byte) string {
	sum := sha1.Sum(b) //nolint:gosec // FHIR's Attachment.hash is SHA-1 by definition
	return base64.StdEncoding.EncodeToString(sum[:])
}
