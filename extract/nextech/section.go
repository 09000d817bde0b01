package nextech

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/rest"
)

// checkSection compares a configured section with the vendor's list of categories, once a Pull. The list's form is not published:
// whatever text stands in it counts.
func (p *pull) checkSection(ctx context.Context) error {
	if p.cfg.Section == "" {
		return nil
	}
	p.book.Blind(blindSection)
	answer, err := p.client.Get(ctx, rest.Call{Endpoint: p.cfg.CategoriesPath})
	if err != nil && !errors.Is(err, rest.ErrNotFound) && !errors.Is(err, extract.ErrShape) {
		return fmt.Errorf("check the section: %w", err)
	}
	var names []string
	if err == nil {
		names = texts(answer.Body)
	}
	if len(names) == 0 {
		p.book.Blind(blindSections)
		return nil
	}
	for _, name := range names {
		if strings.EqualFold(name, p.cfg.Section) {
			return nil
		}
	}
	return fmt.Errorf("section is not among the %d words of the vendor's list of categories: %w", len(names), extract.ErrUnsupported)
}

// texts lists the text in a JSON value, names of members left out.
func texts(body []byte) []string {
	dec := jsontext.NewDecoder(bytes.NewReader(body), jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	var list []string
	for {
		token, err := dec.ReadToken()
		if err != nil {
			return list
		}
		kind, length := dec.StackIndex(dec.StackDepth())
		if name := kind == '{' && length%2 == 1; token.Kind() == '"' && !name {
			list = append(list, token.String())
		}
	}
}
