package pipelines_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
)

// trouble is what some requests to a shelf meet: "status", "reset", "truncated", "page", or "drift" of totals that never agree.
type trouble struct {
	kind         string
	after, times int
}

var troubles = []string{"status", "reset", "truncated", "page", "drift"}

// meets tells whether the request at hand is in trouble, and counts it.
func (s *shelf) meets(kind func(string) bool) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.trouble == nil || !kind(s.trouble.kind) {
		return ""
	}
	if s.trouble.after--; s.trouble.after >= 0 {
		return ""
	}
	if s.trouble.times--; s.trouble.times < 0 {
		return ""
	}
	return s.trouble.kind
}

// troubled serves next where nothing is in the way.
func (s *shelf) troubled(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch s.meets(func(kind string) bool { return kind != "drift" }) {
		case "status":
			w.WriteHeader(http.StatusInternalServerError)
			fmt.Fprint(w, `{"message":"`+canaryText+`"}`)
		case "reset":
			panic(http.ErrAbortHandler)
		case "truncated":
			whole := httptest.NewRecorder()
			next.ServeHTTP(whole, r)
			w.Header().Set("Content-Type", "application/json")
			w.Header().Set("Content-Length", fmt.Sprint(whole.Body.Len()))
			_, _ = w.Write(whole.Body.Bytes()[:whole.Body.Len()/2])
		case "page":
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprint(w, "<html>"+canaryText+"</html>")
		default:
			next.ServeHTTP(w, r)
		}
	})
}

// astray is by how much the total of a list is wrong.
func (s *shelf) astray() int {
	if s.meets(func(kind string) bool { return kind == "drift" }) != "" {
		return 1
	}
	return 0
}
