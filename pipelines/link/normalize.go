package link

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/nightrounds/rounds/load"
)

// name is a person's name as it is compared: lower case, without accents and punctuation.
type name struct {
	given  string   // the first given name
	middle string   // the second, or its initial
	family string   // all of the family name, run together
	parts  []string // its words, where there are several
	suffix string   // jr, sr, ii, iii, iv
}

// normalName reads a name in parts; one in a line alone is cut before its last words, or at its comma.
func normalName(n load.PersonName) name {
	given, family, suffix := words(n.Given), words(n.Family), words(n.Suffix)
	if len(given) == 0 && len(family) == 0 {
		given, family = inLine(n.Text)
	}
	var out name
	if last := len(family) - 1; last > 0 && generation[family[last]] != "" {
		suffix, family = family[last:], family[:last]
	}
	for _, s := range suffix {
		if g := generation[s]; g != "" {
			out.suffix = g
		}
	}
	if len(given) > 0 {
		out.given = given[0]
	}
	if len(given) > 1 {
		out.middle = given[1]
	}
	out.family = strings.Join(family, "")
	if len(family) > 1 {
		for _, w := range family {
			if len(w) > 3 { // no van, de la, st
				out.parts = append(out.parts, w)
			}
		}
	}
	return out
}

// inLine cuts "Ann Van der Meer" and "Van der Meer, Ann". A title is no name.
func inLine(text string) (given, family []string) {
	if last, first, ok := strings.Cut(text, ","); ok && generation[strings.Join(words(first), "")] == "" {
		return words(first), words(last)
	}
	all := words(text)
	for len(all) > 1 && titles[all[0]] {
		all = all[1:]
	}
	if len(all) < 2 {
		return nil, all
	}
	return all[:1], all[1:]
}

var generation = map[string]string{"jr": "jr", "junior": "jr", "sr": "sr", "senior": "sr", "ii": "ii", "iii": "iii", "iv": "iv"}

var titles = map[string]bool{"dr": true, "mr": true, "mrs": true, "ms": true, "miss": true, "prof": true}

// words cuts a text at blanks, hyphens and dots and leaves letters and digits: lower case and plain. O'Hara is one word.
func words(text string) []string {
	return strings.Fields(strings.Map(func(r rune) rune {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r):
			return r
		case r == '\'', r == '’', r == '`':
			return -1
		}
		return ' '
	}, plain(text)))
}

// plain is a text in lower case without accents. Letters that Unicode does not take apart are written as they are typed.
func plain(text string) string {
	ascii := true
	for i := range len(text) {
		ascii = ascii && text[i] < 0x80
	}
	if !ascii {
		text = strings.Map(func(r rune) rune {
			if unicode.Is(unicode.Mn, r) {
				return -1
			}
			return r
		}, norm.NFKD.String(undivided.Replace(text)))
	}
	return strings.ToLower(text)
}

var undivided = strings.NewReplacer("ł", "l", "Ł", "l", "ø", "o", "Ø", "o", "đ", "d", "Đ", "d", "ß", "ss", "æ", "ae", "Æ", "ae", "œ", "oe", "Œ", "oe",
	"þ", "th", "Þ", "th", "ð", "d", "Ð", "d", "ı", "i")

// phone is the last ten digits of a number, as one number; 0 for none that could be dialled. The country is left away: a
// clinic's patients rarely differ in it alone.
func phone(text string) uint64 {
	var n, digits uint64
	for _, r := range text {
		switch {
		case r >= '0' && r <= '9':
			n, digits = (n*10+uint64(r-'0'))%1e10, digits+1
		case r == 'x' || r == 'X' || r == ';' || r == ',' || r == '#':
			if digits >= 10 {
				return dialled(n, digits)
			}
		}
	}
	return dialled(n, digits)
}

// dialled refuses what stands for no number: too short, or one digit over and over.
func dialled(n, digits uint64) uint64 {
	if digits < 7 || digits > 15 || n%1_111_111 == 0 || n%10_000_000 == 0 {
		return 0
	}
	return n
}

// email is an address in lower case without a tag; empty for what is none.
func email(text string) string {
	local, domain, ok := strings.Cut(strings.ToLower(strings.TrimSpace(text)), "@")
	local, _, _ = strings.Cut(local, "+")
	if !ok || local == "" || !strings.Contains(domain, ".") || strings.ContainsAny(domain, "@ ") {
		return ""
	}
	return local + "@" + domain
}

// home is an address as it is compared: postal code, house number and the street's first word.
type home struct{ zip, number, street string }

func normalHome(a load.PostalAddress) home {
	var h home
	if code := words(a.PostalCode); len(code) > 0 {
		h.zip = code[0][:min(5, len(code[0]))] // ZIP+4 comes and goes
	}
	for _, w := range words(a.Line) {
		switch {
		case w[0] >= '0' && w[0] <= '9' && h.number == "":
			h.number = w
		case len(w) > 1 && h.street == "" && !directions[w]:
			h.street = w
		}
	}
	return h
}

var directions = map[string]bool{"north": true, "south": true, "east": true, "west": true, "ne": true, "nw": true, "se": true, "sw": true}

// date is a day as yyyymmdd; 0: none, or one that stands for none.
type date int32

func birthDate(text string) date {
	if len(text) != len("2006-01-02") {
		return 0
	}
	n := 0
	for i, r := range text {
		switch {
		case i == 4 || i == 7:
		case r < '0' || r > '9':
			return 0
		default:
			n = n*10 + int(r-'0')
		}
	}
	if n <= 1900_01_01 {
		return 0
	}
	return date(n)
}
