package town

import (
	"iter"
	"slices"
	"strconv"
)

var (
	profileMedications = []string{"Lisinopril 10 mg daily", "Vitamin D", "Ibuprofen as needed", "Metformin 500 mg"}
	profileAllergies   = []string{"Penicillin", "Peanuts", "Latex", "Bee stings, swelling"}
	socialAnswers      = [][2]string{{"Do you live alone?", "With my partner"}, {"What is your occupation?", "Teacher"}, {"Do you feel safe at home?", "Yes"}}
	habitAnswers       = [][2]string{{"Do you smoke?", "Never"}, {"How much do you drink?", "Two glasses a week"}, {"How often do you exercise?", "Daily"}}
)

// later fills in the sections whose form the vendor's pages leave open.
func (t *Town) later(h *History, n int) {
	d := throw(t.opts.Seed, aboutProfile, n)
	list := func(section string, texts []string) (items []Item) {
		for i := range d.below(3) {
			items = append(items, Item{Text: t.free(pick(d, texts), section+strconv.Itoa(i), n), Form: itemForm(d)})
		}
		return items
	}
	asked := func(section string, answers [][2]string) (items []Item) {
		for i := range d.below(3) {
			a := pick(d, answers)
			item := Item{Text: t.free(a[1], section+strconv.Itoa(i), n), Form: itemForm(d)}
			if item.Form == Keyed {
				item.Question = a[0]
			}
			items = append(items, item)
		}
		return items
	}
	h.Medications, h.Allergies = list("profile_medication", profileMedications), list("profile_allergy", profileAllergies)
	h.Social, h.Habits = asked("social", socialAnswers), asked("habit", habitAnswers)
}

func itemForm(d *dice) ItemForm {
	if d.percent(6) {
		return Strange
	}
	return []ItemForm{Bare, Named, Keyed}[d.below(3)]
}

// profileOn is a patient's profile on a night, given as it was drawn.
func (t *Town) profileOn(n int, drawn *History, night int) *History {
	if drawn == nil {
		return nil
	}
	h, _ := on(*drawn, t.script.profiles[n], night)
	return &h
}

// showing lists the visits that show a patient's own profile on a night.
func (t *Town) showing(human, night int) (numbers []int) {
	for _, j := range t.visitsOfHuman(human) {
		if v, ok := t.visitOn(j, night); ok && v.History != nil {
			numbers = append(numbers, j)
		}
	}
	return numbers
}

// profileShown tells whether any night until this one showed the patient's profile.
func (t *Town) profileShown(human, night int) bool {
	for n := 1; n <= min(night, LastNight); n++ {
		if len(t.showing(human, n)) > 0 {
			return true
		}
	}
	return false
}

// Profile is the medical profile of a VSee patient, if a visit of this night or an earlier one showed it: there is no
// other way to know it.
func (tr *Truth) Profile(patient string) (History, bool) {
	p, ok := tr.VSeePatient(patient)
	if !ok || p.History == nil || !tr.town.profileShown(p.Human, tr.night) {
		return History{}, false
	}
	return *p.History, true
}

// Profiles yields the medical profiles that Profile finds, with the ids of the patients they belong to.
func (tr *Truth) Profiles() iter.Seq2[string, History] {
	return func(yield func(string, History) bool) {
		for p := range tr.VSeePatients() {
			if h, ok := tr.Profile(p.ID); ok && !yield(p.ID, h) {
				return
			}
		}
	}
}

// scriptProfiles changes what patients told of themselves. No visit moves with it. Only profiles that two visits show which
// nobody deletes are changed, so that every change can be seen.
func (t *Town) scriptProfiles() {
	s, count := t.script.profiles, t.opts.Patients
	chosen := func(part int, suits func(History) bool) []int {
		return chooseFor(t.share(), count*part/3, count, s, t.drawnProfile, func(n int, h History) bool {
			return atVSee(n) && suits(h) && t.steady(n)
		})
	}
	for _, n := range chosen(0, func(h History) bool { return len(h.Allergies) > 0 }) {
		s[n] = []edit[History]{{2, Edited, func(h *History) {
			h.Allergies, h.Modified = slices.Clone(h.Allergies[1:]), t.at(2)
			h.Medications = append(slices.Clone(h.Medications), Item{Text: t.free("Loratadine 10 mg", "profile_medication_b", n), Form: Named})
		}}}
	}
	for _, n := range chosen(1, func(h History) bool { return len(h.Conditions) > 0 }) {
		before := t.vseePatient(n).History.Conditions
		s[n] = []edit[History]{
			{2, Edited, func(h *History) { h.Conditions, h.Modified = append([]string(nil), before[1:]...), t.at(2) }},
			{3, Edited, func(h *History) { h.Conditions, h.Modified = before, t.at(3) }},
		}
	}
	// What cannot be read any more is not gone.
	for _, n := range chosen(2, func(h History) bool { return len(h.Medications) > 0 && h.Medications[0].Form != Strange }) {
		s[n] = []edit[History]{{2, Edited, func(h *History) {
			h.Medications, h.Modified = []Item{{Text: h.Medications[0].Text, Form: Strange}}, t.at(2)
		}}}
	}
}

// drawnProfile is empty for those who have none.
func (t *Town) drawnProfile(n int) History {
	if h := t.vseePatient(n).History; h != nil {
		return *h
	}
	return History{}
}

// steady patients have two visits that show their profile, and they and the visits stay as they are.
func (t *Town) steady(n int) bool {
	untouched := 0
	for _, j := range t.showing(n, 1) {
		if _, edited := t.script.visits[j]; !edited {
			untouched++
		}
	}
	_, edited := t.script.patients[n]
	return untouched > 1 && !edited
}
