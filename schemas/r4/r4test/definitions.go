package r4test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"

	"github.com/gofhir/validator/pkg/loader"
)

// The module whose folder specs/r4 holds HL7's bundles, and the hash of its content (go.sum's form).
const (
	definitionsModule = "github.com/gofhir/validator@v1.0.0"
	definitionsHash   = "h1:br8CEB7qQDLUaLgCd5ke1WMGwlohL4kPmln5UPK97Mk="
)

// bundles are the files of specs/r4 that say what a valid resource is.
var bundles = []string{"profiles-types.json", "profiles-resources.json", "extension-definitions.json", "valuesets.json", "v3-codesystems.json"}

// download asks the go command for the module and returns the folder of HL7's bundles.
func download() (string, error) {
	get := exec.Command("go", "mod", "download", "-json", definitionsModule)
	get.Dir = os.TempDir() // outside any module: go.mod needs only the release that validates
	out, err := get.Output()
	if err != nil {
		return "", fmt.Errorf("downloading %s: %w", definitionsModule, err)
	}
	var module struct{ Dir, Sum string }
	if err := json.Unmarshal(out, &module); err != nil {
		return "", fmt.Errorf("downloading %s: %w", definitionsModule, err)
	}
	if module.Sum != definitionsHash {
		return "", fmt.Errorf("downloading %s: its content is not what was reviewed", definitionsModule)
	}
	return filepath.Join(module.Dir, "specs", "r4"), nil
}

// unpack lays the definitions out as the validator reads packages: one file each below name#version/package. The two packages it asks for
// besides HL7's core stay empty.
func unpack(from, to string) error {
	core, err := emptyPackage(to, "hl7.fhir.r4.core", "4.0.1")
	if err != nil {
		return err
	}
	for _, p := range loader.DefaultPackages["4.0.1"][1:] {
		if _, err := emptyPackage(to, p.Name, p.Version); err != nil {
			return err
		}
	}
	for _, name := range bundles {
		if err := unpackBundle(filepath.Join(from, name), core); err != nil {
			return err
		}
	}
	return nil
}

func emptyPackage(to, name, version string) (dir string, err error) {
	dir = filepath.Join(to, name+"#"+version, "package")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", err
	}
	return dir, os.WriteFile(filepath.Join(dir, "package.json"), []byte(`{"fhirVersion":"4.0.1"}`), 0o600)
}

func unpackBundle(path, dir string) error {
	text, err := os.ReadFile(path) //nolint:gosec // a file of a module whose hash was compared
	if err != nil {
		return err
	}
	var bundle struct {
		Entry []struct{ Resource json.RawMessage }
	}
	if err := json.Unmarshal(text, &bundle); err != nil {
		return fmt.Errorf("reading %s: %w", filepath.Base(path), err)
	}
	if len(bundle.Entry) == 0 {
		return errors.New("a bundle of definitions is empty")
	}
	for n, e := range bundle.Entry {
		if !needed(e.Resource) {
			continue
		}
		if err := os.WriteFile(filepath.Join(dir, filepath.Base(path)+"-"+strconv.Itoa(n)+".json"), e.Resource, 0o600); err != nil {
			return err
		}
	}
	return nil
}

// written are the types this product writes, and those they derive from. The definitions of all others are left out: they are most of what
// there is to read.
var written = []string{
	"Resource", "DomainResource",
	"AllergyIntolerance", "Appointment", "Bundle", "Composition", "Condition", "DocumentReference", "Encounter", "FamilyMemberHistory", "Invoice",
	"Linkage", "Location", "Media", "MedicationRequest", "MedicationStatement", "Organization", "Patient", "Practitioner", "PractitionerRole",
	"Procedure", "Provenance", "QuestionnaireResponse", "Task",
}

func needed(definition []byte) bool {
	var head struct{ ResourceType, Kind, Type string }
	if err := json.Unmarshal(definition, &head); err != nil {
		return false
	}
	switch head.ResourceType {
	case "ValueSet", "CodeSystem":
		return true
	case "StructureDefinition":
		return head.Kind != "resource" || slices.Contains(written, head.Type)
	}
	return false
}
