package pipelines_test

import "github.com/nightrounds/rounds/extract/sandbox/town"

// authorship: beside the Provenance of the record there is one of the text, which Noa's machine wrote and a doctor may have
// approved. It tells of the document and of its sections.
func (b noaBook) authorship(s town.NoaSession) {
	d := b.want["document_reference"][documentID(s)]
	if d == nil {
		return
	}
	night := b.since(sessionEntity(s.ID))
	r := b.sessionRow(resourceID(noaSource, "Provenance", "authorship/"+noaKey(s)), s, night)
	written := []row{ref("DocumentReference", documentID(s), "")}
	if b.want["composition"][compositionID(s)] != nil {
		written = append(written, ref("Composition", compositionID(s), ""))
	}
	const parts = "http://terminology.hl7.org/CodeSystem/provenance-participant-type"
	agents := []row{agent(parts, "author", noaMachine)}
	if d["authenticator_id"] != nil {
		agents = append(agents, agent(parts, "verifier", doctorOf(s)))
	}
	r.set(row{"targets": inOrder(written), "recorded": observedOn(night), "agents": agents})
	b.expect("provenance", row(r))
}
