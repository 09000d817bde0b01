package sandbox

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

// discard counts what a handler writes.
type discard struct {
	header http.Header
	bytes  int64
}

func (d *discard) Header() http.Header         { return d.header }
func (d *discard) WriteHeader(int)             {}
func (d *discard) Write(p []byte) (int, error) { d.bytes += int64(len(p)); return len(p), nil }

func benchmark(b *testing.B, s *Sandbox, h http.Handler, path string) {
	c := s.Credentials()
	r := httptest.NewRequest(http.MethodGet, path, nil)
	r.Header.Set("Accept", "application/json")
	r.Header.Set("Authorization", "Bearer "+c.NextvisitToken)
	r.Header.Set("X-ApiToken", c.VSeeToken)
	r.Header.Set("X-AccountCode", c.VSeeAccount)
	w := &discard{header: http.Header{}}
	b.ReportAllocs()
	for b.Loop() {
		h.ServeHTTP(w, r)
	}
	b.SetBytes(w.bytes / int64(b.N))
}

func BenchmarkVisit(b *testing.B) {
	s := New(Options{Seed: 1})
	benchmark(b, s, s.VSee(), "/visits/18400001")
}

func BenchmarkNotesPage(b *testing.B) {
	for name, flat := range map[string]bool{"realistic": false, "flat": true} {
		b.Run(name, func(b *testing.B) {
			s := New(Options{Seed: 1, Patients: 3000, NotesPerPatient: 10, FlatNotes: flat})
			benchmark(b, s, s.Nextvisit(), "/v1/progress-notes?sort_by=oldest&per_page=100&page=7")
		})
	}
}
