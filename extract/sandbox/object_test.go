package sandbox

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
)

// object is an answer with numbers kept as digits. Of two members with one name it has the last.
type object map[string]any

func (c *client) object(url string) object {
	c.t.Helper()
	d := json.NewDecoder(bytes.NewReader(c.get(url, http.StatusOK)))
	d.UseNumber()
	var o object
	if err := d.Decode(&o); err != nil {
		c.t.Fatal(err)
	}
	if data, ok := o["data"].(map[string]any); ok {
		return data
	}
	return o
}

// at follows a path of names. What is absent, null, "" or "--" is "".
func (o object) at(path ...string) string {
	var v any = map[string]any(o)
	for _, name := range path {
		inner, _ := v.(map[string]any)
		v = inner[name]
	}
	if v == nil || v == "--" {
		return ""
	}
	return fmt.Sprint(v)
}

// each follows a path to an array and reads one member of every element; elements without names read as themselves.
func (o object) each(name string, path ...string) []string {
	var v any = map[string]any(o)
	for _, p := range path {
		inner, _ := v.(map[string]any)
		v = inner[p]
	}
	var out []string
	elements, _ := v.([]any)
	for _, e := range elements {
		if m, ok := e.(map[string]any); ok {
			e = m[name]
		}
		out = append(out, fmt.Sprint(e))
	}
	return out
}

// items are the texts of a section of the medical profile in all forms.
func (o object) items(section string) (texts []string) {
	profile := object(o["intake"].(map[string]any)["medical_profile"].(map[string]any))
	list, _ := profile[section].(map[string]any)["data"].([]any)
	for _, v := range list {
		text, _ := v.(string)
		if item, ok := v.(map[string]any); ok {
			o := object(item)
			text = o.at("name") + o.at("medication") + o.at("allergy") + o.at("question") + o.at("answer") + o.at("entry", "label")
		}
		texts = append(texts, text)
	}
	return texts
}

// joined puts some members of every element of an array together.
func (o object) joined(list string, names ...string) (all []string) {
	for i := range o.each(names[0], list) {
		line := ""
		for _, name := range names {
			line += o.each(name, list)[i]
		}
		all = append(all, line)
	}
	return all
}

// attached are the ids of an intake's files in whatever form they are written.
func (o object) attached() []string {
	in, _ := o["intake"].(map[string]any)
	if text := o.at("intake", "attachments"); text == "" {
		return nil
	} else if _, ok := in["attachments"].(string); ok {
		return strings.FieldsFunc(text, func(r rune) bool { return r == ',' })
	}
	ids := o.each("_id", "intake", "attachments")
	if slices.Contains(ids, "<nil>") {
		ids = o.each("id", "intake", "attachments")
	}
	return ids
}
