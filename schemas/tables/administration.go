package tables

import (
	"github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/nightrounds/rounds/schemas/r4"
)

type (
	roleRow         = row[r4.PractitionerRole]
	organizationRow = row[r4.Organization]
	locationRow     = row[r4.Location]
)

var practitionerRoles = fhirTable("practitioner_role",
	"One row is one role of a practitioner as one source knows it: FHIR R4 PractitionerRole.",
	identifiers(func(r *roleRow) []fhir.Identifier { return r.res.Identifier }),
	col("active", maybeFlag, Measure, "The role is in use. NULL when the vendor does not say.", func(r *roleRow) *bool { return r.res.Active }),
	reference("practitioner", "Who has the role", func(r *roleRow) *fhir.Reference { return r.res.Practitioner }),
	reference("organization", "Where they have it", func(r *roleRow) *fhir.Reference { return r.res.Organization }),
	concepts("code", "The role", Code, func(r *roleRow) []fhir.CodeableConcept { return r.res.Code }),
	concepts("specialty", "Specialty", Code, func(r *roleRow) []fhir.CodeableConcept { return r.res.Specialty }),
	col("locations", referenceList, Key, "Rooms and places.", func(r *roleRow) []fhir.Reference { return r.res.Location }),
	telecoms(func(r *roleRow) []fhir.ContactPoint { return r.res.Telecom }),
	spans("period", "the role", func(r *roleRow) *fhir.Period { return r.res.Period }),
	meta(func(p *r4.PractitionerRole) *fhir.Meta { return p.Meta }),
	extensions(func(r *roleRow) []site { return own(r.res.Extension, r.res.ModifierExtension) }),
)

var organizations = fhirTable("organization",
	"One row is one account, team, practice, department or the like as one source knows it: FHIR R4 Organization.",
	identifiers(func(r *organizationRow) []fhir.Identifier { return r.res.Identifier }),
	col("active", maybeFlag, Measure, "It is in use. NULL when the vendor does not say.",
		func(r *organizationRow) *bool { return r.res.Active }),
	concepts("type", "Type of organization", Code,
		func(r *organizationRow) []fhir.CodeableConcept { return r.res.OtherOrganization.Type }),
	col("name", text, Name, "Its name; empty when the vendor gives only an id.", func(r *organizationRow) string { return val(r.res.Name) }),
	col("aliases", list(text), Name, "Other names.", func(r *organizationRow) []string { return r.res.Alias }),
	telecoms(func(r *organizationRow) []fhir.ContactPoint { return r.res.Telecom }),
	addresses(func(r *organizationRow) []fhir.Address { return r.res.Address }),
	reference("part_of", "The organization it is part of", func(r *organizationRow) *fhir.Reference { return r.res.PartOf }),
	meta(func(o *r4.Organization) *fhir.Meta { return o.Meta }),
	extensions(func(r *organizationRow) []site { return own(r.res.Extension, r.res.ModifierExtension) }),
)

var locations = fhirTable("location", "One row is one room or place, virtual ones among them, as one source knows it: FHIR R4 Location.",
	identifiers(func(r *locationRow) []fhir.Identifier { return r.res.Identifier }),
	col("status", word, Code, "active, suspended, inactive; empty when the vendor does not say.",
		func(r *locationRow) string { return code(r.res.Status) }),
	col("name", text, Name, "Its name.", func(r *locationRow) string { return val(r.res.Name) }),
	col("aliases", list(text), Name, "Other names.", func(r *locationRow) []string { return r.res.Alias }),
	col("description", longText, Text, "What else is said of it.", func(r *locationRow) string { return val(r.res.Description) }),
	col("mode", word, Code, "instance: one place; kind: a class of places.", func(r *locationRow) string { return code(r.res.Mode) }),
	concepts("type", "What is done there", Code, func(r *locationRow) []fhir.CodeableConcept { return r.res.OtherLocation.Type }),
	concepts("physical_type", "What it is built as", Code,
		func(r *locationRow) []fhir.CodeableConcept { return one(r.res.PhysicalType) }),
	telecoms(func(r *locationRow) []fhir.ContactPoint { return r.res.Telecom }),
	addresses(func(r *locationRow) []fhir.Address { return one(r.res.Address) }),
	reference("managing_organization", "The organization that runs it",
		func(r *locationRow) *fhir.Reference { return r.res.ManagingOrganization }),
	reference("part_of", "The place it is part of", func(r *locationRow) *fhir.Reference { return r.res.PartOf }),
	meta(func(l *r4.Location) *fhir.Meta { return l.Meta }),
	extensions(func(r *locationRow) []site { return own(r.res.Extension, r.res.ModifierExtension) }),
)
