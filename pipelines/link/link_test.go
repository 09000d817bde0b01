package link

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/nightrounds/rounds/load"
	"github.com/nightrounds/rounds/schemas/r4"
	"github.com/nightrounds/rounds/schemas/tables"
)

// ann is a patient of whom all is known; change makes somebody else of her.
func ann(id, source string, change func(*load.Patient)) load.Patient {
	p := load.Patient{ID: id, Source: source, Vendor: source, Birth: "1984-05-13", Gender: "female",
		Names:  []load.PersonName{{Family: "Thistlewood", Given: "Elizabeth Ann"}},
		Phones: []string{"(415) 555-0134"}, Emails: []string{"ann@example.org"},
		Addresses: []load.PostalAddress{{Line: "12 Cedar Street", PostalCode: "02139-1234"}}}
	if change != nil {
		change(&p)
	}
	return p
}

func named(family, given string) []load.PersonName {
	return []load.PersonName{{Family: family, Given: given}}
}

func of(ps ...load.Patient) iter.Seq2[load.Patient, error] { return sure(slices.Values(ps)) }

func found(t testing.TB, c Config, ps ...load.Patient) *People {
	t.Helper()
	people, err := FindPeople(of(ps...), c)
	if err != nil {
		t.Fatal(err)
	}
	return people
}

func TestWhatLinksAndWhatDoesNot(t *testing.T) {
	sized := func(c *load.Patient) { c.Phones, c.Emails, c.Addresses = nil, nil, nil }
	ssn := func(value string) []load.Identifier {
		return []load.Identifier{{System: r4.SystemSSNHash, Value: value}}
	}
	for name, c := range map[string]struct {
		change  func(*load.Patient)
		first   func(*load.Patient) // makes the other one different too
		rule    string
		verdict string
	}{
		"the same":                      {nil, nil, RuleWeights, Linked},
		"a nickname":                    {func(p *load.Patient) { p.Names = named("Thistlewood", "Liz") }, nil, RuleWeights, Linked},
		"a typing error":                {func(p *load.Patient) { p.Names = named("Thistelwood", "Elizabeth") }, nil, RuleWeights, Linked},
		"married":                       {func(p *load.Patient) { p.Names = named("Yarrow", "Elizabeth") }, nil, RuleWeights, Linked},
		"two family names":              {func(p *load.Patient) { p.Names = named("Thistlewood-Yarrow", "Elizabeth") }, nil, RuleWeights, Linked},
		"capitals, accents, a comma":    {func(p *load.Patient) { p.Names = []load.PersonName{{Text: "THISTLEWÓOD, Élizabeth"}} }, nil, RuleWeights, Linked},
		"first and last name exchanged": {func(p *load.Patient) { p.Names = named("Elizabeth", "Thistlewood") }, nil, RuleWeights, Linked},
		"day and month exchanged":       {func(p *load.Patient) { p.Birth = "1984-12-05" }, func(p *load.Patient) { p.Birth = "1984-05-12" }, RuleWeights, Linked},
		"no birth date":                 {func(p *load.Patient) { p.Birth = "" }, nil, RuleWeights, Linked},
		"all moved":                     {func(p *load.Patient) { p.Phones, p.Emails, p.Addresses = []string{"212 555 0177"}, nil, nil }, nil, RuleNameBirth, Linked},
		"name and birth date alone":     {sized, sized, RuleNameBirth, Linked},
		"a twin":                        {func(p *load.Patient) { p.Names = named("Thistlewood", "Rosa") }, nil, RuleVeto, ToReview},
		"a brother": {func(p *load.Patient) {
			p.Names, p.Birth, p.Gender = named("Thistlewood", "Bruno"), "1986-01-02", "male"
		}, nil, "", ""},
		"a daughter of the name":            {func(p *load.Patient) { p.Birth = "2009-05-13" }, nil, RuleVeto, ToReview},
		"junior":                            {func(p *load.Patient) { p.Names[0].Suffix = "Jr." }, func(p *load.Patient) { p.Names[0].Suffix = "Sr" }, RuleVeto, ToReview},
		"a twin of nearly the name":         {func(p *load.Patient) { p.Names, p.Gender = named("Thistlewood", "Elisabeta"), "male" }, nil, "", ""},
		"another middle name, another name": {func(p *load.Patient) { p.Names = named("Thistlewood", "Elisabeth Rosa") }, nil, "", ""},
		"the same SSN, another first name": {func(p *load.Patient) { p.Names, p.Identifiers = named("Thistlewood", "Rosa"), ssn("key:a") },
			func(p *load.Patient) { p.Identifiers = ssn("key:a") }, RuleSSN, Linked},
		"a child with its mother's SSN": {func(p *load.Patient) {
			p.Names, p.Birth, p.Identifiers = named("Thistlewood", "Rosa"), "2014-05-13", ssn("key:a")
		},
			func(p *load.Patient) { p.Identifiers = ssn("key:a") }, "", ""},
		"an SSN of another key, another first name": {func(p *load.Patient) { p.Names, p.Identifiers = named("Thistlewood", "Rosa"), ssn("old:a") },
			func(p *load.Patient) { p.Identifiers = ssn("key:a") }, RuleVeto, ToReview},
		"an SSN of another key, nothing but names": {func(p *load.Patient) { sized(p); p.Identifiers = ssn("old:b") },
			func(p *load.Patient) { sized(p); p.Identifiers = ssn("key:a") }, RuleNameBirth, Linked},
		"another SSN and another phone":  {func(p *load.Patient) { sized(p); p.Identifiers = ssn("key:b") }, func(p *load.Patient) { p.Identifiers = ssn("key:a") }, RuleVeto, ToReview},
		"another SSN, all else the same": {func(p *load.Patient) { p.Identifiers = ssn("key:b") }, func(p *load.Patient) { p.Identifiers = ssn("key:a") }, RuleWeights, Linked},
		"nothing but the phone": {func(p *load.Patient) {
			p.Names, p.Birth, p.Emails, p.Addresses = named("Quill", "Wen"), "1990-01-02", nil, nil
		}, nil, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			people := found(t, Config{}, ann("a", "north", c.first), ann("b", "south", c.change))
			var got tables.PersonPair
			for row := range people.Pairs() {
				got = row
			}
			if got.Rule != c.rule || got.Verdict != c.verdict || got.Joined != (c.verdict == Linked) {
				t.Errorf("rule %q, verdict %q, joined %v: %v %.1f", got.Rule, got.Verdict, got.Joined, got.Reasons, got.Score)
			}
		})
	}
}

func TestOneSourceHasAHumanTwice(t *testing.T) {
	same := found(t, Config{}, ann("a", "north", nil), ann("b", "north", nil))
	other := found(t, Config{}, ann("a", "north", nil), ann("b", "north", func(p *load.Patient) { p.Phones, p.Emails, p.Addresses = nil, nil, nil }))
	if !same.joined(0, 1) || other.joined(0, 1) || other.pairs[0].rule != RuleUnsure {
		t.Errorf("alike in all: %v; in name and birth date alone: %v", same.joined(0, 1), other.joined(0, 1))
	}
}

// A chain must not lead from one twin to the other: a third record that fits both joins one of them.
func TestNoChainJoinsWhoContradictEachOther(t *testing.T) {
	people := found(t, Config{},
		ann("a", "north", func(p *load.Patient) { p.Names = named("Thistlewood", "Jaden") }),
		ann("b", "north", func(p *load.Patient) { p.Names = named("Thistlewood", "Jayden") }),
		ann("c", "south", func(p *load.Patient) { p.Names = named("Thistlewood", "Jayden") }))
	if people.joined(0, 1) || people.joined(0, 2) || !people.joined(1, 2) {
		t.Errorf("persons %v", people.of)
	}
	var rules []string
	for row := range people.Pairs() {
		rules = append(rules, row.PatientA+row.PatientB+" "+row.Rule+" "+row.Verdict)
	}
	if want := []string{"ab " + RuleUnsure + " " + ToReview, "ac " + RuleOther + " " + ToReview, "bc " + RuleWeights + " " + Linked}; !slices.Equal(rules, want) {
		t.Errorf("%v, want %v", rules, want)
	}
}

func TestWhatACrowdSharesSaysNothing(t *testing.T) {
	var all []load.Patient
	for i := range 30 {
		all = append(all, ann(fmt.Sprintf("p%02d", i), "north", func(p *load.Patient) {
			p.Names, p.Birth, p.Emails, p.Addresses = named("Quill", strings.Repeat("x", i+1)), "", nil, nil
		}))
	}
	all = append(all, ann("z1", "south", func(p *load.Patient) { p.Birth = "" }), ann("z2", "east", func(p *load.Patient) { p.Birth, p.Emails, p.Addresses = "", nil, nil }))
	people := found(t, Config{}, all...)
	if people.joined(30, 31) || people.Compared != 0 {
		t.Errorf("the front desk's phone links; %d compared", people.Compared)
	}
	if few := found(t, Config{}, all[29:]...); !few.joined(1, 2) {
		t.Error("a phone of three patients links nobody")
	}
}

// A placeholder that nobody listed is a number of very many, and makes no person of them.
func TestANumberOfACrowdIsNobodys(t *testing.T) {
	numbered := func(p *load.Patient) {
		p.Phones, p.Emails, p.Addresses, p.Identifiers = nil, nil, nil, []load.Identifier{{System: r4.SystemSSNHash, Value: "key:x"}}
	}
	var all []load.Patient
	for i := range 14 {
		all = append(all, ann(fmt.Sprintf("p%02d", i), "north", func(p *load.Patient) {
			numbered(p)
			p.Names, p.Birth = named("Quill", strings.Repeat("x", i+1)), ""
		}))
	}
	all = append(all, ann("z", "south", func(p *load.Patient) { numbered(p); p.Names, p.Birth = named("Quill", "x"), "" }))
	if people := found(t, Config{}, all...); people.joined(0, 14) || people.Compared != 0 {
		t.Errorf("a number of fourteen links; %d compared", people.Compared)
	}
	if few := found(t, Config{}, all[0], all[14]); !few.joined(0, 1) {
		t.Error("a number of two links nobody")
	}
}

// What is a default and no birth date, such as the day a system was brought in, must not make everybody everybody's candidate.
func TestAKeyOfVeryManyComparesNobody(t *testing.T) {
	var all []load.Patient
	for i := range 40 {
		all = append(all, ann(fmt.Sprintf("p%02d", i), "north", func(p *load.Patient) {
			p.Names, p.Phones, p.Emails, p.Addresses = named("Thi"+strings.Repeat("x", i), string(rune('a'+i))), nil, nil, nil
		}))
	}
	if people := found(t, Config{Block: 10}, all...); people.Compared != 0 || people.Dropped != 1 {
		t.Errorf("%d compared, %d keys left out", people.Compared, people.Dropped)
	}
	if people := found(t, Config{}, all...); people.Compared != 40*39/2 {
		t.Errorf("%d compared", people.Compared)
	}
}

func TestConfigurationDecides(t *testing.T) {
	bare := func(p *load.Patient) { p.Phones, p.Emails, p.Addresses = nil, nil, nil }
	pair := []load.Patient{ann("a", "north", bare), ann("b", "south", bare)}
	for name, c := range map[string]struct {
		Config
		joined bool
	}{
		"as it is":         {Config{}, true},
		"to review":        {Config{NameBirth: NameBirthReview}, false},
		"surer":            {Config{Link: 0.99999999}, false},
		"many more people": {Config{Population: 2_000_000_000}, false},
		"lighter":          {Config{Weights: map[Reason]float64{BirthSame: 1}}, false},
	} {
		if err := c.Check(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if got := found(t, c.Config, pair...).joined(0, 1); got != c.joined {
			t.Errorf("%s: joined %v", name, got)
		}
	}
	for name, c := range map[string]Config{
		"sure of all": {Link: 1}, "review above link": {Review: 0.999}, "a word": {NameBirth: "off"}, "nobody": {Population: -1},
		"no block": {Block: 1}, "a reason": {Weights: map[Reason]float64{"phone": 3}}, "bits": {Weights: map[Reason]float64{PhoneSame: 1e9}}, "alike": {Similar: 0.1},
	} {
		if c.Check() == nil {
			t.Errorf("%s is taken", name)
		}
	}
}

// The same patients give the same tables, in whatever order they come.
func TestOrderDecidesNothing(t *testing.T) {
	copies := drawn(5, 60)
	want := everything(t, slices.Collect(firsts(asPatients(copies))))
	rapid.Check(t, func(t *rapid.T) {
		shuffled := rapid.Permutation(slices.Collect(firsts(asPatients(copies)))).Draw(t, "order")
		if diff := cmp.Diff(want, everything(t, shuffled)); diff != "" {
			t.Fatal("another order, other tables")
		}
	})
}

func firsts[K, V any](s iter.Seq2[K, V]) iter.Seq[K] {
	return func(yield func(K) bool) {
		for k := range s {
			if !yield(k) {
				return
			}
		}
	}
}

// failing is *testing.T and *rapid.T.
type failing interface {
	Helper()
	Fatal(args ...any)
}

func everything(t failing, ps []load.Patient) []any {
	t.Helper()
	people, err := FindPeople(of(ps...), Config{})
	if err != nil {
		t.Fatal(err)
	}
	all := []any{slices.Collect(people.Patients()), slices.Collect(people.Pairs())}
	for l, err := range people.Linkages() {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, string(l.Resource))
	}
	return all
}

// Nobody of a person contradicts another, however the people are drawn, and a person's id is that of the least patient.
func TestPersonsHoldTogether(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		copies := drawn(rapid.Uint64().Draw(t, "seed"), 40)
		people, err := FindPeople(asPatients(copies), Config{})
		if err != nil {
			t.Fatal(err)
		}
		for least, members := range people.members {
			for i, a := range members {
				if people.of[a] != least || a < least {
					t.Fatal("a person's id is not of the least patient")
				}
				for _, b := range members[i+1:] {
					if people.contradict(a, b) {
						t.Fatal("two members contradict each other")
					}
				}
			}
		}
	})
}

func TestLinkageIsFHIR(t *testing.T) {
	people := found(t, Config{}, ann("a", "north", nil), ann("b", "south", nil), ann("c", "east", func(p *load.Patient) { p.Names = named("Quill", "Wen") }))
	var got []string
	for l, err := range people.Linkages() {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, string(l.Resource))
	}
	want := []string{`{"resourceType":"Linkage","id":"` + PersonID("a") + `","active":true,"item":[` +
		`{"type":"source","resource":{"reference":"Patient/a"}},{"type":"alternate","resource":{"reference":"Patient/b"}}]}`}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestAnErrorOfTheReadingEndsIt(t *testing.T) {
	broken := errors.New("the line went dead")
	_, err := FindPeople(func(yield func(load.Patient, error) bool) { yield(load.Patient{}, broken) }, Config{})
	_, err2 := FindProviders(func(yield func(load.Practitioner, error) bool) { yield(load.Practitioner{}, broken) })
	if !errors.Is(err, broken) || !errors.Is(err2, broken) {
		t.Errorf("%v, %v", err, err2)
	}
}
