package sandbox

import (
	"cmp"
	"maps"
	"net/http"
	"slices"
	"sync"
)

// Request counts the requests of one method for one path template, faults included.
type Request struct {
	Vendor string
	Method string
	Path   string // template: "/visits/{id}"
	Count  int
}

type journal struct {
	mu     sync.Mutex
	counts map[Request]int
}

func (j *journal) note(vendor, method, path string) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.counts == nil {
		j.counts = map[Request]int{}
	}
	j.counts[Request{Vendor: vendor, Method: method, Path: path}]++
}

// Requests counts what was asked so far, by vendor, path and method.
func (s *Sandbox) Requests() []Request {
	s.journal.mu.Lock()
	defer s.journal.mu.Unlock()
	all := slices.SortedFunc(maps.Keys(s.journal.counts), func(a, b Request) int {
		return cmp.Or(cmp.Compare(a.Vendor, b.Vendor), cmp.Compare(a.Path, b.Path), cmp.Compare(a.Method, b.Method))
	})
	for i := range all {
		all[i].Count = s.journal.counts[all[i]]
	}
	return all
}

// Violations are the requests that a reader must never make: all but GET, and but POST to where tokens come from.
func (s *Sandbox) Violations() []Request {
	return slices.DeleteFunc(s.Requests(), func(r Request) bool {
		return r.Method == http.MethodGet || r.Method == http.MethodPost && s.givesTokens(r.Vendor, r.Path)
	})
}

func (s *Sandbox) givesTokens(vendor, path string) bool {
	return vendor == nextech.name && path == tokenPath || vendor == noa.name && path == s.opts.NoaSignInPath
}
