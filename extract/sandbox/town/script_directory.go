package town

import (
	"slices"
	"time"
)

// scriptDirectory changes Nextvisit's patients, users and teams. No note moves with them.
func (t *Town) scriptDirectory() {
	author := 2 % t.opts.Practitioners
	t.script.authors[author] = []edit[NextvisitUser]{{2, Edited, func(u *NextvisitUser) {
		u.Name, u.Updated = t.free("Dr. Morgan Ellery", "author_name_b", author), t.at(2)
	}}}
	t.script.teams[0] = []edit[NextvisitTeam]{{3, Edited, func(v *NextvisitTeam) {
		v.Name, v.Updated = t.free("Harborview Behavioral Health", "team_name_b", 0), t.at(3)
	}}}
	t.scriptClients()
	t.scriptTrash()
}

func (t *Town) clientsFor(part int, suits func(int, NextvisitPatient) bool) []int {
	count := t.opts.Patients
	return chooseFor(t.share(), count*part/6, count, t.script.clients, t.nextvisitPatient, func(n int, p NextvisitPatient) bool {
		return atNextvisit(n) && suits(n, p)
	})
}

// editClient writes one edit; Updated moves with it.
func (t *Town) editClient(n, night int, what What, apply func(*NextvisitPatient)) {
	at := t.at(night)
	t.script.clients[n] = append(t.script.clients[n], edit[NextvisitPatient]{night, what, func(p *NextvisitPatient) {
		apply(p)
		p.Updated = at
	}})
}

// scriptClients edits profiles and the two lists of free texts, and lets the lists of some be left out from a night on.
func (t *Town) scriptClients() {
	live := func(p NextvisitPatient) bool { return p.Trashed.IsZero() }
	for _, n := range t.clientsFor(0, func(_ int, p NextvisitPatient) bool { return live(p) }) {
		t.editClient(n, 2, Edited, func(p *NextvisitPatient) {
			p.LastName += "-Hartley"
			p.Contact.Phone = t.free("+1 415 555 0111", "nv_phone_b", n)
		})
	}
	for _, n := range t.clientsFor(1, func(_ int, p NextvisitPatient) bool {
		return live(p) && p.Allergies != "" && !p.Unloaded.Allergies && !p.Unloaded.Medications
	}) {
		t.editClient(n, 2, Edited, func(p *NextvisitPatient) {
			p.Allergies, p.Medications = "", append(slices.Clone(p.Medications), t.free("Hydroxyzine 25mg", "medication_b", n))
		})
		t.editClient(n, 3, Edited, func(p *NextvisitPatient) { p.Medications = p.Medications[:len(p.Medications)-1] })
	}
	for _, n := range t.clientsFor(5, func(_ int, p NextvisitPatient) bool {
		return live(p) && len(p.Medications) > 0 && p.Allergies != "" && p.Unloaded == Unloaded{}
	}) {
		t.editClient(n, 2, Edited, func(p *NextvisitPatient) {
			p.LastName, p.Unloaded = p.LastName+"-Ashby", Unloaded{Medications: true, Allergies: true}
		})
	}
}

// scriptTrash fills the trash, takes out of it, and empties it of one whom no note shows.
func (t *Town) scriptTrash() {
	away := func(p *NextvisitPatient) { p.Trashed = t.at(2) }
	for _, n := range t.clientsFor(2, func(_ int, p NextvisitPatient) bool { return p.Trashed.IsZero() }) {
		t.editClient(n, 2, Trashed, away)
		t.editClient(n, 3, Restored, func(p *NextvisitPatient) { p.Trashed = time.Time{} })
	}
	for _, n := range t.clientsFor(3, func(_ int, p NextvisitPatient) bool { return p.Trashed.IsZero() }) {
		t.editClient(n, 2, Trashed, away)
	}
	for _, n := range t.clientsFor(4, func(n int, _ NextvisitPatient) bool { return t.noteFrom[n] == t.noteFrom[n+1] && !t.hasNewNote(n) }) {
		t.script.clients[n] = append(t.script.clients[n], edit[NextvisitPatient]{night: 2, what: Deleted})
	}
}

func (t *Town) hasNewNote(human int) bool {
	return slices.ContainsFunc(t.newNotes, func(a addedNote) bool { return a.human == human })
}
