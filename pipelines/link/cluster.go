package link

import (
	"cmp"
	"slices"
)

// clusters are the persons while they are joined: every record begins as one of its own.
type clusters struct {
	*comparer
	of      []int32           // the cluster of a record: its least member
	members map[int32][]int32 // of clusters of two and more
}

// join makes persons of the linked pairs, the surest first. A pair does not join two clusters of whom any two members contradict
// each other, so that no chain leads from one human to another.
func (c *comparer) join(pairs []pair) *clusters {
	cs := &clusters{comparer: c, of: make([]int32, len(c.records)), members: map[int32][]int32{}}
	for i := range cs.of {
		cs.of[i] = int32(i)
	}
	var linked []*pair
	for i := range pairs {
		if pairs[i].verdict == Linked {
			linked = append(linked, &pairs[i])
		}
	}
	slices.SortFunc(linked, func(a, b *pair) int {
		return cmp.Or(cmp.Compare(b.finding.bits, a.finding.bits), cmp.Compare(a.a, b.a), cmp.Compare(a.b, b.b))
	})
	for _, p := range linked {
		if !cs.joined(p.a, p.b) && !cs.unite(p) {
			p.rule, p.verdict = RuleOther, ToReview
		}
	}
	return cs
}

func (cs *clusters) joined(a, b int32) bool { return cs.of[a] == cs.of[b] }

// all lists the members of a cluster.
func (cs *clusters) all(cluster int32) []int32 {
	if m := cs.members[cluster]; m != nil {
		return m
	}
	return []int32{cluster}
}

// unite makes one cluster of those of a pair, if all their members get on with each other.
func (cs *clusters) unite(p *pair) bool {
	first, second := cs.of[p.a], cs.of[p.b]
	one, other := cs.all(first), cs.all(second)
	for _, x := range one {
		for _, y := range other {
			if (x != p.a || y != p.b) && cs.contradict(x, y) {
				return false
			}
		}
	}
	least := min(first, second)
	all := slices.Concat(one, other)
	delete(cs.members, first)
	delete(cs.members, second)
	cs.members[least] = all
	for _, i := range all {
		cs.of[i] = least
	}
	return true
}

// contradict tells whether two records cannot be one human: by what they say, or because one source has both under other names.
func (cs *clusters) contradict(a, b int32) bool {
	x, y := &cs.records[a], &cs.records[b]
	f := cs.compare(x, y)
	if x.source == y.source {
		return !twice(&f)
	}
	return forbidden(&f) && !bySSN(&f)
}
