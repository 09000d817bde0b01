package fhirx

import (
	"encoding/json"
	"strconv"
	"strings"

	"github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/nightrounds/rounds/schemas/r4"
)

// Str is a string element; nil for blank text.
func Str(s string) *string {
	if strings.TrimSpace(s) == "" {
		return nil
	}
	return &s
}

// Coding is a code of a system; nil without a code.
func Coding(system, code, display string) *fhir.Coding {
	if code == "" {
		return nil
	}
	return &fhir.Coding{System: Str(system), Code: &code, Display: Str(display)}
}

// Concept is one coding with its text; nil without a code.
func Concept(system, code, display string) *fhir.CodeableConcept {
	c := Coding(system, code, display)
	if c == nil {
		return nil
	}
	return &fhir.CodeableConcept{Coding: []fhir.Coding{*c}, Text: Str(display)}
}

// TextOnly is a concept the vendor gave in words; nil without words.
func TextOnly(text string) *fhir.CodeableConcept {
	if Str(text) == nil {
		return nil
	}
	return &fhir.CodeableConcept{Text: &text}
}

// List is a list of those that are there.
func List[T any](items ...*T) []T {
	var list []T
	for i, item := range items {
		if item == nil {
			continue
		}
		if list == nil {
			list = make([]T, 0, len(items)-i) // FHIR's elements are large: growing would copy them
		}
		list = append(list, *item)
	}
	return list
}

// Seconds is a length in UCUM's unit; nil for none.
func Seconds(n int64) *fhir.Duration { return length(n, "s") }

// Days is a length in UCUM's unit; nil for none.
func Days(n int64) *fhir.Duration { return length(n, "d") }

func length(n int64, unit string) *fhir.Duration {
	if n <= 0 {
		return nil
	}
	return &fhir.Duration{Value: new(json.Number(strconv.FormatInt(n, 10))), Unit: &unit, System: new(r4.SystemUCUM), Code: &unit}
}

// Name is a person's name. full is used as text only where there are no parts: a mapper does not split a name.
func Name(family string, given []string, prefix, suffix, full string) []fhir.HumanName {
	n := fhir.HumanName{Family: Str(family), Given: present(given), Prefix: present([]string{prefix}), Suffix: present([]string{suffix})}
	if n.Family == nil && n.Given == nil {
		n.Text = Str(full)
		if n.Text == nil {
			return nil
		}
	}
	return []fhir.HumanName{n}
}

func present(texts []string) []string {
	var list []string
	for _, t := range texts {
		if strings.TrimSpace(t) != "" {
			list = append(list, t)
		}
	}
	return list
}

// Telecom gives the contact points of a phone number and an e-mail address, as the vendor wrote them.
func Telecom(phone, email string) []fhir.ContactPoint {
	return List(contact(fhir.ContactPointSystemPhone, phone), contact(fhir.ContactPointSystemEmail, email))
}

func contact(system fhir.ContactPointSystem, value string) *fhir.ContactPoint {
	if Str(value) == nil {
		return nil
	}
	return &fhir.ContactPoint{System: &system, Value: &value}
}

// Extensions are collected with these; each is nil for blank text.

// ExtString is an extension that holds text.
func ExtString(uri, text string) *fhir.Extension {
	if Str(text) == nil {
		return nil
	}
	return &fhir.Extension{Url: uri, ValueString: &text}
}

// ExtCode is an extension that holds a code.
func ExtCode(uri, code string) *fhir.Extension {
	if Str(code) == nil {
		return nil
	}
	return &fhir.Extension{Url: uri, ValueCode: &code}
}

// ExtDateTime is an extension that holds a time.
func ExtDateTime(uri string, at *string) *fhir.Extension {
	if at == nil {
		return nil
	}
	return &fhir.Extension{Url: uri, ValueDateTime: at}
}

// Gender reads the words of a vendor, whatever their case. ok is false for a word that is none of FHIR's: the gender is then
// `unknown`, and the caller keeps the word.
func Gender(word string) (g *fhir.AdministrativeGender, ok bool) {
	switch strings.ToLower(word) {
	case "":
		return nil, true
	case "male", "m":
		return new(fhir.AdministrativeGenderMale), true
	case "female", "f":
		return new(fhir.AdministrativeGenderFemale), true
	case "other", "non-binary", "nonbinary", "non binary":
		return new(fhir.AdministrativeGenderOther), true
	case "unknown":
		return new(fhir.AdministrativeGenderUnknown), true
	}
	return new(fhir.AdministrativeGenderUnknown), false
}
