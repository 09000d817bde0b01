package rest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"os/exec"
	"strings"
	"time"
)

const (
	redacted      = "[redacted]"
	maxSecret     = 64 << 10
	secretTimeout = 30 * time.Second
)

// ErrSecret means that a credential could not be read from where the configuration says it is. A person must act.
var ErrSecret = errors.New("a secret cannot be read")

var errLiteral = errors.New("a secret must be a reference: env:NAME, file:PATH (mode 0600) or cmd:PROGRAM ARGS; never the secret itself")

// Secret says where a credential is kept: "env:NAME", "file:PATH" (readable by its owner only) or "cmd:PROGRAM ARGS" (split
// at blanks, run without a shell, its first line is the secret). It never holds the credential, and whatever prints it
// shows [redacted]. The zero Secret is unset.
type Secret struct{ scheme, place string }

// ParseSecret reads a reference. Anything else is taken for a literal secret and refused without being repeated.
func ParseSecret(ref string) (Secret, error) {
	scheme, place, found := strings.Cut(ref, ":")
	known := scheme == "env" || scheme == "file" || scheme == "cmd"
	if !found || !known || strings.TrimSpace(place) == "" {
		return Secret{}, errLiteral
	}
	return Secret{scheme, place}, nil
}

// UnmarshalText accepts anything and leaves the refusal of a literal to Check: a YAML decoder shows the offending line in its
// error, which would print the secret.
func (s *Secret) UnmarshalText(text []byte) error {
	parsed, err := ParseSecret(string(text))
	if err != nil {
		parsed = Secret{scheme: "literal"}
	}
	*s = parsed
	return nil
}

// IsZero tells whether the secret is unset.
func (s Secret) IsZero() bool { return s == Secret{} }

// Check refuses an unset secret and one that was written out instead of referred to. It reads nothing.
func (s Secret) Check() error {
	if s.IsZero() || s.place == "" {
		return errLiteral
	}
	return nil
}

// Reveal reads the credential now, so that a rotated one is seen. Errors name the variable or the file,
// never what it holds; of a program they tell nothing, as its arguments may be secret.
func (s Secret) Reveal(ctx context.Context) (string, error) {
	if err := s.Check(); err != nil {
		return "", err
	}
	raw, err := s.read(ctx)
	if err != nil {
		return "", fmt.Errorf("%w from %s: %w", ErrSecret, s.named(), err)
	}
	value := strings.TrimRight(string(raw), "\r\n")
	if s.scheme == "cmd" {
		value, _, _ = strings.Cut(value, "\n")
		value = strings.TrimRight(value, "\r")
	}
	if value == "" || strings.ContainsAny(value, "\r\n\x00") {
		return "", fmt.Errorf("%w from %s: it is unset, empty or holds a line break", ErrSecret, s.named())
	}
	return value, nil
}

// named tells a person where to look.
func (s Secret) named() string {
	if s.scheme == "cmd" {
		return "the program of cmd:"
	}
	return s.scheme + ":" + s.place
}

func (s Secret) read(ctx context.Context) ([]byte, error) {
	switch s.scheme {
	case "env":
		return []byte(os.Getenv(s.place)), nil
	case "file":
		return readPrivate(s.place)
	}
	return runForSecret(ctx, s.place, nil)
}

// readPrivate reads a file that nobody but its owner may read. The open file is asked, so that it cannot be swapped meanwhile.
func readPrivate(path string) ([]byte, error) {
	f, err := os.Open(path)
	if at, ok := errors.AsType[*fs.PathError](err); ok {
		return nil, at.Err // the path is told once
	}
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || info.Mode().Perm()&0o077 != 0 {
		return nil, errors.New("others may read the file: chmod 600 it")
	}
	return io.ReadAll(io.LimitReader(f, maxSecret))
}

// runForSecret runs a line split at blanks, without a shell, and gives what it prints.
func runForSecret(ctx context.Context, line string, input []byte) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, secretTimeout)
	defer cancel()
	words := strings.Fields(line)
	cmd := exec.CommandContext(ctx, words[0], words[1:]...)
	cmd.WaitDelay = time.Second
	var out bytes.Buffer
	cmd.Stdin, cmd.Stdout = bytes.NewReader(input), &out
	if err := cmd.Run(); err != nil {
		return nil, errors.New("the program did not end well")
	}
	return out.Bytes(), nil
}

// String gives [redacted].
func (s Secret) String() string { return redacted }

// GoString gives [redacted].
func (s Secret) GoString() string { return redacted }

// Format writes [redacted] for every verb.
func (s Secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, redacted) }

// MarshalText gives [redacted]; JSON and YAML encoders use it too.
func (s Secret) MarshalText() ([]byte, error) { return []byte(redacted), nil }

// MarshalJSON gives "[redacted]".
func (s Secret) MarshalJSON() ([]byte, error) { return []byte(`"` + redacted + `"`), nil }

// MarshalYAML gives [redacted].
func (s Secret) MarshalYAML() (any, error) { return redacted, nil }

// LogValue gives [redacted].
func (s Secret) LogValue() slog.Value { return slog.StringValue(redacted) }
