package nextech

import (
	"strconv"

	"github.com/nightrounds/rounds/transform/wire"
)

// patient is one hit of GET /search.
type patient struct {
	ID         wire.Int    `json:"patientId"`
	Chart      wire.String `json:"chartNumber"` // digits with leading zeros, often: text
	FirstName  wire.String `json:"firstName"`
	MiddleName wire.String `json:"middleName"`
	LastName   wire.String `json:"lastName"`
	DOB        wire.String `json:"dob"` // a date, printed as a date-time in UTC
	HomePhone  wire.String `json:"homePhone"`
	SSN        wire.String `json:"ssn"` // cut before landing, or a keyed hash of it
	Others     wire.Others `json:",embed"`
}

// reading is a record of kind encounter: what was asked for, since the answer does not tell whose encounter it is, and one
// element of the answer of GET /{patientId}/encounters/search.
type reading struct {
	Request wire.Object[request] `json:"request"`
	Answer  wire.Object[item]    `json:"answer"`
	Others  wire.Others          `json:",embed"`
}

// request is what the extractor asked for.
type request struct {
	Patient  wire.Int    `json:"patientId"`
	Practice wire.String `json:"practice"` // as sent in x-nextech-practice-id
	Section  wire.String `json:"section"`  // of the CCD; empty: the whole CCD
	Others   wire.Others `json:",embed"`
}

// item is one encounter.
type item struct {
	Summary wire.Object[summary] `json:"summary"`
	CCD     wire.Text            `json:"ccd"` // HTML for people, whole or one section of it
	Others  wire.Others          `json:",embed"`
}

// summary is an encounter's basic properties. Department, location and type are names without a code list.
type summary struct {
	ID          wire.Int    `json:"encounterId"`
	DoctorID    wire.Int    `json:"doctorId"` // 0: none
	FirstName   wire.String `json:"doctorFirstName"`
	LastName    wire.String `json:"doctorLastName"`
	Designation wire.String `json:"doctorProfessionalDesignation"` // "MD"
	Department  wire.String `json:"department"`
	Location    wire.String `json:"location"`
	Date        wire.Time   `json:"encounterDate"` // UTC, by the page's word
	Type        wire.String `json:"type"`
	Locked      wire.Bool   `json:"encounterLocked"` // a string by the page's table, a boolean in its sample
	Others      wire.Others `json:",embed"`
}

// id is the text of a positive number; empty for any other: 0 stands for none.
func id(n wire.Int) string {
	if n.Value <= 0 {
		return ""
	}
	return strconv.FormatInt(n.Value, 10)
}
