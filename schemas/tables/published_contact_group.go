package tables

// Contacts are grouped in three steps. Within a source an appointment and its visits are one group. Its day, clinician and time are
// those of its leader: the best dated visit, else the best dated appointment or note, of those that took place or may yet. The
// groups of one person, clinician and day are then counted in order of time, source by source; and the first of each source are
// one real contact, the second another. So no source ever has more rows in a group than it joined itself, and the number of groups
// is that of the source that tells of most.
var grouped = `(
    SELECT *, min(source_group) OVER g AS contact_group, count() OVER g AS rows, uniqExact(source) OVER g AS sources,
        max(lead.rule) OVER g AS weakest, count(lead.at) OVER g AS times, dateDiff('second', min(lead.at) OVER g, max(lead.at) OVER g) AS apart
    FROM
    (
        SELECT *, dense_rank() OVER (PARTITION BY meeting, source ORDER BY lead.at IS NULL, lead.at, source_group) AS nth
        FROM
        (
            SELECT *, if(lead.joins, (lead.person, lead.day, lead.clinician, ''), ('', lead.day, '', source_group)) AS meeting
            FROM
            (
                SELECT *, first_value(` + leader + `) OVER w AS lead
                FROM ` + datedContacts + `
                WINDOW w AS
                (
                    PARTITION BY source, source_group
                    ORDER BY joins DESC, contact_kind = 'visit' DESC, contact_at IS NULL, contact_at, contact_id
                    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                )
            )
        )
    )
    WINDOW g AS (PARTITION BY meeting, nth)
) AS c`

// leader is what a group goes by.
const leader = "tuple(joins, person_id, contact_date, provider_id, contact_at, rule)::Tuple(joins UInt8, person String, day Date32, clinician String, " +
	"at Nullable(DateTime64(3, 'UTC')), rule UInt8)"

// Only what has a person, a clinician and a day of its own can be told to be the same; what was called off is not looked for elsewhere.
const joins = "person_id != '' AND provider_id != '' AND date_basis != 'first_observed' AND status NOT IN ('cancelled', 'noshow', 'entered-in-error')"

// rule is how surely the clinician is known, the greatest for the least sure.
var datedContacts = `(
                    SELECT c.source AS source, c.vendor AS vendor, c.id AS contact_id, c.contact_kind AS contact_kind, c.source_group AS source_group,
                        c.patient_id AS patient_id, ` + linked("pp.person_id", "c.patient_id") + ` AS person_id,
                        c.practitioner_id AS practitioner_id, ` + linked("pv.provider_id", "c.practitioner_id") + ` AS provider_id,
                        multiIf(pv.rule = 'npi', 1, pv.rule = 'email', 2, 3) AS rule,
                        if(c.known_date IS NOT NULL, c.known_at, coalesce(o.first_at, c.observed_at)) AS contact_at,
                        assumeNotNull(coalesce(c.known_date, toDate32(o.first_at), toDate32(c.observed_at))) AS contact_date,
                        if(c.known_date IS NOT NULL, c.basis, 'first_observed') AS date_basis,
                        c.status AS status, c.vendor_status AS vendor_status, c.is_test AS is_test, ` + joins + ` AS joins
                    FROM ` + contacts + personOf("c.patient_id") + providerOf("c.practitioner_id") + firstObservedOf("c") + `
                )`

const (
	groupRule = "multiIf(c.rows = 1, 'alone', c.sources = 1, 'appointment', c.weakest = 1, 'npi', c.weakest = 2, 'email', 'name')"

	groupScore = "multiIf(c.sources = 1, 1, c.weakest = 1, 1, c.weakest = 2, 0.95, 0.85) * " +
		"multiIf(c.sources = 1, 1, c.times < c.rows, 0.9, c.apart <= 2 * 3600, 1, c.apart <= 6 * 3600, 0.9, 0.7)"
)
