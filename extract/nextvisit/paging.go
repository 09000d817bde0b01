package nextvisit

import (
	"errors"
	"fmt"
	"net/url"
	"strconv"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/rest"
)

// next follows links.next where the account shows links (null is the end), and counts pages up until an empty one where it
// does not. The link is given our parameters again: a server that leaves them out would change the page size midway.
func (p *pull) next(page *rest.Page, order string) (rest.Call, bool, error) {
	if rest.Members(page.Members["links"])["next"] == nil {
		return rest.ByNumber("page")(page)
	}
	link, err := page.Link("links", "next")
	if err != nil || link == "" {
		return rest.Call{}, false, err
	}
	u, err := url.Parse(link)
	if err != nil {
		return rest.Call{}, false, fmt.Errorf("%w: a link is no address", extract.ErrShape)
	}
	query := u.Query()
	for name, values := range p.query(order) {
		query[name] = values
	}
	u.RawQuery = query.Encode()
	call := page.Call
	call.Link, call.Query, call.Page = u.String(), query, page.Call.Page+1
	return call, true, nil
}

// twice marks pages by their bytes and lets one of a walk follow upon its like: from the list's head the page before comes again
// when just as many notes were added meanwhile as a page holds.
func twice() func(*rest.Page) [32]byte {
	var before [32]byte
	spent := false
	return func(page *rest.Page) [32]byte {
		mark := rest.MarkOf(page.Items)
		if mark == before && !spent {
			spent = true
			mark[len(mark)-1]++ // MarkOf leaves it zero
			return mark
		}
		before = mark
		return mark
	}
}

// count is a number of meta (total, last_page, per_page, current_page), -1 when there is none.
func count(page *rest.Page, name string) int64 {
	if n, ok := rest.Integer(rest.Members(page.Members["meta"])[name]); ok && n >= 0 {
		return n
	}
	return -1
}

// resume names the page just read, to be read again: what was deleted meanwhile moved the rows after it up. A cursor cannot
// be resumed, so there is nothing to name.
func (p *pull) resume(page *rest.Page) string {
	if page.Call.Query.Get("page") != strconv.Itoa(page.Call.Page) {
		return ""
	}
	return url.Values{"page": {strconv.Itoa(page.Call.Page)}, "per_page": {strconv.Itoa(p.cfg.PerPage)}}.Encode()
}

var errPlace = errors.New("the place to resume from is not one of this source as it is configured now")

// place reads a Resume; the beginning when it is empty. Another page size makes page numbers mean other rows.
func (p *pull) place(resume string) (int, error) {
	if resume == "" {
		return 1, nil
	}
	values, err := url.ParseQuery(resume)
	page, bad := strconv.Atoi(values.Get("page"))
	if err != nil || bad != nil || page < 1 || values.Get("per_page") != strconv.Itoa(p.cfg.PerPage) {
		return 0, fmt.Errorf("%w: %w", errPlace, extract.ErrUnsupported)
	}
	return page, nil
}
