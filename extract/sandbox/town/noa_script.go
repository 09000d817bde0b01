package town

import "time"

// addSessions begins new sessions: for new patients, and for some who are known.
func (t *Town) addSessions() {
	add := func(night, human int) {
		if atVSee(human) {
			t.noa.added = append(t.noa.added, addedNote{night, human})
		}
	}
	for i, night := range t.newHumans {
		add(night, t.opts.Patients+i)
	}
	for night := 2; night <= LastNight; night++ {
		for i := range 2 * t.share() {
			add(night, (i*17+night)%t.opts.Patients)
		}
	}
}

// scriptNoa lets sessions go on, end badly, and lose the approval that they had.
func (t *Town) scriptNoa() {
	for part, story := range []struct{ from, second, third string }{
		{StatusRecording, StatusSummarized, StatusVerified},
		{StatusAnalyzing, StatusEmptyVerified, ""},
		{StatusRecording, StatusInterrupted, ""},
		{StatusAnalyzing, StatusFailed, ""},
		{StatusNew, StatusExpired, ""},
		{StatusNew, StatusRecording, StatusRecorded},
		{StatusVerified, StatusSummarized, StatusVerified},
		{StatusSummarized, StatusVerified, ""},
		{StatusSummarized, UnlistedStatus, ""},
		{StatusVerified, "", StatusSummarized},
		{StatusVerified, UnlistedStatus, ""},
	} {
		for _, n := range t.sessionsFor(part, story.from) {
			t.turn(n, 2, story.second)
			t.turn(n, 3, story.third)
		}
	}
}

func (t *Town) sessionsFor(part int, status string) []int {
	count := t.baseSessions()
	return chooseFor(t.share(), count*part/11, count, t.noa.sessions, t.session, func(_ int, s NoaSession) bool {
		return s.Status == status && !s.Purged
	})
}

// turn brings a session to a status. What was approved before is summarized anew, to another text, or goes by unchanged.
func (t *Town) turn(n, night int, status string) {
	if status == "" {
		return
	}
	what := Edited
	switch status {
	case StatusVerified:
		what = Signed
	case StatusSummarized:
		if t.sessionOn(n, night-1).Status == StatusVerified {
			what = Unsigned
		}
	}
	version := 0
	if t.session(n).Status == StatusVerified && status != UnlistedStatus {
		version = 1
	}
	at := t.at(night).Add(time.Duration(n%3600) * time.Second)
	t.noa.sessions[n] = append(t.noa.sessions[n], edit[NoaSession]{night, what, func(s *NoaSession) {
		passed := []string{status}
		if s.Status == StatusRecording && status == StatusSummarized {
			passed = pathTo(status)[1:]
		}
		s.Status = status
		t.summarize(s, n, version)
		if n%8 != 3 {
			deliver(s, n, passed, at)
		}
	}})
}

func (t *Town) sessionOn(n, night int) NoaSession {
	s, _ := on(t.session(n), t.noa.sessions[n], night)
	return s
}
