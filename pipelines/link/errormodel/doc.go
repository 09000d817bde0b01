// Package errormodel invents people, and what several clinics wrote down of each: a truth to measure the person link by.
//
// The people live in households, so that there are twins, juniors, spouses with one phone and children with a parent's. A
// clinic's copy of a person is spoilt at the rates of rates.go, each with its source. Everything is drawn from a seed.
//
// It was written before the matcher and knows nothing of it. It is for tests and benchmarks; nobody in it exists.
package errormodel

// Copy is what one clinic holds of one person. An empty text is one the clinic does not have.
type Copy struct {
	ID, Source            string
	Human                 int    // the truth: copies of one human bear one number
	Given, Middle, Family string // as typed
	Suffix                string
	Birth                 string // 1984-05-13
	Sex                   string // male, female
	Phone, Email          string
	Line, Zip             string // of the address
	SSN                   string // nine digits that are never given out
}

// Options say what to draw.
type Options struct {
	Seed    uint64
	Humans  int // about so many; households are not cut
	Clinics []Clinic
	Rates   Rates
}

// Clinic is a source: whom it knows and what it asks for. All but Name are shares, 0 to 1.
type Clinic struct {
	Name                                           string
	Knows                                          float64 // of the people
	Middle, Birth, Sex, Phone, Email, Address, SSN float64 // of its copies that have one
	Twice                                          float64 // of its people that it holds twice
}

// Clinics are our vendors as their APIs are documented, with SSN-HMACs switched on, and a fourth that tells everything.
//
//   - vsee: users have phone and e-mail; gender 1 and 2 mean nothing published; no address.
//   - nextech: the patient search tells middle name, home phone and SSN; no gender, no e-mail, no address.
//   - nextvisit: name, birth date and gender, and nothing more that is documented.
//   - hospital: what an HL7 registration holds.
//
// Duplicates of one's own: 8 to 12 percent of a hospital's records are commonly reported; half of that, as clinics are smaller.
func Clinics() []Clinic {
	return []Clinic{
		{Name: "vsee", Knows: 0.6, Birth: 0.94, Phone: 0.94, Email: 0.7, SSN: 0.65, Twice: 0.04},
		{Name: "nextech", Knows: 0.6, Middle: 0.45, Birth: 0.9, Phone: 0.95, SSN: 0.65, Twice: 0.04},
		{Name: "nextvisit", Knows: 0.6, Middle: 0.4, Birth: 1, Sex: 0.9, Twice: 0.02},
		{Name: "hospital", Knows: 0.5, Middle: 0.6, Birth: 0.99, Sex: 0.99, Phone: 0.93, Email: 0.6, Address: 0.95, SSN: 0.6, Twice: 0.04},
	}
}
