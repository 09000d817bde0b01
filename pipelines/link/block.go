package link

import (
	"cmp"
	"hash/fnv"
	"slices"
	"strconv"
)

// key is a hash of what records must share to be compared.
type key struct {
	hash   uint64
	record int32
}

// pass gives the keys of a record; two records that share one are compared.
type pass func(r *record, add func(parts ...string))

// passes find the same human in spite of any one mistake, and of most two: a wrong birth date leaves names and phone, a new
// name leaves birth date and phone, a new phone leaves name and birth date.
var passes = []pass{
	func(r *record, add func(...string)) { add(r.ssn) },
	func(r *record, add func(...string)) {
		for _, n := range r.phones {
			add(strconv.FormatUint(n, 10))
		}
	},
	func(r *record, add func(...string)) {
		for _, a := range r.emails {
			add(a)
		}
	},
	func(r *record, add func(...string)) { // the family's first letters: the rest may be misspelt
		for _, n := range r.names {
			for _, part := range append([]string{n.family}, n.parts...) {
				add(r.birth.either(), part[:min(3, len(part))])
			}
		}
	},
	func(r *record, add func(...string)) { // whatever the family is called by now
		for _, n := range r.names {
			for _, root := range roots(n.given) {
				add(r.birth.either(), root[:min(4, len(root))])
			}
		}
	},
	func(r *record, add func(...string)) { byName(r, add, r.birth.year()) },
	func(r *record, add func(...string)) { byName(r, add, r.birth.monthDay()) },
	func(r *record, add func(...string)) {
		for _, h := range r.homes {
			if h.number != "" && len(r.names) > 0 {
				for _, root := range roots(r.names[0].given) {
					add(h.zip, h.number, root)
				}
			}
		}
	},
}

// byName finds those whose birth date has a mistake in its other part.
func byName(r *record, add func(...string), half string) {
	for _, n := range r.names {
		for _, root := range roots(n.given) {
			add(half, root, n.family)
		}
	}
}

// candidates are the pairs of records to compare, each once, the lesser index in the upper half. A key that more than most
// records share is left out: dropped counts those.
func candidates(rs []record, most int) (pairs []uint64, dropped int) {
	for n, keys := range passes {
		var all []key
		for i := range rs {
			keys(&rs[i], func(parts ...string) {
				if hash, ok := hashed(n, parts); ok {
					all = append(all, key{hash, int32(i)})
				}
			})
		}
		slices.SortFunc(all, func(a, b key) int { return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(a.record, b.record)) })
		all = slices.Compact(all)
		for len(all) > 0 {
			end := 1
			for end < len(all) && all[end].hash == all[0].hash {
				end++
			}
			if end > most {
				dropped++
			} else {
				pairs = paired(pairs, all[:end])
			}
			all = all[end:]
		}
		slices.Sort(pairs)
		pairs = slices.Compact(pairs)
	}
	return pairs, dropped
}

func paired(pairs []uint64, block []key) []uint64 {
	for i, a := range block {
		for _, b := range block[i+1:] {
			pairs = append(pairs, uint64(a.record)<<32|uint64(b.record))
		}
	}
	return pairs
}

// hashed is one number for the parts of a key in a pass; there is none where a part is missing.
func hashed(pass int, parts []string) (uint64, bool) {
	h := fnv.New64a()
	_, _ = h.Write([]byte{byte(pass)})
	for _, p := range parts {
		if p == "" {
			return 0, false
		}
		_, _ = h.Write([]byte(p))
		_, _ = h.Write([]byte{0})
	}
	return h.Sum64(), true
}

// either is the same text for a date and the one with day and month exchanged.
func (d date) either() string {
	if d == 0 {
		return ""
	}
	year, month, day := d/10_000, d/100%100, d%100
	return strconv.Itoa(int(year*10_000 + min(month, day)*100 + max(month, day)))
}

func (d date) year() string {
	if d == 0 {
		return ""
	}
	return strconv.Itoa(int(d / 10_000))
}

func (d date) monthDay() string {
	if d == 0 {
		return ""
	}
	return strconv.Itoa(int(d % 10_000))
}
