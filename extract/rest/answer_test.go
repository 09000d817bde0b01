package rest

import (
	"bytes"
	"compress/gzip"
	"errors"
	"net/http"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/nightrounds/rounds/extract"
)

const notes = `{"data":[{"id":1,"text":"` + canary + `"},{"id":2}],"links":{"next":null}}`

// No cut of an answer is ever taken for a whole one, whether the length is promised, chunked or missing.
func TestNoHalfAnswer(t *testing.T) {
	var cut, how atomic.Int32
	c, server := vendor(t, Settings{MaxRetries: -1}, nil, func(w http.ResponseWriter, _ *http.Request) {
		conn, out, err := http.NewResponseController(w).Hijack()
		if err != nil {
			return
		}
		defer conn.Close()
		head := "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n"
		body := notes[:cut.Load()]
		switch how.Load() {
		case 0:
			_, _ = out.WriteString(head + "Content-Length: " + strconv.Itoa(len(notes)) + "\r\n\r\n" + body)
		case 1:
			_, _ = out.WriteString(head + "Transfer-Encoding: chunked\r\n\r\n" + strconv.FormatInt(int64(len(notes)), 16) + "\r\n" + body)
		case 2:
			_, _ = out.WriteString(head + "\r\n" + body)
		}
		_ = out.Flush()
	})
	server.Config.ErrorLog = quiet()
	for i := range int32(3) {
		how.Store(i)
		for n := range len(notes) {
			cut.Store(int32(n))
			page, err := c.GetPage(t.Context(), call(), "data")
			if page != nil || !errors.Is(err, extract.ErrShape) && !errors.Is(err, extract.ErrUnavailable) {
				t.Fatalf("cut at %d in way %d: %v", n, i, err)
			}
			noCanary(t, err)
		}
	}
}

func TestWhatIsNoJSONIsTriedAgain(t *testing.T) {
	for name, spoil := range map[string]http.HandlerFunc{
		"a login page": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			_, _ = w.Write([]byte("<html>" + canary))
		},
		"HTML said to be JSON": answerJSON("<html>" + canary),
		"JSON said to be HTML": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			_, _ = w.Write([]byte(notes))
		},
		"nothing":       answerJSON(""),
		"trailing data": answerJSON(notes + notes),
		"a reset":       func(w http.ResponseWriter, _ *http.Request) { panic(http.ErrAbortHandler) },
		"another packing": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "br")
			writeJSON(w, notes)
		},
		"a packing without its end": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			whole := pack(notes)
			writeJSON(w, whole[:len(whole)-4])
		},
		"a spoilt packing": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			writeJSON(w, notes)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var tries atomic.Int32
			c, _ := vendor(t, Settings{MaxRetries: 1}, nil, func(w http.ResponseWriter, r *http.Request) {
				if tries.Add(1) == 1 {
					spoil(w, r)
					return
				}
				writeJSON(w, notes)
			})
			page, err := c.GetPage(t.Context(), call(), "data")
			if err != nil || len(page.Items) != 2 || tries.Load() != 2 {
				t.Errorf("%d tries, %v", tries.Load(), err)
			}
			c, _ = vendor(t, Settings{MaxRetries: -1}, nil, spoil)
			if _, err = c.Get(t.Context(), call()); !errors.Is(err, extract.ErrShape) && name != "a reset" {
				t.Errorf("without end: %v", err)
			}
			noCanary(t, err)
		})
	}
}

func TestPackedAnswers(t *testing.T) {
	c, _ := vendor(t, Settings{}, nil, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Accept-Encoding") != "gzip" || r.Header.Get("Accept") != "application/json" {
			t.Errorf("headers %v", r.Header)
		}
		w.Header().Set("Content-Encoding", "gzip")
		writeJSON(w, pack(notes))
	})
	got, err := c.Get(t.Context(), call())
	if err != nil || string(got.Body) != notes || got.Origin() != "/notes/{id} page 7" || got.Fetched.IsZero() {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestSizesAreBounded(t *testing.T) {
	bomb := pack(`"` + strings.Repeat("0", 8<<20) + `"`)
	for name, c := range map[string]struct {
		settings Settings
		packing  string
		body     string
	}{
		"body":              {Settings{MaxBody: 10}, "", `"0123456789"`},
		"packed body":       {Settings{MaxBody: 10}, "gzip", pack(notes)},
		"unpacked":          {Settings{MaxDecompressed: 1 << 20}, "gzip", bomb},
		"endless, by chunk": {Settings{MaxBody: 1 << 20}, "", strings.Repeat(" ", 2<<20)},
	} {
		t.Run(name, func(t *testing.T) {
			var tries atomic.Int32
			client, _ := vendor(t, c.settings, nil, func(w http.ResponseWriter, _ *http.Request) {
				tries.Add(1)
				w.Header().Set("Content-Encoding", c.packing)
				writeJSON(w, c.body)
			})
			before := allocated()
			_, err := client.Get(t.Context(), call())
			if !errors.Is(err, extract.ErrTooLarge) || tries.Load() != 1 {
				t.Errorf("%d tries, %v", tries.Load(), err)
			}
			if used := allocated() - before; used > 12<<20 {
				t.Errorf("%d bytes were used for it", used)
			}
		})
	}
	client, _ := vendor(t, Settings{MaxBody: 12}, nil, answerJSON(`"0123456789"`))
	if _, err := client.Get(t.Context(), call()); err != nil {
		t.Errorf("at the limit: %v", err)
	}
}

func allocated() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.TotalAlloc
}

func pack(text string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = w.Write([]byte(text))
	_ = w.Close()
	return b.String()
}

// A vendor may hide a status in a 200; its folder classifies, the client acts.
func TestClassify(t *testing.T) {
	_, server := vendor(t, Settings{}, nil, answerJSON(`{"code":404,"message":"`+canary+`"}`))
	c, err := New(Settings{BaseURL: server.URL}, nil, func(status int, body []byte) int {
		if status == 200 && bytes.Contains(body, []byte(`"code":404`)) {
			return 404
		}
		return status
	})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	_, err = c.Get(t.Context(), call())
	if told, ok := errors.AsType[*Error](err); !errors.Is(err, ErrNotFound) || !ok || told.Status != 404 {
		t.Errorf("%v", err)
	}
	noCanary(t, err)
}

func TestIDsAreEscaped(t *testing.T) {
	var path atomic.Value
	c, _ := vendor(t, Settings{}, nil, func(w http.ResponseWriter, r *http.Request) {
		path.Store(r.URL.EscapedPath())
		writeJSON(w, `{}`)
	})
	for id, want := range map[string]string{
		"12": "/api/notes/12", "a/b?c#d": "/api/notes/a%2Fb%3Fc%23d", "../../x": "/api/notes/..%2F..%2Fx", "%2e": "/api/notes/%252e",
	} {
		if _, err := c.Get(t.Context(), Call{Endpoint: "/notes/{id}", ID: id}); err != nil || path.Load() != want {
			t.Errorf("%q: %v, %v", id, path.Load(), err)
		}
	}
	for _, id := range []string{"", ".", ".."} {
		if _, err := c.Get(t.Context(), Call{Endpoint: "/notes/{id}", ID: id}); !errors.Is(err, ErrRefused) {
			t.Errorf("%q: %v", id, err)
		}
	}
}
