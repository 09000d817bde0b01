package engine

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"
)

const (
	loopback     = "127.0.0.1"
	probeTimeout = 5 * time.Second
	maxVersion   = 100 // bytes
)

// probeClient holds no connection between two questions and knows no proxy.
var probeClient = &http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: probeTimeout}

var versionForm = regexp.MustCompile(`^\d+(\.\d+){3}$`)

// version asks the engine at an HTTP address for its version, signed in as the loader: only the engine of the folder that
// holds this password answers.
func version(ctx context.Context, addr, secret string) (string, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://"+addr+"/", strings.NewReader("SELECT version()"))
	if err != nil {
		return "", fmt.Errorf("ask the engine for its version: %w", err)
	}
	req.Header.Set("X-ClickHouse-User", Loader)
	req.Header.Set("X-ClickHouse-Key", secret)
	resp, err := probeClient.Do(req)
	if err != nil {
		return "", fmt.Errorf("ask the engine for its version: %w", err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxVersion))
	if err != nil {
		return "", fmt.Errorf("read the engine's version: %w", err)
	}
	if resp.StatusCode != http.StatusOK {
		return "", fmt.Errorf("the engine answers with status %d", resp.StatusCode)
	}
	v := strings.TrimSpace(string(body))
	if !versionForm.MatchString(v) {
		return "", errors.New("what answers on the engine's port is not ClickHouse")
	}
	return v, nil
}

// answers tells whether the engine described by i is this folder's and takes queries.
func answers(ctx context.Context, dir string, i info) bool {
	secret, err := password(dir, Loader)
	if err != nil {
		return false
	}
	_, err = version(ctx, i.HTTP, secret)
	return err == nil
}

// accepts tells whether a TCP connection to addr opens.
func accepts(ctx context.Context, addr string) bool {
	var d net.Dialer
	conn, err := d.DialContext(ctx, "tcp", addr)
	if err != nil {
		return false
	}
	return conn.Close() == nil
}

// ports holds the two port numbers of an engine.
type ports struct{ http, tcp int }

// choosePorts checks the ports asked for and picks free ones for those that are 0.
func choosePorts(o Options) (ports, error) {
	web, err := choosePort(o.HTTPPort, "HTTP")
	if err != nil {
		return ports{}, err
	}
	defer web.Close()
	native, err := choosePort(o.TCPPort, "TCP")
	if err != nil {
		return ports{}, err
	}
	defer native.Close()
	return ports{http: portOf(web), tcp: portOf(native)}, nil
}

func choosePort(port int, protocol string) (net.Listener, error) {
	l, err := net.Listen("tcp", address(port))
	if err == nil {
		return l, nil
	}
	var op *net.OpError
	if errors.As(err, &op) {
		return nil, &PortError{Port: port, Protocol: protocol}
	}
	return nil, fmt.Errorf("look for a free port: %w", err)
}

func portOf(l net.Listener) int { return l.Addr().(*net.TCPAddr).Port }

func address(port int) string { return net.JoinHostPort(loopback, strconv.Itoa(port)) }
