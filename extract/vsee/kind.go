package vsee

import (
	"encoding/json"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/rest"
)

// endpoints.
const (
	usersPath     = "/users"
	userPath      = "/users/{id}"
	visitsPath    = "/visits"
	visitPath     = "/visits/{id}"
	summaryPath   = "/visits/{id}/exports/visit_summary"
	intakePath    = "/intakes/{id}"
	roomsPath     = "/rooms"
	roomPath      = "/rooms/{id}"
	providersPath = "/rooms/{id}/providers"
	accountPath   = "/accounts/{id}"
	filesPath     = "/files"
)

// reading is how the records of a kind are read one by one.
type reading struct {
	endpoint string
	shape    *rest.Shape
	valid    func(id string) (string, bool)              // whether an id can be asked for
	named    func(raw ...json.RawMessage) (string, bool) // the id an answer names, from what the shape picks first and second
}

// readings are the kinds that are asked for by themselves. Shapes pick the ids first, then "modified".
var readings = map[extract.Kind]reading{
	extract.Patient:          {userPath, memberShape, number, numberFrom},
	extract.Practitioner:     {userPath, userShape, number, numberFrom},
	extract.Visit:            {visitPath, visitShape, number, numberFrom},
	extract.Location:         {roomPath, roomShape, code, codeFrom},
	extract.Organization:     {accountPath, accountShape, code, codeFrom},
	extract.PractitionerRole: {providersPath, providerShape, roomAndNumber, nil},
}

// riding are the kinds that come with others only.
var riding = map[extract.Kind]string{
	extract.Intake:         "intakes come with visits",
	extract.MedicalProfile: "medical profiles come with visits",
	extract.File:           "files come with visits and patients",
}
