package rest

import (
	"bytes"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"pgregory.net/rapid"

	"github.com/nightrounds/rounds/extract"
)

// What a vendor writes arrives as it was written, byte for byte: broken UTF-8, NUL, half a surrogate pair, marks and separators that
// other readers mend or refuse. What counts as the same state is told from those bytes.
func TestOddTextIsKept(t *testing.T) {
	var body atomic.Value
	c, _ := vendor(t, Settings{}, nil, func(w http.ResponseWriter, _ *http.Request) { writeJSON(w, body.Load().(string)) })
	shape := NewShape(Rules{Drop: []string{"**.token"}, Pick: []string{"id", "text"}})
	odd := rapid.SampledFrom([]string{
		"\xff\xfe", "\xc3", "\xed\xa0\x80", `\u0000`, `\ud800`, `\udc00\ud800`, "\u2028", "\u2029", "\ufeff", "\U0001f600", `\"`, `\\`, "é", "\x7f", "a",
	})
	rapid.Check(t, func(rt *rapid.T) {
		text := strings.Join(rapid.SliceOfN(odd, 0, 12).Draw(rt, "text"), "")
		row := `{"id":1, "text":"` + text + `"}`
		front := rapid.SampledFrom([]string{"", "\xef\xbb\xbf"}).Draw(rt, "mark")
		body.Store(front + `{"data":[` + strings.TrimSuffix(row, "}") + `,"token":"s"}, {"id":2}]}`)
		page, err := c.GetPage(t.Context(), call(), "data")
		if err != nil || len(page.Items) != 2 {
			rt.Fatalf("%q: %v", text, err)
		}
		got, err := c.Shape(shape, page.Items[0])
		if err != nil || string(got.Body) != row || string(got.Picked[1]) != `"`+text+`"` {
			rt.Fatalf("%q came as %q, %v", row, got.Body, err)
		}
		other, err := c.Shape(shape, bytes.Replace([]byte(row), []byte(`"text":"`), []byte(`"text":"b`), 1))
		if err != nil || other.Hash == got.Hash || got.Hash == (extract.Hash{}) {
			rt.Fatalf("another text is no other state: %v", err)
		}
	})
}
