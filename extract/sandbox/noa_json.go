package sandbox

import "github.com/nightrounds/rounds/extract/sandbox/town"

// summarySheet writes a session's summary. No page shows one: these are the shapes that the contract asks a reader to bear.
type summarySheet struct {
	*sheet
	v town.NoaSession
}

// titleNames and textNames are what the members of a listed section may be called.
var (
	titleNames = []string{"title", "key", "name"}
	textNames  = []string{"content", "value", "text"}
)

func (s summarySheet) fields() {
	sum := s.v.Summary
	s.str("sessionId", s.v.ID)
	switch sum.Shape {
	case town.TextSummary:
		s.str("content", sum.Text)
	case town.ObjectSummary:
		s.object("content", func() {
			for _, section := range sum.Sections {
				s.named(section.Title, section.Text)
			}
		})
	default:
		form := int(s.v.ID[len(s.v.ID)-1]) % len(titleNames)
		s.array("content", func() {
			for _, section := range sum.Sections {
				s.object("", func() {
					s.str(titleNames[form], section.Title)
					s.str(textNames[form], section.Text)
				})
			}
		})
	}
	if sum.Word != "" {
		s.str("verified", sum.Word)
		return
	}
	s.bool("verified", sum.Verified)
}

// named writes a member whose name is a person's words.
func (s *sheet) named(name, value string) {
	s.name("")
	s.quote(name)
	s.b = append(s.b, ':')
	s.quote(value)
}
