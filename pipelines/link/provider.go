package link

import (
	"cmp"
	"iter"
	"maps"
	"slices"
	"strings"

	"github.com/nightrounds/rounds/load"
	"github.com/nightrounds/rounds/schemas/tables"
)

// Rules of link.provider: what links a practitioner to others.
const (
	ByNPI   = "npi"
	ByEmail = "email"
	ByName  = "name"
	Alone   = "alone"
)

// ProviderID is the id of the clinician whose practitioners' least id is this one.
func ProviderID(leastPractitionerID string) string { return derived("provider|" + leastPractitionerID) }

// clinicians are the practitioners while they are joined.
type clinicians struct {
	all   []load.Practitioner // ordered by id
	of    []int               // the least member of the clinician
	npi   []string            // of the clinician, by the least member; empty: none is known
	rules []string
}

// FindProviders reads practitioners until their end and tells which are one clinician, by id. An NPI is one human's alone, and
// nearly so an e-mail address; an equal full name links only where no registry of a
// source has two of it. Two NPIs are never linked.
func FindProviders(from iter.Seq2[load.Practitioner, error]) ([]tables.ProviderLink, error) {
	var cs clinicians
	for p, err := range from {
		if err != nil {
			return nil, err
		}
		cs.all = append(cs.all, p)
	}
	slices.SortFunc(cs.all, func(a, b load.Practitioner) int { return strings.Compare(a.ID, b.ID) })
	for i, p := range cs.all {
		cs.of, cs.npi, cs.rules = append(cs.of, i), append(cs.npi, p.NPI), append(cs.rules, Alone)
	}
	cs.link(ByNPI, false, func(p load.Practitioner) []string { return []string{p.NPI} })
	cs.link(ByEmail, false, func(p load.Practitioner) (addresses []string) {
		for _, a := range p.Emails {
			addresses = append(addresses, email(a))
		}
		return addresses
	})
	cs.link(ByName, true, func(p load.Practitioner) []string { return []string{fullName(p.Name)} })
	return cs.rows(), nil
}

// link joins those who share a value; unique: only if no registry has two of them that are not joined yet.
func (cs *clinicians) link(rule string, unique bool, values func(load.Practitioner) []string) {
	sharing := map[string][]int{}
	for i, p := range cs.all {
		for _, v := range values(p) {
			if v != "" {
				sharing[v] = append(sharing[v], i)
			}
		}
	}
	for _, v := range slices.Sorted(maps.Keys(sharing)) {
		group := sharing[v]
		if cs.differ(group) || unique && cs.ambiguous(group) {
			continue
		}
		for _, i := range group[1:] {
			cs.unite(group[0], i, rule)
		}
	}
}

// differ tells whether the clinicians of a group have more than one NPI.
func (cs *clinicians) differ(group []int) bool {
	one := ""
	for _, i := range group {
		npi := cs.npi[cs.of[i]]
		if npi != "" && one != "" && npi != one {
			return true
		}
		one = cmp.Or(one, npi)
	}
	return false
}

// ambiguous tells whether one registry has two clinicians of a group. A source may have several: Noa's ids are those of a facility.
func (cs *clinicians) ambiguous(group []int) bool {
	seen := map[[2]string]int{}
	for _, i := range group {
		registry := [2]string{cs.all[i].Source, cs.all[i].Registry}
		if of, ok := seen[registry]; ok && of != cs.of[i] {
			return true
		}
		seen[registry] = cs.of[i]
	}
	return false
}

func (cs *clinicians) unite(a, b int, rule string) {
	first, second := cs.of[a], cs.of[b]
	if first == second {
		return
	}
	least := min(first, second)
	cs.npi[least] = cmp.Or(cs.npi[first], cs.npi[second])
	for i := range cs.of {
		if cs.of[i] == first || cs.of[i] == second {
			cs.of[i] = least
			if cs.rules[i] == Alone {
				cs.rules[i] = rule
			}
		}
	}
}

func (cs *clinicians) rows() []tables.ProviderLink {
	size := map[int]uint32{}
	for _, of := range cs.of {
		size[of]++
	}
	rows := make([]tables.ProviderLink, len(cs.all))
	for i, p := range cs.all {
		rows[i] = tables.ProviderLink{
			PractitionerID: p.ID, ProviderID: ProviderID(cs.all[cs.of[i]].ID), Source: p.Source, Vendor: p.Vendor,
			Rule: cs.rules[i], Practitioners: size[cs.of[i]],
		}
	}
	return rows
}

// fullName is a name as clinicians are compared by it, without titles and degrees; empty when it is but one word.
func fullName(n load.PersonName) string {
	text := n.Given + " " + n.Family
	if strings.TrimSpace(text) == "" {
		text, _, _ = strings.Cut(n.Text, ",") // "Ash Birch, M.D."
	}
	all := slices.DeleteFunc(words(text), func(w string) bool { return titles[w] || degrees[w] })
	if len(all) < 2 {
		return ""
	}
	return strings.Join(all, " ")
}

var degrees = map[string]bool{"md": true, "do": true, "np": true, "pa": true, "rn": true, "phd": true, "psyd": true, "lcsw": true, "lmft": true, "pmhnp": true}
