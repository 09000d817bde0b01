// Package transformtest holds the law every Mapper obeys and runs it over a vendor's fixtures: golden output, FHIR's form,
// references that lead somewhere, equal output for equal input, no panic whatever form a field takes, no value of a
// record in an error or issue, and a revision that rises when the output changes.
//
// A fixture is testdata/<vendor>/<kind>-<name>.json, the record's body as the extractor hands it over, with the Prior the
// mapper is given in <kind>-<name>.prior where there is one. What the vendor's pages print, faults included, lies in
// printed/<kind>-<name>.txt. It does not fetch, and knows no vendor.
package transformtest
