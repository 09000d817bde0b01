package rest

import (
	"fmt"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"syscall"

	"github.com/nightrounds/rounds/extract"
)

// maxRedirects is generous: a JSON API has no reason to redirect at all.
const maxRedirects = 3

// guard is the last thing before the wire. Credentials ride on custom headers, which net/http does not strip when a
// redirect leaves the host, so whatever leads elsewhere is refused here, whoever made the request.
type guard struct {
	next   http.RoundTripper
	base   *url.URL
	signIn string // the only path that takes POST; empty: none
}

func (g *guard) RoundTrip(req *http.Request) (*http.Response, error) {
	if !sameOrigin(g.base, req.URL) {
		return nil, fmt.Errorf("sending a request: %w", extract.ErrOrigin)
	}
	post := req.Method == http.MethodPost && g.signIn != "" && req.URL.Path == g.base.Path+g.signIn
	if req.Method != http.MethodGet && !post {
		return nil, fmt.Errorf("sending a request that is no GET: %w", ErrRefused)
	}
	count(req.Context())
	return g.next.RoundTrip(req)
}

// checkRedirect bounds redirects; where they lead is the guard's business.
func checkRedirect(_ *http.Request, via []*http.Request) error {
	if len(via) > maxRedirects {
		return fmt.Errorf("following redirects: %w", extract.ErrLoop)
	}
	return nil
}

// sameOrigin compares scheme, host and port (RFC 6454). User information makes any address another one.
func sameOrigin(base, u *url.URL) bool {
	return u.User == nil && u.Opaque == "" &&
		strings.EqualFold(base.Scheme, u.Scheme) && strings.EqualFold(base.Hostname(), u.Hostname()) && port(base) == port(u)
}

func port(u *url.URL) string {
	if p := u.Port(); p != "" {
		return p
	}
	if strings.EqualFold(u.Scheme, "http") {
		return "80"
	}
	return "443"
}

// dialGuard refuses to connect to addresses inside the network (a cloud's metadata service above all) unless the
// configured host is itself such an address: a vendor's DNS must not lead there.
func dialGuard(host string, allowPrivate bool) func(network, address string, _ syscall.RawConn) error {
	configured, err := netip.ParseAddr(host)
	asWritten := err == nil || strings.EqualFold(host, "localhost")
	return func(_, address string, _ syscall.RawConn) error {
		at, err := netip.ParseAddrPort(address)
		if err != nil {
			return fmt.Errorf("connecting: %w", extract.ErrOrigin)
		}
		ip := at.Addr().Unmap()
		inside := ip.IsLoopback() || ip.IsPrivate() || ip.IsLinkLocalUnicast() || ip.IsUnspecified() || ip.IsMulticast()
		if !inside || asWritten && (ip == configured.Unmap() || ip.IsLoopback()) {
			return nil
		}
		if allowPrivate && (ip.IsPrivate() || ip.IsLoopback()) {
			return nil
		}
		return fmt.Errorf("connecting to an address inside the network (set allow_private for a gateway): %w", extract.ErrOrigin)
	}
}

// resolve makes the address of a vendor's link, relative ones included, and refuses what leaves the origin.
func resolve(base *url.URL, link string) (*url.URL, error) {
	u, err := base.Parse(link)
	if err != nil {
		return nil, fmt.Errorf("reading a link: %w", extract.ErrShape)
	}
	if !sameOrigin(base, u) {
		return nil, fmt.Errorf("following a link: %w", extract.ErrOrigin)
	}
	return u, nil
}
