//go:build !uscore

package uscore_test

import (
	"testing"

	"github.com/nightrounds/rounds/schemas/r4"
)

// hold compares a rule with HL7's own profile, which only a build with -tags uscore has at hand.
func hold(testing.TB, r4.Resource, string, string) {}
