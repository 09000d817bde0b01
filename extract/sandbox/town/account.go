package town

import "slices"

// VSeeAccount is the clinic as GET /accounts shows it. It has one intake form, whose fields are the clinic's own questions.
type VSeeAccount struct {
	Code   string
	Name   string
	Labels []Label // in the order of the form
}

// Label is what the clinic's form asks under one custom key of an intake.
type Label struct{ Key, Text string }

// AccountCode is the one account of a town.
const AccountCode = "demo"

var formLabels = []Label{
	{"custom_is_allergic", "Are you allergic to anything?"},
	{"question_1", "Have you had these symptoms before?"},
	{"custom_symptoms", "Which symptoms do you have?"},
	{"custom_pharmacy", "Which pharmacy do you prefer?"},
}

func (t *Town) account() VSeeAccount {
	a := VSeeAccount{Code: AccountCode, Name: t.free("Demo Clinic", "account_name", 0)}
	for i, l := range formLabels {
		a.Labels = append(a.Labels, Label{l.Key, t.free(l.Text, "form_label", i)})
	}
	return a
}

// Accounts are VSee's accounts: one.
func (tr *Truth) Accounts() []VSeeAccount {
	a, _ := on(tr.town.account(), tr.town.script.accounts[0], tr.night)
	return []VSeeAccount{a}
}

// Account finds an account by its code.
func (tr *Truth) Account(code string) (VSeeAccount, bool) {
	all := tr.Accounts()
	return all[0], all[0].Code == code
}

// scriptHouse changes what a clinic is made of: a question's words, rooms, who works in them, names of people.
func (t *Town) scriptHouse() {
	t.script.accounts[0] = []edit[VSeeAccount]{{3, Edited, func(a *VSeeAccount) {
		a.Labels = slices.Clone(a.Labels)
		a.Labels[1].Text = t.free("Did you have these symptoms before, and when?", "form_label_b", 1)
	}}}
	t.scriptRooms()
	renamed, gone := 1%t.opts.Practitioners, 2%t.opts.Practitioners
	t.script.staff[renamed] = []edit[VSeeUser]{{2, Edited, func(u *VSeeUser) {
		u.LastName = t.free("Hartley-Moss", "provider_last_name_b", renamed)
		u.FullName = u.FirstName + " " + u.LastName
	}}}
	t.script.staff[gone] = append(t.script.staff[gone], edit[VSeeUser]{3, Edited, func(u *VSeeUser) { u.Active = !u.Active }})
}
