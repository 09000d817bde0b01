package errormodel

// Rates are shares from 0 to 1 of copies, unless said otherwise.
type Rates struct {
	Twins, Juniors          float64 // of births, of sons
	AlikeTwins              float64 // of twins of one sex: a letter tells their names apart
	Nickname, OtherGiven    float64 // of those who have one
	NameTypo                float64 // of each name
	NamesSwapped            float64
	Initial                 float64 // of middle names
	Married                 float64 // of adult women, between two clinics' registrations: another family name
	DoubleName, HalfTheName float64 // of people; of their copies
	BirthWrong              float64
	Moved                   float64 // of each: phone, e-mail, address
	WrongPhone              float64
	DigitTypo               float64 // of each number
	SharedPhone             float64 // of households
	SexWrong                float64
	SuffixKept              float64
}

// Published are the rates as far as anybody has published them. Where nobody has, the comment says "ours": a guess on the bad side.
func Published() Rates {
	return Rates{
		// CDC, National Vital Statistics Reports 64 no. 12 (2015): 33.9 twins in 1,000 births.
		Twins: 0.034,
		// Ours.
		Juniors: 0.03, AlikeTwins: 0.1,
		// Just, Marc, Munns, Sandefer, "Why Patient Matching Is a Challenge", Perspectives in Health Information Management 13
		// (2016), on 398,939 records with confirmed duplicates: of first names that differ 53 percent are misspelt, and
		// nicknames and wholly different names grow more frequent; swaps of first, middle and last name occur; the middle name
		// is what differs most. They give shares of what differs, not of all: these are ours, after their order.
		Nickname: 0.10, OtherGiven: 0.003, NameTypo: 0.02, NamesSwapped: 0.003, Initial: 0.5,
		// Pew Research Center (2023): 79 percent of wives take the husband's name, 5 percent hyphenate. CDC, National Marriage and
		// Divorce Rate Trends: about 6 marriages a year in 1,000 people, so of women 1.2 in 100: in five years 6 percent.
		Married: 0.05,
		// Census 2020: 19 percent of the people are Hispanic, of whom many bear two family names; Just et al. (2016) name
		// compound names as the reason of wholly different last names.
		DoubleName: 0.08, HalfTheName: 0.25,
		// Luo et al., "Detecting contaminated birthdates", BMC Bioinformatics 15:185 (2014): 1.5 percent are incorrect.
		BirthWrong: 0.015,
		// London et al., "The (in)stability of 21st century orthopedic patient contact information" (2018): within five years each way
		// of contact changed for 15 to 28 percent of patients, hardly ever all at once.
		Moved: 0.22,
		// Boudreaux et al., J Emerg Med 18 (2000): 16 percent of numbers given in an emergency were wrong. A clinic asks at leisure:
		// a third of that, ours.
		WrongPhone: 0.05,
		// Just et al. (2016): a significant volume of typing errors in SSNs. Ours.
		DigitTypo: 0.015,
		// Ours: a landline, or a parent's number.
		SharedPhone: 0.35,
		// Just et al. (2016): gender discrepancies have grown. Ours.
		SexWrong: 0.005,
		// Ours.
		SuffixKept: 0.5,
	}
}
