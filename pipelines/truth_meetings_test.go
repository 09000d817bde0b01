package pipelines_test

import (
	"encoding/json"
)

// linkedRows: every row that names a patient or a practitioner names who that is over all sources, as the link says; who is not linked
// stands for itself.
func (h *history) linkedRows() {
	h.t.Helper()
	for table, column := range map[string]string{"patient": "patient_id", "contact": "patient_id", "diagnosis": "patient_id", "document": "patient_id"} {
		if n := h.count("SELECT count() FROM {p}analytics." + table + " AS a LEFT JOIN {p}link.patient_person AS l ON l.patient_id = a." + column +
			" WHERE a.person_id != if(l.person_id = '', a.patient_id, l.person_id)"); n != 0 {
			h.t.Errorf("analytics.%s: %d rows name another person than the link", table, n)
		}
	}
	if got, want := h.count("SELECT count() FROM {p}analytics.person"), h.count("SELECT uniqExact(person_id) FROM {p}link.patient_person"); got != want || got == 0 {
		h.t.Errorf("analytics.person: %d rows, the link has %d persons", got, want)
	}
	if n := h.count("SELECT count() FROM (SELECT provider_id FROM {p}analytics.practitioner GROUP BY provider_id HAVING uniqExact(source) > 1)"); n == 0 {
		h.t.Error("no clinician is known to two sources")
	}
}

// meetings: what the sources hold of one person, one clinician and one day is as many real contacts as the source has that tells of
// most. Each source's own groups stay whole and apart; what was called off, and what nobody dates, joins nothing of another source.
func (h *history) meetings() {
	h.t.Helper()
	for fault, sql := range map[string]string{
		"groups of one source are split or joined": "SELECT count() FROM (SELECT source, source_group FROM {p}analytics.contact GROUP BY source, source_group HAVING uniqExact(contact_group) > 1" +
			" UNION ALL SELECT source, contact_group FROM {p}analytics.contact GROUP BY source, contact_group HAVING uniqExact(source_group) > 1)",
		"groups hold two persons": "SELECT count() FROM (SELECT contact_group FROM {p}analytics.contact GROUP BY contact_group HAVING uniqExact(person_id) > 1)",
		"groups of two sources hold nothing but what was called off": "SELECT count() FROM (SELECT contact_group, source FROM {p}analytics.contact" +
			" WHERE contact_group_rule IN ('npi', 'email', 'name') GROUP BY contact_group, source" +
			" HAVING countIf(status NOT IN ('cancelled', 'noshow', 'entered-in-error') AND date_basis != 'first_observed') = 0)",
	} {
		if n := h.count(sql); n != 0 {
			h.t.Errorf("contacts: %d %s", n, fault)
		}
	}
	for _, r := range h.rows(`
		SELECT person_id, contact_date, provider_id, uniqExact(contact_group) AS groups, max(of_source) AS most
		FROM
		(
			SELECT person_id, contact_date, provider_id, contact_group, uniqExact(source_group) OVER (PARTITION BY person_id, contact_date, provider_id, source) AS of_source
			FROM
			(
				SELECT * FROM {p}analytics.contact
				WHERE date_basis != 'first_observed' AND status NOT IN ('cancelled', 'noshow', 'entered-in-error') AND person_id != '' AND provider_id != ''
				ORDER BY contact_kind = 'visit' DESC, contact_at IS NULL, contact_at, contact_id LIMIT 1 BY source, source_group
			)
		)
		GROUP BY person_id, contact_date, provider_id HAVING groups != most`) {
		h.t.Errorf("contacts of %v with %v on %v: %v groups, one source has %v", r["person_id"], r["provider_id"], r["contact_date"], r["groups"], r["most"])
	}
	across := h.rows("SELECT uniqExact(contact_group) AS n FROM {p}analytics.contact WHERE contact_group_rule IN ('npi', 'email', 'name')")[0]["n"].(json.Number)
	if n, _ := across.Int64(); n == 0 {
		h.t.Error("no contact is seen by two sources: nothing was compared")
	}
}
