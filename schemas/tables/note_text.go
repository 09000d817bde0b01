package tables

import (
	"bytes"
	"encoding/base64"
	"strings"
	"unicode/utf8"

	"github.com/samply/golang-fhir-models/fhir-models/fhir"
)

// note is what a DocumentReference holds, decoded once.
type note struct {
	contents []content
	text     []byte    // valid UTF-8
	sections []section // of an HTML text
}

// content is one attachment.
type content struct {
	*fhir.DocumentReferenceContent
	data []byte // nil when it has none, is not base64, or is kept as the note's text
}

// readNote decodes the contents and finds the text: the first plain one, else the first HTML one without its tags.
func readNote(contents []fhir.DocumentReferenceContent) *note {
	n := &note{contents: make([]content, len(contents))}
	for i := range contents {
		n.contents[i] = content{&contents[i], decoded(contents[i].Attachment.Data)}
	}
	chosen := best(n.contents, 3, (*content).rank)
	switch {
	case chosen == nil:
	case chosen.mediaType() == "text/html":
		read := readHTML(string(bytes.ToValidUTF8(chosen.data, mended)))
		n.text, n.sections = []byte(read.text), read.sections
	case utf8.Valid(chosen.data):
		n.text, chosen.data = chosen.data, nil
	default:
		n.text = bytes.ToValidUTF8(chosen.data, mended)
	}
	return n
}

var mended = []byte("\uFFFD")

func (c *content) rank() int {
	if c.data == nil {
		return 3
	}
	switch c.mediaType() {
	case "text/plain":
		return 0
	case "text/markdown":
		return 1
	case "text/html":
		return 2
	}
	return 3
}

func (c *content) mediaType() string {
	t, _, _ := strings.Cut(val(c.Attachment.ContentType), ";")
	return strings.ToLower(strings.TrimSpace(t))
}

func decoded(data *string) []byte {
	if data == nil {
		return nil
	}
	b, err := base64.StdEncoding.DecodeString(*data)
	if err != nil {
		return nil
	}
	return b
}
