package pipelines

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"net/url"
	"strings"
	"time"

	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/schemas/tables"
)

// instant is FHIR's instant, http://hl7.org/fhir/R4/datatypes.html#instant.
const instant = "2006-01-02T15:04:05.000Z07:00"

// errForm says that a resource does not begin as ours do, so that nothing can be put into it unread.
var errForm = errors.New("a resource does not begin with its type, its id and its meta; rounds rebuild makes it anew")

// stamped gives each resource as a line: with meta.lastUpdated, and with references that can be followed.
func stamped(resourceType string, resources iter.Seq2[clickhouse.Exported, error], loose looseEnds) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		var line []byte
		for r, err := range resources {
			if err == nil {
				line, err = stamp(line[:0], resourceType, r)
			}
			if err != nil {
				yield(nil, fmt.Errorf("write %s: %w", resourceType, err))
				return
			}
			if !yield(loose.logical(line), nil) {
				return
			}
		}
	}
}

// stamp appends r with meta.lastUpdated. Everything else stays as it is, byte for byte.
func stamp(line []byte, resourceType string, r clickhouse.Exported) ([]byte, error) {
	head := `{"resourceType":"` + resourceType + `","id":"` + r.ID + `",`
	rest, ok := bytes.CutPrefix(r.Resource, []byte(head))
	if !ok {
		return line, errForm
	}
	line = append(line, head...)
	line = append(line, `"meta":{"lastUpdated":"`...)
	line = r.Updated.UTC().AppendFormat(line, instant)
	line = append(line, '"')
	inner, ok := bytes.CutPrefix(rest, []byte(`"meta":{"`))
	if ok {
		return append(append(line, `,"`...), inner...), nil
	}
	return append(append(line, `},`...), rest...), nil
}

// looseEnds knows the targets that the warehouse does not hold.
type looseEnds struct {
	deleted map[string]bool // by target
	count   *LooseEnds
}

func (l looseEnds) read(all iter.Seq2[clickhouse.Dangling, error]) error {
	for d, err := range all {
		if err != nil {
			return err
		}
		l.deleted[d.Target] = d.Deleted
	}
	return nil
}

var literal = []byte(`"reference":"`)

// logical writes a reference that leads nowhere, and names its target by identifier, too, as the logical reference it is
// (http://hl7.org/fhir/R4/references.html#logical). One without an identifier stays and is counted.
func (l looseEnds) logical(line []byte) []byte {
	for at := 0; len(l.deleted) > 0; {
		n := bytes.Index(line[at:], literal)
		if n < 0 {
			break
		}
		from := at + n + len(literal)
		target, rest, _ := bytes.Cut(line[from:], []byte(`"`))
		deleted, here := l.deleted[string(target)]
		resourceType, _, _ := bytes.Cut(target, []byte(`/`))
		switch at = from; {
		case !here:
		case bytes.HasPrefix(rest, []byte(`,"identifier":{`)):
			l.count.Logical++
			line = bytes.Join([][]byte{line[:from-len(literal)], []byte(`"type":"`), resourceType, []byte(`"`), rest}, nil)
		case deleted:
			l.count.Deleted++
		default:
			l.count.Dangling++
		}
	}
	return line
}

// deletionsAtOnce is how many deletions a line holds.
const deletionsAtOnce = 500

// deletions gives transaction Bundles that delete what was deleted since, as the export operation describes them.
func (e Export) deletions(ctx context.Context, of []tables.ResourceTable) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		var entries []string
		bundle := func() []byte {
			line := `{"resourceType":"Bundle","type":"transaction","entry":[` + strings.Join(entries, ",") + `]}`
			entries = entries[:0]
			return []byte(line)
		}
		for _, t := range of {
			for id, err := range e.Records.Gone(ctx, t, e.Since) {
				if err != nil {
					yield(nil, err)
					return
				}
				entries = append(entries, `{"request":{"method":"DELETE","url":"`+t.Type+`/`+id+`"}}`)
				if len(entries) == deletionsAtOnce && !yield(bundle(), nil) {
					return
				}
			}
		}
		if len(entries) > 0 {
			yield(bundle(), nil)
		}
	}
}

// request is the export as a client would ask a Bulk Data server for it.
func (e Export) request() string {
	ask := url.Values{}
	if len(e.Types) > 0 {
		ask.Set("_type", strings.Join(e.Types, ","))
	}
	if !e.Since.IsZero() {
		ask.Set("_since", e.Since.UTC().Format(time.RFC3339Nano))
	}
	if len(ask) == 0 {
		return "$export"
	}
	return "$export?" + ask.Encode()
}
