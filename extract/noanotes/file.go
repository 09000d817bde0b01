package noanotes

import (
	"encoding/json"

	"github.com/nightrounds/rounds/extract/rest"
	"github.com/nightrounds/rounds/extract/roster"
)

// maxFile bounds each of the customer's files, in bytes. A million sessions take some 200 MB.
const maxFile = 512 << 20

// idColumns are the ways a file spells the session's id: our own, and that of the create-session request.
var idColumns = []string{"session_id", "sessionId"}

// rows hands each row of a file to each.
func rows(path string, each func(roster.Row)) error {
	_, err := roster.File{Path: path, Limit: maxFile, Columns: idColumns}.Read(func(r roster.Row) error {
		each(r)
		return nil
	})
	return err
}

// text is the first of the names that a row has as text.
func text(r roster.Row, names ...string) string {
	for _, name := range names {
		if text, ok := rest.Text(r.Cells[name]); ok && text != "" {
			return text
		}
	}
	return ""
}

// quoted is a text as JSON. Marshalling a string cannot fail.
func quoted(text string) json.RawMessage {
	b, _ := json.Marshal(text)
	return b
}
