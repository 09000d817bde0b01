package tables

import (
	"time"

	"github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/nightrounds/rounds/schemas/r4"
)

type mediaRow = row[r4.Media]

var media = fhirTable("media", "One row is one recording or picture: what is known of it, never its content. FHIR R4 Media.",
	identifiers(func(r *mediaRow) []fhir.Identifier { return r.res.Identifier }),
	col("status", word, Code, "preparation, in-progress, not-done, on-hold, stopped, completed, entered-in-error, unknown.",
		func(r *mediaRow) string { return code(r.res.Status) }),
	concepts("type", "Type of recording", Code, func(r *mediaRow) []fhir.CodeableConcept { return one(r.res.OtherMedia.Type) }),
	concepts("modality", "Way of recording", Code, func(r *mediaRow) []fhir.CodeableConcept { return one(r.res.Modality) }),
	reference("subject", "The patient", func(r *mediaRow) *fhir.Reference { return r.res.Subject }),
	reference("encounter", "The encounter", func(r *mediaRow) *fhir.Reference { return r.res.Encounter }),
	moments("created", "When it was recorded, or began", func(r *mediaRow) *string { return from(r.res.CreatedDateTime, r.res.CreatedPeriod) }),
	moments("created_end", "When the recording ended", func(r *mediaRow) *string { return val(r.res.CreatedPeriod).End }),
	moments("issued", "When it was made available", func(r *mediaRow) *string { return r.res.Issued }),
	reference("operator", "Who recorded it", func(r *mediaRow) *fhir.Reference { return r.res.Operator }),
	col("duration_seconds", maybeNum, Measure, "Length in seconds. NULL when the vendor states none.",
		func(r *mediaRow) *float64 { return amount(r.res.Duration) }),
	col("content_type", word, Code, "Media type of the content.", func(r *mediaRow) string { return val(r.res.Content.ContentType) }),
	col("content_title", text, Text, "Title of the content.", func(r *mediaRow) string { return val(r.res.Content.Title) }),
	col("content_url", text, Contact, "Address of the content, without its token; empty where it has none or it was left out.",
		func(r *mediaRow) string { return val(r.res.Content.Url) }),
	col("content_size", maybeInt, Measure, "Size of the content in bytes. NULL when the vendor does not say.",
		func(r *mediaRow) *int { return r.res.Content.Size }),
	col("content_creation", maybeInstant, Date, "When the content was stored, UTC. NULL when the vendor does not say.",
		func(r *mediaRow) time.Time { return clock(val(r.res.Content.Creation)) }),
	col("content_absent", word, Code, "Why the content is not here: masked, it was not fetched.",
		func(r *mediaRow) string { return extensionText(r.res.Content.Extension, r4.ExtDataAbsentReason) }),
	col("based_on", referenceList, Key, "What asked for it.", func(r *mediaRow) []fhir.Reference { return r.res.BasedOn }),
	col("part_of", referenceList, Key, "What it is part of.", func(r *mediaRow) []fhir.Reference { return r.res.PartOf }),
	annotations(func(r *mediaRow) []fhir.Annotation { return r.res.Note }),
	meta(func(m *r4.Media) *fhir.Meta { return m.Meta }),
	extensions(func(r *mediaRow) []site {
		return append(own(r.res.Extension, r.res.ModifierExtension), site{"content", r.res.Content.Extension})
	}),
)
