package vsee

import (
	"slices"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/schemas/r4"
	"github.com/nightrounds/rounds/transform"
	"github.com/nightrounds/rounds/transform/wire"
)

// User types (User API, "type"). The others are staff of the software, or guests.
const (
	typeMember   = "200"
	typeProvider = "400"
)

// users maps GET /users/:id: users of one type become one type of resource.
type users struct {
	clinic
	rev   uint32
	of    string // the user type that is mapped
	build func(c clinic, u user, report reporter) r4.Resource
	more  func(c clinic, u user, report reporter) []r4.Resource // nil: none
}

// Rev is the mapper's revision.
func (m users) Rev() uint32 { return m.rev }

// Map makes one person of a user of the right type, and of a provider the role. A user without a type is what the kind was enumerated for; one of
// another type becomes no resource, and an issue says so.
func (m users) Map(r extract.Record, _ transform.Prior) (transform.Result, error) {
	var u user
	var res transform.Result
	var err error
	if res.Issues, err = wire.Decode(r.Body, &u); err != nil {
		return transform.Result{}, err
	}
	if err := transform.SameID(u.ID.Text, r.ID, "id"); err != nil {
		return transform.Result{}, err
	}
	if u.Type.State == wire.Set && u.Type.Text != m.of {
		res.Issues = append(res.Issues, transform.Issue{Code: transform.Skipped, Path: "type"})
		return res, nil
	}
	report := reporter{&res.Issues, ""}
	made := []r4.Resource{m.build(m.clinic, u, report)}
	if m.more != nil {
		made = append(made, m.more(m.clinic, u, report)...)
	}
	res.Resources = m.proven(r, made...)
	return res, nil
}

// reporter adds issues about members below one path, each once.
type reporter struct {
	issues *[]transform.Issue
	path   string // ends in a dot, or is empty
}

func (r reporter) add(code transform.Reason, name string) {
	issue := transform.Issue{Code: code, Path: r.path + name}
	if !slices.Contains(*r.issues, issue) {
		*r.issues = append(*r.issues, issue)
	}
}

func (r reporter) below(name string) reporter { return reporter{r.issues, r.path + name + "."} }
