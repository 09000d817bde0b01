package sandbox

import (
	"bytes"
	"fmt"
	"hash/fnv"
	"time"

	"github.com/nightrounds/rounds/extract/sandbox/town"
)

// grown adds to every object of an answer what a vendor's release may bring: a text and a date. They are the same wherever the object
// is the same, so that a record changes once, and unique otherwise. The rest stays byte by byte.
func grown(body []byte) []byte {
	var out bytes.Buffer
	var open []int // where the objects around begin
	for i, quoted := 0, false; i < len(body); i++ {
		switch c := body[i]; {
		case quoted && c == '\\':
			out.WriteByte(c)
			i++
		case c == '"':
			quoted = !quoted
		case !quoted && c == '{':
			open = append(open, i)
		case !quoted && c == '}' && len(open) > 0:
			object := body[open[len(open)-1]:i]
			open = open[:len(open)-1]
			if len(bytes.TrimSpace(object)) > 1 {
				out.WriteByte(',')
			}
			out.WriteString(addition(object))
		}
		out.WriteByte(body[i])
	}
	return out.Bytes()
}

func addition(object []byte) string {
	h := fnv.New64a()
	_, _ = h.Write(object) // never an error
	at := time.Unix(int64(h.Sum64()%3e9), 0).UTC()
	return fmt.Sprintf(`"added_text":"Added %sadded-%x","added_on":%q`, town.CanaryMark, h.Sum64(), at.Format(time.RFC3339))
}
