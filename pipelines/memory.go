package pipelines

import (
	"os"
	"runtime/debug"
)

// The garbage collector of a run: it works when the heap is five times what is in use, and always at heapLimit, where the
// process stays below 250 MB. A batch in flight takes about 100 MB. docs/performance.md holds what other choices cost.
const (
	heapGrowth = 400       // percent
	heapLimit  = 200 << 20 // bytes
)

// BoundMemory makes the process collect its garbage as a run needs it. What the environment says by GOGC or GOMEMLIMIT
// stays. The limit is soft: a record that needs more gets more.
func BoundMemory() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(heapGrowth)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(heapLimit)
	}
}
