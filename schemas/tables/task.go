package tables

import (
	"github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/nightrounds/rounds/schemas/r4"
)

type (
	taskRow       = row[r4.Task]
	provenanceRow = row[r4.Provenance]
)

var tasks = fhirTable("task", "One row is one piece of work of the vendor's machine, such as the making of a note: FHIR R4 Task.",
	identifiers(func(r *taskRow) []fhir.Identifier { return r.res.Identifier }),
	col("status", word, Code, "draft, requested, received, accepted, rejected, ready, cancelled, in-progress, on-hold, failed, completed, entered-in-error.",
		func(r *taskRow) string { return code(r.res.Status) }),
	concepts("status_reason", "Reason of the status", Text, func(r *taskRow) []fhir.CodeableConcept { return one(r.res.StatusReason) }),
	concepts("business_status", "The vendor's own status", Code, func(r *taskRow) []fhir.CodeableConcept { return one(r.res.BusinessStatus) }),
	col("intent", word, Code, "order where the vendor was asked for it.", func(r *taskRow) string { return r.res.Intent }),
	col("priority", word, Code, "routine, urgent, asap, stat; empty when the vendor does not say.",
		func(r *taskRow) string { return code(r.res.Priority) }),
	concepts("code", "What is done", Code, func(r *taskRow) []fhir.CodeableConcept { return one(r.res.Code) }),
	col("description", longText, Text, "What is done, in words.", func(r *taskRow) string { return val(r.res.Description) }),
	reference("focus", "What is worked on", func(r *taskRow) *fhir.Reference { return r.res.Focus }),
	reference("subject", "The patient (Task.for); it may be one that another source holds",
		func(r *taskRow) *fhir.Reference { return r.res.For }),
	reference("encounter", "The encounter", func(r *taskRow) *fhir.Reference { return r.res.Encounter }),
	spans("execution", "the work", func(r *taskRow) *fhir.Period { return r.res.ExecutionPeriod }),
	moments("authored_on", "When the record of the work was made", func(r *taskRow) *string { return r.res.AuthoredOn }),
	moments("last_modified", "When the record of the work last changed", func(r *taskRow) *string { return r.res.LastModified }),
	reference("requester", "Who asked for it", func(r *taskRow) *fhir.Reference { return r.res.Requester }),
	reference("owner", "Who does it", func(r *taskRow) *fhir.Reference { return r.res.Owner }),
	reference("location", "Where it is done", func(r *taskRow) *fhir.Reference { return r.res.Location }),
	concepts("reason", "Reason of the work", Text, func(r *taskRow) []fhir.CodeableConcept { return one(r.res.ReasonCode) }),
	col("based_on", referenceList, Key, "What asked for it.", func(r *taskRow) []fhir.Reference { return r.res.BasedOn }),
	col("part_of", referenceList, Key, "The work it is part of.", func(r *taskRow) []fhir.Reference { return r.res.PartOf }),
	col("vendor_metadata", longText, Text, "What the customer's own system sent along, as JSON.",
		func(r *taskRow) string { return extensionText(r.res.Extension, r4.ExtMetadata) }),
	annotations(func(r *taskRow) []fhir.Annotation { return r.res.Note }),
	meta(func(t *r4.Task) *fhir.Meta { return t.Meta }),
	extensions(func(r *taskRow) []site { return own(r.res.Extension, r.res.ModifierExtension) }),
)

var provenances = fhirTable("provenance", "One row says of one record where its resources come from, or of one deed, such as a signing, "+
	"what is known of it: FHIR R4 Provenance.",
	reference("target", "The first of its targets", func(r *provenanceRow) *fhir.Reference { return first(r.res.Target) }),
	col("targets", referenceList, Key, "What it tells of.", func(r *provenanceRow) []fhir.Reference { return r.res.Target }),
	moments("occurred", "When the deed was done, or began", func(r *provenanceRow) *string { return from(r.res.OccurredDateTime, r.res.OccurredPeriod) }),
	moments("occurred_end", "When the deed ended", func(r *provenanceRow) *string { return val(r.res.OccurredPeriod).End }),
	moments("recorded", "When it became known here", func(r *provenanceRow) *string { return &r.res.Recorded }),
	concepts("reason", "Reason of the deed", Text, func(r *provenanceRow) []fhir.CodeableConcept { return r.res.Reason }),
	concepts("activity", "The deed", Code, func(r *provenanceRow) []fhir.CodeableConcept { return one(r.res.Activity) }),
	reference("location", "Where it was done", func(r *provenanceRow) *fhir.Reference { return r.res.Location }),
	col("agents", agentList, Key, "Who had a part in it, machines among them.",
		func(r *provenanceRow) []fhir.ProvenanceAgent { return r.res.Agent }),
	col("entities", entityList, Key, "What it was made from.", func(r *provenanceRow) []fhir.ProvenanceEntity { return r.res.Entity }),
	meta(func(p *r4.Provenance) *fhir.Meta { return p.Meta }),
	extensions(func(r *provenanceRow) []site { return own(r.res.Extension, r.res.ModifierExtension) }),
)

var agentList = tuples(
	part("kind", codingList, func(a *fhir.ProvenanceAgent) []coding { return codings(one(a.Type)) }),
	part("role", codingList, func(a *fhir.ProvenanceAgent) []coding { return codings(a.Role) }),
	referenceParts("who_", func(a *fhir.ProvenanceAgent) *fhir.Reference { return &a.Who }),
	referenceParts("on_behalf_of_", func(a *fhir.ProvenanceAgent) *fhir.Reference { return a.OnBehalfOf }),
)

var entityList = tuples(
	part("role", text, func(e *fhir.ProvenanceEntity) string { return e.Role.Code() }),
	referenceParts("what_", func(e *fhir.ProvenanceEntity) *fhir.Reference { return &e.What }),
	part("identifier_system", text, func(e *fhir.ProvenanceEntity) string { return val(val(e.What.Identifier).System) }),
	part("identifier_value", text, func(e *fhir.ProvenanceEntity) string { return val(val(e.What.Identifier).Value) }),
)
