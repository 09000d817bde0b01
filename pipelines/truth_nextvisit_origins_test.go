package pipelines_test

// expectNextvisitOrigins writes down, when all else is, where each record's resources come from, and of an analysis that a
// machine wrote it and since when it is seen signed.
func (h *history) expectNextvisitOrigins() {
	h.provenances(nextvisitSource, "nextvisit", "Nextvisit")
	for n := range h.contacts() {
		if n.Analysis != "" {
			h.expect("provenance", n.assembled())
		}
		if n.Analysis != "" && n.Signed() {
			h.expect("provenance", n.signed(h.firstSigned(n.ID)))
		}
	}
}

// firstSigned is the first night on which a note with a text was seen signed.
func (h *history) firstSigned(note string) int {
	for night := 1; night < h.now; night++ {
		if n, ok := h.truths[night].Note(note); ok && n.Analysis != "" && n.Signed() {
			return night
		}
	}
	return h.now
}

// deed begins a Provenance of the analysis, of which Rounds knows since a night.
func (n noteAt) deed(what string, night int) expected {
	r := nextvisitRow("progress-note", noteOf(n.ID), "Provenance", "note|"+n.ID+"|"+what, n.night, n.Updated)
	r.set(row{"recorded": observedOn(night), "targets": []row{n.ref("DocumentReference", "")}})
	return r
}

// assembled: a machine wrote the analysis. That stays so when somebody signs it.
func (n noteAt) assembled() row {
	r := n.deed("assembled", n.night)
	r.moment("occurred", n.AnalysisStarted, nextvisitZone)
	r.moment("occurred_end", n.AnalysisCompleted, nextvisitZone)
	r["agents"] = []row{agent("http://terminology.hl7.org/CodeSystem/provenance-participant-type", "assembler", ref("Device", "", "Nextvisit AI"))}
	return row(r)
}

// signed: who signed, and when, is told nowhere; all that is known is the first night on which it was seen so.
func (n noteAt) signed(first int) row {
	r := n.deed("signed", first)
	r.worded("activity", "signed")
	r["agents"] = []row{{"who_text": "signer not exposed"}}
	return row(r)
}
