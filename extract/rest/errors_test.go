package rest_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/rest"
)

func TestSkipOf(t *testing.T) {
	for err, want := range map[error]string{
		extract.ErrTooLarge: extract.SkipTooLarge, extract.ErrShape: extract.SkipUnreadable, rest.ErrRefused: extract.SkipUnreadable,
		extract.ErrAuth: "", extract.ErrReauthorize: "", extract.ErrOrigin: "", extract.ErrUnavailable: "", extract.ErrLoop: "",
		rest.ErrNotFound: "", context.Canceled: "", nil: "",
	} {
		if err != nil {
			err = &rest.Error{Endpoint: "/notes/{id}", Err: fmt.Errorf("more: %w", err)}
		}
		if got := rest.SkipOf(err); got != want {
			t.Errorf("%v: %q", err, got)
		}
	}
	forbidden := &rest.Error{Endpoint: "/notes/{id}", Status: 403, Err: extract.ErrAuth}
	if got := rest.SkipOf(fmt.Errorf("more: %w", forbidden)); got != extract.SkipForbidden {
		t.Errorf("403: %q", got)
	}
	if got := rest.SkipOf(&rest.Error{Endpoint: "/notes/{id}", Err: fmt.Errorf("signing in: %w", forbidden)}); got != "" {
		t.Errorf("a sign-in that is refused is taken for a record: %q", got)
	}
	if got := rest.SkipOf(errors.Join(extract.ErrShape, extract.ErrAuth)); got != "" {
		t.Errorf("a sign-in that cannot be read is taken for a record: %q", got)
	}
}
