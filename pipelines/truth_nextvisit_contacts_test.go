package pipelines_test

import "iter"

// expectContacts writes down what else a note becomes: the contact it tells of, its recording and the machine's work.
func (h *history) expectContacts() {
	for n := range h.contacts() {
		h.expect("encounter", n.encounter())
		if n.Audio != nil {
			h.expect("media", n.recording())
		}
		if n.work() != "" {
			h.expect("task", n.task())
		}
	}
}

// contacts are the notes that are still there, each as it was when it was read last: what it embeds of others may have changed
// since.
func (h *history) contacts() iter.Seq[noteAt] {
	return func(yield func(noteAt) bool) {
		for _, now := range h.notes[h.now] {
			night := h.since(noteOf(now.ID))
			if n, _ := h.truths[night].Note(now.ID); !yield(noteAt{n, night}) {
				return
			}
		}
	}
}

// encounter: when it took place, where and how the vendor tells nowhere.
func (n noteAt) encounter() row {
	r := n.row("Encounter", "")
	r["status"] = "unknown"
	if n.Signed() || !n.AnalysisCompleted.IsZero() || !n.TranscriptionCompleted.IsZero() {
		r["status"] = "finished"
	}
	r.set(row{"class_system": "http://terminology.hl7.org/CodeSystem/v3-NullFlavor", "class_code": "UNK", "class_display": "unknown"})
	r.identified(row{"system": nextvisitSystem("progress-note"), "value": n.ID})
	n.about(r)
	r.pointed("practitioner", n.people()[0])
	r["participants"] = n.people()
	r.pointed("service_provider", nextvisitTeam(n.TeamID))
	return row(r)
}

// recording: its address opens it for whoever has it, so that nothing of it is kept.
func (n noteAt) recording() row {
	r := n.row("Media", "")
	r["status"] = "completed"
	r.identified(row{"system": nextvisitSystem("recording"), "value": n.ID})
	r.coded("type", row{"system": "http://terminology.hl7.org/CodeSystem/media-type", "code": "audio", "display": "Audio", "text": "Audio"})
	n.about(r)
	r.pointed("encounter", n.ref("Encounter", ""))
	r.set(row{
		"duration_seconds": n.Audio.Seconds, "content_size": n.Audio.Size, "content_absent": "masked",
		"content_creation": n.Audio.Uploaded.UTC().Format(instantForm),
		"extensions": []row{{
			"path": "content", "url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason", "value_type": "Code", "value": "masked",
		}},
	})
	return row(r)
}

// work is how far the machine's work has got in FHIR's words. A typed note that has no text was never given to the machine.
func (n noteAt) work() string {
	switch {
	case n.ErrorState != "":
		return "failed"
	case n.Analysis != "", n.Signed():
		return "completed"
	case !n.TranscriptionStarted.IsZero():
		return "in-progress"
	case n.Audio != nil:
		return "requested"
	}
	return ""
}

func (n noteAt) task() row {
	r := n.row("Task", "")
	r.set(row{"status": n.work(), "intent": "order"})
	r.identified(row{"system": nextvisitSystem("progress-note"), "value": n.ID})
	r.worded("status_reason", n.ErrorState)
	r.worded("business_status", n.progress())
	r.worded("code", "AI note generation")
	if n.Analysis != "" {
		r.pointed("focus", n.ref("DocumentReference", ""))
	}
	n.about(r)
	r.pointed("encounter", n.ref("Encounter", ""))
	start := n.TranscriptionStarted
	if start.IsZero() {
		start = n.AnalysisStarted
	}
	r.moment("execution_start", start, nextvisitZone)
	r.moment("execution_end", n.AnalysisCompleted, nextvisitZone)
	r.moment("authored_on", n.Created, nextvisitZone)
	r.moment("last_modified", n.Updated, nextvisitZone)
	return row(r)
}
