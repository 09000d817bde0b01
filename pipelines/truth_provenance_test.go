package pipelines_test

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// provenances writes down, when all else of a source is, one Provenance for each record: of what it says, where that came from,
// and when. What a record owned before and did not show again is none of its present state's.
func (h *history) provenances(source, vendor, vendorName string) {
	made := map[string][]row{}
	for _, table := range resourceTables {
		if table == "provenance" || table == "document_reference_version" {
			continue
		}
		for id, r := range h.want[table] {
			if r["source"] == source && r["is_owner"] == true {
				record := fmt.Sprint(r["kind"], "|", r["record_id"])
				made[record] = append(made[record], row{"type": typeOf(table), "id": id, "night": r["night"], "updated": r["source_updated_at"]})
			}
		}
	}
	for record, targets := range made {
		h.expect("provenance", provenance(source, vendor, vendorName, record, targets))
	}
}

// typeOf is the resource type that a table holds: document_reference holds DocumentReference.
func typeOf(table string) string {
	name := ""
	for word := range strings.SplitSeq(table, "_") {
		name += strings.ToUpper(word[:1]) + word[1:]
	}
	return name
}

// provenance is the one of a record, named kind|id, by what it became on which night.
func provenance(source, vendor, vendorName, record string, made []row) row {
	kind, id, _ := strings.Cut(record, "|")
	last := slices.MaxFunc(made, func(a, b row) int { return cmp.Compare(a["night"].(int), b["night"].(int)) })
	var targets []row
	for _, t := range made {
		if t["night"] == last["night"] {
			targets = append(targets, ref(t["type"].(string), t["id"].(string), ""))
		}
	}
	system := ours + "sid/" + vendor + "/" + source + "/"
	r := expected{
		"source": source, "vendor": vendor, "kind": kind, "record_id": id, "is_owner": true, "night": last["night"],
		"id": resourceID(source, "Provenance", record), "source_updated_at": last["updated"], "meta_source": system + kind, "is_test": false,
		"recorded": observedOn(last["night"].(int)), "targets": inOrder(targets),
	}
	r["agents"] = []row{
		agent("http://terminology.hl7.org/CodeSystem/provenance-participant-type", "assembler", ref("Device", "", "Rounds")),
		agent("http://hl7.org/fhir/us/core/CodeSystem/us-core-provenance-participant-type", "transmitter", ref("Organization", "", vendorName)),
	}
	r["entities"] = []row{{"role": "source", "what_text": id, "identifier_system": system + "record/" + kind, "identifier_value": id}}
	return row(r)
}

// agent is one who had a part in a deed.
func agent(system, code string, who row) row {
	a := row{"kind": []row{{"concept": 0, "system": system, "code": code}}}
	for part, value := range who {
		a["who_"+part] = value
	}
	return a
}

// observedOn stands in column recorded for the time at which the record's state of a night arrived, which no truth can foretell.
func observedOn(night int) string { return "observed on night " + strconv.Itoa(night) }

// inOrder sorts references: nothing says which target of a Provenance stands first.
func inOrder(refs []row) []row {
	slices.SortFunc(refs, func(a, b row) int { return cmp.Compare(fmt.Sprint(a["type"], a["id"]), fmt.Sprint(b["type"], b["id"])) })
	return refs
}

// settled gives Provenances as they are held the form in which they are expected. What is not as it must be stays as it is.
func (h *history) settled(source string, held map[string]row) {
	h.t.Helper()
	states := map[string]int{} // when the states of the records arrived -> night
	for _, r := range h.rows("SELECT kind, id, observed_at, run_id FROM {p}raw.records FINAL WHERE source = '" + source + "'") {
		states[fmt.Sprint(r["kind"], "|", r["id"], "|", r["observed_at"])] = h.runs[r["run_id"].(string)]
	}
	for _, r := range held {
		var targets []row
		list, _ := r["targets"].([]any)
		for _, t := range list {
			targets = append(targets, t.(row))
		}
		if len(targets) > 0 && targets[0]["type"] == r["target_type"] && targets[0]["id"] == r["target_id"] {
			delete(r, "target_type")
			delete(r, "target_id")
		}
		r["targets"] = plain(h.t, row{"list": inOrder(targets)}).(row)["list"]
		if night, ok := states[fmt.Sprint(r["kind"], "|", r["record_id"], "|", r["recorded"])]; ok {
			settleRecorded(r, night)
		}
	}
}

func settleRecorded(r row, night int) {
	at, err := time.Parse(instantForm, r["recorded"].(string))
	want := expected{}
	want.moment("recorded", at, zones[r["source"].(string)])
	for name, value := range want {
		if err != nil || r[name] != value {
			return
		}
	}
	for name := range want {
		delete(r, name)
	}
	r["recorded"] = observedOn(night)
}

// zones are those of the sources.
var zones = map[string]string{vseeSource: vseeZone, nextvisitSource: nextvisitZone, nextechSource: nextechZone, noaSource: noaZone}
