package pipelines_test

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/nightrounds/rounds/extract/sandbox/town"
)

func readableSummary(s town.NoaSession) bool { return s.Summary != nil && !s.Purged }

// wholeSummary is a summary as one text: sections one below the other, each under its title.
func wholeSummary(sum *town.NoaSummary) string {
	var parts []string
	for _, section := range sum.Sections {
		parts = append(parts, section.Title+"\n"+strings.TrimRight(section.Text, "\n"))
	}
	return cmp.Or(sum.Text, strings.Join(parts, "\n\n"))
}

// hasDocument: a summary that says nothing is no document, and one that Noa itself found empty neither.
func (b noaBook) hasDocument(s town.NoaSession, night int) bool {
	return readableSummary(s) && wholeSummary(s.Summary) != "" && b.known(s, night).label != town.StatusEmptyVerified
}

func documentID(s town.NoaSession) string {
	return resourceID(noaSource, "DocumentReference", "session/"+noaKey(s))
}

func compositionID(s town.NoaSession) string {
	return resourceID(noaSource, "Composition", "session/"+noaKey(s))
}

func (b noaBook) summaries(night int) []state {
	var states []state
	for s := range b.newSessions(night) {
		if b.hasDocument(s, night) {
			states = append(states, state{sessionEntity(s.ID), documentID(s), true, func(sign *signing) row { return b.document(s, night, sign) }})
		}
	}
	return states
}

// isApproved: only a doctor's approval makes a summary final. A word of no page takes that from no summary, unless it says
// something else now or waits for approval by its own word.
func (b noaBook) isApproved(s town.NoaSession, k known, sign *signing) bool {
	stays := k.label == "" && sign.final && sign.text == wholeSummary(s.Summary) && flagOf(s) != town.StatusSummarized
	return k.label == town.StatusVerified || stays
}

func (b noaBook) document(s town.NoaSession, night int, sign *signing) row {
	r, k := b.sessionRow(documentID(s), s, night), b.known(s, night)
	r.identified(sessionIdentifier(s))
	r.document()
	text := wholeSummary(s.Summary)
	r.coded("type", row{"system": "http://loinc.org", "code": "34109-9", "display": "Note", "text": "Note"})
	approved := b.isApproved(s, k, sign)
	r["doc_status"] = sign.status(approved, text)
	r.written(toldAt(s, map[bool]string{true: town.StatusVerified, false: town.StatusSummarized}[approved]))
	r["master_identifier"] = s.ID
	attachment := content(typePlain, text, "", time.Time{}, false)
	if s.InManifest {
		r.pointed("subject", patientOf(s))
		r.about(s, b.contactOf(s))
		r.worded("practice_setting", s.Speciality)
		r["language"], attachment["language"] = s.Language, s.Language
	}
	if approved && s.InManifest {
		r.pointed("authenticator", doctorOf(s))
	}
	r.set(row{"text": text, "attachments": []row{attachment}})
	return row(r)
}

// written tags what a machine wrote, and dates it by the journal or not at all.
func (r expected) written(at time.Time) {
	r.set(row{"is_ai_assisted": true, "tags": []row{{
		"system": "http://terminology.hl7.org/CodeSystem/v3-ObservationValue", "code": "AIAST", "display": "Artificial Intelligence asserted",
	}}})
	r.moment("date", at, noaZone)
	if !at.IsZero() {
		r.set(row{"date_basis": "journal", "extensions": []row{{"url": extension + "date-basis", "value_type": "Code", "value": "journal"}}})
	}
}

// about adds whose summary it is.
func (r expected) about(s town.NoaSession, contact row) {
	if doctor := doctorOf(s); doctor != nil {
		r.pointed("author", doctor)
		r["authors"] = []row{doctor}
	}
	r.pointed("custodian", facilityOf(s))
	r.pointed("encounter", contact)
	if contact != nil {
		r["encounters"] = []row{plainRef(contact)}
	}
}

// plainRef is a reference without its identifier, as lists hold it.
func plainRef(r row) row {
	r = maps.Clone(r)
	delete(r, "identifier")
	return r
}

// composition is the document once more, by sections. It has to have a date, so that there is none where the journal is silent.
func (b noaBook) composition(s town.NoaSession) {
	d := b.want["document_reference"][documentID(s)]
	if d == nil || d["date"] == nil {
		return
	}
	night := b.since(sessionEntity(s.ID))
	r := b.sessionRow(compositionID(s), s, night)
	r.identified(sessionIdentifier(s))
	for name, value := range d {
		for _, kept := range []string{"language", "type", "category", "subject", "encounter", "date", "author", "custodian", "tags", "extensions", "is_ai"} {
			if strings.HasPrefix(name, kept) && name != "encounters" {
				r[name] = value
			}
		}
	}
	r.set(row{"status": d["doc_status"], "title": "Noa Notes summary"})
	if r["authors"] == nil {
		r["authors"] = []row{noaMachine}
	}
	if d["authenticator_id"] != nil {
		attester := expected{"mode": "professional", "time": d["date"], "time_text": d["date_text"]}
		attester.set(doctorOf(s))
		r["attesters"] = []row{row(attester)}
	}
	r.sectioned(s.Summary)
	b.expect("composition", row(r))
}

var noaMachine = row{"type": "Device", "text": "Noa Notes"}

// sectioned adds the sections, or the one text as a section without a title. Lines stay, gaps in them count as one.
func (r expected) sectioned(sum *town.NoaSummary) {
	var list []row
	var all []string
	for _, section := range append(slices.Clone(sum.Sections), town.NoaSection{Text: sum.Text}) {
		if section.Text != "" {
			text := trimmedLines(section.Text)
			list = append(list, row{"title": section.Title, "text": text})
			all = append(all, strings.TrimPrefix(section.Title+"\n"+text, "\n"))
		}
	}
	r.set(row{"section": list, "text": strings.Join(all, "\n")})
}

func trimmedLines(text string) string {
	var lines []string
	for line := range strings.Lines(text) {
		if words := strings.Fields(line); len(words) > 0 {
			lines = append(lines, strings.Join(words, " "))
		}
	}
	return strings.Join(lines, "\n")
}
