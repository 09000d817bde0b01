//go:build !uscore

package r4test

import "github.com/gofhir/validator/pkg/validator"

// profiles is none: US Core's package is on no registry that a fresh machine can be expected to reach. With -tags uscore it is read.
var profiles []validator.Option
