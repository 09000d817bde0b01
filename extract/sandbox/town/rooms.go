package town

import (
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"
	"time"
)

// VSeeRoom is a virtual waiting room as GET /rooms/:code shows it. The list shows less of it, and no id.
type VSeeRoom struct {
	ID            int
	Code          string
	Name          string
	Slug          string
	Account       string
	Specialties   []string
	Consultations []Consultation
	Providers     []RoomProvider // as GET /rooms/:code/providers shows them
	Created       time.Time
	Modified      time.Time
}

// Consultation is something a room offers.
type Consultation struct {
	ID          string // uuid
	Description string
	Minutes     int
	Amount      int // in the unit of the vendor, which no page tells
}

// RoomProvider is a practitioner who works in a room.
type RoomProvider struct {
	ID     string // of the VSee provider
	Bio    string // empty: short_bio is false
	Status string // a word; empty: status is false
}

// Rooms 0 to 2 are the ones that visits take place in. The last one appears on the third night.
const (
	roomBase  = 10_023_000
	roomCount = 13
)

var (
	roomCodes = []string{"main", "evening", "groups"}
	roomNames = []string{"Main clinic", "Evening clinic", "Groups"}

	roomSpecialties = []string{"Psychiatry", "Family medicine", "Dermatology"}
)

func (t *Town) room(n int) VSeeRoom {
	d := throw(t.opts.Seed, aboutRoom, n)
	r := VSeeRoom{
		ID: roomBase + n, Code: fmt.Sprintf("suite%d", n), Name: fmt.Sprintf("Suite %d", n), Account: AccountCode,
		Specialties: []string{t.free(pick(d, roomSpecialties), "specialty", n)},
		Created:     t.opts.Today.AddDate(-2, 0, -n).Truncate(time.Second),
	}
	if n < len(roomCodes) {
		r.Code, r.Name = roomCodes[n], roomNames[n]
	}
	r.Name, r.Slug, r.Modified = t.free(r.Name, "room_name", n), strings.ToUpper(r.Code), r.Created
	for i := range 1 + d.below(3) {
		r.Consultations = append(r.Consultations, Consultation{
			ID: t.uuid(aboutRoom, 4*n+i), Description: t.free(pick(d, consultations), "room_consultation", 4*n+i), Minutes: 15 * (1 + d.below(4)), Amount: 2500 * d.below(3),
		})
	}
	from := d.below(t.opts.Practitioners)
	for i := range min(1+d.below(4), t.opts.Practitioners) {
		r.Providers = append(r.Providers, t.roomProvider(n, (from+i)%t.opts.Practitioners))
	}
	return r
}

func (t *Town) roomProvider(room, staff int) RoomProvider {
	p := RoomProvider{ID: t.staffID(staff)}
	if (room+staff)%3 == 0 {
		p.Bio, p.Status = t.free("Ten years in telehealth.", "short_bio", 1000*room+staff), "online"
	}
	return p
}

func (t *Town) roomOn(n, night int) (VSeeRoom, bool) {
	if n < 0 || n >= roomCount || n == roomCount-1 && night < LastNight {
		return VSeeRoom{}, false
	}
	return on(t.rooms[n], t.script.rooms[n], night)
}

func (t *Town) roomName(n, night int) string {
	r, _ := on(t.rooms[n], t.script.rooms[n], night)
	return r.Name
}

// Rooms yields VSee's live rooms, also those that no visit takes place in.
func (tr *Truth) Rooms() iter.Seq[VSeeRoom] {
	return func(yield func(VSeeRoom) bool) {
		for n := range roomCount {
			if r, ok := tr.town.roomOn(n, tr.night); ok && !yield(r) {
				return
			}
		}
	}
}

// Room finds a live room by its code.
func (tr *Truth) Room(code string) (VSeeRoom, bool) {
	n := slices.Index(roomCodes, code)
	if digits, ok := strings.CutPrefix(code, "suite"); ok {
		n, _ = strconv.Atoi(digits)
	}
	r, ok := tr.town.roomOn(n, tr.night)
	return r, ok && r.Code == code
}

// scriptRooms renames a room that visits take place in, lets others come and go, and moves a practitioner.
func (t *Town) scriptRooms() {
	at := t.at(2)
	t.script.rooms[1] = []edit[VSeeRoom]{{2, Edited, func(r *VSeeRoom) {
		r.Name, r.Modified = t.free("Evening clinic west", "room_name_b", 1), at
	}}}
	t.script.rooms[roomCount-2] = []edit[VSeeRoom]{{night: 2, what: Deleted}}
	t.script.rooms[4] = []edit[VSeeRoom]{{3, elsewhere, func(r *VSeeRoom) {
		last, _ := number(r.Providers[len(r.Providers)-1].ID, staffBase)
		r.Providers = slices.Clone(r.Providers[:len(r.Providers)-1])
		if next := (last + 1) % t.opts.Practitioners; !slices.ContainsFunc(r.Providers, func(p RoomProvider) bool { return p.ID == t.staffID(next) }) {
			r.Providers = append(r.Providers, t.roomProvider(4, next))
		}
	}}}
}
