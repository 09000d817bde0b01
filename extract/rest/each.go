package rest

import (
	"context"
	"iter"

	"golang.org/x/sync/errgroup"
)

// Each reads for each of list, at most parallel of them at once, and gives what came of each in list's order. The first error
// stops the others and is given back alone. The account's pace bounds the requests all the same.
func Each[T, R any](ctx context.Context, parallel int, list []T, read func(context.Context, T) (R, error)) ([]R, error) {
	results := make([]R, len(list))
	group, within := errgroup.WithContext(ctx)
	group.SetLimit(parallel)
	for i, one := range list {
		group.Go(func() (err error) {
			results[i], err = read(within, one)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	return results, nil
}

// Batches gives values in slices of size, the last one shorter. A value is taken only when its batch is to be filled, and no batch is
// empty.
func Batches[T any](values iter.Seq[T], size int) iter.Seq[[]T] {
	return func(yield func([]T) bool) {
		var batch []T
		for v := range values {
			if batch = append(batch, v); len(batch) < size {
				continue
			}
			if !yield(batch) {
				return
			}
			batch = nil
		}
		if len(batch) > 0 {
			yield(batch)
		}
	}
}
