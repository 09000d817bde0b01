package errormodel

import (
	"fmt"
	"math/rand/v2"
	"time"
)

// human is a person before any clinic typed them in. Where there are two of something, the second came later.
type human struct {
	given, middle, suffix string
	nicknames             []string
	sex                   int // 0 male, 1 female
	family                [2]string
	birth                 time.Time
	phone, email          [2]string
	home                  [2]address
	ssn                   string
}

type address struct{ line, zip string }

// world draws people household by household. Its numbers are running ones, so that no two people share what only one can have.
type world struct {
	*rand.Rand
	rates  Rates
	people []human
	number int
}

func (w *world) chance(p float64) bool { return w.Float64() < p }

// next is a number that nobody had before, spread over below.
func (w *world) next(below int) int {
	w.number++
	return w.number * 7_368_787 % below
}

func (w *world) newPhone() string {
	n := w.next(700_0000)
	return fmt.Sprintf("%03d555%04d", 201+n/10_000, n%10_000)
}

func (w *world) newAddress() address {
	streets := [...]string{"Oak Street", "Cedar Avenue", "Mill Road", "Lake Drive", "Church Lane", "Park Blvd", "Hill St", "Second Ave"}
	return address{fmt.Sprintf("%d %s", 1+w.IntN(2400), streets[w.IntN(len(streets))]), fmt.Sprintf("%05d", 10_000+w.IntN(400))}
}

func (w *world) newEmail(given string) string {
	return fmt.Sprintf("%s.%d@%s", fold(given), w.next(10_000_000), [3]string{"example.com", "example.org", "example.net"}[w.IntN(3)])
}

// person draws somebody born in a year who lives at home.
func (w *world) person(sex, year int, family string, home address) human {
	h := human{sex: sex, home: [2]address{home, w.newAddress()}, family: [2]string{family, family}}
	h.given, h.nicknames = firstName(w.Rand, sex)
	h.middle, _ = firstName(w.Rand, sex)
	h.birth = time.Date(year, 1, 1+w.IntN(365), 0, 0, 0, 0, time.UTC)
	for i := range 2 {
		h.phone[i], h.email[i] = w.newPhone(), w.newEmail(h.given)
	}
	n := w.next(10_000_000)
	h.ssn = fmt.Sprintf("9%08d", n)
	return h
}

// household draws one to two adults and up to three children with what they share.
func (w *world) household() {
	home, family := w.newAddress(), familyName(w.Rand)
	if w.chance(w.rates.DoubleName) {
		family += " " + familyName(w.Rand)
	}
	year := 1940 + w.IntN(62)
	head := w.person(w.IntN(2), year, family, home)
	all := []human{head}
	if w.chance(0.55) {
		second := w.person(1-head.sex, year-4+w.IntN(9), family, home)
		if w.chance(w.rates.SharedPhone) {
			second.phone[0] = head.phone[0]
		}
		all = append(all, second)
	}
	for i := range all {
		if all[i].sex == 1 && w.chance(w.rates.Married) {
			w.marry(&all[i])
		}
	}
	w.people = append(append(w.people, all...), w.children(all[0], year)...)
}

// marry gives a woman another name from some day on: a husband's, or both with a hyphen.
func (w *world) marry(h *human) {
	h.family[1] = familyName(w.Rand)
	if w.chance(0.06) { // 5 of the 84 percent who change it
		h.family[1] = h.family[0] + "-" + h.family[1]
	}
}

// children are those of a parent. A child is reached by the parent's phone and e-mail.
func (w *world) children(parent human, year int) []human {
	var all []human
	for range w.IntN(4) * w.IntN(2) {
		c := w.person(w.IntN(2), min(year+20+w.IntN(18), 2025), parent.family[0], parent.home[0])
		if c.birth.Year() > 2007 {
			c.email = parent.email
		}
		if w.chance(w.rates.SharedPhone) {
			c.phone[0] = parent.phone[0]
		}
		if c.sex == 0 && parent.sex == 0 && w.chance(w.rates.Juniors) {
			c.given, c.nicknames, c.middle, c.suffix = parent.given, parent.nicknames, parent.middle, "Jr"
		}
		all = append(all, c)
		if w.chance(w.rates.Twins) {
			all = append(all, w.twin(c))
		}
	}
	return all
}

// twin is a child of the same day, half of them of the same sex by nature. Two of one name there are not.
func (w *world) twin(of human) human {
	t := of
	for t.given == of.given {
		if w.chance(0.35) { // so many are identical
			t.sex = of.sex
		} else {
			t.sex = w.IntN(2)
		}
		t.given, t.nicknames = firstName(w.Rand, t.sex)
		if t.sex == of.sex && w.chance(w.rates.AlikeTwins) {
			t.given, t.nicknames = w.letters(of.given, 1), nil
		}
	}
	t.middle, _ = firstName(w.Rand, t.sex)
	t.suffix = ""
	t.ssn = fmt.Sprintf("9%08d", w.next(10_000_000))
	if of.birth.Year() <= 2007 {
		t.email[0], t.phone[1] = w.newEmail(t.given), w.newPhone()
	}
	return t
}
