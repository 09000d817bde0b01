//go:build uscore

package r4test

import (
	"os"

	"github.com/gofhir/validator/pkg/validator"
)

// profiles adds the package of US Core 6.1.0, a .tgz that ROUNDS_USCORE names: so claims are held to HL7's own profiles
// (https://hl7.org/fhir/us/core/STU6.1/downloads.html).
var profiles = []validator.Option{validator.WithPackageTgz(os.Getenv("ROUNDS_USCORE"))}
