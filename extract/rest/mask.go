package rest

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
)

// maskTag begins what is landed in place of a social security number and says how it was made.
const maskTag = "hmac-sha256:"

// Mask makes of a social security number a keyed hash (HMAC-SHA256, RFC 2104): of two records with one number it can be told that
// they have it, and neither holds it. It does not change and is safe for concurrent use.
type Mask struct {
	key   []byte
	keyID string // tells two keys apart and nothing else of them
}

// NewMask reads a key: at least 64 hexadecimal digits, 256 bits. There are only a thousand million numbers to try, so that the key alone
// protects them; a word somebody can remember is refused. Any other text is ErrSecret, without being repeated.
func NewMask(key string) (*Mask, error) {
	raw, err := hex.DecodeString(key)
	if err != nil || len(raw) < sha256.Size {
		return nil, fmt.Errorf("%w: it is not 64 or more hexadecimal digits, as openssl rand -hex 32 writes them", ErrSecret)
	}
	m := &Mask{key: raw}
	m.keyID = m.sum("key id")[:8]
	return m, nil
}

// of gives the JSON string that is landed in place of a text: hmac-sha256:, eight hexadecimal digits of the key, a colon, and 64
// of the hash over the nine digits. It is empty where the text is no number of one person.
func (m *Mask) of(text string) string {
	digits := socialSecurity(text)
	if digits == "" {
		return ""
	}
	return `"` + maskTag + m.keyID + ":" + m.sum(digits) + `"`
}

func (m *Mask) sum(text string) string {
	h := hmac.New(sha256.New, m.key)
	h.Write([]byte(text))
	return hex.EncodeToString(h.Sum(nil))
}

// socialSecurity gives the nine digits of a number, written with or without hyphens and blanks; empty for any other text and for a
// number that was never given out (https://www.ssa.gov/employer/randomizationfaqs.html): such ones are typed where none is known,
// and would make one person of all who have them. From 900 on they are kept: taxpayers without a number have one of those.
func socialSecurity(text string) string {
	digits := strings.NewReplacer("-", "", " ", "").Replace(text)
	switch {
	case len(digits) != 9, strings.Trim(digits, "0123456789") != "":
		return ""
	case digits[:3] == "000", digits[:3] == "666", digits[3:5] == "00", digits[5:] == "0000":
		return ""
	case strings.Trim(digits, digits[:1]) == "", slices.Contains(samples, digits):
		return ""
	}
	return digits
}

// samples are numbers that were printed so often that they are nobody's: counted up and down, and two of
// https://www.ssa.gov/history/ssn/misused.html.
var samples = []string{"123456789", "987654321", "078051120", "219099999"}
