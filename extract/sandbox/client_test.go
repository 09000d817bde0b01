package sandbox

import (
	"encoding/json"
	"io"
	"net/http"
	"testing"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// client asks a running sandbox as a careful reader would.
type client struct {
	t *testing.T
	*Sandbox
	Running
	http http.Client
	head http.Header
}

func start(t *testing.T, o Options) *client {
	t.Helper()
	s := New(o)
	running, err := s.Start()
	if err != nil {
		t.Fatal(err)
	}
	c := &client{t: t, Sandbox: s, Running: running, head: http.Header{}}
	cred := s.Credentials()
	c.head.Set("X-ApiToken", cred.VSeeToken)
	c.head.Set("X-AccountCode", cred.VSeeAccount)
	c.head.Set("Authorization", "Bearer "+cred.NextvisitToken)
	c.head.Set("Accept", "application/json")
	transport := &http.Transport{}
	c.http = http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	t.Cleanup(func() {
		transport.CloseIdleConnections()
		if err := running.Close(); err != nil {
			t.Errorf("closing: %v", err)
		}
	})
	return c
}

// reply is an answer read to its end.
type reply struct {
	status int
	header http.Header
	body   []byte
}

func (c *client) do(method, url string) (reply, error) {
	r, err := http.NewRequestWithContext(c.t.Context(), method, url, nil)
	if err != nil {
		c.t.Fatal(err)
	}
	r.Header = c.head
	resp, err := c.http.Do(r)
	if err != nil {
		return reply{}, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	return reply{resp.StatusCode, resp.Header, body}, err
}

// get expects a status and returns the body.
func (c *client) get(url string, status int) []byte {
	c.t.Helper()
	r, err := c.do(http.MethodGet, url)
	if err != nil {
		c.t.Fatalf("GET %s: %v", url, err)
	}
	if r.status != status {
		c.t.Fatalf("GET %s: %d, want %d: %.200s", url, r.status, status, r.body)
	}
	return r.body
}

func decode[T any](t *testing.T, body []byte) T {
	t.Helper()
	var v T
	if err := json.Unmarshal(body, &v); err != nil {
		t.Fatalf("%v in %.300s", err, body)
	}
	return v
}

type list struct {
	Data       []map[string]any  `json:"data"`
	TotalCount *int              `json:"total_count"`
	Total      *int              `json:"total"`
	Links      map[string]string `json:"links"`
	Meta       map[string]any    `json:"meta"`
}

func (c *client) list(url string) list { return decode[list](c.t, c.get(url, http.StatusOK)) }
