package town

import (
	"fmt"
	"strconv"
	"time"
)

// NextvisitPatient is a patient as GET /v1/patients shows them with all that can be included. Notes embed less of it: ID,
// UUID, names and BirthDate always, the other fields only where Note.Shows says so, those from Allergies on never.
type NextvisitPatient struct {
	ID          string // decimal
	Human       int    // see VSeePatient.Human
	UUID        string
	FirstName   string
	MiddleName  string // empty: null
	LastName    string
	BirthDate   string   // YYYY-MM-DD
	Gender      string   // the vendor's word; empty: null or ""
	Notes       string   // free clinical text; empty: null
	Medications []string // `latest_medications`, each one free text; empty: the patient takes none
	Allergies   string   // one free text; empty: null
	Unloaded    Unloaded
	Creator     int // id of the user who created the patient
	Team        int
	Contact     Contact  // the included `demographics`
	Earlier     []string // the included `encounters`, each the day of one: YYYY-MM-DD
	Timeline    []string // free texts
	Origin      string   // in `meta`; empty: meta is {} or null
	Created     time.Time
	Updated     time.Time
	Trashed     time.Time // deleted_at; zero: not in the trash
}

// Unloaded says which fields GET /v1/patients leaves out for a patient, whatever is included. What is left out is not known.
type Unloaded struct{ Medications, Allergies bool }

// Contact is where to reach a patient. How the vendor writes it no page tells.
type Contact struct{ Phone, Email, Line, City, State, Zip string }

const nextvisitPatientBase = 70_700

func (t *Town) nextvisitPatient(n int) NextvisitPatient {
	h := t.human(n)
	p := t.embeddedPatient(n, h)
	t.register(&p, h, n)
	return p
}

// embeddedPatient draws what notes may show.
func (t *Town) embeddedPatient(n int, h human) NextvisitPatient {
	d := throw(t.opts.Seed, aboutHistory, -1-n)
	p := NextvisitPatient{
		ID: strconv.Itoa(nextvisitPatientBase + n), Human: n, UUID: t.uuid(aboutHuman, n),
		FirstName: t.free(retyped(h.first, n), "nv_first_name", n), LastName: t.free(retyped(h.last, n), "nv_last_name", n),
		BirthDate: h.birth.Format(time.DateOnly), Gender: genderWord(h.female, n),
		Created: t.opts.Today.Add(-time.Duration(1+d.below(60e6)) * time.Second).Truncate(time.Second),
	}
	p.Updated = p.Created.Add(time.Duration(d.below(9e5)) * time.Second)
	if d.percent(40) {
		p.MiddleName = t.free(h.middle, "middle_name", n)
	}
	if d.percent(50) {
		p.Notes = t.free("Prefers afternoon appointments. "+pick(d, sentences), "patient_notes", n)
	}
	for range d.below(4) {
		p.Medications = append(p.Medications, t.free(pick(d, medicationTexts), "medication"+strconv.Itoa(len(p.Medications)), n))
	}
	return p
}

var (
	allergyTexts = []string{"Penicillin, Sulfa drugs", "NKDA", "none", "Latex", "Shellfish (hives)", "", ""}
	origins      = []string{"osmind", "kalix", "", ""}
)

// register adds what only the directory shows.
func (t *Town) register(p *NextvisitPatient, h human, n int) {
	d := throw(t.opts.Seed, aboutDirectory, n)
	p.Creator, p.Team = nextvisitUser+n%t.opts.Practitioners, teamID
	if a := pick(d, allergyTexts); a != "" {
		p.Allergies = t.free(a, "nv_allergies", n)
	}
	p.Contact = Contact{
		Phone: t.free(phone(h.phone, d.below(4)), "nv_phone", n), Email: t.free(fmt.Sprintf("client%d@example.net", n), "nv_email", n),
		Line: t.free(fmt.Sprintf("%d Cedar Street", 1+d.below(900)), "nv_street", n), City: t.free("Fairhaven", "nv_city", n),
		State: pick(d, states[:4]), Zip: fmt.Sprintf("%05d", 501+d.below(99_000)),
	}
	for range d.below(3) {
		p.Earlier = append(p.Earlier, p.Created.AddDate(0, 0, -d.below(900)).Format(time.DateOnly))
	}
	if d.percent(20) {
		p.Timeline = []string{t.free("Moved here in spring.", "timeline", n)}
	}
	p.Origin = pick(d, origins)
	p.Unloaded = Unloaded{Medications: n%13 == 5, Allergies: n%11 == 7}
	if n%29 == 6 {
		p.Trashed = p.Updated.Add(time.Hour)
	}
}

// retyped is a name as a second clinic typed it: without accents for every other human.
func retyped(name string, number int) string {
	if other, ok := plain[name]; ok && number%2 == 0 {
		return other
	}
	return name
}

func genderWord(female bool, number int) string {
	switch number % 19 {
	case 4:
		return ""
	case 8:
		return "non-binary"
	case 11:
		return "woman" // no word of FHIR's
	case 15:
		return "unknown"
	}
	words := [2]string{"male", "female"}
	if number%7 == 3 {
		words = [2]string{"Male", "Female"}
	}
	if female {
		return words[1]
	}
	return words[0]
}
