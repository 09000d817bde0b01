package pipelines_test

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/nightrounds/rounds/schemas/tables"
)

// unpublished are the columns that no analyst is given, by the reason. A name without a table is left out of every table.
var unpublished = map[string][]string{
	"of the load, not of the clinic": {"kind", "record_id", "is_owner", "mapper_rev", "run_id", "loaded_at", "_version", "_deleted", "observed_at",
		"meta_source", "resource", "record_hash", "profile", "profiles", "profile_gaps", "source_updated_at"},
	"the resource type an id leads to, which its column's name says": {"subject_type", "patient_type", "practitioner_type", "encounter_type", "author_type",
		"authenticator_type", "custodian_type", "recorder_type", "requester_type", "owner_type", "focus_type", "respondent_type", "appointment_type",
		"organization_type", "service_provider_type", "managing_organization_type", "part_of_type", "pharmacy_type"},
	"the vendor's id in a reference: the row it leads to has it, or no source shows more": {"subject_identifier", "patient_identifier", "encounter_identifier",
		"custodian_identifier", "respondent_identifier", "appointment_identifier", "service_provider_identifier", "managing_organization_identifier",
		"part_of_identifier", "requester_identifier", "practitioner_identifier", "organization_identifier"},
	"the name in a reference: the row it leads to has one, or analytics.contact_participant": {"subject_text", "patient_text"},
	"whose list an id is of: the source says it":                                             {"identifier_system"},
	"the one identifier is published; patients and practitioners have tables of theirs": {"appointment.identifiers", "document_reference.identifiers",
		"encounter.identifiers", "invoice.identifiers", "location.identifiers", "media.identifiers", "medication_request.identifiers",
		"organization.identifiers", "questionnaire_response.identifiers", "task.identifiers"},
	"extensions are columns of their own": {"extensions"},
	"labels other than those of tests, machines and confidentiality say nothing of the fact": {"appointment.security", "condition.security", "invoice.security",
		"medication_request.security", "medication_statement.security", "questionnaire_response.security"},
	"a code of a closed set of FHIR has one system, and its own words add nothing": {"clinical_status_system", "clinical_status_display", "clinical_status_text",
		"clinical_status_codings", "verification_status_system", "verification_status_display", "verification_status_text", "verification_status_codings",
		"class_system", "class_display", "condition.category_system", "condition.category_codings"},
	"one concept with one coding at most, which is published": {"allergy_intolerance.code_codings", "procedure.code_codings", "practitioner_role.code_codings",
		"task.code_codings", "service_type_codings", "reason_codings", "discharge_disposition_codings", "practice_setting_codings", "relationship_codings",
		"status_reason_codings", "business_status_codings", "business_status_system", "document_reference.type_codings", "location.type_codings",
		"media.type_codings", "media.type_system", "media.type_code"},
	"every note is of category clinical-note, which is why it is one": {"document_reference.category_system", "document_reference.category_code",
		"document_reference.category_display"},
	"the day of an end, and how exact a plan is: the time beside it says it": {"end_day", "period_end_day", "planned_end_day", "planned_start_precision",
		"planned_end_precision", "execution_start_day", "execution_end_day", "last_modified_day", "last_modified_precision"},
	"one at most, which is published":                             {"appointments", "encounters", "dosages", "patient.names"},
	"phone and email are all of them":                             {"practitioner.telecoms"},
	"the first text is in the list that is published":             {"condition_text", "medication_system"},
	"diagnosis names its visit":                                   {"encounter.diagnoses"},
	"always order":                                                {"intent"},
	"the pharmacy's number again":                                 {"pharmacy_text"},
	"author_npi of the note it is from":                           {"recorder_identifier"},
	"that a machine helped, as is_ai_assisted says":               {"document_reference.tags"},
	"the id of the session, as vendor_note_id":                    {"document_reference.master_identifier"},
	"the note of the same record, whose facts analytics.note has": {"composition.*"},
	"earlier states, for the auditor: analytics.note counts them": {"document_reference_version.*"},
	"where every row comes from, for the auditor":                 {"provenance.*"},
}

// everyElement: whatever a mapper ever fills is in a table of analytics or notes, or it is listed above why not. What a table reads is
// the server's word: the columns that are left in the analysed query.
func (h *history) everyElement() {
	h.t.Helper()
	read := map[string]bool{}
	for _, t := range tables.Published() {
		h.reads(t, read)
	}
	excused := map[string]bool{}
	for _, columns := range unpublished {
		for _, c := range columns {
			excused[c] = true
		}
	}
	filled := 0
	for _, t := range tables.All() {
		if t.Database != tables.FHIR {
			continue
		}
		for _, column := range h.filled(t) {
			filled++
			place := t.Name + "." + column
			listed := excused[column] || excused[place] || excused[t.Name+".*"]
			if !read[place] && !listed {
				h.t.Errorf("fhir_current.%s is filled, and neither published nor listed", place)
			}
			if read[place] && excused[place] {
				h.t.Errorf("fhir_current.%s is listed as not published, and is", place)
			}
		}
	}
	if filled < 300 {
		h.t.Errorf("only %d columns are filled", filled)
	}
}

// filled lists the columns of a table that hold something.
func (h *history) filled(t tables.Table) []string {
	h.t.Helper()
	var asks, columns []string
	for _, c := range t.Columns {
		name := tables.Quote(c.Name)
		switch typ := c.Type.ClickHouse; {
		case strings.HasPrefix(typ, "Nullable"):
			asks = append(asks, "countIf("+name+" IS NOT NULL)")
		case strings.HasPrefix(typ, "Array"), strings.HasSuffix(typ, "String"), typ == "LowCardinality(String)":
			asks = append(asks, "countIf(notEmpty("+name+"))")
		default:
			asks = append(asks, "countIf("+name+" != defaultValueOfArgumentType("+name+"))")
		}
	}
	r := h.rows("SELECT [" + strings.Join(asks, ", ") + "] AS n FROM {p}fhir_current." + t.Name)[0]
	for i, n := range r["n"].([]any) {
		if fmt.Sprint(n) != "0" {
			columns = append(columns, t.Columns[i].Name)
		}
	}
	return columns
}

var (
	tableNode  = regexp.MustCompile(`TABLE id: (\d+),.* table_name: \w*fhir_current\.(\w+)`)
	columnNode = regexp.MustCompile(`COLUMN id: \d+,.*column_name: (\w+).* source_id: (\d+)`)
)

// reads adds the columns of fhir_current that a published table reads.
func (h *history) reads(t tables.Table, read map[string]bool) {
	h.t.Helper()
	names := map[string]string{}
	var lines []string
	for _, r := range h.rows("SELECT explain FROM (EXPLAIN QUERY TREE " + tables.Select(h.prefix, t) + ")") {
		lines = append(lines, r["explain"].(string))
	}
	for _, line := range lines {
		if m := tableNode.FindStringSubmatch(line); m != nil {
			names[m[1]] = m[2]
		}
	}
	for _, line := range lines {
		if m := columnNode.FindStringSubmatch(line); m != nil && names[m[2]] != "" {
			read[names[m[2]]+"."+m[1]] = true
		}
	}
}
