package nextvisit

import "github.com/nightrounds/rounds/transform/wire"

// note is GET /v1/progress-notes/{id}, or an element of the list: the same object.
type note struct {
	ID                     wire.String           `json:"id"`
	Name                   wire.String           `json:"name"` // a title; often holds the patient's name
	Transcription          wire.Text             `json:"transcription"`
	Analysis               wire.Text             `json:"analysis"`
	Template               wire.Object[template] `json:"template"`
	Patient                wire.Object[patient]  `json:"patient"`
	Audio                  wire.Object[audio]    `json:"audio"`
	Has                    wire.Object[has]      `json:"has"`
	TeamID                 wire.String           `json:"team_id"`
	UserID                 wire.String           `json:"user_id"`
	User                   wire.Object[user]     `json:"user"` // may be another than user_id
	TranscriptionStarted   wire.Time             `json:"transcription_started_at"`
	TranscriptionCompleted wire.Time             `json:"transcription_completed_at"`
	AnalysisStarted        wire.Time             `json:"analysis_started_at"`
	AnalysisCompleted      wire.Time             `json:"analysis_completed_at"`
	ErrorState             wire.String           `json:"error_state"`
	CreatedAt              wire.Time             `json:"created_at"`
	UpdatedAt              wire.Time             `json:"updated_at"`
	Others                 wire.Others           `json:",embed"`
}

// has is the note's only sign indicator.
type has struct {
	Content       wire.Bool   `json:"content"`
	Transcription wire.Bool   `json:"transcription"`
	Signed        wire.Bool   `json:"signed"`
	Others        wire.Others `json:",embed"`
}

// template is the form an analysis follows.
type template struct {
	ID          wire.String `json:"id"`
	Name        wire.String `json:"name"`
	Description wire.Known  `json:"description"`
	Others      wire.Others `json:",embed"`
}

// audio describes a recording. Its URL is a secret that expires: it is cut before landing and never read.
type audio struct {
	UploadedAt wire.Time   `json:"uploaded_at"`
	ExpiresAt  wire.Known  `json:"expires_at"`
	Duration   wire.String `json:"duration"` // seconds: duration * bitrate / 8 = size in the vendor's example
	Bitrate    wire.Known  `json:"bitrate"`  // bit/s
	Size       wire.Int    `json:"size"`     // bytes
	FileURL    wire.Known  `json:"file_url"`
	Others     wire.Others `json:",embed"`
}

// user is GET /v1/users/{id}, or the embedded creator of a note.
type user struct {
	ID            wire.String `json:"id"`
	Name          wire.String `json:"name"` // "Dr. Sarah Johnson": not to be split
	Email         wire.String `json:"email"`
	CurrentTeamID wire.Known  `json:"current_team_id"`
	CreatedAt     wire.Known  `json:"created_at"`
	UpdatedAt     wire.Known  `json:"updated_at"`
	Others        wire.Others `json:",embed"`
}

// team is GET /v1/teams/{id}, or what a patient embeds of it.
type team struct {
	ID        wire.String `json:"id"`
	Name      wire.String `json:"name"`
	ParentID  wire.String `json:"parent_id"` // teams have child teams; the name of the member is not documented
	CreatedAt wire.Known  `json:"created_at"`
	UpdatedAt wire.Known  `json:"updated_at"`
	Others    wire.Others `json:",embed"`
}

// patient is an element of GET /v1/patients, or what a note shows of its patient: "when loaded", so that there absent and null
// say nothing.
type patient struct {
	ID           wire.String       `json:"id"`
	UUID         wire.String       `json:"uuid"`
	FirstName    wire.String       `json:"first_name"`
	MiddleName   wire.String       `json:"middle_name"`
	LastName     wire.String       `json:"last_name"`
	Gender       wire.String       `json:"gender"`
	DateOfBirth  wire.Time         `json:"date_of_birth"`
	Notes        wire.String       `json:"notes"`
	DeletedAt    wire.Time         `json:"deleted_at"`
	Medications  wire.Strings      `json:"latest_medications"`
	Allergies    wire.String       `json:"allergies"` // comes with the demographics
	Team         wire.Object[team] `json:"team"`
	TeamID       wire.String       `json:"team_id"`
	User         wire.Known        `json:"user"` // the creator, not the doctor
	Timeline     wire.Known        `json:"timeline"`
	Encounters   wire.Known        `json:"encounters"`
	Demographics wire.Known        `json:"demographics"`
	Meta         wire.Known        `json:"meta"`
	CreatedAt    wire.Known        `json:"created_at"`
	UpdatedAt    wire.Known        `json:"updated_at"`
	Others       wire.Others       `json:",embed"`
}
