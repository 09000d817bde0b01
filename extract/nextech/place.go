package nextech

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/nightrounds/rounds/extract"
)

// place is where an enumeration goes on: a line of one roster, or a first letter of the terms. The zero place is the
// beginning.
type place struct {
	sum    string // of the roster
	line   int
	letter string
}

func (p place) inTerms() bool  { return p.letter != "" }
func (p place) inRoster() bool { return p.sum != "" }

// atLine names the line of a roster to go on with.
func atLine(sum string, line int) string { return "roster:" + sum + ":" + strconv.Itoa(line) }

// atLetter names the letter a sweep goes on with; past the last one it is "end".
func atLetter(letter string) string { return "terms:" + letter }

const endOfTerms = "end"

var errPlace = fmt.Errorf("the place to resume from is not one of this source as it is configured now: %w", extract.ErrUnsupported)

// readPlace reads a Page.Resume.
func readPlace(resume string) (place, error) {
	if resume == "" {
		return place{}, nil
	}
	if letter, ok := strings.CutPrefix(resume, "terms:"); ok {
		if letter != endOfTerms && (len(letter) != 1 || !strings.Contains(letters, letter)) {
			return place{}, errPlace
		}
		return place{letter: letter}, nil
	}
	sum, number, _ := strings.Cut(strings.TrimPrefix(resume, "roster:"), ":")
	line, err := strconv.Atoi(number)
	if err != nil || line < 0 || sum == "" || !strings.HasPrefix(resume, "roster:") {
		return place{}, errPlace
	}
	return place{sum: sum, line: line}, nil
}
