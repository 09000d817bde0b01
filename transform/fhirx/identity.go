package fhirx

import (
	"crypto/sha1" //nolint:gosec // see Scope.ID
	"net/url"
	"strings"

	"github.com/google/uuid"
	"github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/nightrounds/rounds/schemas/r4"
)

// namespace is ours and never changes: every id in every warehouse hangs on it.
var namespace = uuid.MustParse("6e1a3d0c-4b7f-5c52-9d8e-2f60a91b74c3")

const base = "https://github.com/nightrounds/rounds/"

// Scope is where ids are unique: one source of one vendor.
type Scope struct {
	Vendor string // "vsee"
	Source string // the configured name of the source
}

// ID is the logical id of a resource: a UUIDv5 of source, resource type and the vendor's id. It holds nothing of a person.
//
// Every reference needs one. uuid.NewSHA1 allocates a hash and two texts for it; this allocates the id alone.
func (s Scope) ID(resourceType, vendorID string) string {
	var room [256]byte
	b := append(room[:0], namespace[:]...)
	b = append(append(b, s.Source...), '|')
	b = append(append(b, resourceType...), '|')
	sum := sha1.Sum(append(b, vendorID...)) //nolint:gosec // RFC 9562 section 5.5 names SHA-1
	id := uuid.UUID(sum[:16])
	id[6] = id[6]&0x0f | 0x50 // version 5
	id[8] = id[8]&0x3f | 0x80 // variant of RFC 9562
	return id.String()
}

// Ref points at the resource made from a vendor's id; nil when there is no id.
func (s Scope) Ref(resourceType, vendorID string) *fhir.Reference {
	if vendorID == "" {
		return nil
	}
	return &fhir.Reference{Reference: new(resourceType + "/" + s.ID(resourceType, vendorID))}
}

// Logical is a reference by identifier, for what this warehouse may not hold (http://hl7.org/fhir/R4/references.html#logical).
func (s Scope) Logical(resourceType, what, vendorID string) *fhir.Reference {
	if vendorID == "" {
		return nil
	}
	return &fhir.Reference{Type: new(resourceType), Identifier: new(s.identifier(what, vendorID))}
}

// System is the URI under which a source's ids of one kind are unique.
func (s Scope) System(what string) string {
	return base + "sid/" + url.PathEscape(s.Vendor) + "/" + url.PathEscape(s.Source) + "/" + what
}

// Identifiers gives a list of identifiers from pairs of what and value, leaving out those without a value. Use and type stay
// empty: no vendor says that one of its ids is an official one.
func (s Scope) Identifiers(pairs ...string) []fhir.Identifier {
	var list []fhir.Identifier
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			list = append(list, s.identifier(pairs[i], pairs[i+1]))
		}
	}
	return list
}

func (s Scope) identifier(what, value string) fhir.Identifier {
	return fhir.Identifier{System: new(s.System(what)), Value: new(value)}
}

// SSN is the identifier of a social security number that landed as its keyed hash, "hmac-sha256:KEY:HASH" in 8 and 64 hexadecimal digits:
// system r4.SystemSSNHash and value "KEY:HASH", the same at every source that landed the number under the same key. There is none for any
// other text. It has no type: code SS of HL7's table 0203 says that the value is the number.
func SSN(landed string) []fhir.Identifier {
	value, ok := strings.CutPrefix(landed, "hmac-sha256:")
	key, hash, _ := strings.Cut(value, ":")
	if !ok || !hexadecimal(key, 8) || !hexadecimal(hash, 64) {
		return nil
	}
	return []fhir.Identifier{{System: new(r4.SystemSSNHash), Value: &value}}
}

func hexadecimal(text string, digits int) bool {
	return len(text) == digits && strings.Trim(text, "0123456789abcdef") == ""
}

// Meta names the source and kind of the record a resource was made from, and labels it. It holds nothing of a run.
func (s Scope) Meta(kind string, labels ...fhir.Coding) *fhir.Meta {
	return &fhir.Meta{Source: new(s.System(kind)), Security: labels}
}

// VendorSystem is the URI of a vendor's own code system, the same at all its customers.
func VendorSystem(vendor, what string) string {
	return base + "CodeSystem/" + vendor + "-" + what
}

// TestData is the label in meta.security of what was made for a test.
var TestData = fhir.Coding{System: new(r4.SystemTestLabel), Code: new(r4.CodeTestLabel)}

// MadeByAI marks what a machine wrote. The code is for meta.security, where HL7 added it after R4: R4's own list of that code system ends
// before it, so that the label there would make the resource invalid. As a tag, which is bound to no value set, it does not.
func MadeByAI(m *fhir.Meta) *fhir.Meta {
	m.Tag = []fhir.Coding{{System: new(r4.SystemObservation), Code: new("AIAST"), Display: new("Artificial Intelligence asserted")}}
	return m
}
