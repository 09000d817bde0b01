package link

import "math"

// Verdicts of a pair.
const (
	Linked   = "link"
	ToReview = "review"
)

// pair is two records and what is thought of them. a is the lesser index; so its id is the lesser one.
type pair struct {
	a, b        int32
	finding     finding
	probability float64
	rule        string
	verdict     string // empty: not worth a word
}

// decide compares two records and says what follows.
func (c *comparer) decide(a, b int32) pair {
	x, y := &c.records[a], &c.records[b]
	p := pair{a: a, b: b, finding: c.compare(x, y)}
	p.probability = c.probability(p.finding.bits)
	p.rule, p.verdict = c.judge(&p, x.source == y.source)
	return p
}

// probability turns a sum of weights into the share of true pairs among pairs of that sum: before anything is compared, a record
// meets its like once in the population.
func (c *comparer) probability(bits float64) float64 {
	return 1 / (1 + math.Exp2(math.Log2(float64(max(c.Population, c.total)))-bits))
}

func (c *comparer) judge(p *pair, oneSource bool) (rule, verdict string) {
	f := &p.finding
	switch {
	case !oneSource && bySSN(f):
		return RuleSSN, Linked
	case forbidden(f):
		if p.probability >= c.Link && worthALook(f) {
			return RuleVeto, ToReview
		}
		return "", ""
	case oneSource && twice(f) && f.has(BirthSame) && f.identifiers > 0:
		return RuleOwn, Linked
	case p.probability < c.Review:
		return "", ""
	case oneSource || p.probability < c.Link:
		return RuleUnsure, ToReview
	}
	return c.weighed(f)
}

// bySSN tells whether an SSN links without any weighing: with birth date and family name, as some go by another first name; or with
// first and family name, as birth dates are mistyped. A parent's number on a child's record links nothing.
func bySSN(f *finding) bool {
	switch {
	case !f.has(SSNSame) || f.has(SuffixDifferent):
		return false
	case !forbidden(f):
		return true
	case f.has(GivenDifferent):
		return f.has(BirthSame) && f.has(FamilySame) && !f.has(SexDifferent)
	}
	return f.has(BirthDifferent) && f.has(GivenSame, GivenNickname) && f.has(FamilySame)
}

// weighed decides on a pair of two sources that is likely enough and that nothing forbids.
func (c *comparer) weighed(f *finding) (rule, verdict string) {
	sameNames := f.has(GivenSame, GivenNickname) && f.has(FamilySame, FamilyPart)
	switch {
	case f.identifiers == 0 && f.has(BirthSame) && sameNames && !f.has(SexDifferent, MiddleDifferent):
		return RuleNameBirth, map[bool]string{true: Linked, false: ToReview}[c.NameBirth == NameBirthLink]
	case f.identifiers == 0:
		return RuleUnsure, ToReview
	case f.identifiers == 1 && !f.has(BirthSame, BirthSwapped, BirthNear) && !sameNames: // no birth date to go by
		return RuleUnsure, ToReview
	}
	return RuleWeights, Linked
}

// forbidden tells what keeps two records apart whatever else agrees. People of one household share a family name, a phone, an
// address; twins share the birth date too, and a son may share his father's whole name.
func forbidden(f *finding) bool {
	switch {
	case f.has(GivenDifferent, BirthDifferent, BirthGeneration, SuffixDifferent):
		return true
	case f.has(SexDifferent) && !f.has(GivenSame, GivenNickname, NamesSwapped):
		return true
	case f.has(MiddleDifferent) && f.has(GivenSimilar, GivenInitial):
		return true
	case f.has(SSNDifferent): // unless it is a slip of the pen, so plainly is all the rest the same
		return !f.has(BirthSame) || !f.has(GivenSame, GivenNickname) || f.has(FamilyDifferent) || f.identifiers == 0
	}
	return false
}

// worthALook tells of a forbidden pair whether one thing alone forbids it.
func worthALook(f *finding) bool {
	sameNames := f.has(GivenSame, GivenNickname) && f.has(FamilySame)
	switch {
	case f.has(GivenDifferent):
		return f.identifiers > 0 && f.has(BirthSame) && f.has(FamilySame) && !f.has(SexDifferent, MiddleDifferent, SSNDifferent)
	case f.has(BirthDifferent, BirthGeneration):
		return f.identifiers > 0 && sameNames && !f.has(SuffixDifferent, SSNDifferent)
	}
	return f.has(BirthSame) && sameNames
}

// twice tells whether two patients of one source may be one human: no weighing. The first name must agree, or the SSN; and the
// family name, or else birth date and an identifier, as people marry.
func twice(f *finding) bool {
	if forbidden(f) || f.has(SexDifferent, MiddleDifferent, SSNDifferent) || !f.has(GivenSame, GivenNickname, SSNSame) {
		return false
	}
	return f.has(FamilySame, FamilyPart) || f.has(BirthSame) && f.identifiers > 0
}
