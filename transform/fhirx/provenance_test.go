package fhirx_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/schemas/r4"
	"github.com/nightrounds/rounds/transform/fhirx"
)

func TestProvenance(t *testing.T) {
	s := fhirx.Scope{Vendor: "vsee", Source: "clinic-a"}
	r := extract.Record{
		Source: s.Source, Vendor: s.Vendor, Kind: extract.Location, ID: "main",
		Fetched: time.Date(2026, 5, 2, 5, 4, 5, 678_901_234, time.FixedZone("", 7200)),
	}
	room := &r4.Location{}
	room.Id = new(s.ID("Location", "main"))
	earlier := &r4.Provenance{}
	earlier.Id = new(s.ID("Provenance", "signed"))
	b, err := fhirx.Provenance(r, "VSee", []r4.Resource{room, earlier}).AppendJSON(nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := r4.Check(b); err != nil {
		t.Error(err)
	}
	var got struct {
		ID       string
		Target   []struct{ Reference string }
		Recorded string
		Agent    []struct {
			Type struct{ Coding []struct{ Code string } }
			Who  struct{ Type, Display string }
		}
		Entity []struct {
			Role string
			What struct {
				Identifier struct{ System, Value string }
			}
		}
	}
	if json.Unmarshal(b, &got) != nil {
		t.Fatal("the provenance is not readable")
	}
	if got.ID != s.ID("Provenance", "location|main") || got.Recorded != "2026-05-02T03:04:05.678Z" {
		t.Errorf("id %s, recorded %s", got.ID, got.Recorded)
	}
	if len(got.Target) != 1 || got.Target[0].Reference != "Location/"+room.LogicalID() {
		t.Errorf("targets %v", got.Target)
	}
	if len(got.Agent) != 2 || got.Agent[0].Who.Display != "Rounds" || got.Agent[1].Who.Display != "VSee" || got.Agent[1].Type.Coding[0].Code != "transmitter" {
		t.Errorf("agents %v", got.Agent)
	}
	if w := got.Entity[0].What.Identifier; got.Entity[0].Role != "source" || w.Value != "main" || w.System != s.System("record/location") {
		t.Errorf("entity %v", got.Entity)
	}
}

func TestProvenanceOfNothing(t *testing.T) {
	if fhirx.Provenance(extract.Record{}, "VSee", nil) != nil || fhirx.Provenance(extract.Record{}, "VSee", []r4.Resource{&r4.Provenance{}}) != nil {
		t.Error("nothing has a provenance")
	}
}

func TestProven(t *testing.T) {
	room := &r4.Location{}
	room.Id = new("main")
	r := extract.Record{Source: "clinic-a", Vendor: "vsee", Kind: extract.Location, ID: "main"}
	if made := fhirx.Proven(r, "VSee", []r4.Resource{room}); len(made) != 2 || made[0] != room || made[1].Type() != "Provenance" {
		t.Errorf("%v", made)
	}
	if made := fhirx.Proven(r, "VSee", nil); made != nil {
		t.Errorf("nothing has a provenance: %v", made)
	}
}
