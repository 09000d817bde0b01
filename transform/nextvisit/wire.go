package nextvisit

import "github.com/nightrounds/rounds/transform/wire"

// note is GET /v1/progress-notes/{id}, or an element of the list: the same object.
type note struct {
	ID                     wire.String           `json:"id"`
	Name                   wire.String           `json:"name"` // a title; often holds the patient's name
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
	UpdatedAt              wire.Known            `json:"updated_at"`
	Transcription          wire.Known            `json:"transcription"`
	Others                 wire.Others           `json:",embed"`
}

// has is the note's only sign indicator.
type has struct {
	Content       wire.Bool   `json:"content"`
	Transcription wire.Known  `json:"transcription"`
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

// audio tells that a recording was uploaded. Its URL is a secret that expires and is never read.
type audio struct {
	UploadedAt wire.Time   `json:"uploaded_at"`
	ExpiresAt  wire.Known  `json:"expires_at"`
	Duration   wire.Known  `json:"duration"` // seconds
	Bitrate    wire.Known  `json:"bitrate"`  // bit/s
	Size       wire.Known  `json:"size"`     // bytes
	FileURL    wire.Known  `json:"file_url"`
	Others     wire.Others `json:",embed"`
}

// user is the embedded creator of a note.
type user struct {
	ID        wire.String `json:"id"`
	Name      wire.String `json:"name"` // "Dr. Sarah Johnson": not to be split
	Email     wire.String `json:"email"`
	CreatedAt wire.Known  `json:"created_at"`
	UpdatedAt wire.Known  `json:"updated_at"`
	Others    wire.Others `json:",embed"`
}

// patient is what a note shows of its patient: "when loaded", so that absent and null say nothing.
type patient struct {
	ID           wire.String `json:"id"`
	UUID         wire.String `json:"uuid"`
	FirstName    wire.String `json:"first_name"`
	MiddleName   wire.String `json:"middle_name"`
	LastName     wire.String `json:"last_name"`
	Gender       wire.String `json:"gender"`
	DateOfBirth  wire.Time   `json:"date_of_birth"`
	Notes        wire.String `json:"notes"`
	DeletedAt    wire.Time   `json:"deleted_at"`
	Medications  wire.Known  `json:"latest_medications"`
	Allergies    wire.Known  `json:"allergies"`
	User         wire.Known  `json:"user"`
	Timeline     wire.Known  `json:"timeline"`
	Encounters   wire.Known  `json:"encounters"`
	Demographics wire.Known  `json:"demographics"`
	Team         wire.Known  `json:"team"`
	Meta         wire.Known  `json:"meta"`
	CreatedAt    wire.Known  `json:"created_at"`
	UpdatedAt    wire.Known  `json:"updated_at"`
	Others       wire.Others `json:",embed"`
}
