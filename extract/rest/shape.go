package rest

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"

	"github.com/nightrounds/rounds/extract"
)

// Shaped is a record after the one pass.
type Shaped struct {
	Body      json.RawMessage   // the vendor's bytes without what Drop names and with Mask's hashes; white space, order and spelling kept
	Hash      extract.Hash      // SHA-256 over what counts, without white space; order and spelling count
	Picked    []json.RawMessage // as Rules.Pick; nil where absent; the last value where a name repeats
	Ambiguous bool              // a picked name repeats with different values
}

// Shape cuts and hashes one record in one pass. raw is an element of a Page, or an Answer's body: valid JSON. A record that is
// no object or broken is extract.ErrShape; one over MaxRecord or MaxDepth is extract.ErrTooLarge. Neither may be landed,
// since its secrets were not found for sure: the caller counts it as an extract.Skip with the reason.
func (c *Client) Shape(s *Shape, raw json.RawMessage) (Shaped, error) {
	if int64(len(raw)) > c.settings.MaxRecord {
		return Shaped{}, fmt.Errorf("%w: a record of %d bytes", extract.ErrTooLarge, len(raw))
	}
	return s.apply(raw, c.settings.MaxDepth, c.settings.Mask)
}

func (s *Shape) apply(raw json.RawMessage, maxDepth int, mask *Mask) (Shaped, error) {
	p := &pass{shape: s, mask: mask, src: raw, room: maxDepth, picked: make([]json.RawMessage, len(s.pick))}
	p.space()
	if p.peek() != '{' {
		return Shaped{}, fmt.Errorf("%w: a record is no object", extract.ErrShape)
	}
	p.top = true
	p.value(s.root, true)
	p.space()
	if p.err == nil && p.pos != len(raw) {
		p.fail()
	}
	if p.err != nil {
		return Shaped{}, p.err
	}
	return Shaped{Body: p.body(), Hash: p.sum(), Picked: p.picked, Ambiguous: p.ambiguous}, nil
}

// span is a half-open range of the source.
type span struct{ from, to int }

// edit is what stands in place of a span; empty: the span is cut.
type edit struct {
	span
	with string
}

// pass is one walk over a record. It never builds a value: it notes which spans are cut or masked and which count.
type pass struct {
	shape *Shape
	mask  *Mask // nil: what Mask names is cut
	src   []byte
	pos   int
	room  int // nesting left
	top   bool
	err   error

	edits     []edit // in the order of the source
	counts    []span
	picked    []json.RawMessage
	ambiguous bool
}

func (p *pass) fail() {
	if p.err == nil {
		p.err = fmt.Errorf("%w: invalid JSON near byte %d of a record", extract.ErrShape, p.pos)
	}
	p.pos = len(p.src)
}

func (p *pass) peek() byte {
	if p.pos < len(p.src) {
		return p.src[p.pos]
	}
	return 0
}

func (p *pass) space() {
	for p.pos < len(p.src) && (p.src[p.pos] == ' ' || p.src[p.pos] == '\n' || p.src[p.pos] == '\t' || p.src[p.pos] == '\r') {
		p.pos++
	}
}

// count adds a span to what is hashed. Neighbours grow together, so a compact record is hashed in a few long writes.
func (p *pass) count(from, to int) {
	if n := len(p.counts); n > 0 && p.counts[n-1].to == from {
		p.counts[n-1].to = to
		return
	}
	p.counts = append(p.counts, span{from, to})
}

func (p *pass) sum() extract.Hash {
	h, edits := sha256.New(), p.edits
	for _, s := range p.counts {
		from := s.from
		for ; len(edits) > 0 && edits[0].from < s.to; edits = edits[1:] {
			if e := edits[0]; e.with != "" && e.from >= from {
				h.Write(p.src[from:e.from])
				h.Write([]byte(e.with))
				from = e.to
			}
		}
		h.Write(p.src[from:s.to])
	}
	return extract.Hash(h.Sum(nil))
}

// body is the source itself when nothing was cut or masked.
func (p *pass) body() json.RawMessage {
	if len(p.edits) == 0 {
		return p.src
	}
	out := make([]byte, 0, len(p.src))
	from := 0
	for _, e := range p.edits {
		out = append(append(out, p.src[from:e.from]...), e.with...)
		from = e.to
	}
	return append(out, p.src[from:]...)
}

// value walks one value; n is the rules' step that leads to it, nil where no rule goes deeper.
func (p *pass) value(n *node, counts bool) {
	start := p.pos
	switch p.peek() {
	case '{':
		p.object(n, counts)
		return
	case '[':
		p.array(n, counts)
		return
	case '"':
		p.text()
	default:
		p.literal()
	}
	if counts {
		p.count(start, p.pos)
	}
}

// text passes over a string. A quote ends it unless an odd number of backslashes stands before it.
func (p *pass) text() {
	start := p.pos + 1
	for at := start; ; {
		i := bytes.IndexByte(p.src[min(at, len(p.src)):], '"')
		if i < 0 {
			p.fail()
			return
		}
		at += i + 1
		slashes := 0
		for q := at - 2; q >= start && p.src[q] == '\\'; q-- {
			slashes++
		}
		if slashes%2 == 0 {
			p.pos = at
			return
		}
	}
}

func (p *pass) literal() {
	start := p.pos
	for p.pos < len(p.src) {
		switch p.src[p.pos] {
		case ',', ']', '}', ' ', '\n', '\t', '\r', '"', ':', '{', '[':
			if p.pos == start {
				p.fail()
			}
			return
		}
		p.pos++
	}
	if p.pos == start {
		p.fail()
	}
}
