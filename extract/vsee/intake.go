package vsee

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/rest"
)

// asked is what stands beside an intake in its record: what the visit knew and the intake does not say itself, and how the clinic's
// account words the questions that are answered.
type asked struct {
	Member string `json:"member_id,omitempty"`
	Visit  string `json:"visit_id,omitempty"`
	Test   bool   `json:"is_test,omitempty"`
	Labels labels `json:"labels,omitempty"`
}

// intake makes the record of an intake. picked is what intakePeek picks of it.
func (p *pull) intake(c candidate, in visitOf, picked []json.RawMessage) outcome {
	a := asked{Test: in.test}
	if rest.ID(picked[1]) == "" {
		a.Member = in.member
	}
	if rest.ID(picked[2]) == "" {
		a.Visit = in.visit
	}
	a.Labels = p.labels.of(c.row)
	body, err := envelope(a, c.row)
	if err != nil {
		return outcome{skip: extract.SkipUnreadable, err: err}
	}
	c.row = body
	o, _ := p.shaped(extract.Intake, intakeShape, c)
	o.record.Changed = moment(picked[4])
	return o
}

// envelope joins a request's facts and an answer, byte for byte, into one object.
func envelope(request any, answer json.RawMessage) (json.RawMessage, error) {
	head, err := json.Marshal(request)
	if err != nil {
		return nil, errors.New("a request's facts cannot be written") // never wrapped: it could quote a value
	}
	var b bytes.Buffer
	b.WriteString(`{"request":`)
	b.Write(head)
	b.WriteString(`,"answer":`)
	b.Write(answer)
	b.WriteByte('}')
	return b.Bytes(), nil
}

// labels are the words of the account's intake form, by the key an intake answers under.
type labels map[string]string

// readLabels reads the account, before the first visit. An account that is not there, closed to the token or too large stays so, and
// leaves the questions without labels. Any other fault ends the Pull, as a list's does: labels count in an intake's hash, so that
// one night without them would land every intake anew, and the next night again.
func (p *pull) readLabels(ctx context.Context) error {
	account, skip, err := p.object(ctx, rest.Call{Endpoint: accountPath, ID: p.tenant})
	switch {
	case errors.Is(err, rest.ErrNotFound), errors.Is(err, rest.ErrRefused), skip == extract.SkipForbidden, skip == extract.SkipTooLarge:
		p.book.Blind(blindLabels)
		return nil
	case err != nil:
		return fmt.Errorf("read the account: %w", err)
	}
	var settings any
	_ = json.Unmarshal(account.row, &settings) // what cannot be read has no labels
	p.labels = labels{}
	p.labels.collect(settings)
	return nil
}

// collect finds the fields of the form wherever the settings keep it, which is not published: an object with a name and a label.
func (l labels) collect(v any) {
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			l.collect(e)
		}
	case map[string]any:
		name, _ := v["name"].(string)
		label, _ := v["label"].(string)
		if name != "" && label != "" {
			l[name] = label
		}
		for _, e := range v {
			l.collect(e)
		}
	}
}

// of gives the labels of the keys that an intake has; nil for none.
func (l labels) of(intake json.RawMessage) labels {
	var found labels
	for key := range rest.Members(intake) {
		if text, ok := l[key]; ok {
			if found == nil {
				found = labels{}
			}
			found[key] = text
		}
	}
	return found
}
