package pipelines_test

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

func (f facts) visitsByMonth() []string {
	t := tally{}
	for _, v := range f.seen() {
		t.add(v.vendor+"\t"+v.month(), v.group, v.person)
	}
	return t.lines()
}

func (f facts) contactsByMonth() []string {
	t := tally{}
	for name, rows := range f.real() {
		sources, first := map[string]bool{}, rows[0]
		for _, c := range rows {
			sources[c.source] = true
			if c.day < first.day {
				first = c
			}
		}
		several := ""
		if len(sources) > 1 {
			several = name
		}
		t.add(first.month(), name, several)
	}
	return t.lines()
}

func (f facts) cancellations() []string {
	kept, cancelled := map[string]int{}, map[string]int{}
	for _, a := range f.appointments() {
		if a.basis != "scheduled" {
			continue
		}
		switch key := a.vendor + "\t" + a.month(); a.status {
		case "fulfilled":
			kept[key]++
		case "cancelled": // nothing tells a no-show
			cancelled[key]++
		}
	}
	keys := maps.Clone(kept)
	maps.Copy(keys, cancelled)
	var lines []string
	for key := range keys {
		lines = append(lines, tabbed(key, kept[key], cancelled[key], 0, percent(cancelled[key], kept[key]+cancelled[key])))
	}
	return lines
}

func (f facts) leadTime() []string {
	s := series{}
	for _, a := range f.appointments() {
		if made, ok := a.row["created_day"].(string); ok && a.basis == "scheduled" {
			s.add(a.month(), days(made, a.day))
		}
	}
	return s.lines(func(n []int) string { return tabbed(len(n), part(n, 0.5), atMost(n, 7)) })
}

func (f facts) waits() []string {
	s := series{}
	for _, v := range f.seen() {
		from, _ := v.row["appointment_id"].(string)
		agreed := or(f.want["appointment"][from]["start"])
		if agreed == "" {
			agreed = or(v.row["planned_start"])
		}
		if began := or(v.row["period_start"]); agreed != "" && began != "" {
			s.add(v.month(), elapsed(agreed, began))
		}
	}
	return s.lines(func(n []int) string { return tabbed(len(n), part(n, 0.5), percent(atMost(n, 15*60), len(n))) })
}

func (f facts) visitLength() []string {
	s := series{}
	for _, v := range f.encounters() {
		begin, end := or(v.row["period_start"]), or(v.row["period_end"])
		if v.status == "finished" && begin != "" && end != "" {
			s.add(tabbed(v.vendor, v.row["class_code"]), elapsed(begin, end))
		}
	}
	return s.lines(func(n []int) string { return tabbed(len(n), part(n, 0.5), part(n, 0.9)) })
}

// visitDays are the days that each person was seen on, in order.
func (f facts) visitDays() map[string][]string {
	all := map[string][]string{}
	for _, v := range f.seen() {
		if v.person != "" {
			all[v.person] = append(all[v.person], v.day)
		}
	}
	for _, list := range all {
		slices.Sort(list)
	}
	return all
}

func (f facts) newAndReturning() []string {
	t := tally{}
	for person, list := range f.visitDays() {
		first := list[0][:7]
		for _, day := range list {
			if day[:7] == first {
				t.add(day[:7]+"-01", person, "")
			} else {
				t.add(day[:7]+"-01", "", person)
			}
		}
	}
	return t.lines()
}

func (f facts) backWithin90Days() []string {
	t, last := tally{}, f.lastDay()
	for person, list := range f.visitDays() {
		first := list[0]
		if days(first, last) < 90 {
			continue
		}
		back := ""
		if slices.ContainsFunc(list, func(day string) bool { return day > first && days(first, day) <= 90 }) {
			back = person
		}
		t.add(quarter(first), person, back)
	}
	return t.lines()
}

// quarter is the first day of a day's quarter.
func quarter(day string) string {
	month, _ := strconv.Atoi(day[5:7])
	return fmt.Sprintf("%s-%02d-01", day[:4], (month-1)/3*3+1)
}

func (f facts) journeys() []string {
	first := map[string]map[string]string{} // person -> vendor -> day
	for _, c := range f.all() {
		if !c.real() || c.person == "" {
			continue
		}
		if first[c.person] == nil {
			first[c.person] = map[string]string{}
		}
		if day := first[c.person][c.vendor]; day == "" || c.day < day {
			first[c.person][c.vendor] = c.day
		}
	}
	t := tally{}
	for person, at := range first {
		path := slices.SortedFunc(maps.Keys(at), func(a, b string) int { return cmp.Or(cmp.Compare(at[a], at[b]), cmp.Compare(a, b)) })
		t.add(strings.Join(path, " > "), person)
	}
	return t.lines()
}

func (f facts) knownWhere() []string {
	type known struct {
		vendors map[string]bool
		test    bool
		records int
	}
	persons := map[string]*known{}
	for id, p := range f.want["patient"] {
		who := cmp.Or(f.person[id], id)
		if persons[who] == nil {
			persons[who] = &known{vendors: map[string]bool{}}
		}
		k := persons[who]
		k.vendors[fmt.Sprint(p["vendor"])] = true
		k.test = k.test || p["is_test"] == true
		k.records++
	}
	count, records := map[string]int{}, map[string]int{}
	for _, k := range persons {
		if at := strings.Join(slices.Sorted(maps.Keys(k.vendors)), ", "); !k.test {
			count[at]++
			records[at] += k.records
		}
	}
	var lines []string
	for at := range count {
		lines = append(lines, tabbed(at, count[at], records[at]))
	}
	return lines
}

func (f facts) clinicians() []string {
	t, vendors := tally{}, map[string]map[string]bool{}
	for name, rows := range f.real() {
		for _, c := range rows {
			if c.provider == "" {
				continue
			}
			if vendors[c.provider] == nil {
				vendors[c.provider] = map[string]bool{}
			}
			vendors[c.provider][c.vendor] = true
			t.add(c.provider, name, c.person)
		}
	}
	named := tally{}
	for provider, columns := range t {
		named[provider+"\t"+strings.Join(slices.Sorted(maps.Keys(vendors[provider])), ", ")] = columns
	}
	return named.lines()
}
