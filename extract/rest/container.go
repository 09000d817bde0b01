package rest

import (
	"bytes"
	"fmt"

	"github.com/nightrounds/rounds/extract"
)

// items is the state of one object or array in a pass.
type items struct {
	counts  bool // the container itself counts
	counted bool // an item before this one counted
	kept    bool // an item before this one was not cut
	comma   int  // where the comma before this item stands; -1 before the first
	cutNext int  // where a cut first item began, waiting for the comma after it; -1 otherwise
}

// open steps into an object or array. It refuses nesting over the limit.
func (p *pass) open(counts bool) items {
	if p.room--; p.room < 0 && p.err == nil {
		p.err = fmt.Errorf("%w: a record is nested too deep", extract.ErrTooLarge)
		p.pos = len(p.src)
	}
	if counts {
		p.count(p.pos, p.pos+1)
	}
	p.pos++
	return items{counts: counts, comma: -1, cutNext: -1}
}

// more moves to the next item; false at the container's end or after an error.
func (p *pass) more(in *items, first bool, end byte) bool {
	p.space()
	if p.err != nil {
		return false
	}
	if p.peek() == end {
		p.close(in)
		return false
	}
	if first {
		return true
	}
	if p.peek() != ',' {
		p.fail()
		return false
	}
	in.comma = p.pos
	p.pos++
	p.space()
	if in.cutNext >= 0 { // nothing is kept before: the comma goes with the item it followed
		p.edits = append(p.edits, edit{span: span{in.cutNext, p.pos}})
		in.cutNext = -1
	}
	return true
}

func (p *pass) close(in *items) {
	if in.cutNext >= 0 {
		p.edits = append(p.edits, edit{span: span{in.cutNext, p.pos}})
	}
	if in.counts {
		p.count(p.pos, p.pos+1)
	}
	p.pos++
	p.room++
}

// separate hashes the comma before an item that counts, unless none counted before it: what does not count leaves no trace.
func (p *pass) separate(in *items) {
	if in.counted {
		p.count(in.comma, in.comma+1)
	}
	in.counted = true
}

// remove cuts the item from start to here, with the comma that would be left over.
func (p *pass) remove(in *items, start int) {
	if in.kept {
		p.edits = append(p.edits, edit{span: span{in.comma, p.pos}})
		return
	}
	in.cutNext = start
}

func (p *pass) object(n *node, counts bool) {
	top := p.top
	p.top = false
	byID := n != nil && n.byID && counts && p.hasID(n)
	in := p.open(counts)
	for first := true; p.more(&in, first, '}'); first = false {
		p.objectMember(n, &in, byID, top)
	}
}

func (p *pass) objectMember(n *node, in *items, byID, top bool) {
	start := p.pos
	quoted, colon := p.name()
	if p.err != nil {
		return
	}
	name := plain(quoted)
	child, w := p.shape.member(n, name)
	with := ""
	if w&masked != 0 {
		w, with = p.masking(w)
	}
	counts := in.counts && w&(drop|volatile) == 0 && (!byID || w&isID != 0)
	if counts {
		p.separate(in)
		p.count(start, start+len(quoted))
		p.count(colon, colon+1)
	}
	from := p.pos
	if w&drop != 0 {
		before := len(p.edits)
		p.value(nil, false)
		p.edits = p.edits[:before] // the whole goes
		p.remove(in, start)
		return
	}
	in.kept = true
	if with != "" {
		p.replace(with, counts)
		return
	}
	p.value(child, counts)
	if top && p.err == nil {
		p.pick(name, p.src[from:p.pos])
	}
}

// masking looks at the value it stands before, which is to be masked, and gives what takes its place. There is none without a key
// and for whatever is no number: that is cut.
func (p *pass) masking(w what) (what, string) {
	from := p.pos
	if p.mask == nil || p.peek() != '"' {
		return w | drop, ""
	}
	p.text()
	if p.err != nil {
		return w | drop, ""
	}
	quoted := p.src[from:p.pos]
	p.pos = from
	with := p.mask.of(string(plain(quoted)))
	if with == "" {
		return w | drop, ""
	}
	return w &^ drop, with
}

// replace passes over a string that something else takes the place of.
func (p *pass) replace(with string, counts bool) {
	from := p.pos
	p.text()
	p.edits = append(p.edits, edit{span{from, p.pos}, with})
	if counts {
		p.count(from, p.pos)
	}
}

func (p *pass) array(n *node, counts bool) {
	var child *node
	var w what
	if n != nil && n.every != nil {
		child, w = n.every, n.every.what
	}
	in := p.open(counts)
	for first := true; p.more(&in, first, ']'); first = false {
		if w&drop != 0 {
			start, before := p.pos, len(p.edits)
			p.value(nil, false)
			p.edits = p.edits[:before]
			p.remove(&in, start)
			continue
		}
		if itemCounts := counts && w&volatile == 0; itemCounts {
			p.separate(&in)
			p.value(child, true)
		} else {
			p.value(child, false)
		}
		in.kept = true
	}
}

// name passes over a member's name and colon, and stands at the value.
func (p *pass) name() (quoted []byte, colon int) {
	if p.peek() != '"' {
		p.fail()
		return nil, 0
	}
	start := p.pos
	p.text()
	quoted = p.src[start:p.pos]
	p.space()
	if p.peek() != ':' {
		p.fail()
		return nil, 0
	}
	colon = p.pos
	p.pos++
	p.space()
	return quoted, colon
}

// pick keeps a top-level value the rules ask for.
func (p *pass) pick(name, value []byte) {
	for i, want := range p.shape.pick {
		if want != string(name) {
			continue
		}
		if old := p.picked[i]; old != nil && !bytes.Equal(old, value) {
			p.ambiguous = true
		}
		p.picked[i] = value
	}
}

// hasID looks ahead: an embedded object without a usable id counts whole, or a change in it would go unseen.
func (p *pass) hasID(n *node) bool {
	ahead := &pass{shape: p.shape, src: p.src, pos: p.pos, room: p.room}
	in := ahead.open(false)
	for first := true; ahead.more(&in, first, '}'); first = false {
		quoted, _ := ahead.name()
		if ahead.err != nil {
			return false
		}
		_, w := p.shape.member(n, plain(quoted))
		from := ahead.pos
		ahead.value(nil, false)
		if w&isID != 0 && ID(p.src[from:ahead.pos]) != "" {
			return true
		}
	}
	return false
}
