package tables

import (
	"math"
	"strings"

	"github.com/samply/golang-fhir-models/fhir-models/fhir"
)

// Single-valued columns over repeating elements are chosen by rule, never by chance: official before usual before the
// first that is not old (http://hl7.org/fhir/R4/valueset-name-use.html, valueset-identifier-use.html).

var identifierList = tuples(
	part("use", text, func(i *fhir.Identifier) string { return code(i.Use) }),
	part("type", codingList, func(i *fhir.Identifier) []coding { return codings(one(i.Type)) }),
	part("system", text, func(i *fhir.Identifier) string { return val(i.System) }),
	part("value", text, func(i *fhir.Identifier) string { return val(i.Value) }),
	period(func(i *fhir.Identifier) (start, end *string) { p := val(i.Period); return p.Start, p.End }),
)

// identifiers declares the columns of the business identifiers.
func identifiers[T any](get func(*T) []fhir.Identifier) columns[T] {
	chosen := func(r *T) fhir.Identifier {
		return val(best(get(r), 9, func(i *fhir.Identifier) int { return useRank(code(i.Use)) }))
	}
	return join(
		col("identifier_system", word, Code, "System of the chosen identifier: official, else usual, else the first.",
			func(r *T) string { return val(chosen(r).System) }),
		col("identifier_value", text, Identifier, "The chosen identifier: official, else usual, else the first.",
			func(r *T) string { return val(chosen(r).Value) }),
		col("identifiers", identifierList, Identifier, "All identifiers, the vendor's id among them.", get),
	)
}

// withSystem is the value of the first identifier of a system.
func withSystem(ids []fhir.Identifier, system string) string {
	for i := range ids {
		if val(ids[i].System) == system {
			return val(ids[i].Value)
		}
	}
	return ""
}

func useRank(use string) int {
	switch use {
	case "official":
		return 0
	case "usual":
		return 1
	case "old":
		return 3
	}
	return 2
}

var nameList = tuples(
	part("use", text, func(n *fhir.HumanName) string { return code(n.Use) }),
	part("text", text, func(n *fhir.HumanName) string { return val(n.Text) }),
	part("family", text, func(n *fhir.HumanName) string { return val(n.Family) }),
	part("given", list(text), func(n *fhir.HumanName) []string { return n.Given }),
	part("prefix", list(text), func(n *fhir.HumanName) []string { return n.Prefix }),
	part("suffix", list(text), func(n *fhir.HumanName) []string { return n.Suffix }),
	period(func(n *fhir.HumanName) (start, end *string) { p := val(n.Period); return p.Start, p.End }),
)

// names declares the columns of a person's names.
func names[T any](get func(*T) []fhir.HumanName) columns[T] {
	chosen := func(r *T) fhir.HumanName {
		return val(best(get(r), 9, func(n *fhir.HumanName) int { return useRank(code(n.Use)) }))
	}
	return join(
		col("family", text, Name, "Family name of the chosen name: official, else usual, else the first that is not old.",
			func(r *T) string { return val(chosen(r).Family) }),
		col("given", text, Name, "Given names of the chosen name, with spaces between.",
			func(r *T) string { return strings.Join(chosen(r).Given, " ") }),
		col("name", text, Name, "The chosen name in one line: its own text, else prefix, given, family and suffix.",
			func(r *T) string { return fullName(chosen(r)) }),
		col("names", nameList, Name, "All names.", get),
	)
}

func fullName(n fhir.HumanName) string {
	if t := val(n.Text); t != "" {
		return t
	}
	words := append(append([]string{}, n.Prefix...), n.Given...)
	if f := val(n.Family); f != "" {
		words = append(words, f)
	}
	return strings.Join(append(words, n.Suffix...), " ")
}

var telecomList = tuples(
	part("system", text, func(t *fhir.ContactPoint) string { return code(t.System) }),
	part("value", text, func(t *fhir.ContactPoint) string { return val(t.Value) }),
	part("use", text, func(t *fhir.ContactPoint) string { return code(t.Use) }),
	part("rank", maybeInt, func(t *fhir.ContactPoint) *int { return t.Rank }),
	period(func(t *fhir.ContactPoint) (start, end *string) { p := val(t.Period); return p.Start, p.End }),
)

// telecoms declares the columns of phone numbers, e-mail addresses and the like.
func telecoms[T any](get func(*T) []fhir.ContactPoint) columns[T] {
	return join(
		col("phone", text, Contact, "Phone number of the lowest rank, else the first that is not old.",
			func(r *T) string { return contactValue(get(r), "phone") }),
		col("email", text, Contact, "E-mail address of the lowest rank, else the first that is not old.",
			func(r *T) string { return contactValue(get(r), "email") }),
		col("telecoms", telecomList, Contact, "All contact points.", get),
	)
}

func contactValue(ts []fhir.ContactPoint, system string) string {
	chosen := best(ts, math.MaxInt, func(t *fhir.ContactPoint) int {
		switch {
		case code(t.System) != system:
			return math.MaxInt
		case code(t.Use) == "old":
			return math.MaxInt - 1
		case t.Rank == nil:
			return math.MaxInt - 2
		}
		return *t.Rank
	})
	return val(val(chosen).Value)
}

var addressList = tuples(
	part("use", text, func(a *fhir.Address) string { return code(a.Use) }),
	part("type", text, func(a *fhir.Address) string { return code(a.Type) }),
	part("text", text, func(a *fhir.Address) string { return val(a.Text) }),
	part("line", list(text), func(a *fhir.Address) []string { return a.Line }),
	part("city", text, func(a *fhir.Address) string { return val(a.City) }),
	part("district", text, func(a *fhir.Address) string { return val(a.District) }),
	part("state", text, func(a *fhir.Address) string { return val(a.State) }),
	part("postal_code", text, func(a *fhir.Address) string { return val(a.PostalCode) }),
	part("country", text, func(a *fhir.Address) string { return val(a.Country) }),
	period(func(a *fhir.Address) (start, end *string) { p := val(a.Period); return p.Start, p.End }),
)

// addresses declares the columns of addresses.
func addresses[T any](get func(*T) []fhir.Address) columns[T] {
	chosen := func(r *T) fhir.Address { return val(best(get(r), 9, addressRank)) }
	return join(
		col("address_line", text, Contact, "Lines of the chosen address: home, else the first that is not old.",
			func(r *T) string { return strings.Join(chosen(r).Line, "\n") }),
		col("city", text, Geo, "City of the chosen address.", func(r *T) string { return val(chosen(r).City) }),
		col("state", word, Code, "State of the chosen address.", func(r *T) string { return val(chosen(r).State) }),
		col("postal_code", text, Geo, "Postal code of the chosen address.", func(r *T) string { return val(chosen(r).PostalCode) }),
		col("country", word, Code, "Country of the chosen address.", func(r *T) string { return val(chosen(r).Country) }),
		col("addresses", addressList, Contact, "All addresses.", get),
	)
}

func addressRank(a *fhir.Address) int {
	switch code(a.Use) {
	case "home":
		return 0
	case "old":
		return 2
	}
	return 1
}
