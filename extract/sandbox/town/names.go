package town

// The names are common given and family names put together at random, with what breaks software on purpose: accents,
// right-to-left scripts, an emoji, digits as a family name.
var (
	firstNames = []string{
		"Amelia", "Bruno", "Chidi", "Dolores", "Émile", "Farah", "Grace", "Hiroshi", "Ingrid", "José", "Katherine",
		"Lamar", "Małgorzata", "Nadia", "Oskar", "Priya", "Quentin", "Rosa", "Søren", "Tomasz", "Uma", "Víctor", "Wen",
		"Ximena", "Yusuf", "Zoë", "נועה", "يوسف", "Björn", "Shanice",
	}
	lastNames = []string{
		"Abernathy", "Brightwater", "Castañeda", "Dunmore", "Eriksen", "Fairweather", "García López", "Hollowell",
		"Ibarra", "Jankowska", "Kowalczyk", "Lindqvist", "Müller", "Nakamura", "O'Shaughnessy", "Pemberton", "Quill",
		"Rutherford", "St. Clair", "Thistlewood", "Underhill", "Van der Meer", "Whitlock", "Yarrow", "Zieliński",
		"כהן", "العلي", "Ngô", "Sá Carneiro", "d'Aubigné",
	}
	middleNames = []string{"Ann", "Lee", "María", "J.", "van", "Ray"}

	// oddLastNames come round by number, so that every town of some size has each of them.
	oddLastNames = []string{"01", "Sunshine 🌞", "Null", "Müller-Lüdenscheidt"}

	// plain is how another clinic might have typed an accented name.
	plain = map[string]string{
		"Émile": "Emile", "José": "Jose", "Małgorzata": "Malgorzata", "Søren": "Soren", "Víctor": "Victor", "Zoë": "Zoe",
		"Björn": "Bjorn", "Katherine": "Kate", "Castañeda": "Castaneda", "García López": "Garcia-Lopez",
		"Müller": "Mueller", "Zieliński": "Zielinski", "Ngô": "Ngo", "O'Shaughnessy": "OShaughnessy",
	}

	titles     = []string{"Dr.", "", "Dr.", "NP"}
	suffixes   = []string{"M.D.", "", "LCSW", "PsyD"}
	timezones  = []string{"America/Los_Angeles", "America/New_York", "America/Chicago"}
	states     = []string{"CA", "MI", "NY", "TX", "--"}
	maritals   = []string{"single", "married", "divorced", "widowed", ""}
	races      = []string{"white", "black", "asian", "other", "declined", ""}
	insurers   = []string{"Bluewater Mutual", "Harbor Health", "Prairie Care", ""}
	relatives  = []string{"Mother", "Father", "Sibling", "Paternal grandparents", "Godparent"}
	conditions = []string{"Diabetes", "Kidney stones", "Asthma", "Migraine", "Hypertension", "Ulcer disease"}
	procedures = []string{"Appendectomy", "C-section", "Heart valve replaced", "Tonsillectomy"}

	drugs           = []string{"Amoxicillin 500 mg oral capsule", "Sertraline 50 mg tablet", "Albuterol inhaler"}
	medicationTexts = []string{
		"Sertraline 50mg", "Lorazepam 0.5mg PRN", "Buprenorphine/naloxone 8mg/2mg", "Lamotrigine 100 mg, 2x daily",
		"Bupropion XL 150mg", "Trazodone 50mg at bedtime",
	}
)

// diagnosisTable holds names with commas inside on purpose.
var diagnosisTable = []Diagnosis{
	{"Allergic reaction,initial encounter", "T78.40XA"},
	{"Asthma", "J45.909"},
	{"Major depressive disorder, recurrent, moderate", "F33.1"},
	{"Generalized anxiety disorder", "F41.1"},
	{"Type 2 diabetes mellitus without complications", "E11.9"},
	{"Acute upper respiratory infection, unspecified", "J06.9"},
	{"Migraine, unspecified, not intractable", "G43.909"},
	{"Essential (primary) hypertension", "I10"},
}

var (
	visitReasons = []string{
		"Follow-up on medication", "Rash on both arms, 3 days", "", "Trouble sleeping", "Annual check", "Tos y fiebre 🤒",
		"Headache & nausea \"since Monday\"", "Refill < 30 days",
	}
	dispositions  = []string{"Home", "Referred to ED", "Follow up in 2 weeks", ""}
	consultations = []string{"Initial consult", "Follow-up", "Group therapy, adults", "Medication check"}
	templates     = []Template{
		{5, "Standard Follow-up", "Standard template for routine follow-up visits"},
		{8, "DAP", "Data, assessment, plan"},
		{11, "BIRP", "Behavior, intervention, response, plan"},
		{14, "Psychiatric intake", ""},
	}
	errorStates = []string{"transcription_failed", "audio_unreadable", "analysis timed out after 3 attempts"}
)
