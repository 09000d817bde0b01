package vsee

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"strconv"
	"time"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/rest"
)

// maxWalks bounds how often one list is walked until its rows and its total agree.
const maxWalks = 3

// listing is one list to walk.
type listing struct {
	endpoint    string
	query       url.Values
	stopAtTotal bool  // a request less for each list; else an empty page is the end
	claimed     int64 // the total the vendor claimed before the walk, which goes on where another stopped; 0: nobody asked
}

// candidate is a row of a list, or a line of a roster: something to read by its id.
type candidate struct {
	id     string
	member string          // a visit row's member_id; empty when it shows none
	start  time.Time       // a visit row's start; zero when it shows none
	row    json.RawMessage // the row itself
	origin string          // where the row was seen
	seenAt time.Time       // when its answer arrived
}

// walk follows one list from an offset to its end and hands each page's rows to each, with the total claimed and the offset
// after them. Rows may repeat. The tally holds good for what was walked, even beside an error.
func (s *Source) walk(ctx context.Context, l listing, from int64, each func(rows []candidate, claimed, next int64) error) (*extract.Tally, error) {
	t := extract.NewTally()
	if l.claimed > 0 {
		t.Claim(l.claimed)
	}
	query := maps.Clone(l.query)
	query.Set("start", strconv.FormatInt(from, 10))
	query.Set("limit", strconv.Itoa(s.cfg.PageSize))
	w := rest.Walk{First: rest.Call{Endpoint: l.endpoint, Query: query, Page: 1}, List: "data", Next: l.next,
		Parts: &rest.Parts{Size: "limit", Offset: "start"}}
	for page, err := range s.client.Walk(ctx, w) {
		if err != nil {
			return t, fmt.Errorf("walk a list: %w", err)
		}
		t.Claim(total(page))
		t.Lose(int64(page.Lost))
		from += int64(len(page.Items) + page.Lost)
		if err := each(s.rows(page, t), t.Total(), from); err != nil {
			return t, err
		}
	}
	return t, nil
}

func (l listing) next(p *rest.Page) (rest.Call, bool, error) {
	start, err := strconv.ParseInt(p.Call.Query.Get("start"), 10, 64)
	if err != nil {
		return p.Call, false, fmt.Errorf("read the offset of a list: %w", extract.ErrShape)
	}
	if claimed := total(p); l.stopAtTotal && claimed >= 0 && start+int64(len(p.Items)) >= claimed {
		return p.Call, false, nil
	}
	return rest.ByOffset("start")(p)
}

// rows reads the ids of a page. A row without one is counted, not kept.
func (s *Source) rows(page *rest.Page, t *extract.Tally) []candidate {
	found := make([]candidate, 0, len(page.Items))
	for _, item := range page.Items {
		row, ok := s.row(item)
		if !ok {
			t.Bad()
			continue
		}
		t.Row(row.id)
		row.origin, row.seenAt = page.Origin(), page.Fetched
		found = append(found, row)
	}
	return found
}

// row reads one row. Two ids in a row are none; of a start or a member named twice, the read by id tells the truth.
func (s *Source) row(item json.RawMessage) (candidate, bool) {
	ids, err := s.client.Shape(idShape, item)
	if err != nil || ids.Ambiguous {
		return candidate{}, false
	}
	key, ok := numberFrom(ids.Picked...)
	more, err := s.client.Shape(rowShape, item)
	if !ok || err != nil {
		return candidate{}, false
	}
	c := candidate{id: key, row: item}
	if !more.Ambiguous {
		c.member, _ = numberFrom(more.Picked[0])
		c.start = moment(more.Picked[1])
	}
	return c, true
}
