package pipelines

import (
	"fmt"
	"slices"

	"github.com/nightrounds/rounds/extract/rest"
)

// Grant prepares what a person needs to grant a configured source access in a browser. Nothing is sent. A source that is not
// configured, and one whose vendor knows no such grant, are ErrConfig.
func (c *Config) Grant(source string) (*rest.Grant, error) {
	n := slices.IndexFunc(c.Sources, func(s SourceConfig) bool { return s.Name == source })
	if n < 0 {
		return nil, fmt.Errorf("%w: there is no source of that name", ErrConfig)
	}
	_, o, _, err := c.Sources[n].open(sealed)
	if err != nil {
		return nil, err
	}
	a, ok := o.source.(rest.Authorizer)
	if !ok {
		return nil, fmt.Errorf("%w: source %s: its vendor needs no person's grant; its credentials are in the configuration", ErrConfig, source)
	}
	grant, err := a.Grant()
	if err != nil {
		return nil, fmt.Errorf("%w: source %s: %w", ErrConfig, source, err)
	}
	return grant, nil
}
