package extract

import (
	"errors"
	"iter"
)

// errLeft ends a run whose reader left the loop.
var errLeft = errors.New("the reader has left")

// Pages makes a Pull of a run that sends its pages one by one. The run's own error is the last element. An error of send ends
// the run, which wraps it or gives it back as it is: the reader has left and is told nothing.
func Pages(run func(send func(Page) error) error) iter.Seq2[Page, error] {
	return func(yield func(Page, error) bool) {
		err := run(func(page Page) error {
			if !yield(page, nil) {
				return errLeft
			}
			return nil
		})
		if err != nil && !errors.Is(err, errLeft) {
			yield(Page{}, err)
		}
	}
}
