package sandbox

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/nightrounds/rounds/extract/sandbox/town"
)

// atNextech asks as Nextech's reader does.
func atNextech(t *testing.T, o Options) *client {
	t.Helper()
	c := start(t, o)
	k := c.Credentials()
	c.head = http.Header{"Authorization": {"Bearer " + k.NextechToken}, "X-Nextech-Practice-Id": {k.NextechPractice}}
	return c
}

// objects decodes a list with numbers kept as digits.
func (c *client) objects(url string) []object {
	c.t.Helper()
	d := json.NewDecoder(bytes.NewReader(c.get(url, http.StatusOK)))
	d.UseNumber()
	var all []object
	if err := d.Decode(&all); err != nil {
		c.t.Fatalf("%s: %v", url, err)
	}
	return all
}

func (c *client) search(term string) []object {
	c.t.Helper()
	return c.objects(c.NextechURL + "/search?term=" + url.QueryEscape(term))
}

// encounters asks for all there are, future ones as well.
func (c *client) encounters(patient, more string) []object {
	c.t.Helper()
	return c.objects(c.NextechURL + "/" + patient + "/encounters/search?end=2100-01-01T00:00:00Z" + more)
}

func birthDate(dob string) string {
	if dob == "" || strings.HasPrefix(dob, "0001") || strings.HasPrefix(dob, "1900") {
		return ""
	}
	return dob[:10]
}

func TestNextechPatientsTellTheTruth(t *testing.T) {
	c := atNextech(t, Options{Seed: 3, Patients: 120, Canary: true})
	ids, births, charts := sightings{}, sightings{}, sightings{}
	for night := 1; night <= town.LastNight; night++ {
		c.SetNight(night)
		for p := range c.Truth().NextechPatients() {
			var o object
			for _, hit := range c.search(p.LastName) {
				if hit.at("patientId") == p.ID {
					o = hit
				}
			}
			got := facts{"chart": o.at("chartNumber"), "first": o.at("firstName"), "middle": o.at("middleName"), "last": o.at("lastName"),
				"birth": birthDate(o.at("dob")), "ssn": o.at("ssn"), "phone": o.at("homePhone")}
			want := facts{"chart": p.Chart, "first": p.FirstName, "middle": p.MiddleName, "last": p.LastName,
				"birth": p.BirthDate, "ssn": p.SSN, "phone": p.Phone}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("night %d, patient %s: %s", night, p.ID, diff)
			}
			ids.see(fmt.Sprintf("%T", o["patientId"]))
			births.see(strings.TrimPrefix(fmt.Sprint(o["dob"]), p.BirthDate))
			charts.see(fmt.Sprintf("%.2v", o["chartNumber"]))
		}
	}
	if len(ids) != 2 || len(births) < 5 || len(charts) < 4 {
		t.Errorf("ids %v, birth dates %v, chart numbers %v", ids, births, charts)
	}
}

// sightings counts what was seen.
type sightings map[string]int

func (s sightings) see(what string) { s[what]++ }

// locked reads the one fact of many spellings.
func locked(o object) town.Lock {
	switch o.at("summary", "encounterLocked") {
	case "true", "1":
		return town.IsLocked
	case "false", "0":
		return town.IsUnlocked
	}
	return town.LockUnsaid
}

func encounterTruth(e town.NextechEncounter) facts {
	doctor := fmt.Sprint(e.Doctor.ID)
	if e.Doctor.ID == 0 {
		doctor = ""
	}
	return facts{"doctor": doctor, "first": e.Doctor.FirstName, "last": e.Doctor.LastName, "designation": e.Doctor.Designation,
		"department": e.Department, "location": e.Location, "date": e.Date.UTC(), "type": e.Type, "lock": e.Lock, "ccd": e.CCD("")}
}

func encounterAnswer(t *testing.T, o object) facts {
	at, err := time.Parse(time.RFC3339, o.at("summary", "encounterDate"))
	if err != nil {
		t.Fatal(err)
	}
	return facts{"doctor": strings.TrimPrefix(o.at("summary", "doctorId"), "0"), "first": o.at("summary", "doctorFirstName"),
		"last": o.at("summary", "doctorLastName"), "designation": o.at("summary", "doctorProfessionalDesignation"),
		"department": o.at("summary", "department"), "location": o.at("summary", "location"), "date": at,
		"type": o.at("summary", "type"), "lock": locked(o), "ccd": o.at("ccd")}
}

// wire tells how a member is written: absent, null, a type, and the value of short ones.
func wire(o object, name string) string {
	summary, _ := o["summary"].(map[string]any)
	v, there := summary[name]
	return fmt.Sprintf("%t %T %.7v", there, v, v)
}

func TestEncountersTellTheTruth(t *testing.T) {
	c := atNextech(t, Options{Seed: 3, Patients: 110, Canary: true})
	locks, ids, doctors := sightings{}, sightings{}, sightings{}
	for night := 1; night <= town.LastNight; night++ {
		c.SetNight(night)
		for p := range c.Truth().NextechPatients() {
			if p.Oversized {
				continue
			}
			want, got := map[string]facts{}, map[string]facts{}
			for e := range c.Truth().NextechEncountersOf(p.ID) {
				want[e.ID] = encounterTruth(e)
			}
			if len(want) == 0 {
				continue
			}
			for _, o := range c.encounters(p.ID, "") {
				got[o.at("summary", "encounterId")] = encounterAnswer(t, o)
				locks.see(wire(o, "encounterLocked"))
				doctors.see(wire(o, "doctorId"))
				ids.see(fmt.Sprintf("%T", o["summary"].(map[string]any)["encounterId"]))
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("night %d, patient %s: %s", night, p.ID, diff)
			}
		}
	}
	if doctors["true json.Number 0"] == 0 || doctors["true <nil> <nil>"] == 0 {
		t.Errorf("doctors %v", doctors)
	}
	if len(ids) != 2 || len(locks) != 10 || locks["true string "] == 0 {
		t.Errorf("ids %v, locks %v", ids, slices.Sorted(maps.Keys(locks)))
	}
}
