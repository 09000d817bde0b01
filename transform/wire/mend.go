package wire

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/nightrounds/rounds/transform"
)

// Bounds of a body that needs mending: a hostile one must not cost more than a page of honest ones.
const (
	maxDepth      = 100
	maxMembers    = 1000 // of one object
	maxDuplicates = 100  // of one body
)

var errBounds = &transform.Reject{Code: transform.TooLarge}

// node is a JSON value of a body that is being mended. raw is set for everything but objects and lists.
type node struct {
	kind  jsontext.Kind
	raw   jsontext.Value
	names []string // of an object's members, each once
	kids  []node
}

// mend rewrites a body so that every object names each key once and all text is UTF-8, and says where it had to.
//
// Two objects under one key become one: members of either, the fuller object's where both have one. Objects whose ids
// contradict each other are not mixed: the fuller stays. Two lists become one, by id where their elements have one. Of
// two plain values the later counts, unless it is empty.
func mend(body []byte) ([]byte, []transform.Issue, error) {
	m := mender{}
	dec := jsontext.NewDecoder(bytes.NewReader(body), jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	root, err := m.read(dec, "", 0)
	if err != nil {
		return nil, m.issues, err
	}
	if _, err := dec.ReadToken(); !errors.Is(err, io.EOF) {
		return nil, m.issues, &transform.Reject{Code: transform.Malformed} // something follows the object
	}
	return root.append(nil), m.issues, nil
}

type mender struct {
	reporter
	duplicates int
}

func (m *mender) read(dec *jsontext.Decoder, path string, depth int) (node, error) {
	if depth > maxDepth {
		return node{}, errBounds
	}
	kind := dec.PeekKind()
	if kind != '{' && kind != '[' {
		return m.plain(dec, path)
	}
	if _, err := dec.ReadToken(); err != nil {
		return node{}, err
	}
	n := node{kind: kind}
	for k := dec.PeekKind(); k != '}' && k != ']'; k = dec.PeekKind() {
		if err := m.readInto(&n, dec, path, depth+1); err != nil {
			return n, err
		}
	}
	_, err := dec.ReadToken()
	return n, err
}

// plain reads a string, number or literal. What is not UTF-8 in a string becomes U+FFFD.
func (m *mender) plain(dec *jsontext.Decoder, path string) (node, error) {
	raw, err := dec.ReadValue()
	if err != nil {
		return node{}, err
	}
	n := node{kind: raw.Kind(), raw: raw.Clone()}
	if n.kind != '"' {
		return n, nil
	}
	text, bad := jsontext.AppendUnquote(nil, raw)
	if bad != nil {
		m.add(transform.InvalidText, path)
		text = bytes.ToValidUTF8(text, []byte("\ufffd"))
	}
	n.raw, err = jsontext.AppendQuote(nil, text)
	return n, err
}

func (m *mender) readInto(n *node, dec *jsontext.Decoder, path string, depth int) error {
	if n.kind == '[' {
		kid, err := m.read(dec, join(path, "*"), depth)
		n.kids = append(n.kids, kid)
		return err
	}
	token, err := dec.ReadToken()
	if err != nil {
		return err
	}
	name := token.String()
	kid, err := m.read(dec, join(path, name), depth)
	if err != nil {
		return err
	}
	if i := slices.Index(n.names, name); i >= 0 {
		if m.duplicates++; m.duplicates > maxDuplicates {
			return errBounds
		}
		m.add(transform.DuplicateKey, join(path, name))
		n.kids[i] = merge(n.kids[i], kid)
		return nil
	}
	if len(n.names) >= maxMembers {
		return errBounds
	}
	n.names, n.kids = append(n.names, name), append(n.kids, kid)
	return nil
}

// merge makes one value of two that came under one key.
func merge(first, second node) node {
	switch {
	case first.weight() == 0:
		return second
	case second.weight() == 0 || first.kind != second.kind:
		if first.weight() > second.weight() {
			return first
		}
		return second
	case first.kind == '{':
		return mergeObjects(first, second)
	case first.kind == '[':
		return unite(first, second)
	}
	return second
}

func mergeObjects(first, second node) node {
	fuller, other := second, first
	if first.weight() > second.weight() {
		fuller, other = first, second
	}
	if fuller.contradicts(other) {
		return fuller
	}
	for i, name := range other.names {
		if j := slices.Index(fuller.names, name); j < 0 {
			fuller.names, fuller.kids = append(fuller.names, name), append(fuller.kids, other.kids[i])
		} else if fuller.kids[j].kind == other.kids[i].kind || fuller.kids[j].weight() == 0 {
			fuller.kids[j] = merge(other.kids[i], fuller.kids[j])
		}
	}
	return fuller
}

// unite joins two lists: elements with one id are one element.
func unite(first, second node) node {
	for _, e := range second.kids {
		same := func(have node) bool {
			id := e.id()
			return id != "" && have.id() == id || id == "" && bytes.Equal(have.append(nil), e.append(nil))
		}
		if i := slices.IndexFunc(first.kids, same); i >= 0 {
			first.kids[i] = merge(first.kids[i], e)
			continue
		}
		first.kids = append(first.kids, e)
	}
	return first
}

// contradicts tells whether two objects name different ids under one key: they are two things.
func (n node) contradicts(other node) bool {
	for i, name := range n.names {
		if name != "id" && !strings.HasSuffix(name, "_id") {
			continue
		}
		j := slices.Index(other.names, name)
		if j >= 0 && n.kids[i].weight() > 0 && other.kids[j].weight() > 0 && n.kids[i].text() != other.kids[j].text() {
			return true
		}
	}
	return false
}

// weight counts the plain values that say something.
func (n node) weight() int {
	switch n.kind {
	case '{', '[':
		sum := 0
		for _, kid := range n.kids {
			sum += kid.weight()
		}
		return sum
	case 'n':
		return 0
	case '"':
		if len(n.raw) <= len(`""`) {
			return 0
		}
	}
	return 1
}

func (n node) id() string {
	for i, name := range n.names {
		if name == "id" || name == "_id" {
			return n.kids[i].text()
		}
	}
	return ""
}

// text is a plain value without its quotes, so that 7 and "7" are one id.
func (n node) text() string { return strings.Trim(string(n.raw), `"`) }

func (n node) append(b []byte) []byte {
	switch n.kind {
	case '{', '[':
		b = append(b, byte(n.kind))
		for i, kid := range n.kids {
			if i > 0 {
				b = append(b, ',')
			}
			if n.kind == '{' {
				b, _ = jsontext.AppendQuote(b, n.names[i])
				b = append(b, ':')
			}
			b = kid.append(b)
		}
		return append(b, byte(n.kind)+2) // in ASCII, ] and } lie two after [ and {
	}
	return append(b, n.raw...)
}
