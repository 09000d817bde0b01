package vsee_test

import (
	"fmt"
	"net/http"
	"slices"
	"testing"

	"github.com/nightrounds/rounds/extract"
)

func TestRoomsAreReadByTheirCodes(t *testing.T) {
	c := newClinic(t)
	c.bodies["/rooms"] = `{"data":[]}`
	c.before = func(c *clinic, r *http.Request) {
		c.bodies["/rooms"] = `{"data":[]}`
		if r.URL.Query().Get("page") == "1" {
			c.bodies["/rooms"] = `{"data":[{"code":"a"},{"code":"../b"},{"code":"other"},{"code":"c"}]}`
		}
	}
	c.bodies["/rooms/a"] = `{"data":{"id":"7","code":"a","name":"A","account_code":"zzaccount"}}`
	c.bodies["/rooms/other"] = `{"data":{"code":"other","account_code":"another"}}`
	c.bodies["/rooms/c"] = `{"data":{"code":"d"}}`
	got := mustPull(t, c.open(nil), extract.Ask{Kind: extract.Location, Mode: extract.Sweep})
	want := []extract.Skip{
		{Reason: "a room of another account", Count: 1},
		{Reason: extract.SkipNoID, Count: 1, Lost: true}, {Reason: extract.SkipOtherID, Count: 1, Lost: true},
	}
	if len(got.records) != 1 || string(got.records["a"].Body) != `{"id":"7","code":"a","name":"A","account_code":"zzaccount"}` || !slices.Equal(got.done.Skipped, want) {
		t.Errorf("%v, %+v", got.records, got.done)
	}
}

// A list without a total is whole only if it says the same thing twice.
func TestRoomsThatMoveAreNotWhole(t *testing.T) {
	for moves, complete := range map[int]bool{0: true, 1: true, 9: false} {
		c := newClinic(t)
		walk := 0
		c.before = func(c *clinic, r *http.Request) {
			if r.URL.Query().Get("page") == "1" {
				walk++
			}
			c.bodies["/rooms"] = `{"data":[]}`
			if r.URL.Query().Get("page") == "1" {
				c.bodies["/rooms"] = fmt.Sprintf(`{"data":[{"code":"a"},{"code":"b%d"}]}`, min(walk, moves))
			}
			c.bodies["/rooms/a"] = `{"data":{"code":"a"}}`
			for i := range 4 {
				c.bodies[fmt.Sprintf("/rooms/b%d", i)] = fmt.Sprintf(`{"data":{"code":"b%d"}}`, i)
			}
		}
		got := mustPull(t, c.open(nil), extract.Ask{Kind: extract.Location, Mode: extract.Sweep})
		if got.done.Complete != complete || len(got.records) != 1+min(max(moves, 1), 3) {
			t.Errorf("%d moves: %d records, %+v", moves, len(got.records), got.done)
		}
	}
}

// roles asks for two providers of one room.
func roles() extract.Ask { return named(extract.PractitionerRole, "a/1", "a/2", "x y/1", "a/-") }

func TestAProviderOfARoomSaysWhichRoom(t *testing.T) {
	c := newClinic(t)
	c.bodies["/rooms/a/providers"] = `{"data":[{"id":1,"status":false,"photo":"ZZSECRET"},{"id":"3"}]}`
	got := mustPull(t, c.open(nil), roles())
	if r := got.records["a/1"]; string(r.Body) != `{"request":{"room_code":"a"},"answer":{"id":1,"status":false}}` || r.Origin != "/rooms/{id}/providers" {
		t.Errorf("%s from %s", r.Body, r.Origin)
	}
	if r, ok := got.records["a/2"]; !ok || r.Body != nil || len(got.records) != 2 || c.requests("/rooms/a/providers") != 1 {
		t.Errorf("%d records, gone: %t, in %d requests", len(got.records), ok, c.requests("/rooms/a/providers"))
	}
	if !slices.Equal(got.done.Skipped, []extract.Skip{{Reason: extract.SkipNoID, Count: 2, Lost: true}}) {
		t.Errorf("%+v", got.done)
	}
}

// Of a list that cannot be read whole nobody is gone.
func TestNobodyIsGoneFromAListThatCannotBeRead(t *testing.T) {
	for answer, want := range map[string]int{`{"data":"x"}`: 0, `{"data":[{"id":1},{"name":"?"}]}`: 1} {
		c := newClinic(t)
		c.bodies["/rooms/a/providers"] = answer
		got := pull(t, c.open(nil), roles())
		for id, r := range got.records {
			if r.Body == nil {
				t.Errorf("%s: %s is taken for gone", answer, id)
			}
		}
		if len(got.records) != want {
			t.Errorf("%s: %d records", answer, len(got.records))
		}
	}
}

func TestARoomThatIsGoneHasNobody(t *testing.T) {
	c := newClinic(t)
	c.statuses["/rooms/a/providers"], c.bodies["/rooms/a/providers"] = 404, `{"code":404}`
	got := mustPull(t, c.open(nil), roles())
	if len(got.records) != 2 || got.records["a/1"].Body != nil || got.records["a/2"].Body != nil {
		t.Errorf("%v", got.records)
	}
}

func TestAnotherAccountIsNotTaken(t *testing.T) {
	c := newClinic(t)
	c.bodies["/accounts/"+mintedAccount] = `{"data":{"code":"another","name":"Another"}}`
	if got := pull(t, c.open(nil), extract.Ask{Kind: extract.Organization, Mode: extract.Sweep}); got.err == nil || len(got.records) > 0 {
		t.Errorf("%v, %d records", got.err, len(got.records))
	}
}
