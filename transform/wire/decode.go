package wire

import (
	"errors"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/nightrounds/rounds/transform"
)

// MaxBody is the greatest body Decode reads, in bytes. Sources have limits of their own, far below.
const MaxBody = 64 << 20

// Decode reads one JSON object into a struct of this package's types. What it read leniently, and which members the
// struct does not name, come back as issues, each path once. A body that is no JSON object is a *transform.Reject.
//
// A body that names a key twice or holds invalid UTF-8 is mended first (see mend); the raw bytes stay as they are.
func Decode[T any](body []byte, into *T) ([]transform.Issue, error) {
	if len(body) > MaxBody {
		return nil, &transform.Reject{Code: transform.TooLarge}
	}
	if jsontext.Value(body).Kind() != '{' {
		return nil, &transform.Reject{Code: transform.Malformed}
	}
	err := json.Unmarshal(body, into)
	if err == nil {
		return report(into, nil), nil
	}
	mended, issues, bad := mend(body)
	if errors.Is(bad, errBounds) {
		return issues, bad
	}
	if bad == nil {
		*into = *new(T)
		bad = json.Unmarshal(mended, into)
	}
	if bad != nil {
		return issues, &transform.Reject{Code: transform.Malformed, Path: place(err)}
	}
	return report(into, issues), nil
}

// place is where the JSON breaks, as a path of names. The library's own error quotes values and is dropped.
func place(err error) string {
	var syntax *jsontext.SyntacticError
	if errors.As(err, &syntax) {
		return pathOf(syntax.JSONPointer)
	}
	var semantic *json.SemanticError
	if errors.As(err, &semantic) {
		return pathOf(semantic.JSONPointer)
	}
	return ""
}

func pathOf(p jsontext.Pointer) string {
	path := ""
	for token := range p.Tokens() {
		path = join(path, token)
	}
	return path
}

// join extends a path by a member's name. A name that may itself be data (an index, a number, a sentence) becomes *.
func join(path, name string) string {
	if !plainName(name) {
		name = "*"
	}
	if path == "" {
		return name
	}
	return path + "." + name
}

func plainName(s string) bool {
	if s == "" || len(s) > 40 {
		return false
	}
	for i := range len(s) {
		c := s[i]
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_'
		if !letter && (i == 0 || c < '0' || c > '9') {
			return false
		}
	}
	return true
}
