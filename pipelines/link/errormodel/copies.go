package errormodel

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"
)

// Draw invents the people and gives every clinic's copies, mixed. The same options give the same copies.
func Draw(o Options) []Copy {
	w := &world{Rand: rand.New(rand.NewPCG(o.Seed, 1)), rates: o.Rates}
	for len(w.people) < o.Humans {
		w.household()
	}
	var all []Copy
	for n := range w.people {
		for _, c := range o.Clinics {
			if !w.chance(c.Knows) {
				continue
			}
			all = append(all, w.copied(n, c))
			if w.chance(c.Twice) {
				all = append(all, w.copied(n, c))
			}
		}
	}
	w.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	for i := range all {
		all[i].ID = fmt.Sprintf("%08x-%04x", w.Uint32(), i)
	}
	return all
}

// copied is what a clinic wrote down of somebody.
func (w *world) copied(n int, c Clinic) Copy {
	h := &w.people[n]
	out := Copy{Source: c.Name, Human: n}
	w.name(&out, h, c)
	if w.chance(c.Birth) {
		out.Birth = w.birthDate(h.birth).Format(time.DateOnly)
	}
	if w.chance(c.Sex) {
		out.Sex = [2]string{"male", "female"}[h.sex]
		if w.chance(w.rates.SexWrong) {
			out.Sex = [2]string{"female", "male"}[h.sex]
		}
	}
	if w.chance(c.Phone) {
		out.Phone = w.phone(h)
	}
	if w.chance(c.Email) {
		out.Email = w.letters(h.email[w.moved()], w.rates.NameTypo/2)
	}
	if w.chance(c.Address) {
		a := h.home[w.moved()]
		out.Line, out.Zip = w.letters(a.line, w.rates.NameTypo), a.zip
	}
	if w.chance(c.SSN) {
		out.SSN = w.digits(h.ssn)
	}
	return out
}

// moved is 1 for what somebody had later. Of two copies a share of Rates.Moved then differs: 2p(1-p).
func (w *world) moved() int {
	p := w.rates.Moved / 2 * (1 + w.rates.Moved/2)
	if w.chance(p) {
		return 1
	}
	return 0
}

func (w *world) name(out *Copy, h *human, c Clinic) {
	out.Given, out.Family = h.given, h.family[w.IntN(2)]
	switch {
	case len(h.nicknames) > 0 && w.chance(w.rates.Nickname):
		nick := h.nicknames[w.IntN(len(h.nicknames))]
		out.Given = strings.ToUpper(nick[:1]) + nick[1:]
	case w.chance(w.rates.OtherGiven):
		out.Given = h.middle
	}
	if w.chance(c.Middle) {
		out.Middle = h.middle
		if w.chance(w.rates.Initial) {
			out.Middle = string([]rune(h.middle)[:1]) + "."
		}
	}
	if h.suffix != "" && w.chance(w.rates.SuffixKept) {
		out.Suffix = h.suffix
	}
	if first, second, double := strings.Cut(out.Family, " "); double && w.chance(w.rates.HalfTheName) {
		out.Family = [2]string{first, second}[w.IntN(2)]
	} else if double && w.chance(0.3) {
		out.Family = first + "-" + second
	}
	out.Given, out.Family = w.letters(out.Given, w.rates.NameTypo), w.letters(out.Family, w.rates.NameTypo)
	if w.chance(0.4) { // a keyboard without accents
		out.Given, out.Middle, out.Family = plain(out.Given), plain(out.Middle), plain(out.Family)
	}
	if w.chance(w.rates.NamesSwapped) {
		out.Given, out.Family = out.Family, out.Given
	}
	switch w.IntN(12) {
	case 0:
		out.Given, out.Family = strings.ToUpper(out.Given), strings.ToUpper(out.Family)
	case 1:
		out.Given, out.Family = strings.ToLower(out.Given), strings.ToLower(out.Family)
	}
}

// letters spoils a word now and then: a letter left out, doubled, exchanged with its neighbour, or another one.
func (w *world) letters(text string, share float64) string {
	r := []rune(text)
	if len(r) < 3 || !w.chance(share) {
		return text
	}
	i := 1 + w.IntN(len(r)-2)
	switch w.IntN(4) {
	case 0:
		return string(r[:i]) + string(r[i+1:])
	case 1:
		return string(r[:i]) + string(r[i]) + string(r[i:])
	case 2:
		r[i], r[i+1] = r[i+1], r[i]
	case 3:
		r[i] = rune('a' + w.IntN(26))
	}
	return string(r)
}

// digits spoils a number now and then: one digit wrong, or two neighbours exchanged.
func (w *world) digits(text string) string {
	if !w.chance(w.rates.DigitTypo) {
		return text
	}
	b := []byte(text)
	i := w.IntN(len(b) - 1)
	if w.chance(0.5) {
		b[i], b[i+1] = b[i+1], b[i]
	} else {
		b[i] = byte('0' + (int(b[i]-'0')+1+w.IntN(9))%10)
	}
	return string(b)
}

// phone is written as people write numbers.
func (w *world) phone(h *human) string {
	n := w.digits(h.phone[w.moved()])
	if w.chance(w.rates.WrongPhone) {
		n = w.newPhone()
	}
	switch w.IntN(4) {
	case 0:
		return "(" + n[:3] + ") " + n[3:6] + "-" + n[6:]
	case 1:
		return "+1 " + n[:3] + " " + n[3:6] + " " + n[6:]
	case 2:
		return n[:3] + "." + n[3:6] + "." + n[6:]
	}
	return n
}

// birthDate is wrong now and then: day and month exchanged, the year one off or a digit of it, a digit of the day, or any day.
func (w *world) birthDate(t time.Time) time.Time {
	if !w.chance(w.rates.BirthWrong) {
		return t
	}
	switch n := w.IntN(10); {
	case n < 3 && t.Day() <= 12:
		return time.Date(t.Year(), time.Month(t.Day()), int(t.Month()), 0, 0, 0, 0, time.UTC)
	case n < 5:
		return t.AddDate([2]int{1, -1}[w.IntN(2)], 0, 0)
	case n < 6:
		return t.AddDate([2]int{10, -10}[w.IntN(2)], 0, 0)
	case n < 9:
		return time.Date(t.Year(), t.Month(), (t.Day()/10)*10+1+w.IntN(8), 0, 0, 0, 0, time.UTC)
	}
	return t.AddDate(0, 0, -w.IntN(8000))
}

// plain is a text without accents, as a keyboard without them gives it.
func plain(text string) string { return accents.Replace(text) }

var accents = strings.NewReplacer("é", "e", "í", "i", "ö", "o", "ø", "o", "ł", "l", "ë", "e")

func fold(text string) string { return strings.ToLower(plain(text)) }
