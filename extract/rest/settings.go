package rest

import (
	"cmp"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"
)

// Settings is what a vendor account's connection may be told. The zero value of every member but BaseURL is sensible.
type Settings struct {
	BaseURL         string        `yaml:"base_url"`         // where the API lives, with its path prefix; https, or http to this machine
	RatePerSecond   float64       `yaml:"rate_per_second"`  // requests a second for the whole account; 0: 5
	Burst           int           `yaml:"burst"`            // requests sent at once after a pause; 0: 1
	MaxRetries      int           `yaml:"max_retries"`      // failed tries of one request before giving up; 0: 5, -1: none
	MaxWait         time.Duration `yaml:"max_wait"`         // longest Retry-After sat out for one request; 0: 15 minutes
	Timeout         time.Duration `yaml:"timeout"`          // one try, body included; 0: 60 seconds
	MaxBody         int64         `yaml:"max_body"`         // bytes of an answer as sent; 0: 64 MiB
	MaxDecompressed int64         `yaml:"max_decompressed"` // bytes of an answer unpacked; 0: 256 MiB
	MaxRecord       int64         `yaml:"max_record"`       // bytes of one record; 0: 16 MiB
	MaxDepth        int           `yaml:"max_depth"`        // nesting of one record; 0: 64
	Budget          Budget        `yaml:"budget"`           // requests an account may make in a minute, an hour, a day and a month
	Spending        Spending      `yaml:"-"`                // remembers them from run to run; nil: this process's memory
	Share           int           `yaml:"-"`                // so many processes read this account at once, each an equal part of pace and budget; 0: 1
	Mask            *Mask         `yaml:"-"`                // how social security numbers are landed; nil: not at all
	CAFile          string        `yaml:"ca_file"`          // PEM file of further authorities to trust; empty: the system's only
	AllowPrivate    bool          `yaml:"allow_private"`    // the host or proxy may have a private address (a gateway in the customer's network)
}

// withDefaults fills every zero member.
func (s Settings) withDefaults() Settings {
	s.Share = cmp.Or(s.Share, 1)
	s.RatePerSecond = cmp.Or(s.RatePerSecond, 5) / float64(s.Share)
	s.Burst = max(1, s.Burst/s.Share)
	s.MaxRetries = max(0, cmp.Or(s.MaxRetries, 5))
	s.MaxWait = cmp.Or(s.MaxWait, 15*time.Minute)
	s.Timeout = cmp.Or(s.Timeout, time.Minute)
	s.MaxBody = cmp.Or(s.MaxBody, 64<<20)
	s.MaxDecompressed = cmp.Or(s.MaxDecompressed, 256<<20)
	s.MaxRecord = cmp.Or(s.MaxRecord, 16<<20)
	s.MaxDepth = cmp.Or(s.MaxDepth, 64)
	return s
}

// check refuses what cannot work, before anything is sent. A negative number is a slip of the pen, not "no limit".
func (s Settings) check() error {
	switch {
	case s.RatePerSecond < 0, s.Burst < 0, s.MaxWait < 0, s.Timeout < 0, s.Share < 0:
		return errors.New("rate_per_second, burst, max_wait, timeout and the share must not be negative")
	case s.MaxBody < 0, s.MaxDecompressed < 0, s.MaxRecord < 0, s.MaxDepth < 0:
		return errors.New("max_body, max_decompressed, max_record and max_depth must not be negative")
	}
	return s.Budget.check()
}

// parseBase reads BaseURL. Its text is never repeated in an error: a customer may have put a token there.
func parseBase(text string) (*url.URL, error) { return parseAddress("base_url", text) }

// parseAddress reads the address of a setting.
func parseAddress(setting, text string) (*url.URL, error) {
	u, err := url.Parse(text)
	switch {
	case err != nil, u.Host == "", u.Opaque != "":
		return nil, errors.New(setting + " is not a web address: write https://host/path")
	case u.User != nil:
		return nil, errors.New(setting + " holds credentials: give them by reference instead")
	case u.RawQuery != "", u.Fragment != "":
		return nil, errors.New(setting + " must end with its path")
	case u.Scheme == "http" && !loopback(u.Hostname()):
		return nil, errors.New(setting + " must use https: plain http is for this machine only")
	case u.Scheme != "https" && u.Scheme != "http":
		return nil, errors.New(setting + " must start with https://")
	}
	u.Path = strings.TrimRight(u.Path, "/")
	u.RawPath = ""
	return u, nil
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// transport builds the connection pool. Its certificate checks cannot be switched off; compression is undone by
// readBody, which counts both sizes.
func transport(s Settings, base *url.URL) (*http.Transport, error) {
	roots, err := authorities(s.CAFile)
	if err != nil {
		return nil, err
	}
	dialer := &net.Dialer{Timeout: 15 * time.Second, Control: dialGuard(base.Hostname(), s.AllowPrivate)}
	return &http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		DialContext:            dialer.DialContext,
		TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: roots},
		ForceAttemptHTTP2:      true,
		DisableCompression:     true,
		TLSHandshakeTimeout:    15 * time.Second,
		IdleConnTimeout:        30 * time.Second,
		MaxIdleConnsPerHost:    16,
		MaxResponseHeaderBytes: 64 << 10,
	}, nil
}

// authorities gives the system's roots and those of the file; nil means the system's.
func authorities(file string) (*x509.CertPool, error) {
	if file == "" {
		return nil, nil
	}
	pem, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("reading ca_file: %w", err)
	}
	roots, err := x509.SystemCertPool()
	if err != nil {
		roots = x509.NewCertPool()
	}
	if !roots.AppendCertsFromPEM(pem) {
		return nil, errors.New("ca_file holds no certificate in PEM form")
	}
	return roots, nil
}
