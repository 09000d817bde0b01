package pipelines_test

import (
	"runtime/debug"
	"testing"

	"github.com/nightrounds/rounds/pipelines"
)

func TestBoundMemory(t *testing.T) {
	percent, limit := debug.SetGCPercent(70), debug.SetMemoryLimit(8<<30)
	t.Cleanup(func() {
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(limit)
	})
	t.Setenv("GOGC", "70")
	t.Setenv("GOMEMLIMIT", "8GiB")
	pipelines.BoundMemory()
	if got := debug.SetMemoryLimit(-1); got != 8<<30 {
		t.Errorf("the environment's limit became %d", got)
	}
	if got := debug.SetGCPercent(70); got != 70 {
		t.Errorf("the environment's percentage became %d", got)
	}
	t.Setenv("GOGC", "")
	t.Setenv("GOMEMLIMIT", "")
	pipelines.BoundMemory()
	if got := debug.SetMemoryLimit(-1); got != 200<<20 {
		t.Errorf("the limit is %d", got)
	}
	if got := debug.SetGCPercent(70); got != 400 {
		t.Errorf("the percentage is %d", got)
	}
}
