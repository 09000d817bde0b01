package extracttest

import (
	"slices"
	"testing"

	"github.com/nightrounds/rounds/extract/sandbox"
)

const coverage = `# What is read

| endpoint | state | why |
|---|---|---|
| GET /visits/:id | mapped | |
| ` + "`GET /users`" + ` (start, limit) | **enumerates** | who is there |
| POST /auth/sign-in | signs in | |
| POST /visits | not read | it writes |
| intake.answers | mapped | an object, no endpoint |
`

func TestCoveredComparesTableAndCalls(t *testing.T) {
	visit := sandbox.Request{Method: "GET", Path: "/visits/{id}", Count: 2}
	users := sandbox.Request{Method: "GET", Path: "/users", Count: 1}
	for name, c := range map[string]struct {
		text   string
		called []sandbox.Request
		want   []string
	}{
		"all as it says":   {coverage, []sandbox.Request{visit, users}, nil},
		"never called":     {coverage, []sandbox.Request{visit}, []string{`GET /users is said to be "enumerates" and was never called`}},
		"not listed":       {coverage, []sandbox.Request{visit, users, {Method: "GET", Path: "/rooms"}}, []string{"GET /rooms is called and has no row"}},
		"said not to be":   {coverage, []sandbox.Request{visit, users, {Method: "POST", Path: "/visits"}}, []string{`POST /visits is called, and its row says "not read"`}},
		"no reason":        {"| GET /a | not read | |", nil, []string{`GET /a is "not read" without a reason`}},
		"a state of fancy": {"| GET /a | later | |", []sandbox.Request{{Method: "GET", Path: "/a"}}, []string{`GET /a: "later" is no state`}},
		"two rows":         {"| GET /a/:x | mapped | |\n| GET /a/{y} | mapped | |", []sandbox.Request{{Method: "GET", Path: "/a/{id}"}}, []string{"GET /a/{} has two rows"}},
	} {
		if got := uncovered(c.text, c.called); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestAllThatOpensIsLookedFor(t *testing.T) {
	with := sandbox.New(sandbox.Options{Patients: 1}).Credentials()
	found := credentials(with)
	for _, secret := range []string{with.VSeeToken, with.NextvisitToken, with.NextechToken, with.NextechRefreshToken, with.NextechClientSecret, with.NoaSecret} {
		if !slices.Contains(found, secret) {
			t.Error("a credential of the sandbox is not looked for")
		}
	}
	if slices.Contains(found, with.VSeeAccount) || slices.Contains(found, with.NextechPractice) {
		t.Error("a name that records may hold is taken for a secret")
	}
}
