package uscore

import (
	"github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/nightrounds/rounds/schemas/r4"
)

var patient = profileOf("patient", []rule[r4.Patient]{
	{NoIdentifier, func(p *r4.Patient) bool { return len(p.Identifier) > 0 }},
	{IdentifierInParts, func(p *r4.Patient) bool { return every(p.Identifier, identified) }},
	{NoName, func(p *r4.Patient) bool { return len(p.Name) > 0 }},
	{NameWithoutParts, func(p *r4.Patient) bool { return every(p.Name, inParts) }},
	{TelecomInParts, func(p *r4.Patient) bool { return every(p.Telecom, reachable) }},
	{NoGender, func(p *r4.Patient) bool { return p.Gender != nil }},
})

var practitioner = profileOf("practitioner", []rule[r4.Practitioner]{
	{NoIdentifier, func(p *r4.Practitioner) bool { return len(p.Identifier) > 0 }},
	{IdentifierInParts, func(p *r4.Practitioner) bool { return every(p.Identifier, identified) }},
	{NPIMalformed, func(p *r4.Practitioner) bool { return every(p.Identifier, npiValid) }},
	{NoName, func(p *r4.Practitioner) bool { return len(p.Name) > 0 }},
	{NameWithoutFamily, func(p *r4.Practitioner) bool {
		return every(p.Name, func(n *fhir.HumanName) bool { return told(n.Family) })
	}},
})

var practitionerRole = profileOf("practitionerrole", []rule[r4.PractitionerRole]{
	{NoTelecom, func(p *r4.PractitionerRole) bool { return len(p.Telecom)+len(p.Endpoint) > 0 }},
	{TelecomInParts, func(p *r4.PractitionerRole) bool { return every(p.Telecom, reachable) }},
	{NoRoleOf, func(p *r4.PractitionerRole) bool {
		return p.Practitioner != nil || p.Organization != nil || len(p.HealthcareService)+len(p.Location) > 0
	}},
})

var organization = profileOf("organization", []rule[r4.Organization]{
	{NPIMalformed, func(o *r4.Organization) bool { return every(o.Identifier, npiValid) }},
	{NoActive, func(o *r4.Organization) bool { return o.Active != nil }},
	{NoName, func(o *r4.Organization) bool { return told(o.Name) }},
})

var location = profileOf("location", []rule[r4.Location]{
	{NoName, func(l *r4.Location) bool { return told(l.Name) }},
})

func identified(i *fhir.Identifier) bool { return told(i.System) && told(i.Value) }

func reachable(c *fhir.ContactPoint) bool { return c.System != nil && told(c.Value) }

func inParts(n *fhir.HumanName) bool { return told(n.Family) || len(n.Given) > 0 }

// npiValid tells whether an identifier is no NPI, or one of ten digits whose check digit is right
// (https://www.cms.gov/Regulations-and-Guidance/Administrative-Simplification/NationalProvIdentStand/Downloads/NPIcheckdigit.pdf).
func npiValid(i *fhir.Identifier) bool {
	if i.System == nil || *i.System != r4.SystemNPI {
		return true
	}
	if i.Value == nil || len(*i.Value) != 10 {
		return false
	}
	sum := 24 // of 80840, which stands before every NPI
	for n, r := range *i.Value {
		if r < '0' || r > '9' {
			return false
		}
		digit := int(r - '0')
		if n%2 == 0 {
			digit *= 2
		}
		sum += digit/10 + digit%10
	}
	return sum%10 == 0
}
