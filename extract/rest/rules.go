package rest

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// Rules names members of one kind's records. A path is names joined by dots from the record's top ("audio.file_url"); "*"
// stands for every element of an array and every member of an object ("hosts.*.token"); a leading "**." finds the name at
// any depth ("**.file_url"), which also holds where a vendor moves it.
type Rules struct {
	Drop     []string // secrets: cut out of the bytes, with their comma; never hashed
	Mask     []string // social security numbers: Settings.Mask's hash is landed and hashed in their place. Without one, and where a value is no such number, they are cut. Wins over Drop; never picked
	Volatile []string // kept, not hashed
	ByID     []string // path of an embedded object's id ("patient.id"): of that object only the named ids are hashed
	Pick     []string // top-level names whose values the pass hands back
}

// Shape is Rules made ready for the pass. It does not change and is safe for concurrent use.
type Shape struct {
	root     *node
	anywhere map[string]what
	pick     []string
}

// what says how a member is treated.
type what uint8

const (
	drop what = 1 << iota
	masked
	volatile
	isID
)

// node is one step of the rules' paths.
type node struct {
	named map[string]*node
	every *node // "*"
	what  what
	byID  bool // some member is isID: the others do not count
}

// NewShape compiles rules. Rules are constants of a vendor's folder, so a path that cannot work panics: an empty step, "**"
// anywhere but in front, a name beside "*" (which of the two would win?), or a Mask of elements.
func NewShape(r Rules) *Shape {
	s := &Shape{root: &node{}, anywhere: map[string]what{}, pick: slices.Clone(r.Pick)}
	for _, path := range r.Drop {
		s.add(path, drop)
	}
	for _, path := range r.Mask {
		if strings.HasSuffix(path, "*") {
			panic(fmt.Sprintf("rest: path %q: Mask takes a member's name", path))
		}
		s.add(path, masked)
	}
	for _, path := range r.Volatile {
		s.add(path, volatile)
	}
	for _, path := range r.ByID {
		s.add(path, isID)
	}
	return s
}

func (s *Shape) add(path string, w what) {
	if name, ok := strings.CutPrefix(path, "**."); ok {
		if w == isID || strings.ContainsAny(name, ".*") || name == "" {
			panic(fmt.Sprintf("rest: path %q: **. takes one name, for Drop, Mask and Volatile", path))
		}
		s.anywhere[name] |= w
		return
	}
	at, steps := s.root, strings.Split(path, ".")
	for i, step := range steps {
		if w == isID && i == len(steps)-1 {
			at.byID = true
		}
		at = at.step(path, step)
	}
	at.what |= w
}

func (n *node) step(path, name string) *node {
	switch {
	case name == "", name == "**", name == "*" && n.named != nil, name != "*" && n.every != nil:
		panic(fmt.Sprintf("rest: path %q cannot be used beside the others", path))
	case name == "*":
		if n.every == nil {
			n.every = &node{}
		}
		return n.every
	}
	if n.named == nil {
		n.named = map[string]*node{}
	}
	if n.named[name] == nil {
		n.named[name] = &node{}
	}
	return n.named[name]
}

// member finds what the rules say of an object's member.
func (s *Shape) member(n *node, name []byte) (*node, what) {
	if n == nil && len(s.anywhere) == 0 {
		return nil, 0
	}
	w := s.anywhere[string(name)]
	if n == nil {
		return nil, w
	}
	child := n.every
	if child == nil {
		child = n.named[string(name)]
	}
	if child != nil {
		w |= child.what
	}
	return child, w
}

// plain gives the name that a quoted name spells: with escapes it is still the same name.
func plain(quoted []byte) []byte {
	name := quoted[1 : len(quoted)-1]
	if bytes.IndexByte(name, '\\') >= 0 {
		name, _ = jsontext.AppendUnquote(nil, quoted)
	}
	return name
}
