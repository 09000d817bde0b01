package pipelines

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// errShard says how a shard is written.
var errShard = errors.New("a shard is I/N with I from 1 to N, or /N where JOB_COMPLETION_INDEX counts from 0")

// Shard is one of several processes that divide the windows of a backfill among them. The zero Shard does all of it.
type Shard struct {
	Index int // from 1 to Of
	Of    int // 0: not divided
}

// ParseShard reads "2/4", or "/4", whose index is that of a Kubernetes Indexed Job: index, counted from 0. Empty is the zero Shard.
func ParseShard(text, index string) (Shard, error) {
	if text == "" {
		return Shard{}, nil
	}
	i, n, ok := strings.Cut(text, "/")
	of, err := strconv.Atoi(n)
	if !ok || err != nil {
		return Shard{}, errShard
	}
	first := 0
	if i == "" {
		i, first = index, 1
	}
	at, err := strconv.Atoi(i)
	if at += first; err != nil || at < 1 || at > of {
		return Shard{}, errShard
	}
	return Shard{at, of}, nil
}

// String is "2/4", or nothing for the zero Shard: as ops.windows keeps it.
func (s Shard) String() string {
	if s.Of == 0 {
		return ""
	}
	return fmt.Sprintf("%d/%d", s.Index, s.Of)
}

// owns tells whether the window that begins there is this shard's. It rests on the grid alone, so that every shard divides alike
// whatever was read meanwhile.
func (s Shard) owns(from time.Time, chunk time.Duration) bool {
	if s.Of == 0 {
		return true
	}
	nth := from.Truncate(chunk).Unix() / int64(chunk.Seconds())
	of := int64(s.Of)
	return (nth%of+of)%of == int64(s.Index-1)
}
