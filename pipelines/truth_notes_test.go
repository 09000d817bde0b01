package pipelines_test

import (
	"html"
	"maps"
	"slices"
	"strings"

	"github.com/nightrounds/rounds/extract/sandbox/town"
)

// expectNotes goes through the nights: every state that was new then is a version for good, and the table of notes holds the
// last state of those that are still there. What came back as it was is in the state it was in.
func (h *history) expectNotes(newStates func(night int) []state) {
	signings := map[string]*signing{}
	for night := 1; night <= h.now; night++ {
		states := newStates(night)
		for _, s := range states {
			if signings[s.id] == nil {
				signings[s.id] = &signing{}
			}
			r := s.write(signings[s.id])
			back := func(c town.Change) bool { return c.Night == night && c.What == town.Restored }
			if !slices.ContainsFunc(h.changed[s.of], back) {
				h.expect("document_reference_version", maps.Clone(r))
			}
			if s.lives && h.since(s.of) == night {
				h.expect("document_reference", r)
			}
		}
	}
}

// state is one state of a note's text that was new on a night.
type state struct {
	of    entity // the record
	id    string // the resource
	lives bool   // still there at present
	write func(*signing) row
}

func (h *history) postVisits(night int) []state {
	var states []state
	for _, v := range h.newVisits(night) {
		if v.PostVisit != nil {
			_, lives := h.Truth().Visit(v.ID)
			id := resourceID(vseeSource, "DocumentReference", "visit/"+v.ID+"/postvisit")
			states = append(states, state{visitOf(v.ID), id, lives, func(s *signing) row { return h.postVisit(id, v, night, s) }})
		}
	}
	return states
}

// signing is what a note's earlier states make of the next: signed text that differs from the signed text before it is
// amended, from then on.
type signing struct {
	text          string
	final, amends bool
}

func (s *signing) status(signed bool, text string) string {
	if !signed {
		return "preliminary"
	}
	s.amends = s.amends || s.final && s.text != text
	s.final, s.text = true, text
	if s.amends {
		return "amended"
	}
	return "final"
}

// document is what every note is.
func (r expected) document() {
	r["status"] = "current"
	r.coded("type", row{"system": "http://loinc.org", "code": "11506-3", "display": "Progress note"})
	r.coded("category", row{"system": "http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category", "code": "clinical-note", "display": "Clinical Note"})
}

// postVisit: the DEA number stays in the raw record.
func (h *history) postVisit(id string, v town.Visit, night int, s *signing) row {
	p, r := v.PostVisit, h.visitRow(id, v, night)
	r.document()
	markup := sections(p)
	r["doc_status"] = s.status(!p.Draft, markup)
	r.pointed("subject", h.member(v, night))
	r.moment("date", p.Created, vseeZone)
	author := h.noteAuthor(v, night)
	if author["id"] != nil {
		r.pointed("author", author)
	}
	r["authors"] = []row{plainRef(author)}
	r.at(contact(v))
	if hasEncounter(v) {
		begin, end := period(v)
		r.moment("period_start", begin, vseeZone)
		r.moment("period_end", end, vseeZone)
	}
	text := readable(markup)
	r.set(row{"text": text, "is_ai_assisted": false, "attachments": []row{
		content(typeHTML, markup, "Post-visit note", p.Modified, true), content(typePlain, text, "Post-visit note", p.Modified, false),
	}})
	return row(r)
}

// noteAuthor is whoever of the practitioners bears the name on the note, with the number the note gives; else it is a name.
func (h *history) noteAuthor(v town.Visit, night int) row {
	author := row{"text": v.PostVisit.Author}
	for _, u := range h.hosts(v, night) {
		if u.FullName == v.PostVisit.Author {
			author = ref("Practitioner", resourceID(vseeSource, "Practitioner", u.ID), v.PostVisit.Author)
			break
		}
	}
	if v.PostVisit.NPI != "" {
		author["identifier"] = v.PostVisit.NPI
	}
	return author
}

// sections is a post-visit note as one document, in the order of the note.
func sections(p *town.PostVisit) string {
	words := func(s string) string { return "<p>" + html.EscapeString(strings.TrimSpace(s)) + "</p>" }
	var b strings.Builder
	for _, s := range []struct{ title, fact, markup string }{
		{"Reason for visit", p.Reason, words(p.Reason)}, {"Other reason", p.ReasonOther, words(p.ReasonOther)},
		{"Physical exam", p.PhysicalExam, p.PhysicalExam}, {"Diagnosis", p.Diagnosis, words(p.Diagnosis)},
		{"Assessment and plan", p.AssessmentPlan, p.AssessmentPlan},
		{"Patient instructions", p.Instructions, p.Instructions}, {"Disposition", p.Disposition, words(p.Disposition)},
	} {
		if s.fact != "" {
			b.WriteString("<section><h2>" + s.title + "</h2>" + s.markup + "</section>\n")
		}
	}
	return b.String()
}
