package noanotes

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/rest"
)

// signIn asks for a token. No page prints the answer: it is one of the configured members, or the answer itself.
func (c Config) signIn(ctx context.Context, post rest.Post) (rest.Token, error) {
	body := struct {
		ClientID string  `json:"clientId"`
		Secret   *string `json:"secret"`
	}{ClientID: c.ClientID}
	if !c.Secret.IsZero() {
		secret, err := c.Secret.Reveal(ctx)
		if err != nil {
			return rest.Token{}, err
		}
		body.Secret = &secret
	}
	sent, err := json.Marshal(body)
	if err != nil {
		return rest.Token{}, fmt.Errorf("writing the credentials: %w", extract.ErrShape)
	}
	answer, err := post(ctx, "application/json", sent)
	if err != nil {
		return rest.Token{}, err
	}
	return c.token(answer)
}

func (c Config) token(answer json.RawMessage) (rest.Token, error) {
	if text, ok := rest.Text(answer); ok && text != "" {
		return rest.Token{Value: text}, nil
	}
	var got rest.Token
	in := rest.Members(answer)
	for _, name := range c.TokenFields {
		if text, ok := rest.Text(in[name]); ok && got.Value == "" {
			got.Value = text
		}
	}
	if got.Value == "" {
		return rest.Token{}, fmt.Errorf("%w: the sign-in's answer has none of token_fields", extract.ErrShape)
	}
	for _, name := range c.LifeFields {
		if seconds, ok := rest.Integer(in[name]); ok && seconds > 0 && got.Life == 0 {
			got.Life = time.Duration(seconds) * time.Second
		}
	}
	return got, nil
}
