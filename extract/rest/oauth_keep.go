package rest

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"github.com/gofrs/flock"
	"github.com/google/renameio/v2"
	"golang.org/x/oauth2"

	"github.com/nightrounds/rounds/extract"
)

// keeper is the place of an account's tokens: a JSON object as golang.org/x/oauth2 writes it (access_token, refresh_token,
// expiry, expires_in).
type keeper struct {
	file, command string // one of them
	lockFile      string
}

func (s OAuthSettings) keeper() keeper {
	return keeper{file: s.TokenFile, command: s.TokenCommand, lockFile: cmp.Or(s.TokenLock, s.TokenFile+".lock")}
}

// named tells a person where the tokens are.
func (k keeper) named() string {
	if k.file != "" {
		return "token_file " + k.file
	}
	return "the program of token_command"
}

// load reads the tokens. Where none have been kept yet, a person must grant access.
func (k keeper) load(ctx context.Context) (*oauth2.Token, error) {
	var text []byte
	var err error
	if k.file != "" {
		text, err = readPrivate(k.file)
	} else {
		text, err = runForSecret(ctx, k.command+" get", nil)
	}
	if errors.Is(err, fs.ErrNotExist) || err == nil && len(bytes.TrimSpace(text)) == 0 {
		return nil, fmt.Errorf("%w: %s holds no tokens yet", extract.ErrReauthorize, k.named())
	}
	if err != nil {
		return nil, fmt.Errorf("%w from %s: %w", ErrSecret, k.named(), err)
	}
	token := &oauth2.Token{}
	if json.Unmarshal(text, token) != nil || token.AccessToken == "" && token.RefreshToken == "" { // its error would quote them
		return nil, fmt.Errorf("%w from %s: it is no JSON object of tokens", ErrSecret, k.named())
	}
	return token, nil
}

// ready sees that a new pair could be kept, before the old one is spent.
func (k keeper) ready(context.Context) error {
	if k.file == "" {
		return nil
	}
	trial, err := renameio.NewPendingFile(k.file, renameio.WithStaticPermissions(0o600))
	if err == nil {
		err = trial.Cleanup()
	}
	if err != nil {
		return k.unkept(err)
	}
	return nil
}

// store keeps a pair, whole or not at all.
func (k keeper) store(ctx context.Context, token *oauth2.Token) error {
	text, err := json.Marshal(token)
	if err != nil {
		return errors.New("the tokens cannot be written as JSON")
	}
	if k.file != "" {
		err = renameio.WriteFile(k.file, text, 0o600, renameio.WithStaticPermissions(0o600))
	} else {
		_, err = runForSecret(ctx, k.command+" store", text)
	}
	if err != nil {
		return k.unkept(err)
	}
	return nil
}

func (k keeper) unkept(err error) error {
	if at, ok := errors.AsType[*fs.PathError](err); ok {
		err = at.Err
	}
	return fmt.Errorf("%w: new tokens cannot be kept in %s: %w", ErrSecret, k.named(), err)
}

// lockPause is how often a taken lock is tried again.
const lockPause = 50 * time.Millisecond

// lock keeps all other processes of the account from spending the refresh token. The kernel frees it when a process ends.
func (k keeper) lock(ctx context.Context) (release func(), err error) {
	l := flock.New(k.lockFile, flock.SetPermissions(0o600))
	locked, err := l.TryLockContext(ctx, lockPause)
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil || !locked:
		return nil, fmt.Errorf("%w: token_lock %s cannot be locked", ErrSecret, k.lockFile)
	}
	return func() { _ = l.Unlock() }, nil
}
