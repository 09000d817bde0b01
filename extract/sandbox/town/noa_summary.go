package town

// noaTitles are sections' titles by country. One is written in decomposed letters, as some keyboards send them.
var noaTitles = map[string][]string{
	"es": {"Motivo de consulta", "Exploracio\u0301n física", "Diagnóstico", "Plan"},
	"pl": {"Powód wizyty", "Badanie", "Rozpoznanie", "Zalecenia"},
}

// summarize gives a session the summary that its status calls for; each version is another text.
func (t *Town) summarize(s *NoaSession, n, version int) {
	s.Summary = nil
	switch s.Status {
	case StatusSummarized, StatusVerified, UnlistedStatus:
		s.Summary = t.summary(n, version, s.Country)
		s.Summary.Verified = s.Status == StatusVerified || s.Status == UnlistedStatus && n%2 == 0
		if n%19 == 9 { // one of the two answers is older than the other
			s.Summary.Verified = !s.Summary.Verified
		}
	case StatusEmptyVerified:
		// Nobody approved anything, whatever the flag says.
		s.Summary = &NoaSummary{Shape: summaryShape(n), Verified: n%2 == 0}
	default:
		return
	}
	if n%5 == 1 {
		s.Summary.Word = s.Status
	}
}

func summaryShape(n int) SummaryShape {
	return []SummaryShape{TextSummary, ObjectSummary, ListSummary}[n/2%3]
}

func (t *Town) summary(n, version int, country string) *NoaSummary {
	d := throw(t.opts.Seed, aboutSummary, 10*n+version)
	v := &NoaSummary{Shape: summaryShape(n)}
	text := func(title string) string {
		return t.free(t.prose(d, 80+d.below(500)), "noa_summary"+string(rune('a'+version))+title, n)
	}
	if v.Shape == TextSummary {
		v.Text = text("")
		return v
	}
	for i, title := range noaTitles[country] {
		v.Sections = append(v.Sections, NoaSection{title, text(string(rune('0' + i)))})
	}
	if n%4 < 2 {
		last := v.Sections[len(v.Sections)-1]
		v.Sections = append(v.Sections, NoaSection{swapCase(last.Title), text("9")})
	}
	return v
}

// swapCase makes another title of the same letters.
func swapCase(title string) string { return string(title[0]|0x20) + title[1:] }
