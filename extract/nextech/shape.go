package nextech

import "github.com/nightrounds/rounds/extract/rest"

// patientShape and encounterShape say what is cut out before landing. Nothing is volatile, and nothing embedded has an owner of
// its own: doctor, location and department stand in an encounter as plain members.
//
// With a key a patient's own number lands as its keyed hash, where the page shows it; everywhere else it is cut.
var (
	patientShape = rest.NewShape(rest.Rules{
		Drop: socialSecurity,
		Mask: []string{"ssn"},
		Pick: []string{"patientId", "chartNumber"},
	})
	encounterShape = rest.NewShape(rest.Rules{Drop: socialSecurity})
)

// socialSecurity is the number's name, wherever and however the vendor spells it.
var socialSecurity = []string{"**.ssn", "**.SSN", "**.Ssn"}
