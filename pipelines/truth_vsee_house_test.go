package pipelines_test

import (
	"time"

	"github.com/nightrounds/rounds/extract/sandbox/town"
)

// expectVSeeHouse writes down the account, its rooms and who works in them.
func (h *history) expectVSeeHouse() {
	for _, a := range h.Truth().Accounts() {
		of := vseeEntity(town.KindOrganization, a.Code)
		r := vseeRow(of, "account", "Organization", a.Code, h.since(of), time.Time{})
		r.identified(row{"system": vseeSystem("account"), "value": a.Code})
		r["name"] = a.Name
		h.expect("organization", row(r))
	}
	for room := range h.Truth().Rooms() {
		h.expect("location", h.room(room))
		for _, p := range room.Providers {
			of := vseeEntity(town.KindRole, room.Code+"/"+p.ID)
			night := h.since(of)
			r := vseeRow(of, "user", "PractitionerRole", "room/"+of.id, night, time.Time{})
			r["locations"] = []row{plainRef(vseeRef("Location", room.Code))}
			u, _ := h.truths[night].VSeeUser(p.ID)
			h.expect("practitioner_role", h.role(r, u))
		}
	}
}

// room: what is offered there, and by which specialties, stays in the raw record.
func (h *history) room(room town.VSeeRoom) row {
	of := vseeEntity(town.KindLocation, room.Code)
	r := vseeRow(of, "room", "Location", room.Code, h.since(of), room.Modified)
	r.identified(row{"system": vseeSystem("room"), "value": room.Code})
	r.set(row{"status": "active", "mode": "instance", "name": room.Name})
	r.worded("type", "virtual")
	r.pointed("managing_organization", vseeRef("Organization", room.Account))
	return row(r)
}
