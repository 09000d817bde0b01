package rest

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"syscall"

	"github.com/nightrounds/rounds/extract"
)

var (
	// ErrNotFound means that the vendor answers 404 or 410.
	ErrNotFound = errors.New("the vendor does not have it")
	// ErrRefused means a 4xx that trying again will not mend, or a request that may not be sent at all.
	ErrRefused = errors.New("the request is refused")
)

// Error tells about one exchange that gave no usable answer: enough to find it in the vendor's log, nothing of its content.
// Unwrap gives ErrNotFound, ErrRefused or one of extract's sentinels.
type Error struct {
	Endpoint string   // template, without id and query
	Page     int      // from 1; 0 where there are no pages
	Status   int      // HTTP status as classified; 0 when no answer came
	Size     int64    // bytes of the body that were read, unpacked
	Sum      [32]byte // SHA-256 of those bytes
	Err      error    // why

	transient bool // worth another try
}

// Error gives endpoint, page, status, size and the start of the body's sum.
func (e *Error) Error() string {
	text := "reading " + e.Endpoint
	if e.Page > 0 {
		text += fmt.Sprintf(" page %d", e.Page)
	}
	if e.Status > 0 {
		text += fmt.Sprintf(": status %d, %d bytes, sha256 %x", e.Status, e.Size, e.Sum[:6])
	}
	return text + ": " + e.Err.Error()
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// SkipOf is the reason of Skip for an answer or a record that is bad in itself: too large, unreadable, refused, forbidden (403: who is
// let in may still not see every record; whether it is the account, the Book finds out). It is empty for nil, and for what is
// wrong with more than one record and ends a Pull: credentials, origins, a vendor that does not answer.
func SkipOf(err error) string {
	at, _ := errors.AsType[*Error](err)
	switch {
	case at != nil && at.Status == http.StatusForbidden:
		return extract.SkipForbidden
	case errors.Is(err, extract.ErrAuth), errors.Is(err, extract.ErrOrigin):
		return ""
	case errors.Is(err, extract.ErrTooLarge):
		return extract.SkipTooLarge
	case errors.Is(err, extract.ErrShape), errors.Is(err, ErrRefused):
		return extract.SkipUnreadable
	}
	return ""
}

// statusError sorts an HTTP status: what it means, and whether another try may help (RFC 9110 section 15).
func statusError(status int) (cause error, transient bool) {
	switch {
	case status >= 200 && status < 300:
		return nil, false
	case status == http.StatusUnauthorized, status == http.StatusForbidden:
		return extract.ErrAuth, false
	case status == http.StatusNotFound, status == http.StatusGone:
		return ErrNotFound, false
	case status == http.StatusTooManyRequests, status == http.StatusRequestTimeout, status == http.StatusTooEarly:
		return extract.ErrUnavailable, true
	case status >= 500 && status != http.StatusNotImplemented:
		return extract.ErrUnavailable, true
	case status >= 400:
		return ErrRefused, false
	}
	return extract.ErrShape, false
}

// final marks what an Auth and a Budget return: whoever read the credential has tried enough, and what is used up stays so.
type final struct{ error }

// Unwrap gives the cause.
func (f final) Unwrap() error { return f.error }

// transportError puts a connection's failure in our own words: net/http quotes addresses with their query and lines of the
// answer. Only our own errors and the context's are passed on.
func transportError(err error) (cause error, transient bool) {
	if f, ok := errors.AsType[final](err); ok {
		return f.error, false
	}
	for _, ours := range []error{extract.ErrOrigin, extract.ErrLoop, ErrRefused} {
		if errors.Is(err, ours) {
			return ours, false
		}
	}
	if _, ok := errors.AsType[x509.HostnameError](err); ok {
		return fmt.Errorf("%w: its certificate is for another host", extract.ErrUnavailable), false
	}
	if _, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return fmt.Errorf("%w: its certificate is not trusted (see ca_file)", extract.ErrUnavailable), false
	}
	if _, ok := errors.AsType[*net.DNSError](err); ok {
		return fmt.Errorf("%w: %w", extract.ErrUnavailable, nobody("the host name does not resolve")), true
	}
	if errors.Is(err, syscall.ECONNREFUSED) {
		return fmt.Errorf("%w: %w", extract.ErrUnavailable, nobody("connection refused")), true
	}
	return fmt.Errorf("%w: %s", extract.ErrUnavailable, failure(err)), true
}

// nobody tells why there was no connection at all: what was asked for has no part in it.
type nobody string

// Error gives the reason.
func (n nobody) Error() string { return string(n) }

// failure names a connection's end by kind.
func failure(err error) string {
	timeout, isNet := errors.AsType[net.Error](err)
	switch {
	case errors.Is(err, context.DeadlineExceeded), isNet && timeout.Timeout():
		return "timeout"
	case errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE):
		return "connection reset"
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return "connection closed too early"
	}
	return "connection failed"
}
