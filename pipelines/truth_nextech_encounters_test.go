package pipelines_test

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/nightrounds/rounds/extract/sandbox/town"
)

// expectEncounters goes through the nights: of every encounter the state that was read last stays, also of one that is shown
// no more, and every state of its document is a version for good.
func (h *history) expectEncounters() {
	signings := map[string]*signing{}
	for night := 1; night <= h.now; night++ {
		for _, e := range h.newEncounters(night) {
			h.expect("encounter", h.nextechEncounter(e, night))
			if len(e.Sections) > 0 {
				if signings[e.ID] == nil {
					signings[e.ID] = &signing{}
				}
				d := h.ccd(e, night, signings[e.ID])
				h.expect("document_reference_version", maps.Clone(d))
				h.expect("document_reference", d)
			}
		}
	}
}

// lockWords are what a lock makes of an encounter: its status, and the vendor's word. A lock is all that is known of its course.
var lockWords = map[town.Lock][2]string{
	town.IsLocked: {"finished", "locked"}, town.IsUnlocked: {"in-progress", "unlocked"}, town.LockUnsaid: {"unknown", ""},
}

// nextechEncounter: class AMB and a performer are what the vendor's own FHIR samples say.
func (h *history) nextechEncounter(e town.NextechEncounter, night int) row {
	r := nextechRow("encounter", contactID(e), "Encounter", contactID(e), "encounter", night)
	r.identified(row{"system": nextechSystem("encounter"), "value": e.ID})
	status, word := lockWords[e.Lock][0], lockWords[e.Lock][1]
	r.set(row{"status": status, "vendor_status": word, "class_system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "class_code": "AMB", "class_display": "ambulatory"})
	if word != "" {
		r["extensions"] = []row{textExtension("vendor-status", word)}
	}
	r.worded("type", e.Type)
	r.worded("service_type", e.Department)
	h.about(r, e)
	if doctor := doctorRef(e.Doctor); doctor != nil {
		r.pointed("practitioner", doctor)
		r["participants"] = []row{{"type": doctor["type"], "id": doctor["id"], "text": doctor["text"], "role": []row{{
			"concept": 0, "system": "http://terminology.hl7.org/CodeSystem/v3-ParticipationType", "code": "PRF", "display": "performer", "text": "performer",
		}}}}
	}
	if e.Location != "" {
		r["locations"] = []row{ref("Location", resourceID(nextechSource, "Location", placeID(h.practice(), e.Location)), placeName(e.Location))}
	}
	r.pointed("service_provider", h.practiceRef())
	return row(r)
}

// about adds whom and when an encounter and its document tell of. The patient may be one who cannot be searched, so the vendor's
// id stands beside the reference. There is no end.
func (h *history) about(r expected, e town.NextechEncounter) {
	r.pointed("subject", ref("Patient", resourceID(nextechSource, "Patient", e.Patient), ""))
	r["subject_identifier"] = e.Patient
	r.moment("period_start", e.Date, nextechZone)
}

func doctorRef(d town.NextechDoctor) row {
	if d.ID == 0 {
		return nil
	}
	return ref("Practitioner", resourceID(nextechSource, "Practitioner", strconv.Itoa(d.ID)), d.FirstName+" "+d.LastName)
}

// ccd is the document as it came, whatever it holds. When it was written is told nowhere, and nothing coded is read out of it.
func (h *history) ccd(e town.NextechEncounter, night int, s *signing) row {
	r := nextechRow("encounter", contactID(e), "DocumentReference", "encounter/"+contactID(e)+"/ccd/", "encounter", night)
	r.document()
	r.coded("type", row{"system": "http://loinc.org", "code": "34133-9", "display": "Summary of episode note"})
	markup := e.CCD("")
	if e.Lock != town.LockUnsaid {
		r["doc_status"] = s.status(e.Lock == town.IsLocked, markup)
	}
	h.about(r, e)
	if doctor := doctorRef(e.Doctor); doctor != nil {
		r.pointed("author", doctor)
		r["authors"] = []row{doctor}
	}
	r.pointed("custodian", h.practiceRef())
	encounter := ref("Encounter", resourceID(nextechSource, "Encounter", contactID(e)), "")
	r.pointed("encounter", encounter)
	r["encounters"] = []row{encounter}
	text, sections := prose(e.Sections)
	r.set(row{
		"text": text, "section": sections, "is_ai_assisted": false,
		"attachments": []row{content(typeHTML, markup, "", time.Time{}, true)},
	})
	return row(r)
}

// prose is what a CCD says to a reader: a line for each heading, line of text and table row, and a tab between cells. What it hides from
// readers, such as scripts, is not there.
func prose(all []town.CCDSection) (text string, sections []row) {
	const title = "Summary of Care"
	lines, sections := []string{title}, []row{{"title": title}}
	for _, s := range all {
		own := slices.DeleteFunc(strings.Split(s.Text, "\n"), func(line string) bool { return strings.TrimSpace(line) == "" })
		for i, line := range own {
			own[i] = strings.Join(strings.Fields(line), " ")
		}
		if len(s.Rows) > 0 {
			own = append(own, strings.Join(s.Columns, "\t"))
		}
		for _, cells := range s.Rows {
			own = append(own, strings.Join(cells, "\t"))
		}
		sections = append(sections, row{"title": s.Title, "text": strings.Join(own, "\n")})
		lines = append(append(lines, s.Title), own...)
	}
	return strings.Join(lines, "\n"), sections
}
