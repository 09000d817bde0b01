package noanotes

import (
	"encoding/json"
	"net/http"
	"slices"

	"github.com/nightrounds/rounds/extract/rest"
)

// classify finds the status of a problem document (RFC 9457) that comes with 200: services of this make answer so when
// something between the caller and them spoils the status. A session's own status is a word or a small number.
func classify(status int, body []byte) int {
	if status == http.StatusNoContent {
		return http.StatusNotFound // such services say so of a thing that is null
	}
	if status != http.StatusOK {
		return status
	}
	in := rest.Members(body)
	if in["title"] == nil && in["type"] == nil {
		return status
	}
	if told, ok := rest.Integer(in["status"]); ok && told >= 400 && told < 600 {
		return int(told)
	}
	return status
}

// hollow tells an object of nulls and of what is said of an error, such as {"data":null}: no answer of this API looks so, and it is no
// state of a session.
func hollow(body json.RawMessage) bool {
	in := rest.Members(body)
	for name, value := range in {
		if string(value) != "null" && !slices.Contains([]string{"error", "errors", "message"}, name) {
			return false
		}
	}
	return len(in) > 0
}
