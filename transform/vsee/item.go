package vsee

import (
	"cmp"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/nightrounds/rounds/transform"
	"github.com/nightrounds/rounds/transform/wire"
)

// item is one thing a patient told in a section of the profile.
type item struct {
	text      string
	relations wire.Strings // of a family condition
}

// itemsOf reads a section's list. Three sections have a published form: an object whose member is the section's word
// ({"condition": …}). The others are read if they are like it, if their member is called name, or if they are plain text; whatever
// else comes stays in the raw record and is counted, and the list is not whole.
func itemsOf(data wire.Raw, key string, report reporter) (list []item, whole bool) {
	elements, whole := elementsOf(data)
	for _, e := range elements {
		i, ok := itemOf(e, key, report)
		if !ok {
			whole = false
			continue
		}
		list = append(list, i)
	}
	if !whole {
		report.add(transform.UnexpectedForm, "*")
	}
	return list, whole
}

func elementsOf(data wire.Raw) (list []jsontext.Value, ok bool) {
	if data.State != wire.Set {
		return nil, true
	}
	return list, json.Unmarshal(data.JSON, &list) == nil
}

func itemOf(element jsontext.Value, key string, report reporter) (item, bool) {
	if element.Kind() == '"' {
		i := item{text: textOf(element)}
		return i, i.text != ""
	}
	var members map[string]jsontext.Value
	if element.Kind() != '{' || json.Unmarshal(element, &members) != nil {
		return item{}, false
	}
	word, name := textOf(members[key]), textOf(members["name"])
	if word != "" && name != "" && word != name {
		return item{}, false // nothing tells which of the two it is
	}
	i := item{text: cmp.Or(word, name)}
	if raw := members["relations"]; raw != nil && (json.Unmarshal(raw, &i.relations) != nil || !i.relations.Whole()) {
		return item{}, false
	}
	for member := range members {
		if member != key && member != "name" && member != "relations" {
			report.add(transform.UnknownField, "*")
		}
	}
	return i, i.text != ""
}

// textOf is a text, also where it arrives as a number; empty for anything else and for nothing.
func textOf(raw jsontext.Value) string {
	var s wire.String
	if raw == nil || json.Unmarshal(raw, &s) != nil {
		return ""
	}
	return s.Text
}
