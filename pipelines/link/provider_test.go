package link

import (
	"slices"
	"testing"

	"github.com/nightrounds/rounds/load"
)

func TestWhoIsOneClinician(t *testing.T) {
	who := func(id, source, npi, text string, emails ...string) load.Practitioner {
		return load.Practitioner{ID: id, Source: source, NPI: npi, Emails: emails, Name: load.PersonName{Text: text}}
	}
	for name, c := range map[string]struct {
		all   []load.Practitioner
		rules []string // by id
		sizes []uint32
	}{
		"an NPI, whatever the name": {[]load.Practitioner{who("a", "n", "1", "Ash Birch"), who("b", "s", "1", "A. B. Yarrow")}, []string{"npi", "npi"}, []uint32{2, 2}},
		"an e-mail address":         {[]load.Practitioner{who("a", "n", "", "Ash Birch", "Ash@example.org"), who("b", "n", "", "Doctor", "ash@example.org")}, []string{"email", "email"}, []uint32{2, 2}},
		"a name with its titles": {[]load.Practitioner{who("a", "n", "", "Dr. Ash Birch"), who("b", "s", "", "Ash Birch, M.D."),
			{ID: "c", Source: "e", Name: load.PersonName{Given: "Ash", Family: "Birch"}}}, []string{"name", "name", "name"}, []uint32{3, 3, 3}},
		"a name that one source has twice": {[]load.Practitioner{who("a", "n", "", "Ash Birch"), who("b", "n", "", "Ash Birch"), who("c", "s", "", "Ash Birch")},
			[]string{"alone", "alone", "alone"}, []uint32{1, 1, 1}},
		"twice, but one by e-mail": {[]load.Practitioner{who("a", "n", "", "Ash Birch", "x@y.example"), who("b", "n", "", "Ash Birch", "x@y.example"), who("c", "s", "", "Ash Birch")},
			[]string{"email", "email", "name"}, []uint32{3, 3, 3}},
		"a name at two facilities of one source": {[]load.Practitioner{{ID: "a", Source: "n", Registry: "f1", Name: load.PersonName{Text: "Ash Birch"}},
			{ID: "b", Source: "n", Registry: "f2", Name: load.PersonName{Text: "Ash Birch"}}, who("c", "s", "", "Ash Birch")}, []string{"name", "name", "name"}, []uint32{3, 3, 3}},
		"two NPIs of one name":    {[]load.Practitioner{who("a", "n", "1", "Ash Birch"), who("b", "s", "2", "Ash Birch")}, []string{"alone", "alone"}, []uint32{1, 1}},
		"two NPIs of one mailbox": {[]load.Practitioner{who("a", "n", "1", "Ash Birch", "desk@y.example"), who("b", "s", "2", "Wen Quill", "desk@y.example")}, []string{"alone", "alone"}, []uint32{1, 1}},
		"one word is no name":     {[]load.Practitioner{who("a", "n", "", "Birch"), who("b", "s", "", "Dr. Birch")}, []string{"alone", "alone"}, []uint32{1, 1}},
		"nothing is nothing":      {[]load.Practitioner{who("a", "n", "", ""), who("b", "s", "", "")}, []string{"alone", "alone"}, []uint32{1, 1}},
	} {
		t.Run(name, func(t *testing.T) {
			for range 2 { // in either order
				slices.Reverse(c.all)
				rows, err := FindProviders(sure(slices.Values(c.all)))
				if err != nil {
					t.Fatal(err)
				}
				var rules []string
				var sizes []uint32
				for _, r := range rows {
					rules, sizes = append(rules, r.Rule), append(sizes, r.Practitioners)
				}
				if !slices.Equal(rules, c.rules) || !slices.Equal(sizes, c.sizes) {
					t.Errorf("%v %v, want %v %v", rules, sizes, c.rules, c.sizes)
				}
				if rows[0].ProviderID != ProviderID("a") {
					t.Error("a provider's id is not of the least practitioner")
				}
			}
		})
	}
}
