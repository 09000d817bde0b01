package tables_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/nightrounds/rounds/schemas/r4"
	"github.com/nightrounds/rounds/schemas/tables"
)

// publishes: the golden file shows every published table of a small clinic. It holds an appointment with its walk-in, a visit
// nobody dated, a planned one, a cancelled appointment without a time, a note that was signed and opened again, an amended one, and
// notes of no visit.
func publishes(s server) {
	clinic(s)
	s.publish()
	out := map[string]json.RawMessage{}
	for _, tb := range tables.Published() {
		where := "WHERE source = 'clinic' ORDER BY "
		if tb.Columns[0].Name != "source" {
			where = "WHERE person_id IN (SELECT person_id FROM " + s.prefix + "analytics.patient WHERE source = 'clinic') ORDER BY "
		}
		out[tb.Database+"."+tb.Name] = json.RawMessage(indented(s.t, s.rows(tb.Database, tb.Name, where+strings.Join(tb.OrderBy, ", "))))
	}
	golden(s.t, "testdata/published.golden.json", indented(s.t, out))
}

// publish fills the published tables anew.
func (s server) publish() {
	s.t.Helper()
	for _, tb := range tables.Published() {
		name := tables.Qualified(s.prefix, tb.Database, tb.Name)
		s.do("TRUNCATE TABLE "+name, nil)
		s.do("INSERT INTO "+name+" "+tables.Select(s.prefix, tb), nil)
	}
}

func clinic(s server) {
	visits := []r4.Resource{
		appointmentOf("a1", fhir.AppointmentStatusFulfilled, "2026-01-03T03:00:00Z", ""),
		appointmentOf("a2", fhir.AppointmentStatusCancelled, "", "2025-12-24T10:00:00Z"),
		encounterOf("e1", "a1", &fhir.Period{Start: new("2026-01-03T03:05:00Z"), End: new("2026-01-03T03:25:00Z")}),
		encounterOf("e2", "", nil), encounterOf("e3", "a1", nil), plannedFor("e4", "2026-05-06T01:00:00Z"),
	}
	practitioner := &r4.Practitioner{}
	practitioner.Id, practitioner.Name = new("d1"), []fhir.HumanName{{Text: new("Dr. Ash Birch")}}
	s.load(1, append(visits, patient("p1", "Oak"), practitioner)...)
	s.load(9, encounterOf("e2", "", nil)) // a later state: the first time it was seen stays
	for day, status := range []fhir.CompositionStatus{fhir.CompositionStatusPreliminary, fhir.CompositionStatusFinal, fhir.CompositionStatusPreliminary} {
		s.load(day+1, noteOf("n1", "e1", &status, "2026-01-03T03:30:00Z"))
	}
	s.load(1, noteOf("n2", "", nil, "2026-01-05"), fullCondition(), fullStatement(), fullPrescription())
	s.load(1, noteOf("n3", "", nil, ""), noteOf("n4", "e1", new(fhir.CompositionStatusAmended), "2026-01"))
}

// load lands a record per resource and writes the resource, as seen on a day of March 2026.
func (s server) load(day int, resources ...r4.Resource) {
	s.t.Helper()
	for _, r := range resources {
		l := lineage()
		l.Source, l.RecordID = "clinic", r.LogicalID()
		s.land(l, day, r)
	}
}

// land lands one record and writes the resources made of it.
func (s server) land(l tables.Lineage, day int, resources ...r4.Resource) {
	s.t.Helper()
	l.ObservedAt = time.Date(2026, 3, day, 2, 0, 0, 0, time.UTC)
	b := tables.NewBatch()
	if err := b.Add(l, resources...); err != nil {
		s.t.Fatal(err)
	}
	raw := tables.RawRecord{Source: l.Source, Vendor: l.Vendor, Kind: l.Kind, ID: l.RecordID, ObservedAt: l.ObservedAt, LoadedAt: l.LoadedAt}
	s.insert(fill(tables.RawRecords, raw))
	s.insertAll(b)
}

func appointmentOf(id string, status fhir.AppointmentStatus, start, created string) r4.Resource {
	a := &r4.Appointment{Status: &status}
	a.Id = &id
	if start != "" {
		a.Start = &start
	}
	if created != "" {
		a.Created = &created
	}
	a.Participant = []fhir.AppointmentParticipant{
		{Actor: ref("Patient/p1"), Status: fhir.ParticipationStatusAccepted}, {Actor: ref("Practitioner/d1"), Status: fhir.ParticipationStatusAccepted},
	}
	return a
}

func encounterOf(id, appointment string, period *fhir.Period) r4.Resource {
	e := &r4.Encounter{Status: new(fhir.EncounterStatusFinished), Class: &fhir.Coding{Code: new("VR")}}
	e.Id, e.Period, e.Subject = &id, period, ref("Patient/p1")
	e.Participant = []fhir.EncounterParticipant{{Individual: ref("Practitioner/d1")}}
	if appointment != "" {
		e.Appointment = []fhir.Reference{*ref("Appointment/" + appointment)}
	}
	return e
}

func plannedFor(id, start string) r4.Resource {
	e := encounterOf(id, "", nil).(*r4.Encounter)
	e.Status, e.Extension = new(fhir.EncounterStatusPlanned), []fhir.Extension{{Url: r4.ExtPlannedStart, ValueDateTime: &start}}
	return e
}

func noteOf(id, encounter string, status *fhir.CompositionStatus, date string) r4.Resource {
	d := &r4.DocumentReference{Status: new(fhir.DocumentReferenceStatusCurrent)}
	d.Id, d.DocStatus, d.Subject = &id, status, ref("Patient/p1")
	d.Category = []fhir.CodeableConcept{concept("urn:category", "clinical-note", "", "")}
	d.Author = []fhir.Reference{*ref("Practitioner/d1")}
	d.Content = []fhir.DocumentReferenceContent{{Attachment: attachment("text/plain", "café")}}
	if encounter != "" {
		d.Context = &fhir.DocumentReferenceContext{Encounter: []fhir.Reference{*ref("Encounter/" + encounter)}}
	}
	if date != "" {
		d.Date = &date
	}
	return d
}

// tellsFreshness: kind note was swept, then read and settled by windows that enumerate nothing; of kind visit a few ids were read.
func tellsFreshness(s server) {
	window := func(id, kind, mode, status string, minute int) tables.Window {
		return tables.Window{ID: id, Source: "fresh", Kind: kind, Mode: mode, Status: status, Started: at(minute), Finished: at(minute + 1), UpdatedAt: at(minute + 1)}
	}
	s.insert(fill(tables.Windows, window("w1", "note", "sweep", "done", 1), window("w2", "note", "range", "done", 3), window("w3", "note", "sweep", "failed", 5),
		window("w4", "note", "settle", "done", 7), window("w5", "note", "confirm", "done", 9), window("w6", "note", "ids", "done", 11),
		window("w7", "visit", "ids", "done", 1), window("w8", "patient", "sweep", "done", 1)))
	covers := func(id, basis string, complete bool) tables.CoverageRow {
		return tables.CoverageRow{WindowID: id, Source: "fresh", Basis: basis, Complete: complete, Blind: []string{basis + " is blind."}, At: at(20)}
	}
	s.insert(fill(tables.Coverages, covers("w1", "sweep", false), covers("w2", "range", true), covers("w5", "ids", false), covers("w6", "ids", false),
		covers("w8", "roster", false)))
	s.insert(fill(tables.Watermarks, tables.Watermark{Source: "fresh", Kind: "note", Mark: at(0), UpdatedAt: at(2)},
		tables.Watermark{Source: "fresh", Kind: "note", Mark: at(3), UpdatedAt: at(4)}, tables.Watermark{Source: "fresh", Kind: "visit", UpdatedAt: at(4)}))
	swap := func(publish, table, status string, minute int) tables.PublishRow {
		return tables.PublishRow{PublishID: publish, Table: table, Status: status, UpdatedAt: at(minute)}
	}
	s.insert(fill(tables.Publishes, swap("pub-a", "t1", "swapped", 51), swap("pub-a", "t2", "swapped", 52),
		swap("pub-b", "t1", "swapped", 53), swap("pub-b", "t2", "planned", 53)))

	var got []string
	for _, row := range s.rows(tables.Ops, "freshness", "WHERE source = 'fresh' ORDER BY kind") {
		got = append(got, fmt.Sprintf("%v %q %q complete %v at %v, last %q, %v, %v, %v, read until %v", row["kind"], row["window_id"], row["mode"],
			row["is_complete"], row["done_at"], row["last_status"], row["publish_id"], row["basis"], row["blind"], row["watermark"]))
	}
	if diff := cmp.Diff([]string{
		`note "w2" "range" complete true at 2026-03-01 02:04:00.007Z, last "failed", pub-a, range, [range is blind.], read until 2026-03-01 02:03:00.007Z`,
		`patient "w8" "sweep" complete false at 2026-03-01 02:02:00.007Z, last "done", pub-a, roster, [roster is blind.], read until <nil>`,
		`visit "" "" complete false at <nil>, last "", pub-a, , [], read until <nil>`,
	}, got); diff != "" {
		s.t.Errorf("freshness (-want +got):\n%s", diff)
	}
	var tablesNow []string
	for _, row := range s.rows(tables.Ops, "published", "WHERE table IN ('t1', 't2') ORDER BY table") {
		tablesNow = append(tablesNow, fmt.Sprint(row["table"], " ", row["publish_id"]))
	}
	if got := strings.Join(tablesNow, ", "); got != "t1 pub-b, t2 pub-a" {
		s.t.Errorf("published: %s", got)
	}
}

// answersTheReference runs every query that docs/tables.md shows.
func answersTheReference(s server) {
	queries := regexp.MustCompile("(?s)```sql\n(.*?)```").FindAllStringSubmatch(tables.Markdown(tables.All(), tables.Views()), -1)
	if len(queries) < 2 {
		s.t.Errorf("%d queries", len(queries))
	}
	for _, q := range queries {
		s.do(strings.ReplaceAll(q[1], "FROM ", "FROM "+s.prefix), nil)
	}
}
