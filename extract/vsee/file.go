package vsee

import (
	"context"
	"encoding/json"
	"errors"
	"net/url"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/rest"
)

// target is what files hang on. A list names neither it nor, for a visit, the patient and whether it is a test: the record says all.
type target struct {
	Kind   string `json:"target_type"` // user, visit or visit_summary
	ID     string `json:"target_id"`
	Member string `json:"member_id,omitempty"`
	Test   bool   `json:"is_test,omitempty"`
}

// files describes the files of one target, never what is in them.
func (p *pull) files(ctx context.Context, o *outcome, t target) error {
	query := url.Values{"target_type": {t.Kind}, "target_id": {t.ID}}
	page, err := p.client.GetPage(ctx, rest.Call{Endpoint: filesPath, Query: query}, "data")
	if err == nil && page.Items == nil {
		err = extract.ErrShape
	}
	switch skip := rest.SkipOf(err); {
	case errors.Is(err, rest.ErrNotFound):
		return nil
	case skip != "":
		o.along = append(o.along, outcome{skip: skip, err: err})
		return nil
	case err != nil:
		return err
	}
	for _, item := range page.Items {
		id, ok := p.idOf(filePeek, codeFrom, item)
		if !ok {
			o.along = append(o.along, outcome{skip: extract.SkipNoID})
			continue
		}
		c := candidate{id: t.Kind + "/" + t.ID + "/" + id, origin: page.Origin(), seenAt: page.Fetched}
		o.along = append(o.along, p.file(c, t, item))
	}
	return nil
}

func (p *pull) file(c candidate, t target, answer json.RawMessage) outcome {
	var err error
	if c.row, err = envelope(t, answer); err != nil {
		return outcome{skip: extract.SkipUnreadable, err: err}
	}
	o, _ := p.shaped(extract.File, fileShape, c)
	return o
}

// summary notes that a visit has a summary. The answer is a link that opens it for whoever holds it: nothing of it is kept.
func (p *pull) summary(ctx context.Context, o *outcome, t target) error {
	found, skip, err := p.object(ctx, rest.Call{Endpoint: summaryPath, ID: t.ID})
	switch {
	case errors.Is(err, rest.ErrNotFound):
		return nil
	case skip != "":
		o.along = append(o.along, outcome{skip: skip, err: err})
		return nil
	case err != nil:
		return err
	}
	if link, ok := rest.Text(rest.Members(found.row)["url"]); !ok || link == "" {
		return nil
	}
	t.Kind = "visit_summary"
	found.id = t.Kind + "/" + t.ID + "/summary"
	o.along = append(o.along, p.file(found, t, json.RawMessage(`{}`)))
	return nil
}
