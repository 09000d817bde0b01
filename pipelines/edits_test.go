package pipelines_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
)

// hand changes what a small vendor holds: by dice, and the same way on every shelf, so that one clinic can tell what another should
// hold.
type hand struct {
	*rand.Rand
	shelves []*shelf
	serial  int // of changes: the vendor's clock
	dropped map[int]string
}

const (
	smallClinic = 6 // ids of notes and of visits
	poisoned    = 7 // id of a visit that no mapper takes
)

// begin puts down something of all, so that no list is ever empty.
func (h *hand) begin() {
	h.dropped = map[int]string{}
	for id := 1; id <= 3; id++ {
		h.note(id)
		h.visit(id)
	}
	h.on(func(s *shelf) { s.putUser(575, "200", user(575, "Ada", nil)) })
}

func (h *hand) on(change func(*shelf)) {
	for _, s := range h.shelves {
		change(s)
	}
}

// edit makes some changes.
func (h *hand) edit(changes int) {
	for range changes {
		id := 2 + h.IntN(smallClinic-1) // the first ones stay
		switch h.IntN(8) {
		case 0, 1, 2:
			h.note(id)
		case 3, 4:
			h.visit(id)
		case 5:
			h.drop(id)
		case 6:
			h.restore(id)
		default:
			name := fmt.Sprintf("Ada %d", h.tick())
			h.on(func(s *shelf) { s.putUser(575, "200", user(575, name, nil)) })
		}
	}
}

// must makes a change of every kind of record, one of which no mapper takes and one of which brings an id that is new.
func (h *hand) must() {
	h.note(1)
	h.visit(1)
	h.edit(2)
	poison := visit(poisoned, 575, 1790001000+int64(h.tick()), map[string]any{"type": nil})
	h.on(func(s *shelf) { s.putVisit(poisoned, 575, poison) })
}

func (h *hand) tick() int { h.serial++; return h.serial }

func (h *hand) moment() string {
	n := h.tick()
	return fmt.Sprintf("2026-11-%02dT%02d:%02d:00Z", 1+n/1440%28, n/60%24, n%60)
}

// note writes one anew: signed or not, of either patient.
func (h *hand) note(id int) {
	members := map[string]any{"updated_at": h.moment(), "created_at": fmt.Sprintf("2026-10-%02dT09:00:00Z", 5*id), "has": map[string]any{"content": true, "transcription": false, "signed": h.IntN(2) == 0}}
	if h.IntN(4) == 0 {
		members["patient"] = rawJSON(otherPatient)
	}
	body := note(id, 1, fmt.Sprintf("text %d "+canaryText, h.tick()), members)
	h.on(func(s *shelf) { s.putNote(id, body) })
}

// late shows a note with an older time than it has been shown with.
func (h *hand) late(id int) {
	h.note(id)
	body := jsonOf(h.shelves[0].notes[id], map[string]any{"updated_at": "2026-10-30T08:00:00Z"})
	h.on(func(s *shelf) { s.putNote(id, body) })
}

// foreignInvoice is somebody else's: the visit that shows it is loaded without.
var foreignInvoice = rawJSON(`{"id":"i1","status":"paid","user_id":576}`)

// visit writes one anew. The first has a prescription that nobody has seen yet.
func (h *hand) visit(id int) {
	shown := []any{}
	prescribe := func(number int) {
		shown = append(shown, map[string]any{"ID": fmt.Sprintf("p%d", number), "Drug": "Amoxicillin 500 mg", "Status": "Current"})
	}
	for n := range h.IntN(3) {
		prescribe((id + n) % smallClinic)
	}
	if id == 1 {
		prescribe(smallClinic + h.tick())
	}
	members := map[string]any{"prescriptions": shown}
	if id == 1 || h.IntN(4) == 0 {
		members["invoice"] = foreignInvoice
	}
	body := visit(id, 575, 1790001000+int64(h.tick()), members)
	h.on(func(s *shelf) { s.putVisit(id, 575, body) })
}

func (h *hand) drop(id int) {
	if held, ok := h.shelves[0].notes[id]; ok {
		h.dropped[id] = held
	}
	h.on(func(s *shelf) { s.dropNote(id) })
}

// restore brings a note back as it was when it was dropped. One that is shown is left alone: an older state in its place is believed
// when it was seen twice, so what is loaded would depend on how often somebody reads.
func (h *hand) restore(id int) {
	body, ok := h.dropped[id]
	if _, shown := h.shelves[0].notes[id]; ok && !shown {
		h.on(func(s *shelf) { s.putNote(id, body) })
	}
}

// canaryText is in every note's text and must be nowhere but in tables that hold notes.
const canaryText = "ZZCANARY"

// shows lists what the vendor holds and a mapper takes, by source.
func (s *shelf) shows() map[string][]string {
	s.mu.Lock()
	defer s.mu.Unlock()
	list := map[string][]string{}
	for id := range maps.Keys(s.notes) {
		list["notes"] = append(list["notes"], fmt.Sprint(id))
	}
	for id := range maps.Keys(s.visits) {
		if id != poisoned {
			list["visits"] = append(list["visits"], fmt.Sprint(id))
		}
	}
	for _, ids := range list {
		slices.Sort(ids)
	}
	return list
}
