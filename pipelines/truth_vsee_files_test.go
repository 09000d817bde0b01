package pipelines_test

import (
	"slices"
	"time"

	"github.com/nightrounds/rounds/extract/sandbox/town"
)

// vseeFiles are the files that were described in a new state on a night: beside notes and intakes, in the lists of patients and visits, and
// the summaries of visits.
func (h *history) vseeFiles(night int) []state {
	var states []state
	add := func(of entity, lives bool, r row) {
		states = append(states, state{of, r["id"].(string), lives, func(*signing) row { return r }})
	}
	for _, v := range h.newVisits(night) {
		_, lives := h.Truth().Visit(v.ID)
		for _, f := range attachments(v) {
			add(visitOf(v.ID), lives, h.beside(v, night, f))
		}
	}
	for _, in := range h.newIntakes(night) {
		for _, f := range in.Files {
			add(vseeEntity(town.KindIntake, in.ID), true, in.file(f))
		}
	}
	for f := range h.truths[night].Files() {
		of := vseeEntity(town.KindFile, f.TargetType+"/"+f.Target+"/"+f.ID)
		if slices.Contains(h.nights(of), night) {
			add(of, true, h.storedFile(of, f, night))
		}
	}
	for v := range h.truths[night].Visits() {
		of := vseeEntity(town.KindFile, summaryOf(v.ID))
		if slices.Contains(h.nights(of), night) {
			add(of, true, visitSummary(of, v, night))
		}
	}
	return states
}

func attachments(v town.Visit) []town.Attachment {
	if v.PostVisit == nil {
		return nil
	}
	return v.PostVisit.Attachments
}

func summaryOf(visit string) string { return "visit_summary/" + visit + "/summary" }

// file describes what is not read. Where nothing but an id is told there is nothing but that.
func (r expected) file(id, kind, name, ext string, size int64, created time.Time) {
	r.set(row{"status": "current", "is_ai_assisted": false})
	r.identified(row{"system": vseeSystem("file"), "value": id})
	r.worded("type", kind)
	r.moment("date", created, vseeZone)
	media := map[string]string{"png": "image/png", "jpg": "image/jpeg", "pdf": "application/pdf",
		"docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}
	c := expected{"title": name, "content_type": media[ext]}
	if size > 0 {
		c["size"] = size
	}
	if !created.IsZero() {
		c.set(row{"creation": created.UTC().Format(instantForm), "creation_text": created.UTC().Format(time.RFC3339Nano)})
	}
	r.set(row{"attachments": []row{row(c)}, "attachments_absent": []string{"masked"}})
}

// attachment is a file beside an intake or a note. The patient uploads all of them.
func (r expected) attachment(f town.Attachment, patient string) {
	r.file(f.ID, "attachment", f.Name, f.Ext, f.Size, f.Created)
	if f.Name != "" {
		r["authors"] = []row{plainRef(vseeRef("Patient", patient))}
	}
}

// beside is a file beside a post-visit note.
func (h *history) beside(v town.Visit, night int, f town.Attachment) row {
	r := h.visitRow(resourceID(vseeSource, "DocumentReference", "visit/"+v.ID+"/attachment/"+f.ID), v, night)
	r.attachment(f, v.Patient)
	r.pointed("subject", h.member(v, night))
	r.at(contact(v))
	return row(r)
}

func (in intake) file(f town.Attachment) row {
	r := in.row("DocumentReference", "intake/"+in.ID+"/attachment/"+f.ID)
	r.attachment(f, in.Patient)
	r.pointed("subject", vseeRef("Patient", in.Patient))
	r.at(vseeRef("Encounter", in.Visit))
	return row(r)
}

// storedFile: who stored it is told by an id, of which nothing says whose it is.
func (h *history) storedFile(of entity, f town.StoredFile, night int) row {
	r := vseeRow(of, "file", "DocumentReference", "file/"+of.id, night, time.Time{})
	r.file(f.ID, f.Category, f.Name, f.Ext, f.Size, f.Created)
	r["authors"] = []row{{"text": f.Creator}}
	patient := f.Target
	if f.TargetType == town.TargetVisit {
		v, _ := h.truths[night].Visit(f.Target)
		patient = v.Patient
		r.test(v.Test)
		r.at(vseeRef("Encounter", v.ID))
	}
	r.pointed("subject", vseeRef("Patient", patient))
	return row(r)
}

// visitSummary: that there is one is all that is kept of it.
func visitSummary(of entity, v town.Visit, night int) row {
	r := vseeRow(of, "file", "DocumentReference", "file/"+of.id, night, time.Time{})
	r.file(of.id, "visit_summary", "Visit summary", "pdf", 0, time.Time{})
	r.test(v.Test)
	r.pointed("subject", vseeRef("Patient", v.Patient))
	r.at(vseeRef("Encounter", v.ID))
	return row(r)
}

// at adds the encounter that a document belongs to.
func (r expected) at(encounter row) {
	r.pointed("encounter", encounter)
	if encounter != nil {
		r["encounters"] = []row{plainRef(encounter)}
	}
}
