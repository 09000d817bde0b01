package town

import (
	"fmt"
	"slices"
	"sort"
	"time"
)

// The draws for Noa.
const (
	aboutSessionCounts topic = 200 + iota
	aboutSession
	aboutSummary
	aboutConsumer
)

// noaTown is Noa's part of a town.
type noaTown struct {
	from     []int32 // the base sessions of human h are numbered [from[h], from[h+1])
	added    []addedNote
	sessions map[int][]edit[NoaSession]
}

// layNoa lays out the sessions and writes their script.
func (t *Town) layNoa() {
	t.noa = noaTown{sessions: map[int][]edit[NoaSession]{}}
	t.noa.from = t.spread(t.opts.SessionsPerPatient/0.9, atVSee, aboutSessionCounts, 0)
	if t.baseSessions() > 0 {
		t.addSessions()
		t.scriptNoa()
	}
}

func (t *Town) baseSessions() int { return int(t.noa.from[t.opts.Patients]) }

func (t *Town) sessionHuman(n int) int {
	if i := n - t.baseSessions(); i >= 0 {
		return t.noa.added[i].human
	}
	return sort.Search(t.opts.Patients, func(h int) bool { return int(t.noa.from[h+1]) > n })
}

func (t *Town) sessionSince(n int) int {
	if i := n - t.baseSessions(); i >= 0 {
		return t.noa.added[i].night
	}
	return 1
}

func (t *Town) sessionNumber(id string) (int, bool) {
	n, ok := numberOfUUID(id)
	return n, ok && n < t.baseSessions()+len(t.noa.added) && t.uuid(aboutSession, n) == id
}

// sessionShares holds the share of each status in percent.
var sessionShares = []struct {
	share  int
	status string
}{
	{50, StatusVerified}, {10, StatusSummarized}, {8, StatusEmptyVerified}, {5, StatusInterrupted}, {4, StatusFailed},
	{5, StatusExpired}, {4, StatusNew}, {4, StatusRecording}, {2, StatusRecorded}, {2, StatusTranscribing}, {2, StatusTranscribed},
	{4, StatusAnalyzing},
}

// session draws a session as it was when it was first seen.
func (t *Town) session(n int) NoaSession {
	d, human := throw(t.opts.Seed, aboutSession, n), t.sessionHuman(n)
	s := NoaSession{
		ID: t.uuid(aboutSession, n), Human: human, Country: noaCountry(human), Patient: t.patientID(human), InManifest: true,
		VisitType: pick(d, []string{"FirstVisit", "FollowUpVisit", "FollowUpVisit", ""}), Status: sessionStatus(n, d),
		TokenEnded: n%9 == 4,
	}
	t.name(&s, n)
	s.Language = pick(d, map[string][]string{"es": {"es-ES", "es-ES", "en-US", ""}, "pl": {"pl-PL", "pl-PL", "en-US", ""}}[s.Country])
	if d.percent(60) {
		s.Speciality = t.free(pick(d, []string{"psychiatrist", "Dermatología", "family doctor"}), "noa_speciality", n)
	}
	if n%6 == 1 {
		s.Metadata = fmt.Sprintf(`{"room":%d,"remark":%q}`, n%4, t.free("por la tarde", "noa_metadata", n))
	}
	s.Created = t.sessionTime(n, s, d)
	s.Form = statusForm(n)
	s.Purged = n%41 == 30 && s.Final()
	t.summarize(&s, n, 0)
	if n%8 != 3 {
		deliver(&s, n, pathTo(s.Status), s.Created.Add(2*time.Minute))
	}
	if n%8 == 5 && len(s.Deliveries) > 0 {
		s.InManifest, s.Patient = false, ""
	}
	if n%12 == 7 {
		s.Patient = ""
	}
	return s
}

func noaCountry(human int) string {
	if human%3 == 0 {
		return "pl"
	}
	return "es"
}

// sessionStatus is an unlisted word for a few.
func sessionStatus(n int, d *dice) string {
	draw := d.below(100)
	if n%37 == 22 {
		return UnlistedStatus
	}
	for _, s := range sessionShares {
		if draw < s.share {
			return s.status
		}
		draw -= s.share
	}
	return StatusVerified
}

func statusForm(n int) StatusForm {
	if n%29 == 17 {
		return NumberStatus
	}
	return []StatusForm{BareStatus, ObjectStatus, NamedStatus}[n%3]
}

// name gives the customer's own ids. Some sessions were made for the tuple of another one of the same person.
func (t *Town) name(s *NoaSession, n int) {
	if n%4 == 2 && t.sessionHuman(n-1) == s.Human && n < t.baseSessions() {
		n--
	}
	s.Staff = t.usual(s.Human, throw(t.opts.Seed, aboutSession, -1-n))
	s.Episode, s.Doctor, s.Facility = fmt.Sprintf("EP-%06d", n), fmt.Sprintf("doctor-%d", s.Staff/3), fmt.Sprintf("facility-%d", 1+s.Staff%3)
	s.DoctorName, s.Place = t.staff[s.Staff].FullName, fmt.Sprintf("Centro Médico %d", 1+s.Staff%3)
	switch n % 33 {
	case 8:
		s.Doctor, s.DoctorName, s.Staff = "", "", -1
	case 20:
		s.Episode = ""
	case 6, 23:
		s.Facility, s.Place, s.DoctorName = "", "", ""
	}
}

// sessionTime is hours before the night for what is still under way, up to months before it for the rest.
func (t *Town) sessionTime(n int, s NoaSession, d *dice) time.Time {
	if i := n - t.baseSessions(); i >= 0 {
		return t.dawn(t.noa.added[i].night).Add(-4*time.Hour - seconds(d, 3000))
	}
	if slices.Contains(NoaStatuses()[:6], s.Status) {
		return t.dawn(1).Add(-5*time.Hour - seconds(d, 9e4))
	}
	return t.dawn(1).Add(-30*time.Hour - seconds(d, 17e6))
}

// pathTo lists the statuses that a session has passed when it has this one; New is never told.
func pathTo(status string) []string {
	all := NoaStatuses()
	switch i := slices.Index(all, status); {
	case status == StatusExpired:
		return []string{status}
	case status == StatusInterrupted:
		return []string{StatusRecording, status}
	case status == StatusFailed:
		return []string{StatusRecording, StatusRecorded, status}
	case status == StatusEmptyVerified:
		return append(all[1:6:6], status)
	case i < 0:
		return append(all[1:7:7], status)
	default:
		return all[1 : i+1]
	}
}

// deliver calls the webhook: some calls come twice, some overtake the one before.
func deliver(s *NoaSession, n int, statuses []string, from time.Time) {
	told := slices.Clone(s.Deliveries)
	for i, status := range statuses {
		told = append(told, NoaDelivery{from.Add(time.Duration(i*7) * time.Minute).Truncate(time.Second), status})
	}
	last := len(told) - 1
	if n%6 == 2 && len(statuses) > 1 {
		told[last].Status, told[last-1].Status = told[last-1].Status, told[last].Status
	}
	if n%4 == 1 && len(statuses) > 0 {
		told = append(told, NoaDelivery{told[last].At.Add(30 * time.Second), told[last].Status})
	}
	s.Deliveries = told
}

// consumer is the customer's account in a country.
func (t *Town) consumer(country string) NoaConsumer {
	n := slices.Index(NoaCountries(), country)
	c := NoaConsumer{ID: t.uuid(aboutConsumer, n), Country: country, Name: t.free("Clínica Demo "+country, "noa_consumer", n), Language: "es-ES"}
	if country == "pl" {
		c.Language, c.Speciality = "pl-PL", "psychiatrist"
	}
	return c
}
