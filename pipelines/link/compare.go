package link

import (
	"slices"
	"strconv"
	"strings"
)

// finding is what the comparison of two records found.
type finding struct {
	reasons     []Reason
	bits        float64
	identifiers int // independent ones that agree: phone, e-mail, address, SSN
}

func (f *finding) has(rs ...Reason) bool {
	return slices.ContainsFunc(rs, func(r Reason) bool { return slices.Contains(f.reasons, r) })
}

// comparer compares records of one gathering.
type comparer struct {
	*patients
	Config
}

func (c *comparer) add(f *finding, r Reason) {
	if r != "" {
		f.reasons = append(f.reasons, r)
		f.bits += c.Weights[r]
	}
}

// compare finds in how far two records agree. It is the same for (a, b) and (b, a).
func (c *comparer) compare(a, b *record) finding {
	var f finding
	c.add(&f, births(a.birth, b.birth))
	c.names(&f, a, b)
	if a.sex != 0 && b.sex != 0 {
		c.add(&f, either(a.sex == b.sex, SexSame, SexDifferent))
	}
	for _, identifier := range []Reason{
		numbers(a.phones, b.phones), mails(a.emails, b.emails), c.homes(a.homes, b.homes), secrets(a.ssn, b.ssn),
	} {
		c.add(&f, identifier)
		switch identifier {
		case PhoneSame, EmailSame, AddressSame, SSNSame:
			f.identifiers++
		}
	}
	return f
}

func either(same bool, yes, no Reason) Reason {
	if same {
		return yes
	}
	return no
}

// names adds what the two names say that agree best.
func (c *comparer) names(f *finding, a, b *record) {
	var best finding
	for _, x := range a.names {
		for _, y := range b.names {
			var one finding
			c.name(&one, x, y)
			if best.reasons == nil || one.bits > best.bits || one.bits == best.bits && slices.Compare(one.reasons, best.reasons) < 0 {
				best = one
			}
		}
	}
	f.reasons, f.bits = append(f.reasons, best.reasons...), f.bits+best.bits
}

func (c *comparer) name(f *finding, a, b name) {
	if a.given != b.given && a.given == b.family && a.family == b.given {
		c.add(f, NamesSwapped)
		return
	}
	if a.given != "" && b.given != "" {
		given := c.givens(a, b)
		c.add(f, given)
		switch given {
		case GivenSame:
			f.bits += rarity(c.given, c.total, a.given)
		case GivenNickname:
			f.bits += commoner(c.given, c.total, a.given, b.given)
		}
	}
	if a.family != "" && b.family != "" {
		family := c.families(a, b)
		c.add(f, family)
		switch family {
		case FamilySame:
			f.bits += rarity(c.family, c.total, a.family)
		case FamilyPart:
			f.bits += commoner(c.family, c.total, a.family, b.family)
		}
	}
	c.add(f, middles(a, b))
	if a.suffix != "" && b.suffix != "" && a.suffix != b.suffix {
		c.add(f, SuffixDifferent)
	}
}

func (c *comparer) givens(a, b name) Reason {
	x, y := a.given, b.given
	switch {
	case x == y || x+a.middle == y || x == y+b.middle: // Mary Ann, Maryann
		return GivenSame
	case nicknamed(x, y):
		return GivenNickname
	case len(x) == 1 && x[0] == y[0], len(y) == 1 && x[0] == y[0]:
		return GivenInitial
	case c.alike(x, y):
		return GivenSimilar
	case len(a.middle) > 1 && (a.middle == y || nicknamed(a.middle, y)), len(b.middle) > 1 && (b.middle == x || nicknamed(b.middle, x)):
		return GivenMiddle
	}
	return GivenDifferent
}

func (c *comparer) families(a, b name) Reason {
	switch {
	case a.family == b.family:
		return FamilySame
	case inParts(a, b) || inParts(b, a):
		return FamilyPart
	case c.alike(a.family, b.family):
		return FamilySimilar
	}
	return FamilyDifferent
}

// inParts tells whether one of the family names of a is that of b, or one of those of b.
func inParts(a, b name) bool {
	return slices.ContainsFunc(a.parts, func(p string) bool { return p == b.family || slices.Contains(b.parts, p) })
}

// alike are words that a typist may have made of one another. The first letter is hardly ever wrong.
func (c *comparer) alike(a, b string) bool {
	return a[0] == b[0] && (similarity(a, b) >= c.Similar || min(len(a), len(b)) >= 4 && slip(a, b))
}

func middles(a, b name) Reason {
	x, y := a.middle, b.middle
	switch {
	case x == "" || y == "":
		return ""
	case x == y && len(x) > 1:
		return MiddleSame
	case x[0] == y[0] && (len(x) == 1 || len(y) == 1):
		return MiddleInitial
	case slip(x, y):
		return MiddleInitial
	}
	return MiddleDifferent
}

func births(a, b date) Reason {
	switch {
	case a == 0 || b == 0:
		return ""
	case a == b:
		return BirthSame
	case a.either() == b.either():
		return BirthSwapped
	case slip(strconv.Itoa(int(a)), strconv.Itoa(int(b))), a%10_000 == b%10_000 && (a-b == 10_000 || b-a == 10_000):
		return BirthNear
	case max(a-b, b-a) >= 15_0000:
		return BirthGeneration
	}
	return BirthDifferent
}

// numbers compares phone numbers; whoever has two is judged by the one that agrees best.
func numbers(a, b []uint64) Reason {
	return closest(a, b, PhoneSame, PhoneNear, PhoneDifferent, func(x, y uint64) bool {
		return slip(strconv.FormatUint(x, 10), strconv.FormatUint(y, 10))
	})
}

func mails(a, b []string) Reason {
	return closest(a, b, EmailSame, EmailNear, EmailDifferent, func(x, y string) bool { return len(x) > 8 && slip(x, y) })
}

func (c *comparer) homes(a, b []home) Reason {
	full := func(h home) bool { return h.zip != "" && h.number != "" && h.street != "" }
	a, b = slices.DeleteFunc(slices.Clone(a), func(h home) bool { return !full(h) }), slices.DeleteFunc(slices.Clone(b), func(h home) bool { return !full(h) })
	for _, x := range a {
		for _, y := range b {
			if x.zip == y.zip && x.number == y.number && (x.street == y.street || c.alike(x.street, y.street)) {
				return AddressSame
			}
		}
	}
	return closest(a, b, AddressSame, AddressZip, AddressDifferent, func(x, y home) bool { return x.zip == y.zip })
}

// closest compares each value of the one with each of the other. Where one has none there is nothing to say.
func closest[V comparable](a, b []V, same, near, different Reason, nearly func(x, y V) bool) Reason {
	if len(a) == 0 || len(b) == 0 {
		return ""
	}
	found := different
	for _, x := range a {
		for _, y := range b {
			switch {
			case x == y:
				return same
			case nearly(x, y):
				found = near
			}
		}
	}
	return found
}

// secrets compares hashes of one key. Of two keys the same number has two hashes, which say nothing.
func secrets(a, b string) Reason {
	if a == "" || b == "" || keyID(a) != keyID(b) {
		return ""
	}
	return either(a == b, SSNSame, SSNDifferent)
}

func keyID(ssn string) string {
	id, _, _ := strings.Cut(ssn, ":")
	return id
}
