package noanotes

import "github.com/nightrounds/rounds/transform/wire"

// session is the envelope of one session: what was asked, what the customer's files tell, what the vendor answered.
type session struct {
	ID            wire.String      `json:"id"` // country/session id
	Request       wire.Known       `json:"request"`
	Manifest      wire.Object[row] `json:"manifest"`
	Succeeded     wire.Bool        `json:"succeeded"` // a later session was made for the same episode, doctor and facility
	Journal       wire.List[event] `json:"journal"`   // deliveries in the order they were received
	Status        wire.Raw         `json:"status"`    // the status answer; absent where it could not be asked
	Summary       wire.Raw         `json:"summary"`   // the summary answer; absent where the vendor gave none
	SummaryStatus wire.Known       `json:"summary_status"`
	Others        wire.Others      `json:",embed"`
}

// row is a manifest's row as the customer wrote it: with its columns, or with the names of the create-session request.
type row struct {
	Country       wire.Known  `json:"country"`
	SessionID     wire.Known  `json:"session_id"`
	SessionIDAPI  wire.Known  `json:"sessionId"`
	Episode       wire.String `json:"episode_id"`
	EpisodeAPI    wire.String `json:"episodeId"`
	Doctor        wire.String `json:"doctor_id"`
	DoctorAPI     wire.String `json:"doctorId"`
	DoctorName    wire.String `json:"doctor_name"`
	Facility      wire.String `json:"facility_id"`
	FacilityAPI   wire.String `json:"facilityId"`
	FacilityName  wire.String `json:"facility_name"`
	PatientSource wire.String `json:"patient_source"`
	PatientID     wire.String `json:"patient_id"`
	CreatedAt     wire.Time   `json:"created_at"`
	CreatedAtAPI  wire.Time   `json:"createdAt"`
	VisitType     wire.String `json:"visit_type"`
	VisitTypeAPI  wire.String `json:"visitType"`
	Language      wire.String `json:"language"`
	Speciality    wire.Raw    `json:"speciality"` // text, or {"value": text}
	Metadata      wire.Raw    `json:"metadata"`
	Template      wire.Known  `json:"template"` // what was asked for, not what was written
	Others        wire.Others `json:",embed"`
}

// event is one webhook delivery. The vendor publishes neither a time nor an order: received_at is the receiver's clock.
type event struct {
	Status     wire.String `json:"status"`
	ReceivedAt wire.Time   `json:"received_at"`
	Others     wire.Others `json:",embed"`
}

// settle takes the request's spelling of a member where the manifest's own is not there.
func (r *row) settle() {
	for _, pair := range []struct{ own, api *wire.String }{
		{&r.Episode, &r.EpisodeAPI}, {&r.Doctor, &r.DoctorAPI}, {&r.Facility, &r.FacilityAPI}, {&r.VisitType, &r.VisitTypeAPI},
	} {
		if pair.own.State != wire.Set {
			*pair.own = *pair.api
		}
	}
	if r.CreatedAt.State != wire.Set {
		r.CreatedAt = r.CreatedAtAPI
	}
}

// consumer is the envelope of the current consumer. The answer's members are not published; those read are the usual ones.
type consumer struct {
	ID      wire.String           `json:"id"` // country
	Request wire.Known            `json:"request"`
	Answer  wire.Object[consumed] `json:"answer"`
	Others  wire.Others           `json:",embed"`
}

// consumed is what a consumer's answer may tell. Its default language and template would say what a session without its own
// was made with; they are in the raw record.
type consumed struct {
	ID         wire.String `json:"id"`
	ConsumerID wire.String `json:"consumerId"`
	Name       wire.String `json:"name"`
	Language   wire.Known  `json:"language"`
	Speciality wire.Known  `json:"speciality"`
	Template   wire.Known  `json:"template"`
	Others     wire.Others `json:",embed"`
}
