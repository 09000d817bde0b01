package sandbox

import (
	"fmt"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/nightrounds/rounds/extract/sandbox/town"
)

// Options say how big the population is and how the servers behave.
type Options struct {
	Seed                 uint64
	Patients             int       // invented humans; zero: 300
	Practitioners        int       // zero: 20
	VisitsPerPatient     float64   // VSee visits divided by Patients; zero: 5; negative: none
	NotesPerPatient      float64   // Nextvisit notes divided by Patients; zero: 3.4; negative: none
	EncountersPerPatient float64   // Nextech encounters divided by Patients; zero: 2; negative: none
	SessionsPerPatient   float64   // Noa sessions divided by Patients; zero: 1; negative: none
	Night                int       // zero: 1
	Today                time.Time // the first night; zero: 2026-11-02 06:00 UTC
	Canary               bool      // every free text field ends in a token of its own, see town.CanaryMark
	FlatNotes            bool      // notes of 2 KB each instead of 4 KB in the median and 60 KB at the 99th percentile
	Latency              time.Duration
	VisitsParam          string        // the parameter of GET /visits that names a member; zero: member_id
	NextvisitPaging      Paging        // zero: Counted
	NextvisitLimits      []Limit       // of Nextvisit's token; none: it has no limit
	NextechCap           int           // how many patients one search shows; zero: 25
	NextechEnvelope      Envelope      // what a search wraps them in; zero: nothing
	NextechTokenLife     time.Duration // of an access token; zero: an hour
	NoaSignInPath        string        // zero: /auth/sign-in
	NoaTokenField        string        // of the answer to a sign-in; zero: accessToken
	NoaTokenLife         time.Duration // of a consumer token; zero: an hour
	NoaAPIVersion        string        // the api-version that every request must name; zero: none
	NoaSessionTokens     bool          // a session's status is opened by the session's token, not by the consumer's
	NoaPatientSource     string        // what a manifest calls the source of its patients; zero: vsee
	VSeePort             int           // of Start; zero: any free port
	NextvisitPort        int           // of Start; zero: any free port
	NextechPort          int           // of Start; zero: any free port
	NextechAuthPort      int           // of Start; zero: any free port
	NoaPort              int           // of Start, the first country's; the others follow it; zero: any free ports
}

// Sandbox is the four vendors. The same options give the same answers byte for byte, but for the links to recordings,
// whose token is new in every answer, and for what is given out as tokens. It is safe for concurrent use.
type Sandbox struct {
	opts    Options
	town    *town.Town
	truth   atomic.Pointer[town.Truth]
	before  atomic.Pointer[town.Truth] // the night before, for stale reads
	names   atomic.Pointer[sortedNames]
	serial  atomic.Uint64
	faults  Faults
	journal journal
	grants  grants
	desk    nextvisitDesk
	signIns signIns
}

// Truth is the facts of one night.
type Truth = *town.Truth

// New makes a sandbox. Nothing listens yet: see Start, or take the handlers of the vendors.
func New(o Options) *Sandbox {
	o.Patients = orDefault(o.Patients, 300)
	o.VisitsPerPatient = orDefault(o.VisitsPerPatient, 5)
	o.NotesPerPatient = orDefault(o.NotesPerPatient, 3.4)
	o.EncountersPerPatient = orDefault(o.EncountersPerPatient, 2)
	o.SessionsPerPatient = orDefault(o.SessionsPerPatient, 1)
	o.VisitsParam = orDefault(o.VisitsParam, "member_id")
	o.NextechCap = orDefault(o.NextechCap, 25)
	o.NextechTokenLife = orDefault(o.NextechTokenLife, accessLife)
	o.NoaSignInPath = orDefault(o.NoaSignInPath, "/auth/sign-in")
	o.NoaTokenField = orDefault(o.NoaTokenField, "accessToken")
	o.NoaTokenLife = orDefault(o.NoaTokenLife, accessLife)
	o.NoaPatientSource = orDefault(o.NoaPatientSource, "vsee")
	s := &Sandbox{opts: o, town: town.New(town.Options{
		Seed: o.Seed, Patients: o.Patients, Practitioners: o.Practitioners,
		VisitsPerPatient: max(o.VisitsPerPatient, 0), NotesPerPatient: max(o.NotesPerPatient, 0),
		EncountersPerPatient: max(o.EncountersPerPatient, 0), SessionsPerPatient: max(o.SessionsPerPatient, 0),
		Today: o.Today, Canary: o.Canary, FlatNotes: o.FlatNotes,
	})}
	s.SetNight(o.Night)
	s.grants.seed(s.Credentials())
	return s
}

func orDefault[T comparable](v, otherwise T) T {
	var zero T
	if v == zero {
		return otherwise
	}
	return v
}

// SetNight moves the population to a night: 1 is the base, 2 and 3 bring scripted changes, later nights are like the
// third. Requests under way finish on the night they began.
func (s *Sandbox) SetNight(n int) {
	s.before.Store(s.town.At(n - 1))
	s.truth.Store(s.town.At(n))
}

// Truth tells the facts of the current night.
func (s *Sandbox) Truth() Truth { return s.truth.Load() }

// Faults are the faults to come.
func (s *Sandbox) Faults() *Faults { return &s.faults }

// VSee is VSee's API, at / and at /api_v3.
func (s *Sandbox) VSee() http.Handler { return underPrefix("/api_v3", s.vseeRoutes()) }

// Nextvisit is Nextvisit's API, at / and at /api.
func (s *Sandbox) Nextvisit() http.Handler { return underPrefix("/api", s.nextvisitRoutes()) }

// Nextech is Nextech's API, at / and at /ehr/api.
func (s *Sandbox) Nextech() http.Handler { return underPrefix("/ehr/api", s.nextechRoutes()) }

// NextechAuth is the OAuth 2.0 server that Nextech's tokens come from.
func (s *Sandbox) NextechAuth() http.Handler { return s.oauthRoutes() }

// Noa is Noa's API of one country, at / and at /api/v1.
func (s *Sandbox) Noa(country string) http.Handler {
	return underPrefix("/api/v1", s.noaRoutes(country))
}

// Credentials are the tokens the servers accept. They open nothing but this sandbox.
type Credentials struct {
	VSeeToken      string // X-ApiToken of an admin
	VSeeAccount    string // X-AccountCode
	NextvisitToken string // bearer
	NextvisitTeam  int    // team_id of every note

	NextechPractice     string // x-nextech-practice-id
	NextechToken        string // bearer that does not expire by itself
	NextechRefreshToken string // good once, for a first pair of tokens without a person
	NextechClientID     string
	NextechClientSecret string // may be left out
	NextechResource     string // the app that consumes the tokens

	NoaClientID string // a uuid, the same in every country
	NoaSecret   string
}

// Credentials tells the tokens of this seed.
func (s *Sandbox) Credentials() Credentials {
	return Credentials{
		VSeeToken:      s.mint(1),
		VSeeAccount:    "demo",
		NextvisitToken: "nv-sk-7|" + s.mint(2),
		NextvisitTeam:  homeTeam,

		NextechPractice:     "practice-0417",
		NextechToken:        "nx-" + s.mint(4<<40),
		NextechRefreshToken: "nxr-" + s.mint(5<<40),
		NextechClientID:     "sandbox-client",
		NextechClientSecret: s.mint(6 << 40),
		NextechResource:     "https://sandbox.example.org/ehr",

		NoaClientID: uuidOf(s.mint(8 << 40)),
		NoaSecret:   s.mint(7 << 40),
	}
}

// PatientToken is an X-ApiToken with which VSee silently shows one patient and nobody else.
func (s *Sandbox) PatientToken(patientID string) string { return s.mint(3) + "-" + patientID }

// SecretMark is in every secret that the answers carry: link tokens, meeting ids, signed URLs.
const SecretMark = "ZZSECRET-"

// SecretPin begins every meeting.conference_pin, which is a number.
const SecretPin = 770077

func (s *Sandbox) mint(n uint64) string {
	x := (s.opts.Seed + n) * 0x9e3779b97f4a7c15
	y := (x ^ x>>31) * 0xbf58476d1ce4e5b9
	return fmt.Sprintf("%016x%016x", x, y)
}

// uuidOf writes 32 hexadecimal digits as a UUID.
func uuidOf(hex string) string {
	return hex[:8] + "-" + hex[8:12] + "-4" + hex[13:16] + "-8" + hex[17:20] + "-" + hex[20:]
}
