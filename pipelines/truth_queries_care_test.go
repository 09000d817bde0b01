package pipelines_test

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
)

func (f facts) noteTurnaround() []string {
	seconds, sameDay := series{}, map[string]int{}
	for _, n := range f.written() {
		visit := fmt.Sprint(or(n.row["encounter_id"]))
		e := f.want["encounter"][visit]
		when := date{}
		if e != nil {
			when = f.visit(e)
		}
		if n.basis != "record_created" || when.basis != "actual" || e["status"] != "finished" || empty(e["period_end"]) || n.at == nil {
			continue
		}
		key := fmt.Sprint(when.day)[:7] + "-01"
		seconds.add(key, elapsed(e["period_end"], n.at))
		if n.day == when.day {
			sameDay[key]++
		}
	}
	var lines []string
	for key, n := range seconds {
		slices.Sort(n)
		lines = append(lines, tabbed(key, len(n), part(n, 0.5), percent(sameDay[key], len(n))))
	}
	return lines
}

func (f facts) unsignedNotes() []string {
	s, last := series{}, f.lastDay()
	for _, n := range f.written() {
		if n.status == "preliminary" && n.basis != "first_observed" && days(n.day, last) > 7 {
			s.add(tabbed(n.vendor, n.row["author_id"]), days(n.day, last))
		}
	}
	return s.lines(func(n []int) string { return tabbed(len(n), n[len(n)-1]) })
}

func (f facts) visitsWithoutNote() []string {
	noted, groups := map[string]bool{}, tally{}
	for _, n := range f.clinical {
		noted[fmt.Sprint(or(n["encounter_id"]))] = true
	}
	for _, v := range f.encounters() {
		if v.status != "finished" {
			continue
		}
		with := ""
		if noted[v.id] {
			with = v.group
		}
		groups.add(v.vendor, v.group, with)
	}
	var lines []string
	for vendor, columns := range groups {
		visits, without := len(columns[0]), len(columns[0])-len(columns[1])
		lines = append(lines, tabbed(vendor, visits, without, percent(without, visits)))
	}
	return lines
}

// coded are the diagnoses that a practitioner coded.
func (f facts) coded() []fact {
	var all []fact
	for id, c := range f.want["condition"] {
		if c["is_test"] == true || c["category_code"] != "encounter-diagnosis" || c["code_system"] != "http://hl7.org/fhir/sid/icd-10-cm" {
			continue
		}
		visit := f.want["encounter"][fmt.Sprint(or(c["encounter_id"]))]
		d := f.fact(c, "diagnosis", "subject_id", "recorder_id", id,
			on(date{c["recorded_day"], c["recorded"], "record_created"}, date{visit["period_start_day"], visit["period_start"], "actual"}))
		if d.person != "" {
			all = append(all, d)
		}
	}
	return all
}

func (f facts) diagnosesByCode() []string {
	t, persons := tally{}, map[string]bool{}
	for _, d := range f.coded() {
		t.add(fmt.Sprint(d.row["code_code"]), d.id, d.person)
		persons[d.person] = true
	}
	var lines []string
	for code, columns := range t {
		lines = append(lines, tabbed(code, len(columns[0]), len(columns[1]), percent(len(columns[1]), len(persons))))
	}
	return lines
}

func (f facts) seenAfterDiagnosis() []string {
	first := map[[2]string]string{} // code and person -> day
	for _, d := range f.coded() {
		key := [2]string{fmt.Sprint(d.row["code_code"]), d.person}
		if d.basis != "first_observed" && (first[key] == "" || d.day < first[key]) {
			first[key] = d.day
		}
	}
	t, visits := tally{}, f.visitDays()
	for key, day := range first {
		again := ""
		if slices.ContainsFunc(visits[key[1]], func(v string) bool { return v > day && days(day, v) <= 180 }) {
			again = key[1]
		}
		t.add(key[0], key[1], again)
	}
	return t.lines()
}

// medicines are the rows of both tables of medicines that are no test.
func (f facts) medicines(kind, table string) []fact {
	var all []fact
	for id, m := range f.want[table] {
		if m["is_test"] != true {
			all = append(all, f.fact(m, kind, "subject_id", "requester_id", id, date{}))
		}
	}
	return all
}

func (f facts) medicationLists() []string {
	entries, by := tally{}, map[string][]string{}
	for _, m := range append(f.medicines("prescription", "medication_request"), f.medicines("statement", "medication_statement")...) {
		name := strings.ToLower(fmt.Sprint(or(m.row["medication_text"])))
		if m.status != "active" || m.person == "" || name == "" {
			continue
		}
		key := m.person + "\t" + name
		entries.add(key, m.id)
		if lister := m.vendor + " " + m.kind; !slices.Contains(by[key], lister) {
			by[key] = append(by[key], lister)
		}
	}
	var lines []string
	for key, columns := range entries {
		slices.Sort(by[key])
		lines = append(lines, tabbed(key, strings.Join(by[key], ", "), len(columns[0])))
	}
	return lines
}

func (f facts) prescriptions() []string {
	t, refills := tally{}, map[string]int{}
	for _, m := range f.medicines("prescription", "medication_request") {
		codings, _ := m.row["medication_codings"].([]row)
		rxnorm := ""
		for _, c := range codings {
			if c["system"] == "http://www.nlm.nih.gov/research/umls/rxnorm" {
				rxnorm = c["code"].(string)
			}
		}
		t.add(rxnorm, m.id, m.person, fmt.Sprint(or(m.row["encounter_id"])))
		n, _ := m.row["repeats"].(int)
		refills[rxnorm] += n
	}
	var lines []string
	for code, columns := range t {
		lines = append(lines, tabbed(code, len(columns[0]), len(columns[1]), len(columns[2]), refills[code]))
	}
	return lines
}

func (f facts) notesThatSay() []string {
	t := tally{}
	for id, d := range f.want["document_reference"] {
		words := strings.FieldsFunc(strings.ToLower(fmt.Sprint(or(d["text"]))), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		if d["is_test"] == true || !slices.Contains(words, "sleep") {
			continue
		}
		categories, _ := d["category_codings"].([]row)
		kind := "transcript"
		if slices.ContainsFunc(categories, func(c row) bool { return c["code"] == "clinical-note" }) {
			kind = "note"
		}
		patient := fmt.Sprint(or(d["subject_id"]))
		t.add(tabbed(d["vendor"], kind), id, cmp.Or(f.person[patient], patient))
	}
	return t.lines()
}

func (f facts) visitsByAge() []string {
	t := tally{}
	for _, v := range f.seen() {
		p := f.want["patient"][v.patient]
		if p == nil {
			continue
		}
		t.add(tabbed(v.day[:4], p["gender"], decade(p["birth_date"], v.day[:4])), v.patient, v.group)
	}
	return t.lines()
}

// decade is the span of ten years of age in a year, of those whose year of birth Safe Harbor shows.
func decade(birth any, year string) string {
	const noAge = `\N`
	born, ok := birth.(string)
	if !ok {
		return noAge
	}
	then, _ := strconv.Atoi(born[:4])
	now, _ := strconv.Atoi(year)
	if then <= time.Now().Year()-90 { // who is 90 before this year is over
		return noAge
	}
	return strconv.Itoa((now - then) / 10 * 10)
}
