package pipelines_test

import (
	"cmp"
	"fmt"
	"slices"
	"time"
)

// facts are what the queries of docs/queries are answered from: the rows this night's truth has, and their days. Whom the link holds to
// be one is taken from it: persons and providers hold it against the humans of the town.
type facts struct {
	calendar
	person, provider map[string]string // by patient_id and practitioner_id
	clinical         map[string]row    // notes, without files and transcripts
}

func newFacts(h *history) facts {
	h.t.Helper()
	f := facts{calendar{h, map[string]date{}, map[string]date{}}, map[string]string{}, map[string]string{}, h.clinicalNotes()}
	f.read(f.clinical)
	for _, r := range h.rows("SELECT patient_id, person_id FROM {p}link.patient_person") {
		f.person[r["patient_id"].(string)] = r["person_id"].(string)
	}
	for _, r := range h.rows("SELECT practitioner_id, provider_id FROM {p}link.provider") {
		f.provider[r["practitioner_id"].(string)] = r["provider_id"].(string)
	}
	return f
}

// fact is one visit, or whatever else a contact is.
type fact struct {
	row
	source, vendor, id, kind, group string
	patient, person, provider       string
	status, day, basis              string
	at                              any // a time as text; nil where none is known
}

// fact reads a row; patient and practitioner are the columns that name them.
func (f facts) fact(r row, kind, patient, practitioner, group string, d date) fact {
	text := func(v any) string { return fmt.Sprint(or(v)) }
	of := fact{
		row: r, source: text(r["source"]), vendor: text(r["vendor"]), id: text(r["id"]), kind: kind, group: group,
		patient: text(r[patient]), status: text(r["status"]), day: text(d.day), basis: text(d.basis), at: d.at,
	}
	of.person = cmp.Or(f.person[of.patient], of.patient)
	who := text(r[practitioner])
	of.provider = cmp.Or(f.provider[who], who)
	return of
}

// month is the first day of its month.
func (f fact) month() string { return f.day[:len("2006-01")] + "-01" }

// off: it was called off.
func (f fact) off() bool {
	return slices.Contains([]string{"cancelled", "noshow", "entered-in-error"}, f.status)
}

// real: it has a day of its own and was not called off.
func (f fact) real() bool { return f.basis != "first_observed" && !f.off() }

// encounters are those that are no test.
func (f facts) encounters() []fact {
	var all []fact
	for _, e := range f.want["encounter"] {
		if e["is_test"] != true {
			all = append(all, f.fact(e, "visit", "subject_id", "practitioner_id", fmt.Sprint(group(e)), f.visit(e)))
		}
	}
	return all
}

// seen are the visits that were held and have a day.
func (f facts) seen() []fact {
	return slices.DeleteFunc(f.encounters(), func(v fact) bool { return v.status != "finished" || v.basis == "first_observed" })
}

// appointments are those that are no test.
func (f facts) appointments() []fact {
	var all []fact
	for id, a := range f.want["appointment"] {
		if a["is_test"] != true {
			when := on(date{a["start_day"], a["start"], "scheduled"}, date{a["created_day"], a["created"], "record_created"})
			all = append(all, f.fact(a, "appointment", "patient_id", "practitioner_id", id, when))
		}
	}
	return all
}

// written are the clinical notes that are no test; status is that of the document.
func (f facts) written() []fact {
	var all []fact
	for id, n := range f.clinical {
		if n["is_test"] == true {
			continue
		}
		visit := f.want["encounter"][fmt.Sprint(or(n["encounter_id"]))]
		of := f.fact(n, "note", "subject_id", "author_id", id, on(f.made(n), date{n["period_start_day"], nil, "actual"}, date{visit["period_start_day"], nil, "actual"}))
		of.status = fmt.Sprint(or(n["doc_status"]))
		all = append(all, of)
	}
	return all
}

// all are the contacts: visits, appointments, and the notes that belong to neither, dated as contacts are.
func (f facts) all() []fact {
	booked := map[string]bool{}
	for _, a := range f.want["appointment"] {
		booked[record(a)] = true
	}
	all := append(f.encounters(), f.appointments()...)
	for _, n := range f.written() {
		if f.want["encounter"][fmt.Sprint(or(n.row["encounter_id"]))] == nil && !booked[record(n.row)] {
			all = append(all, f.fact(n.row, "note", "subject_id", "author_id", n.id, f.made(n.row)))
		}
	}
	return all
}

// real are the contacts that took place or may yet, by the real contact they are of: the n-th group of one source with the n-th of
// another, of one person, one clinician and one day.
func (f facts) real() map[string][]fact {
	leaders := map[string]fact{}
	contacts := slices.DeleteFunc(f.all(), func(c fact) bool { return !c.real() })
	for _, c := range contacts {
		if l, ok := leaders[c.source+c.group]; !ok || c.leads(l) {
			leaders[c.source+c.group] = c
		}
	}
	meetings := map[string][]fact{} // of one source
	for _, l := range leaders {
		meeting := fmt.Sprint(l.source, "|", l.meeting())
		meetings[meeting] = append(meetings[meeting], l)
	}
	name := map[string]string{}
	for _, list := range meetings {
		slices.SortFunc(list, func(a, b fact) int { return cmp.Or(later(a.at, b.at), cmp.Compare(a.group, b.group)) })
		for nth, l := range list {
			name[l.source+l.group] = fmt.Sprint(l.meeting(), " ", nth)
		}
	}
	groups := map[string][]fact{}
	for _, c := range contacts {
		of := name[c.source+c.group]
		groups[of] = append(groups[of], c)
	}
	return groups
}

// leads tells which of a group says when and with whom it was.
func (f fact) leads(than fact) bool {
	joins := func(c fact) int { return map[bool]int{true: 0, false: 1}[c.person != "" && c.provider != ""] }
	visit := func(c fact) int { return map[bool]int{true: 0, false: 1}[c.kind == "visit"] }
	return cmp.Or(joins(f)-joins(than), visit(f)-visit(than), later(f.at, than.at), cmp.Compare(f.id, than.id)) < 0
}

// meeting is what contacts of several sources must share; one that names nobody shares it with none.
func (f fact) meeting() string {
	if f.person == "" || f.provider == "" {
		return "alone " + f.group
	}
	return f.person + " " + f.provider + " " + f.day
}

// later compares times, of which an unknown one is the last.
func later(a, b any) int {
	switch {
	case a == nil && b == nil:
		return 0
	case a == nil:
		return 1
	case b == nil:
		return -1
	}
	return cmp.Compare(a.(string), b.(string))
}

// days is from one day to another.
func days(from, to string) int {
	a, _ := time.Parse(time.DateOnly, from)
	b, _ := time.Parse(time.DateOnly, to)
	return int(b.Sub(a).Hours() / 24)
}

// elapsed is from one time to another, in whole seconds.
func elapsed(from, to any) int {
	a, _ := time.Parse(instantForm, from.(string))
	b, _ := time.Parse(instantForm, to.(string))
	return int(b.Truncate(time.Second).Sub(a.Truncate(time.Second)).Seconds())
}

// lastDay is the last one that a note was made.
func (f facts) lastDay() string {
	last := ""
	for _, n := range f.written() {
		if n.basis == "record_created" {
			last = max(last, n.day)
		}
	}
	return last
}
