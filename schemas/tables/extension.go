package tables

import (
	"encoding/json"
	"strconv"
	"strings"

	"github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/nightrounds/rounds/schemas/r4"
)

// site is a place of a resource that carries extensions.
type site struct {
	path string // FHIRPath of the element, "" for the resource itself
	list []fhir.Extension
}

func elementSite(path string, e *r4.Element) site {
	if e == nil {
		return site{path: path}
	}
	return site{path, e.Extension}
}

// own are the extensions of the resource itself.
func own(list, modifiers []fhir.Extension) []site { return []site{{"", list}, {"", modifiers}} }

// vendorStatus declares the column of the vendor's raw status.
func vendorStatus[T any](get func(*T) []fhir.Extension) columns[T] {
	return col("vendor_status", word, Code, "The vendor's own status word or code.",
		func(r *T) string { return extensionText(get(r), r4.ExtVendorStatus) })
}

// dateBasis declares the column that says what a date rests on.
func dateBasis[T any](get func(*T) []fhir.Extension) columns[T] {
	return col("date_basis", word, Code, "What the date rests on where the vendor gives none: journal, first_observed; empty: the vendor's own.",
		func(r *T) string { return extensionText(get(r), r4.ExtDateBasis) })
}

// flatExtension is one extension, out of its nesting.
type flatExtension struct{ path, url, valueType, value string }

// extensions declares the column that keeps every extension, so that none has to be configured before it is seen.
func extensions[R any](sites func(*row[R]) []site) columns[row[R]] {
	return col("extensions", extensionList, Text, "All extensions; path names the element that carries it, nested ones as parent/extension.",
		func(r *row[R]) []flatExtension {
			var flat []flatExtension
			for _, s := range sites(r) {
				flat = flatten(flat, s.path, s.list)
			}
			return flat
		})
}

var extensionList = tuples(
	part("path", text, func(e *flatExtension) string { return e.path }),
	part("url", text, func(e *flatExtension) string { return e.url }),
	part("value_type", text, func(e *flatExtension) string { return e.valueType }),
	part("value", text, func(e *flatExtension) string { return e.value }),
)

func flatten(flat []flatExtension, path string, list []fhir.Extension) []flatExtension {
	for i := range list {
		typ, value := extensionValue(&list[i])
		flat = append(flat, flatExtension{path, list[i].Url, typ, value})
		if len(list[i].Extension) > 0 {
			flat = flatten(flat, strings.TrimPrefix(path+"/extension", "/"), list[i].Extension)
		}
	}
	return flat
}

// extensionValue is the FHIR type and the value of an extension: plain text for a primitive, JSON for anything else.
func extensionValue(e *fhir.Extension) (typ, value string) {
	switch {
	case e.ValueString != nil:
		return "String", *e.ValueString
	case e.ValueCode != nil:
		return "Code", *e.ValueCode
	case e.ValueBoolean != nil:
		return "Boolean", strconv.FormatBool(*e.ValueBoolean)
	case e.ValueInteger != nil:
		return "Integer", strconv.Itoa(*e.ValueInteger)
	case e.ValueDateTime != nil:
		return "DateTime", *e.ValueDateTime
	case e.ValueUri != nil:
		return "Uri", *e.ValueUri
	case e.ValueCoding != nil:
		b, _ := json.Marshal(e.ValueCoding) // nothing but texts and a flag: it cannot fail
		return "Coding", string(b)
	}
	return rareValue(e)
}

// rareValue finds the value among the fifty types an extension may have. The resource was written as JSON before, so that
// the extension can be.
func rareValue(e *fhir.Extension) (typ, value string) {
	b, err := json.Marshal(e)
	if err != nil {
		return "", ""
	}
	return valueMember(b)
}

// valueMember finds the member value[x] of an object: its type, and its text or JSON.
func valueMember(object []byte) (typ, value string) {
	var members map[string]json.RawMessage
	if err := json.Unmarshal(object, &members); err != nil {
		return "", ""
	}
	for name, raw := range members {
		typ, ok := strings.CutPrefix(name, "value")
		if !ok {
			continue
		}
		var words string
		if json.Unmarshal(raw, &words) == nil {
			return typ, words
		}
		return typ, string(raw)
	}
	return "", ""
}

// extensionText is the text or code of the first extension with this URL.
func extensionText(list []fhir.Extension, url string) string {
	for i := range list {
		if list[i].Url == url {
			_, value := extensionValue(&list[i])
			return value
		}
	}
	return ""
}

// extensionCoding is the coding of the first extension with this URL.
func extensionCoding(list []fhir.Extension, url string) fhir.Coding {
	for i := range list {
		if list[i].Url == url {
			return val(list[i].ValueCoding)
		}
	}
	return fhir.Coding{}
}
