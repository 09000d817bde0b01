package noanotes

import (
	"context"
	"errors"
	"slices"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/rest"
)

// consumers reads the current consumer of each country's host, or of those whose countries the Ask names.
func (p *pull) consumers(ctx context.Context) (*extract.Coverage, error) {
	chosen := p.countries()
	if p.ask.Mode == extract.IDs {
		p.book.Blind(blindIDs)
		chosen = slices.Collect(p.ask.IDs)
	}
	p.book.Blind("A host shows the consumer that the credentials are of, and no other.")
	for _, country := range chosen {
		if !p.book.See(country) {
			continue
		}
		if err := p.consumer(ctx, country); err != nil {
			return nil, err
		}
	}
	if err := p.book.Verdict(); err != nil {
		return nil, err
	}
	return p.book.Coverage(string(p.ask.Mode), p.ask.Mode == extract.Sweep), nil
}

func (p *pull) consumer(ctx context.Context, country string) error {
	record := extract.Record{Source: p.cfg.Name, Vendor: "noanotes", Kind: extract.Organization, ID: country, Origin: p.cfg.ConsumerPath}
	client, here := p.clients[country]
	if !here {
		p.book.Skip(skipNoHost, 1)
		return nil
	}
	answer, _, err := p.fetch(ctx, client, rest.Call{Endpoint: p.cfg.ConsumerPath})
	switch {
	case err == nil && answer == nil: // the path is an assumption: nothing there does not mean that the customer is gone
		p.book.Skip(skipNoConsumer, 1)
		p.book.Doubt("A country's host has no consumer under consumer_path.")
		return nil
	case errors.Is(err, extract.ErrTooLarge):
		return p.book.Unreadable(extract.SkipTooLarge, err)
	case errors.Is(err, extract.ErrShape):
		return p.book.Unreadable(extract.SkipUnreadable, err)
	case err != nil:
		return err
	}
	k := &known{country: country}
	body := member([]byte{'{'}, "id", quoted(country))
	body = member(body, "request", envelope{k: k, version: p.cfg.APIVersion}.request())
	shaped, err := client.Shape(consumerShape, append(member(body, "answer", bodyOf(answer)), '}'))
	if err != nil {
		return p.book.Unreadable(extract.SkipUnreadable, err)
	}
	record.Fetched, record.Body, record.Hash = answer.Fetched, shaped.Body, shaped.Hash
	p.book.Keep(country)
	return p.send(extract.Page{Records: []extract.Record{record}, Claimed: -1})
}
