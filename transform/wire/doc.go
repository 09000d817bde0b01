// Package wire reads a vendor's JSON as it truly arrives: types that accept the forms a vendor is known to mix (a number as
// a string, an empty list for an empty object, three spellings of a time), and that keep absent, null and empty apart.
//
// It never guesses: a value in a form no dialect knows is left out and reported by its path. Names are matched with
// their case. It does not write JSON, knows no vendor and no FHIR, and its errors hold no byte of the input.
package wire
