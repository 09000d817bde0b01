package noanotes

import (
	"fmt"
	"time"

	"github.com/samply/golang-fhir-models/fhir-models/fhir"
	"golang.org/x/text/unicode/norm"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/schemas/r4"
	"github.com/nightrounds/rounds/transform"
	"github.com/nightrounds/rounds/transform/fhirx"
)

// Config is what a customer may know better than Noa's pages. The zero value follows the pages, and takes for the names of
// members that no page prints the defaults below.
type Config struct {
	Source string `yaml:"-"` // the configured name of the source: part of every id
	Zone   string `yaml:"-"` // IANA zone of times without one; empty: UTC

	PatientSources []string          `yaml:"patient_sources"` // configured sources whose patients the manifest may name; empty: none
	Statuses       map[string]string `yaml:"statuses"`        // status word or number of this account: one of the twelve labels
	StatusFields   []string          `yaml:"status_fields"`   // members that hold the label in a status answer; empty: status
	ContentFields  []string          `yaml:"content_fields"`  // members that hold the summary, by rank; empty: content, summary
	VerifiedFields []string          `yaml:"verified_fields"` // members that tell whether a doctor approved it; empty: verified, isVerified, approved, isApproved, status
	DocumentType   string            `yaml:"document_type"`   // LOINC code of a summary; empty: 34109-9, Note
	SectionCodes   map[string]string `yaml:"section_codes"`   // LOINC code of a section by its title; other sections have none
}

// Check tells what in the config no mapper could follow.
func (c Config) Check() error {
	if _, err := time.LoadLocation(c.Zone); err != nil {
		return fmt.Errorf("zone %q is not an IANA time zone", c.Zone)
	}
	for _, label := range c.Statuses {
		if _, known := statuses[label]; !known {
			return fmt.Errorf("statuses: %q is none of the labels of a session", label)
		}
	}
	return nil
}

func (c Config) withDefaults() Config {
	if len(c.StatusFields) == 0 {
		c.StatusFields = []string{"status"}
	}
	if len(c.ContentFields) == 0 {
		c.ContentFields = []string{"content", "summary"}
	}
	if len(c.VerifiedFields) == 0 {
		c.VerifiedFields = []string{"verified", "isVerified", "approved", "isApproved", "status"}
	}
	codes := map[string]string{}
	for title, code := range c.SectionCodes {
		codes[norm.NFC.String(title)] = code
	}
	c.SectionCodes = codes
	return c
}

// documentType is the kind of note a summary is. The vendor does not say; LOINC's 34109-9 says no more than "Note".
func (c Config) documentType() fhir.CodeableConcept {
	if c.DocumentType == "" {
		return *fhirx.Concept(r4.SystemLOINC, "34109-9", "Note")
	}
	return *fhirx.Concept(r4.SystemLOINC, c.DocumentType, "")
}

// clinic is one configured source.
type clinic struct {
	Config
	fhirx.Scope
	zone *time.Location
}

// Mappers gives a mapper for each kind of Noa record. A zone that Check refuses counts as UTC.
func Mappers(c Config) map[extract.Kind]transform.Mapper {
	zone, err := time.LoadLocation(c.Zone)
	if err != nil {
		zone = time.UTC
	}
	at := clinic{c.withDefaults(), fhirx.Scope{Vendor: "noanotes", Source: c.Source}, zone}
	return map[extract.Kind]transform.Mapper{extract.Session: sessions{at}, extract.Organization: consumers{at}}
}

// vendorName is what a Provenance calls the vendor.
const vendorName fhirx.VendorName = "Noa Notes"

// Revisions of the mappers. Raise one whenever its output changes for any input.
const (
	sessionRev  = 6
	consumerRev = 2
)
