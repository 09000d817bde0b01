package tables

// publishedPerson chooses each value apart: where the best of a person's patients has none, the next one's counts.
var publishedPerson = publish("person",
	"One row is one person: the patients of all sources who are linked as one human being. A value is that of the patient with a profile, "+
		"else of the one changed last at its vendor, else of the least patient_id; where that one has none, the next one's.",
	persons, []string{"person_id"},
	made("person_id", sqlText, Key, "The person: joins person_id of every other table.", "p.person_id"),
	made("patients", "UInt64", Measure, "Patients linked as this person.", "count()"),
	made("sources", "UInt64", Measure, "Sources that know them.", "uniqExact(p.source)"),
	made("vendors", "Array(LowCardinality(String))", Code, "Vendors that know them, in order of the alphabet.", "arraySort(groupUniqArray(p.vendor))"),
	made("name", sqlText, Name, "Name in one line.", firstText("name")),
	made("family", sqlText, Name, "Family name.", firstWhere("family", "p.family != ''")),
	made("given", sqlText, Name, "Given names, with spaces between, of the same patient.", firstWhere("given", "p.family != ''")),
	made("birth_date", sqlDay, Birth, "Date of birth. NULL when it is not known to the day.", firstKnown("birth_date")),
	made("gender", sqlWord, Code, "male, female, other, unknown; empty when no vendor says.", firstText("gender")),
	made("is_deceased", sqlMaybe, Measure, "A vendor says that they have died. NULL when none says anything.", "max(p.deceased)"),
	made("phone", sqlText, Contact, "Phone number.", firstText("phone")),
	made("email", sqlText, Contact, "E-mail address.", firstText("email")),
	made("city", sqlText, Geo, "City.", firstText("city")),
	made("state", sqlWord, State, "State.", firstText("state")),
	made("postal_code", sqlText, Zip, "Postal code.", firstText("postal_code")),
	made("is_test", sqlFlag, Measure, "One of the patients is marked as test data: to be left out of counts.", "max(p.is_test)"),
	made("has_profile", sqlFlag, Measure, "The vendor's own profile of one of the patients was read.", "max(p.is_owner)"),
	made("updated_at", sqlInstant, Date, "The latest vendor's word on a change, UTC. NULL when none has any.", "max(p.source_updated_at)"),
)

// The rank of a patient is the least for the best.
var persons = `(
    SELECT r.*, ` + linked("pp.person_id", "r.id") + ` AS person_id,
        (NOT r.is_owner, -coalesce(toUnixTimestamp64Milli(r.source_updated_at), toInt64(0)), r.id) AS rank
    FROM {fhir_current}.patient AS r` + personOf("r.id") + `
) AS p
GROUP BY p.person_id`

func firstText(column string) string { return firstWhere(column, "p."+column+" != ''") }

func firstKnown(column string) string { return firstWhere(column, "p."+column+" IS NOT NULL") }

func firstWhere(column, condition string) string {
	return "argMinIf(p." + column + ", p.rank, " + condition + ")"
}
