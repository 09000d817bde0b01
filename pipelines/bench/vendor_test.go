package bench

import (
	"bufio"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strconv"
	"testing"

	"github.com/nightrounds/rounds/extract/sandbox"
)

// asVendor makes the test binary a vendor instead: its value says which notes to serve.
const asVendor = "ROUNDS_BENCH_VENDOR"

const (
	usually = 200_000 // notes; ROUNDS_BENCH_NOTES asks for fewer while one tries things out
	perPage = 100
)

// greeting is what the vendor's process says when its pages are ready.
type greeting struct {
	URL, Token string
	Team       int
	Notes      uint64
	Bytes      int64 // of all pages
}

// startVendor serves rendered pages from a process of its own, so that serving costs the measured process nothing.
func startVendor(b *testing.B, flat bool) greeting {
	b.Helper()
	self, err := os.Executable()
	if err != nil {
		b.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), asVendor+"="+strconv.FormatBool(flat))
	cmd.Stderr = os.Stderr
	stop, err := cmd.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		_ = stop.Close()
		_ = cmd.Wait()
	})
	var g greeting
	if err := json.NewDecoder(bufio.NewReader(out)).Decode(&g); err != nil {
		b.Fatal("the vendor's process did not start: ", err)
	}
	return g
}

// serveVendor is the vendor's process: it renders every page, says so, and serves until its standard input ends.
func serveVendor(flat bool) error {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	host := listener.Addr().String()
	notes, err := strconv.Atoi(cmp.Or(os.Getenv("ROUNDS_BENCH_NOTES"), strconv.Itoa(usually)))
	if err != nil {
		return err
	}
	s := sandbox.New(sandbox.Options{Seed: 2, Patients: notes / 10, NotesPerPatient: 10, VisitsPerPatient: -1, FlatNotes: flat})
	pages, err := render(s, host)
	if err != nil {
		return err
	}
	defer pages.file.Close()
	go func() { _ = http.Serve(listener, pages) }() //nolint:gosec // a test's server on this machine
	k := s.Credentials()
	g := greeting{URL: "http://" + host, Token: k.NextvisitToken, Team: k.NextvisitTeam,
		Notes: uint64(s.Truth().NoteCount()), Bytes: pages.ends[len(pages.ends)-1]}
	if err := json.NewEncoder(os.Stdout).Encode(g); err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, os.Stdin)
	return err
}

// shelf is the pages of the list, one behind the other in a file.
type shelf struct {
	file *os.File
	ends []int64 // where page n ends; page 0 ends at 0
}

// render asks the sandbox for every page, as the source will.
func render(s *sandbox.Sandbox, host string) (*shelf, error) {
	file, err := os.CreateTemp("", "rounds-bench-")
	if err != nil {
		return nil, err
	}
	_ = os.Remove(file.Name()) // it is gone when the process is
	pages, to := &shelf{file: file, ends: []int64{0}}, bufio.NewWriterSize(file, 1<<20)
	end := int64(0)
	for page := 1; (page-1)*perPage < s.Truth().NoteCount(); page++ {
		r := httptest.NewRequest(http.MethodGet, fmt.Sprintf("/v1/progress-notes?page=%d&per_page=%d&sort_by=oldest", page, perPage), nil)
		r.Host = host
		r.Header.Set("Accept", "application/json")
		r.Header.Set("Authorization", "Bearer "+s.Credentials().NextvisitToken)
		answer := httptest.NewRecorder()
		s.Nextvisit().ServeHTTP(answer, r)
		if answer.Code != http.StatusOK {
			return nil, fmt.Errorf("page %d: status %d", page, answer.Code)
		}
		end += int64(answer.Body.Len())
		pages.ends = append(pages.ends, end)
		if _, err := answer.Body.WriteTo(to); err != nil {
			return nil, err
		}
	}
	return pages, to.Flush()
}

// ServeHTTP answers the page that is asked for.
func (s *shelf) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	page, err := strconv.Atoi(r.URL.Query().Get("page"))
	if err != nil || page < 1 || page >= len(s.ends) {
		http.Error(w, "{}", http.StatusNotFound)
		return
	}
	from, to := s.ends[page-1], s.ends[page]
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.FormatInt(to-from, 10))
	_, _ = io.Copy(w, io.NewSectionReader(s.file, from, to-from))
}
