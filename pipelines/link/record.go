package link

import (
	"iter"
	"math"
	"slices"
	"strings"

	"github.com/nightrounds/rounds/load"
	"github.com/nightrounds/rounds/schemas/r4"
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
	ssn            string // the key's id, a colon and the keyed hash; never the number
}

// patients holds all records, ordered by id, and how common their names are.
type patients struct {
	records       []record
	given, family map[string]int32
	total         int
}

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
		if i.System == r4.SystemSSNHash {
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

// forgetCrowds takes away what more patients of one source share than a household has: a front desk's phone number, a nursing home's
// mailbox, the number that stands for no number.
func (ps *patients) forgetCrowds(most int) {
	phones := crowds(ps.records, most, func(r *record) []uint64 { return r.phones })
	emails := crowds(ps.records, most, func(r *record) []string { return r.emails })
	ssns := crowds(ps.records, most, func(r *record) []string { return []string{r.ssn} })
	for i := range ps.records {
		r := &ps.records[i]
		r.phones = slices.DeleteFunc(r.phones, func(v uint64) bool { return phones[v] })
		r.emails = slices.DeleteFunc(r.emails, func(v string) bool { return emails[v] })
		if ssns[r.ssn] {
			r.ssn = ""
		}
	}
}

// crowds are the values that more than most records of one source have.
func crowds[V comparable](rs []record, most int, of func(*record) []V) map[V]bool {
	counts, found := map[string]map[V]int32{}, map[V]bool{}
	for i := range rs {
		counted := counts[rs[i].source]
		if counted == nil {
			counted = map[V]int32{}
			counts[rs[i].source] = counted
		}
		for _, v := range of(&rs[i]) {
			if counted[v]++; int(counted[v]) > most {
				found[v] = true
			}
		}
	}
	return found
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
