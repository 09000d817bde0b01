package link

import (
	"iter"
	"math"
	"slices"
	"strings"

	"github.com/nightrounds/rounds/load"
)

// record is a patient as patients are compared.
type record struct {
	id             string
	source, vendor string
	names          []name
	birth          date
	sex            byte // m, f; 0: neither is known
	phones         []uint64
	emails         []string
	homes          []home
	ssn            string // a keyed hash, never the number
}

// patients holds all records, ordered by id, and how common their names are.
type patients struct {
	records       []record
	given, family map[string]int32
	total         int
}

// SSNSystem is the system of the identifier that bears the keyed hash of a social security number. The number itself never lands.
const SSNSystem = "https://github.com/nightrounds/rounds/sid/ssn-hmac-sha256"

// gather reads patients until their end.
func gather(from iter.Seq2[load.Patient, error], crowd int) (*patients, error) {
	ps := &patients{given: map[string]int32{}, family: map[string]int32{}}
	same := interned{}
	for p, err := range from {
		if err != nil {
			return nil, err
		}
		ps.records = append(ps.records, normal(p, same))
	}
	slices.SortFunc(ps.records, func(a, b record) int { return strings.Compare(a.id, b.id) })
	for i := range ps.records {
		if names := ps.records[i].names; len(names) > 0 {
			ps.given[names[0].given]++
			ps.family[names[0].family]++
		}
	}
	ps.total = len(ps.records)
	ps.forgetCrowds(crowd)
	return ps, nil
}

// interned keeps one copy of each of the few words that very many people share.
type interned map[string]string

func (in interned) one(word string) string {
	if kept, ok := in[word]; ok {
		return kept
	}
	word = strings.Clone(word)
	in[word] = word
	return word
}

func normal(p load.Patient, same interned) record {
	r := record{id: p.ID, source: same.one(p.Source), vendor: same.one(p.Vendor), birth: birthDate(p.Birth)}
	for _, n := range p.Names {
		if normal := normalName(n); (normal.given != "" || normal.family != "") && len(r.names) < 4 {
			normal.given, normal.middle, normal.family = same.one(normal.given), same.one(normal.middle), same.one(normal.family)
			r.names = append(r.names, normal)
		}
	}
	switch p.Gender {
	case "male", "female":
		r.sex = p.Gender[0]
	}
	for _, text := range p.Phones {
		r.phones = added(r.phones, phone(text))
	}
	for _, text := range p.Emails {
		r.emails = added(r.emails, email(text))
	}
	for _, a := range p.Addresses {
		h := normalHome(a)
		h.street = same.one(h.street)
		r.homes = added(r.homes, h)
	}
	for _, i := range p.Identifiers {
		if i.System == SSNSystem {
			r.ssn = i.Value
		}
	}
	return r
}

// added is a list with one more, unless it has it, has four, or there is nothing to add.
func added[V comparable](list []V, v V) []V {
	var none V
	if v == none || len(list) == 4 || slices.Contains(list, v) {
		return list
	}
	return append(list, v)
}

// forgetCrowds takes away phone numbers and e-mail addresses that more patients of one source share than a household has: a
// front desk's, a nursing home's, 555-0100.
func (ps *patients) forgetCrowds(crowd int) {
	phones, emails := map[string]map[uint64]int32{}, map[string]map[string]int32{}
	for i := range ps.records {
		r := &ps.records[i]
		counted(phones, r.source, r.phones)
		counted(emails, r.source, r.emails)
	}
	crowded := func(n int32) bool { return int(n) > crowd }
	crowds := map[any]bool{}
	for _, of := range phones {
		for v, n := range of {
			if crowded(n) {
				crowds[v] = true
			}
		}
	}
	for _, of := range emails {
		for v, n := range of {
			if crowded(n) {
				crowds[v] = true
			}
		}
	}
	if len(crowds) == 0 {
		return
	}
	for i := range ps.records {
		r := &ps.records[i]
		r.phones = slices.DeleteFunc(r.phones, func(v uint64) bool { return crowds[v] })
		r.emails = slices.DeleteFunc(r.emails, func(v string) bool { return crowds[v] })
	}
}

func counted[V comparable](counts map[string]map[V]int32, source string, values []V) {
	if counts[source] == nil {
		counts[source] = map[V]int32{}
	}
	for _, v := range values {
		counts[source][v]++
	}
}

// rarity is how much it says that two records bear the same name, in bits: log2 of one over its share. In few records a share
// says little, so each name is counted as if another 500 records of 500 names were there.
func rarity(counts map[string]int32, total int, name string) float64 {
	share := (float64(counts[name]) + 1) / (float64(total) + 500)
	return min(14, -math.Log2(share))
}

// commoner is the rarity of the commoner of two names.
func commoner(counts map[string]int32, total int, a, b string) float64 {
	return min(rarity(counts, total, a), rarity(counts, total, b))
}
