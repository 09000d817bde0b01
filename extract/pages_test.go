package extract_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/nightrounds/rounds/extract"
)

func TestPages(t *testing.T) {
	broken := errors.New("broken")
	for name, c := range map[string]struct {
		end    error
		leave  int64 // the page after which the reader leaves
		want   []int64
		reason error
	}{
		"to the end":          {nil, 9, []int64{1, 2, 3}, nil},
		"an error":            {broken, 9, []int64{1, 2, 3}, broken},
		"a reader who leaves": {broken, 2, []int64{1, 2}, nil},
	} {
		ended := 0
		pages := extract.Pages(func(send func(extract.Page) error) error {
			defer func() { ended++ }()
			for n := range int64(3) {
				if err := send(extract.Page{Claimed: n + 1}); err != nil {
					return fmt.Errorf("a page: %w", err)
				}
			}
			return c.end
		})
		for range 2 { // a Pull may be read again
			var got []int64
			var reason error
			for page, err := range pages {
				if reason = err; err != nil {
					continue
				}
				if got = append(got, page.Claimed); page.Claimed == c.leave {
					break
				}
			}
			if !slices.Equal(got, c.want) || !errors.Is(reason, c.reason) {
				t.Errorf("%s: %v, %v", name, got, reason)
			}
		}
		if ended != 2 {
			t.Errorf("%s: the run ended %d times", name, ended)
		}
	}
}
