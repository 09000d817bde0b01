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
	kind      string // the resource type
	faults    []error
	contained []string // ids of contained resources
}

func (c *checker) fault(path, what string) {
	c.faults = append(c.faults, fmt.Errorf("%s %s", path, what))
}

func (c *checker) resource(root map[string]any) {
	c.kind, _ = root["resourceType"].(string)
	if id, _ := root["id"].(string); !idForm.MatchString(id) {
		c.fault("id", "is not of the form [A-Za-z0-9-.]{1,64}")
	}
	if c.kind == "Task" {
		c.order("lastModified", root["authoredOn"], root["lastModified"]) // inv-1
	}
	if c.kind == "Appointment" {
		c.slot(root)
	}
	list, _ := root["contained"].([]any)
	for _, e := range list {
		if m, ok := e.(map[string]any); ok {
			id, _ := m["id"].(string)
			c.contained = append(c.contained, id)
		}
	}
}

func (c *checker) object(path string, m map[string]any) {
	if len(m) == 0 {
		c.fault(path, "is {}")
	}
	c.required(path, m)
	c.choices(path, m)
	c.period(path, m)
	if strings.HasSuffix(strings.ToLower(path), "attachment") || c.kind == "Media" && path == "content" {
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
	case !c.timeForm(path, name).matches(s):
		c.fault(path, "is not "+c.timeForm(path, name).name)
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

// period refuses an end before its start.
func (c *checker) period(path string, m map[string]any) { c.order(path, m["start"], m["end"]) }

// order refuses an end before its start where both are points in time.
func (c *checker) order(path string, start, end any) {
	from, _ := start.(string)
	to, _ := end.(string)
	if a, b, ok := instantsOf(from, to); ok && b.Before(a) {
		c.fault(path, "ends before it starts")
	}
}

// slot wants an appointment's start and end, or the reason why one is not there; neither where Slotless allows it (app-2, app-3).
func (c *checker) slot(root map[string]any) {
	status, _ := root["status"].(string)
	there := func(name string) bool {
		element, _ := root["_"+name].(map[string]any)
		return root[name] != nil || absent(element)
	}
	start, end := there("start"), there("end")
	switch {
	case start == end && (start || Slotless(status)):
	case !start:
		c.fault("start", "is required")
	default:
		c.fault("end", "is required")
	}
}

// Slotless tells whether an Appointment of this status may have neither start nor end: one that is proposed, cancelled or on the waitlist
// (app-3 of http://hl7.org/fhir/R4/appointment.html#invs).
func Slotless(status string) bool {
	return status == "proposed" || status == "cancelled" || status == "waitlist"
}

// attachment needs data, an address, or the reason why it has neither.
func (c *checker) attachment(path string, m map[string]any) {
	data, _ := m["data"].(string)
	if _, url := m["url"]; data == "" && !url && !absent(m) {
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
	activeHTML    = regexp.MustCompile(`(?i)<(script|style|iframe|form|object|embed)|\son[a-z]+=`)
)

// forbidden are the control characters FHIR's string does not allow.
func forbidden(r rune) bool { return r < ' ' && r != '\t' && r != '\r' && r != '\n' }

// absent tells whether an element says why it has no value.
func absent(m map[string]any) bool {
	list, _ := m["extension"].([]any)
	return slices.ContainsFunc(list, func(e any) bool {
		x, _ := e.(map[string]any)
		return x["url"] == ExtDataAbsentReason && x["valueCode"] != nil
	})
}

func sha1Of(b []byte) string {
	sum := sha1.Sum(b) //nolint:gosec // FHIR's Attachment.hash is SHA-1 by definition
	return base64.StdEncoding.EncodeToString(sum[:])
}
