package link

// Reason is what one comparison found: the words of link.person_pair.reasons and of `weights` in the configuration.
type Reason string

// The reasons, by what is compared. What one of the two does not have is not compared and gives none.
const (
	BirthSame       Reason = "birth-date-same"
	BirthSwapped    Reason = "birth-date-swapped" // day and month exchanged
	BirthNear       Reason = "birth-date-near"    // a digit wrong, two exchanged, or a year off by one
	BirthDifferent  Reason = "birth-date-different"
	BirthGeneration Reason = "birth-date-generation" // different, and 15 years apart or more, as of father and son

	GivenSame      Reason = "given-same"
	GivenNickname  Reason = "given-nickname"
	GivenSimilar   Reason = "given-similar"
	GivenInitial   Reason = "given-initial"
	GivenMiddle    Reason = "given-middle" // the one's first name is the other's middle name
	GivenDifferent Reason = "given-different"

	FamilySame      Reason = "family-same"
	FamilyPart      Reason = "family-part" // one of two family names
	FamilySimilar   Reason = "family-similar"
	FamilyDifferent Reason = "family-different" // a maiden name, or somebody else
	NamesSwapped    Reason = "names-swapped"    // first name and family name exchanged

	MiddleSame      Reason = "middle-same"
	MiddleInitial   Reason = "middle-initial"
	MiddleDifferent Reason = "middle-different"
	SuffixDifferent Reason = "suffix-different" // Jr and Sr

	SexSame      Reason = "sex-same"
	SexDifferent Reason = "sex-different"

	PhoneSame        Reason = "phone-same"
	PhoneNear        Reason = "phone-near" // a digit wrong or two exchanged
	PhoneDifferent   Reason = "phone-different"
	EmailSame        Reason = "email-same"
	EmailNear        Reason = "email-near" // a letter wrong
	EmailDifferent   Reason = "email-different"
	AddressSame      Reason = "address-same"
	AddressZip       Reason = "address-zip" // the postal code alone
	AddressDifferent Reason = "address-different"
	SSNSame          Reason = "ssn-same"
	SSNDifferent     Reason = "ssn-different"
)

// Defaults are the weights in bits: log2 of how much oftener two records of one human show it than records of two humans do.
// They are rounded from training seeds of the error model (TestWeightsAreThoseOfTheTrainingPeople). To given-same,
// given-nickname, family-same and family-part the rarity of the name is added: log2(1/share), at most 14.
func Defaults() map[Reason]float64 {
	return map[Reason]float64{
		BirthSame: 14, BirthSwapped: 6, BirthNear: 4, BirthDifferent: -7, BirthGeneration: -9,
		GivenSame: -0.5, GivenNickname: -1, GivenSimilar: 4, GivenInitial: 1, GivenMiddle: 1, GivenDifferent: -6,
		FamilySame: 0, FamilyPart: -2, FamilySimilar: 5, FamilyDifferent: -5, NamesSwapped: 8,
		MiddleSame: 5, MiddleInitial: 2, MiddleDifferent: -3, SuffixDifferent: -6,
		SexSame: 1, SexDifferent: -6,
		PhoneSame: 14, PhoneNear: 6, PhoneDifferent: -1.5,
		EmailSame: 16, EmailNear: 8, EmailDifferent: -2,
		AddressSame: 14, AddressZip: 4, AddressDifferent: -2,
		SSNSame: 22, SSNDifferent: -5,
	}
}

// Rules say how a pair was decided: the words of link.person_pair.rule.
const (
	RuleSSN       = "same-ssn"
	RuleWeights   = "weights"
	RuleNameBirth = "name-and-birth-date" // nothing else agrees
	RuleOwn       = "own-duplicate"       // two patients of one source
	RuleUnsure    = "unsure"              // not sure enough
	RuleVeto      = "contradiction"       // sure enough, if something did not forbid it
	RuleOther     = "other-member"        // one of the two is linked to somebody whom the other contradicts
)
