// Package tables declares every table of the warehouse once: a list of columns with name, type, sentence, privacy class
// and getter. Arrow schema, DDL text, documentation and rows derive from it.
//
// A column is declared in one place. Find it by its table:
//
//	raw.records                                        raw.go
//	fhir.patient, fhir.practitioner                    patient.go; names, addresses and the like: person.go
//	fhir.encounter                                     encounter.go
//	fhir.appointment                                   appointment.go
//	fhir.document_reference and its _version           document_reference.go; text: note_text.go, note_html.go
//	fhir.practitioner_role, organization, location     administration.go
//	fhir.task, fhir.provenance                         task.go
//	fhir.composition                                   composition.go
//	fhir.media, fhir.invoice                           media.go, invoice.go
//	fhir.questionnaire_response                        questionnaire_response.go
//	fhir.condition, fhir.procedure                     condition.go
//	fhir.family_member_history, allergy_intolerance    history.go
//	fhir.medication_statement, medication_request      medication.go
//	every fhir table: source, run_id, _version, ...    lineage.go; codings, references, periods: element.go, moment.go
//	fhir_current.*                                     the columns of fhir; the view: catalog.go
//	link.patient_person, provider and the like          link.go
//	analytics.person, analytics.patient and its parts  published_person.go, published_patient.go
//	practitioners, their roles, organizations, places  published_staff.go
//	analytics.appointment, analytics.visit             published_visit.go
//	analytics.contact, its groups, who took part       published_contact.go, published_contact_group.go
//	analytics.note, analytics.document, analytics.task published_note.go, published_document.go
//	analytics.diagnosis, analytics.medication          published_clinical.go
//	allergies, procedures, family history              published_history.go
//	analytics.form and its answers, analytics.invoice  published_form.go
//	texts: notes.*                                     published_text.go
//	ops.runs, ops.windows                              ops_runs.go
//	ops.budgets, ops.leases                            ops_budget.go, ops_lease.go
//	ops.freshness, ops.published                       freshness.go
//	ops.audit, ops.purged                              ops_audit.go
//	ops.quarantine_open                                quarantine_open.go
//	every other table of ops                           ops.go
//
// The list of all is in catalog.go, where a new resource type is one line; the Go rows that feed raw and ops are in rows.go; what
// docs/tables.md says before the tables is in introduction.md and introduction_ops.md.
//
// It opens no connection and its code knows no vendor, though sentences for readers name them; load carries its tables to a
// server.
package tables

import "github.com/apache/arrow/go/v17/arrow"

// Databases, without the configured prefix.
const (
	Raw         = "raw"
	FHIR        = "fhir"
	FHIRCurrent = "fhir_current"
	Analytics   = "analytics"
	Notes       = "notes"        // texts of notes and transcripts: for those who may read them
	AnalyticsSH = "analytics_sh" // made of analytics by privacy class
	Link        = "link"         // who is who: never for analysts
	Ops         = "ops"
)

// Privacy is what a column may reveal of a person (45 CFR 164.514(b)(2)). A column without a class does not build.
type Privacy string

// The classes.
const (
	Technical  Privacy = "technical"  // of the run, not of a person
	Key        Privacy = "key"        // ids that join tables: identify a person at the vendor
	Code       Privacy = "code"       // a closed value set, or a code whose system Column.System tells
	Words      Privacy = "words"      // a vendor's own word or code, of no known system
	Measure    Privacy = "measure"    // counts, lengths, flags
	Span       Privacy = "span"       // between two moments whose years are both published
	Date       Privacy = "date"       // finer than a year
	Birth      Privacy = "birth"      // date of birth
	Name       Privacy = "name"       // names of persons
	Contact    Privacy = "contact"    // phone, e-mail, address lines, URLs
	State      Privacy = "state"      // state
	Country    Privacy = "country"    // country
	Zip        Privacy = "zip"        // postal code
	Geo        Privacy = "geo"        // other places below a state
	Identifier Privacy = "identifier" // MRN, SSN, licence, account numbers
	Text       Privacy = "text"       // free text
)

// Type is a column's type as both sides see it.
type Type struct {
	ClickHouse string         // "LowCardinality(String)"
	Arrow      arrow.DataType // what feeds it without loss
}

// Column is one column.
type Column struct {
	Name    string  // ^[a-z_][a-z0-9_]{0,62}$
	Type    Type    //
	Codec   string  // "ZSTD(1)"; empty: the server's default
	Doc     string  // one sentence: becomes the COMMENT and docs/tables.md
	Privacy Privacy //
	System  string  // of a code: the column of the same table that names its system, maybe itself, or the system's URI; empty: a closed value set
	Expr    string  // published tables only: its SQL expression over Table.From
}

// Table is one table.
type Table struct {
	Database string // without prefix
	Name     string
	Doc      string // one or two sentences: what one row is
	Columns  []Column
	Engine   string   // "ReplacingMergeTree(_version, _deleted)", "MergeTree"
	OrderBy  []string // the identity, in a Replacing table
	Version  string   // the column a read back compares; empty: presence is enough
	Fsync    bool     // fsync_after_insert and fsync_part_directory
	TTL      string   // when the server drops a row, an expression over its columns; empty: never
	Indexes  []string // published tables only: "text_words text TYPE text(tokenizer = 'splitByNonAlpha')"
	From     string   // published tables only: FROM and WHERE, with {fhir_current} and the like for prefixed databases
}

// Whole tells whether a publish makes the table whole, beside the one in use, and swaps it in: it is never added to, and takes a new
// form with the next publish.
func (t Table) Whole() bool { return t.Engine == "MergeTree" }
