package fhirx

import (
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Parts gives the parts of one record keys for their ids: what a part says and how often the record said it before. A part's
// place is not in it, so a list that is sorted anew keeps its ids. Each kind of part needs Parts of its own.
type Parts map[string]int

// Key is the key of the next part that says content. Case, runs of blanks and Unicode's spellings of one letter make no
// difference. It holds the content: it belongs into Scope.ID and nowhere else.
func (p Parts) Key(content string) string {
	content = strings.Join(strings.Fields(strings.ToLower(norm.NFC.String(content))), " ")
	p[content]++
	return content + "#" + strconv.Itoa(p[content])
}
