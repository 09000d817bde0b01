package town

import "time"

// Note is one Nextvisit progress note. The list and the read by id show the same. Empty strings and zero times: absent.
type Note struct {
	ID                     string // decimal
	Name                   string // title; often holds the patient's name
	Transcription          string
	Analysis               string // plain text, Markdown or HTML; nothing says which
	Template               Template
	Patient                string // id of the Nextvisit patient; empty: a note without patient
	Shows                  Shows
	Audio                  *Audio
	Has                    *Has // nil: absent, so whether it is signed is not known
	TeamID                 int
	UserID                 int           // creator
	User                   NextvisitUser // the embedded user; its ID may differ from UserID
	TranscriptionStarted   time.Time
	TranscriptionCompleted time.Time
	AnalysisStarted        time.Time
	AnalysisCompleted      time.Time
	ErrorState             string // empty: null
	Created, Updated       time.Time
	Fractions              bool // created_at is written with six decimals
}

// Signed tells whether the note says that it is signed.
func (n Note) Signed() bool { return n.Has != nil && n.Has.Signed }

// Shows says which optional fields of the patient a note embeds. What it does not embed it says nothing about.
type Shows struct {
	Demographics bool // gender and middle_name are loaded; else gender is null and middle_name absent
	Medications  bool // latest_medications is an array; else absent or null
	Notes        bool // the patient's `notes`
}

// Has is the note's only sign indicator.
type Has struct{ Content, Transcription, Signed bool }

// Template is the form an analysis follows. ID 0: absent.
type Template struct {
	ID          int
	Name        string
	Description string
}

// Audio describes a recording.
type Audio struct {
	Seconds  int
	Bitrate  int   // bit/s
	Size     int64 // bytes
	Uploaded time.Time
	Expires  time.Time // 30 days later
	Path     string    // of the file; its URL carries a secret that changes with every answer
}
