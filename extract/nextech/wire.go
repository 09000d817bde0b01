package nextech

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/rest"
)

// id is a Nextech id: a positive integer, printed as a number or as a string of digits. Anything else is never put into a path.
type id uint64

func (i id) String() string { return strconv.FormatUint(uint64(i), 10) }

// parseID gives false for whatever is not the plain decimal of a positive integer.
func parseID(s string) (id, bool) {
	n, err := strconv.ParseUint(s, 10, 63)
	if err != nil || n == 0 || strconv.FormatUint(n, 10) != s {
		return 0, false
	}
	return id(n), true
}

// idOf reads a raw id; false for 0, null and whatever is no id.
func idOf(raw json.RawMessage) (id, bool) {
	n, ok := rest.Integer(raw)
	return id(max(n, 0)), ok && n > 0
}

// joint is the id of an encounter's record, "<patientId>/<encounterId>": an encounter is found again through its patient alone.
func joint(patient, encounter id) string { return patient.String() + "/" + encounter.String() }

// split takes a joint id apart.
func split(text string) (patient, encounter id, ok bool) {
	left, right, _ := strings.Cut(text, "/")
	patient, okLeft := parseID(left)
	encounter, okRight := parseID(right)
	return patient, encounter, okLeft && okRight
}

// moment reads encounterDate, which the vendor's page calls UTC, so that a time without a zone is UTC as well. Absent, unreadable
// and the year 1 are the zero time.
func moment(raw json.RawMessage) time.Time {
	text, _ := rest.Text(raw)
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02 15:04:05", time.DateOnly} {
		if at, err := time.Parse(layout, text); err == nil && at.Year() > 1 {
			return at.UTC()
		}
	}
	return time.Time{}
}

// envelopes are the names under which an answer may hold its list. No page prints an answer with more than one patient.
var envelopes = []string{"data", "results", "items"}

// patientsIn gives the hits of a search: an array, one bare patient, or an envelope's array.
func patientsIn(body []byte) ([]json.RawMessage, error) {
	page, err := rest.Split(body, "")
	if err == nil {
		return page.Items, nil
	}
	for _, name := range envelopes {
		if page, err := rest.Split(body, name); err == nil && page.Items != nil {
			return page.Items, nil
		}
	}
	if members := rest.Members(body); members["patientId"] != nil {
		return []json.RawMessage{body}, nil
	}
	return nil, fmt.Errorf("%w: neither a list of patients nor a patient", extract.ErrShape)
}
