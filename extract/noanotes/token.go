package noanotes

import (
	"fmt"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/rest"
	"github.com/nightrounds/rounds/extract/roster"
)

// tokens are references to sessions' own tokens, by session id.
type tokens map[string]rest.Secret

// sessionTokens reads the file of references. It holds no token: where one is written out, the line is refused.
func (c Config) sessionTokens() (tokens, error) {
	if c.StatusAuth != BySession {
		return nil, nil
	}
	all, bad := tokens{}, 0
	err := rows(c.SessionTokens, func(r roster.Row) {
		id := sessionID(text(r, idColumns...))
		key, err := rest.ParseSecret(text(r, "token"))
		if id == "" || err != nil {
			bad++
			return
		}
		all[id] = key
	})
	if err != nil {
		return nil, fmt.Errorf("read the session tokens: %w", err)
	}
	if bad > 0 {
		return nil, fmt.Errorf("read the session tokens: %d lines name no session, or no env:, file: or cmd: reference: %w", bad, extract.ErrShape)
	}
	return all, nil
}

// statusCall is how a session's status is asked for; ok is false where it cannot be.
func (p *pull) statusCall(k *known) (call rest.Call, ok bool) {
	call = rest.Call{Endpoint: template(p.cfg.StatusPath), ID: k.id}
	switch p.cfg.StatusAuth {
	case ByConsumer:
		return call, true
	case BySession:
		call.Key = p.tokens[k.id]
		return call, !call.Key.IsZero()
	}
	return call, false
}
