package tables

import (
	"time"

	"github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/nightrounds/rounds/schemas/r4"
)

// row is one FHIR row before it is encoded. A tombstone has an empty resource and no JSON.
type row[R any] struct {
	Lineage
	id      string
	version uint64
	deleted bool
	json    []byte   // the resource, byte for byte
	lacks   []string // why it claims no profile
	res     *R       // never nil
	note    *note    // of a DocumentReference, shared by the rows of its two tables
}

// lineage declares the columns every fhir table begins with.
func lineage[R any]() columns[row[R]] {
	return join(
		col("source", word, Technical, "The configured source: one vendor at one customer.", func(r *row[R]) string { return r.Source }),
		col("id", text, Key, "Resource.id: a UUIDv5 of source, resource type and the vendor's id.", func(r *row[R]) string { return r.id }),
		col("vendor", word, Technical, "The vendor.", func(r *row[R]) string { return r.Vendor }),
		col("kind", word, Technical, "The kind of record the row was made from.", func(r *row[R]) string { return r.Kind }),
		col("record_id", text, Key, "The vendor's id of that record.", func(r *row[R]) string { return r.RecordID }),
		col("observed_at", instant, Technical, "When the answer holding this state arrived, UTC.",
			func(r *row[R]) time.Time { return r.ObservedAt }),
		col("source_updated_at", maybeInstant, Date, "The vendor's word on the record's last change, UTC. NULL when it has none.",
			func(r *row[R]) time.Time { return r.SourceUpdatedAt }),
		col("is_owner", flag, Technical, "Made from the record the resource belongs to; false: a stub from an embedded object.",
			func(r *row[R]) bool { return r.Owner }),
		col("mapper_rev", number, Technical, "Revision of the mapping that made the row.", func(r *row[R]) uint32 { return r.MapperRev }),
		col("run_id", word, Technical, "The run that loaded the row.", func(r *row[R]) string { return r.RunID }),
		col("loaded_at", instant, Technical, "When the row was loaded, UTC.", func(r *row[R]) time.Time { return r.LoadedAt }),
		col("_version", version, Technical, "Owner, observed time and mapper revision in one number; of one id the greatest counts.",
			func(r *row[R]) uint64 { return r.version }),
		col("_deleted", tombstone, Technical, "1: a tombstone; the other columns are empty.", func(r *row[R]) bool { return r.deleted }),
	)
}

// whole declares the column that keeps the resource itself.
func whole[R any]() columns[row[R]] {
	return col("resource", document, Text, "The whole FHIR resource as JSON, byte for byte as it was made.",
		func(r *row[R]) []byte { return r.json })
}

// meta declares the columns of Resource.meta.
func meta[R any](get func(*R) *fhir.Meta) columns[row[R]] {
	of := func(r *row[R]) fhir.Meta { return val(get(r.res)) }
	return join(
		col("meta_source", word, Technical, "URI of the system the resource comes from.",
			func(r *row[R]) string { return val(of(r).Source) }),
		col("is_test", flag, Measure, "Marked as test data (label HTEST): to be left out of counts.",
			func(r *row[R]) bool { return hasCode(of(r).Security, r4.SystemTestLabel, r4.CodeTestLabel) }),
		col("security", plainCodings, Code, "All security labels.", func(r *row[R]) []fhir.Coding { return of(r).Security }),
		col("tags", plainCodings, Code, "All tags.", func(r *row[R]) []fhir.Coding { return of(r).Tag }),
		col("profiles", list(text), Code, "The profile of US Core 6.1 that the resource satisfies, and claims.",
			func(r *row[R]) []string { return of(r).Profile }),
		col("profile_gaps", list(word), Code, "What the resource lacks of its profile of US Core 6.1, as words; empty too where there is no such profile.",
			func(r *row[R]) []string { return r.lacks }),
	)
}

// language declares the column of Resource.language.
func language[R any](get func(*row[R]) *string) columns[row[R]] {
	return col("language", word, Code, "Language of the text, BCP 47; empty when the vendor does not say.",
		func(r *row[R]) string { return val(get(r)) })
}

// aiAssisted declares the column of the tag AIAST.
func aiAssisted[R any](get func(*R) *fhir.Meta) columns[row[R]] {
	return col("is_ai_assisted", flag, Measure, "Written with the help of a machine (tag AIAST).",
		func(r *row[R]) bool { return hasCode(val(get(r.res)).Tag, r4.SystemObservation, "AIAST") })
}

// fhirTable declares the table of one resource type.
func fhirTable[R any](name, doc string, runs ...columns[row[R]]) *Of[row[R]] {
	return of(Table{
		Database: FHIR, Name: name, Doc: doc,
		Engine: "ReplacingMergeTree(_version, _deleted)", OrderBy: []string{"source", "id"}, Version: "_version", Fsync: true,
	}, join(lineage[R](), join(runs...), whole[R]()))
}
