package errormodel

import (
	"math"
	"slices"
	"strings"
	"testing"
	"unicode"
)

func TestOneSeedIsOneTruth(t *testing.T) {
	o := Options{Seed: 7, Humans: 500, Clinics: Clinics(), Rates: Published()}
	first, again := Draw(o), Draw(o)
	if !slices.Equal(first, again) || len(first) < 1000 {
		t.Errorf("%d and %d copies that differ", len(first), len(again))
	}
	o.Seed++
	if slices.Equal(first, Draw(o)) {
		t.Error("another seed draws the same")
	}
}

// What is drawn differs as often as the rates say, for two clinics that ask for everything.
func TestCopiesDifferAsOftenAsPublished(t *testing.T) {
	all := Clinic{Knows: 1, Middle: 1, Birth: 1, Sex: 1, Phone: 1, Email: 1, Address: 1, SSN: 1}
	one, other := all, all
	one.Name, other.Name = "one", "other"
	r := Published()
	pairs := map[int][2]Copy{}
	for _, c := range Draw(Options{Seed: 3, Humans: 12_000, Clinics: []Clinic{one, other}, Rates: r}) {
		p := pairs[c.Human]
		p[strings.Index("oneother", c.Source)/3] = c
		pairs[c.Human] = p
	}
	for what, m := range map[string]struct {
		want, off float64
		differ    func(a, b Copy) bool
	}{
		"birth date": {2 * r.BirthWrong, 0.01, func(a, b Copy) bool { return a.Birth != b.Birth }},
		"phone":      {r.Moved + 2*(r.WrongPhone+r.DigitTypo), 0.05, func(a, b Copy) bool { return digitsOf(a.Phone) != digitsOf(b.Phone) }},
		"address":    {r.Moved, 0.05, func(a, b Copy) bool { return a.Zip != b.Zip }},
		"sex":        {2 * r.SexWrong, 0.01, func(a, b Copy) bool { return a.Sex != b.Sex }},
		"SSN":        {2 * r.DigitTypo, 0.01, func(a, b Copy) bool { return a.SSN != b.SSN }},
		"given name": {2*r.Nickname*0.6 + 2*r.NameTypo, 0.06, func(a, b Copy) bool { return fold(a.Given) != fold(b.Given) }},
	} {
		n := 0
		for _, p := range pairs {
			if m.differ(p[0], p[1]) {
				n++
			}
		}
		if got := float64(n) / float64(len(pairs)); math.Abs(got-m.want) > m.off {
			t.Errorf("%s: %.3f of the pairs differ, want about %.3f", what, got, m.want)
		}
	}
}

func digitsOf(text string) string {
	digits := strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return r
		}
		return -1
	}, text)
	return digits[max(0, len(digits)-10):]
}

// The people are as alike as people are: common names, twins, and phones that several share.
func TestPeopleAreAsAlikeAsPeopleAre(t *testing.T) {
	w := Options{Seed: 1, Humans: 20_000, Clinics: []Clinic{{Name: "all", Knows: 1, Birth: 1, Phone: 1}}, Rates: Published()}
	names, phones, days := map[string]int{}, map[string]int{}, map[string]int{}
	copies := Draw(w)
	for _, c := range copies {
		names[fold(c.Family)]++
		phones[digitsOf(c.Phone)]++
		days[c.Birth+digitsOf(c.Phone)]++
	}
	most := 0
	for _, n := range names {
		most = max(most, n)
	}
	if share := float64(most) / float64(len(copies)); share < 0.005 || share > 0.03 {
		t.Errorf("the most common family name has a share of %.4f", share)
	}
	shared := func(m map[string]int) (n int) {
		for _, count := range m {
			if count > 1 {
				n += count
			}
		}
		return n
	}
	if p, d := shared(phones), shared(days); p < len(copies)/20 || d < 20 || d > p/4 {
		t.Errorf("%d share a phone, %d a phone and a birthday, of %d", p, d, len(copies))
	}
}
