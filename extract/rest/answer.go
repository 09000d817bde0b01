package rest

import (
	"compress/gzip"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"
	"time"

	"github.com/nightrounds/rounds/extract"
)

// Answer is one whole answer.
type Answer struct {
	Call    Call
	Body    []byte      // one valid JSON value, byte for byte
	Header  http.Header // as received
	Fetched time.Time   // when the body was complete, with its monotonic reading
}

// Origin is the endpoint's template and the page, as extract.Record.Origin wants it.
func (a *Answer) Origin() string {
	if a.Call.Page > 0 {
		return fmt.Sprintf("%s page %d", a.Call.Endpoint, a.Call.Page)
	}
	return a.Call.Endpoint
}

// receive reads an answer whole before anything of it is used, sorts its status, and parses it. What fails here because the
// connection or a proxy spoiled the body is worth another try.
func (c *Client) receive(resp *http.Response, call Call, parse func(*Answer) error) error {
	defer func() { _ = resp.Body.Close() }()
	body, err := c.readBody(resp)
	status := c.classify(resp.StatusCode, body)
	fail := func(cause error, transient bool) *Error {
		return &Error{Endpoint: call.Endpoint, Page: call.Page, Status: status, Size: int64(len(body)), Sum: sha256.Sum256(body),
			Err: cause, transient: transient}
	}
	if cause, transient := statusError(status); cause != nil {
		return fail(cause, transient)
	}
	switch {
	case errors.Is(err, extract.ErrTooLarge):
		return fail(err, false)
	case err != nil:
		return fail(fmt.Errorf("%w: the answer breaks off (%s)", extract.ErrShape, failure(err)), true)
	case !isJSON(resp.Header.Get("Content-Type")):
		return fail(fmt.Errorf("%w: not JSON", extract.ErrShape), true)
	}
	if err := parse(&Answer{Call: call, Body: body, Header: resp.Header, Fetched: time.Now()}); err != nil {
		return fail(err, true)
	}
	return nil
}

// readBody unpacks an answer within both limits. What was read so far comes back with an error too, to be measured.
func (c *Client) readBody(resp *http.Response) ([]byte, error) {
	packed := &capped{r: resp.Body, left: c.settings.MaxBody}
	switch strings.ToLower(resp.Header.Get("Content-Encoding")) {
	case "", "identity":
		return readAll(packed, resp.ContentLength)
	case "gzip":
		unpacked, err := gzip.NewReader(packed)
		if err != nil {
			return nil, err
		}
		return readAll(&capped{r: unpacked, left: c.settings.MaxDecompressed}, 0)
	}
	return nil, errors.New("an encoding that was not asked for")
}

// readAll is io.ReadAll with a first guess at the size, so that a page of megabytes is not copied over and over.
func readAll(r io.Reader, size int64) ([]byte, error) {
	const firstGuess = 16 << 20 // a header is only a claim
	body := make([]byte, 0, 512+min(max(size, 0), firstGuess))
	for {
		n, err := r.Read(body[len(body):cap(body)])
		body = body[:len(body)+n]
		if err == io.EOF {
			return body, nil
		}
		if err != nil {
			return body, err
		}
		if len(body) == cap(body) {
			body = append(body, 0)[:len(body)]
		}
	}
}

// capped ends in extract.ErrTooLarge when more than left bytes come.
type capped struct {
	r    io.Reader
	left int64
}

func (l *capped) Read(p []byte) (int, error) {
	if int64(len(p)) > l.left+1 {
		p = p[:l.left+1]
	}
	n, err := l.r.Read(p)
	if int64(n) > l.left {
		return int(l.left), extract.ErrTooLarge
	}
	l.left -= int64(n)
	return n, err
}

func isJSON(contentType string) bool {
	media, _, err := mime.ParseMediaType(contentType)
	return err == nil && (media == "application/json" || media == "text/json" || strings.HasSuffix(media, "+json"))
}

// timedBody ends a try's time limit when the body is closed.
type timedBody struct {
	io.ReadCloser
	cancel context.CancelFunc
}

func (b timedBody) Close() error {
	defer b.cancel()
	return b.ReadCloser.Close()
}
