package pipelines_test

import (
	"slices"
	"time"

	"github.com/nightrounds/rounds/extract/sandbox/town"
)

var vseeTale = tale{
	source: vseeSource, vendor: town.VSee,
	expect: func(h *history) {
		h.expectVSeePeople()
		h.expectVSeeHouse()
		h.expectVisits()
		h.expectIntakes()
		h.expectProfiles()
		h.expectNotes(h.postVisits)
		h.expectNotes(h.vseeFiles)
		h.provenances(vseeSource, "vsee", "VSee")
	},
	aside: (*history).foreignChildren, doubts: (*history).vseeDoubts,
	record: func(_ *history, c town.Change) (string, string) { return string(c.Kind), c.ID },
}

// vseeRow is what everything made of a record has in common; updated is the vendor's word, the zero time where it has none. what names
// the vendor's thing in the URI it comes from.
func vseeRow(of entity, what, resourceType, id string, night int, updated time.Time) expected {
	r := expected{
		"source": vseeSource, "vendor": "vsee", "kind": string(of.kind), "record_id": of.id, "is_owner": true, "night": night,
		"id": resourceID(vseeSource, resourceType, id), "meta_source": vseeSystem(what), "is_test": false,
	}
	if !updated.IsZero() {
		r["source_updated_at"] = updated.UTC().Format(instantForm)
	}
	return r
}

// test marks what belongs to a test visit.
func (r expected) test(yes bool) {
	if yes {
		r.set(row{"is_test": true, "security": []row{{"system": "http://terminology.hl7.org/CodeSystem/v3-ActReason", "code": "HTEST"}}})
	}
}

// vseeRef points at what this warehouse may not hold, so that it tells VSee's id as well.
func vseeRef(resourceType, id string) row {
	if id == "" {
		return nil
	}
	r := ref(resourceType, resourceID(vseeSource, resourceType, id), "")
	r["identifier"] = id
	return r
}

func vseeEntity(kind town.Kind, id string) entity { return entity{town.VSee, kind, id} }

// vseeNews is what a night's changes are to a reader. Where an answer shows something that counts and is not its own, it is another
// answer. What nobody can be asked for, an intake or a file that no answer shows any more, stays.
func (h *history) vseeNews(changes []town.Change, before, now *town.Truth) []town.Change {
	var news []town.Change
	also := func(kind town.Kind, id string, what town.What) {
		news = append(news, town.Change{Night: now.Night(), Vendor: town.VSee, Kind: kind, ID: id, What: what})
	}
	for _, c := range changes {
		switch {
		case c.Vendor != town.VSee: // as it is
		case c.What == town.Deleted && (c.Kind == town.KindIntake || c.Kind == town.KindFile):
			continue
		case c.Kind == town.KindVisit && c.What == town.Added:
			also(town.KindFile, summaryOf(c.ID), town.Added)
		case c.Kind == town.KindVisit:
			was, _ := before.Visit(c.ID)
			if is, ok := now.Visit(c.ID); ok && was.Test != is.Test {
				testOrNot(is, now, also)
			}
		}
		news = append(news, c)
	}
	renamedInRooms(before, now, also)
	askedAnew(before, now, also)
	return news
}

// testOrNot: what came along with a visit is a test where the visit is.
func testOrNot(v town.Visit, now *town.Truth, also func(town.Kind, string, town.What)) {
	if v.Intake.ID != "" {
		also(town.KindIntake, v.Intake.ID, town.Edited)
	}
	also(town.KindFile, summaryOf(v.ID), town.Edited)
	files, _ := now.FilesOf(town.TargetVisit, v.ID)
	for _, f := range files {
		also(town.KindFile, f.TargetType+"/"+f.Target+"/"+f.ID, town.Edited)
	}
}

// renamedInRooms: who works in a room is shown there with a name.
func renamedInRooms(before, now *town.Truth, also func(town.Kind, string, town.What)) {
	for room := range now.Rooms() {
		for _, p := range room.Providers {
			was, _ := before.VSeeUser(p.ID)
			if is, _ := now.VSeeUser(p.ID); was.FullName != is.FullName {
				also(town.KindRole, room.Code+"/"+p.ID, town.Edited)
			}
		}
	}
}

// askedAnew: answers are kept beside the words of their questions.
func askedAnew(before, now *town.Truth, also func(town.Kind, string, town.What)) {
	was, is := labelsOf(before), labelsOf(now)
	for in := range now.Intakes() {
		if slices.ContainsFunc(in.Answers, func(a town.Answer) bool { return was[a.Key] != is[a.Key] }) {
			also(town.KindIntake, in.ID, town.Edited)
		}
	}
}

func labelsOf(tr *town.Truth) map[string]string {
	labels := map[string]string{}
	for _, l := range tr.Accounts()[0].Labels {
		labels[l.Key] = l.Text
	}
	return labels
}
