package rest

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/nightrounds/rounds/extract"
)

// aKey is a key that nobody uses.
var aKey = strings.Repeat("0f", 32)

func mask(t testing.TB, key string) *Mask {
	t.Helper()
	m, err := NewMask(key)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// hashed is what lands in place of nine digits, made anew.
func hashed(digits string) string {
	key, _ := hex.DecodeString(aKey)
	sum := func(text string) string {
		h := hmac.New(sha256.New, key)
		h.Write([]byte(text))
		return hex.EncodeToString(h.Sum(nil))
	}
	return `"hmac-sha256:` + sum("key id")[:8] + ":" + sum(digits) + `"`
}

var personRules = Rules{Mask: []string{"ssn", "extra.*.number"}, Drop: []string{"**.ssn", "secret"}, Volatile: []string{"seen"}, Pick: []string{"id"}}

func TestMaskTakesNumbersOfOnePerson(t *testing.T) {
	m := mask(t, aKey)
	for _, text := range []string{"987-65-0001", "987650001", "987 65 0001", " 98-7650001"} {
		if got := m.of(text); got != hashed("987650001") {
			t.Errorf("%q: %s", text, got)
		}
	}
	for _, text := range []string{"", "--", "0", "98765000", "9876500011", "98765000a", "987.65.0001", "９８７６５０００１", "000-00-0000", "111-11-1111",
		"999-99-9999", "123-45-6789", "987-65-4321", "078-05-1120", "000-12-3456", "666-12-3456", "987-00-0001", "987-65-0000", "xxx-xx-0001",
		"hmac-sha256:00000000:" + strings.Repeat("0", 64)} {
		if got := m.of(text); got != "" {
			t.Errorf("%q: %s", text, got)
		}
	}
}

// A key shows in what it makes, and nothing of it can be read there.
func TestMaskOfAnotherKey(t *testing.T) {
	a, b := mask(t, aKey).of("987650001"), mask(t, strings.Repeat("0e", 32)).of("987650001")
	const head = len(`"hmac-sha256:`)
	if a[:head] != b[:head] || a[head:head+8] == b[head:head+8] || a[head+8:] == b[head+8:] {
		t.Errorf("two keys make %s and %s", a, b)
	}
	if a != mask(t, strings.ToUpper(aKey)).of("987-65-0001") {
		t.Error("one key written in two ways makes two hashes")
	}
}

func TestMaskRefusesAKeyThatIsNone(t *testing.T) {
	for _, key := range []string{"", "ZZSECRET", aKey[1:], aKey[2:], strings.Repeat("zz", 32), aKey + " "} {
		if _, err := NewMask(key); !errors.Is(err, ErrSecret) || key != "" && strings.Contains(err.Error(), key) {
			t.Errorf("a key of %d: %v", len(key), err)
		}
	}
}

func TestShapeMasks(t *testing.T) {
	s, m, h := NewShape(personRules), mask(t, aKey), hashed("987650001")
	for name, c := range map[string]struct{ raw, want, without string }{
		"alone":              {`{"ssn" : "987-65-0001"}`, `{"ssn" : ` + h + `}`, `{}`},
		"between":            {`{"id":1,"ssn":"987650001" ,"b":2}`, `{"id":1,"ssn":` + h + ` ,"b":2}`, `{"id":1 ,"b":2}`},
		"after a cut":        {`{"secret":1,"ssn":"987650001","secret":2}`, `{"ssn":` + h + `}`, `{}`},
		"escaped":            {`{"s\u0073n":"987\u002d65-000\u0031"}`, `{"s\u0073n":` + h + `}`, `{}`},
		"twice":              {`{"ssn":"","a":1,"ssn":"987650001"}`, `{"a":1,"ssn":` + h + `}`, `{"a":1}`},
		"below any member":   {`{"extra":{"me":{"number":"987650001"}}}`, `{"extra":{"me":{"number":` + h + `}}}`, `{"extra":{"me":{}}}`},
		"of somebody else":   {`{"wife":{"ssn":"987-65-0002"},"ssn":"987650001"}`, `{"wife":{},"ssn":` + h + `}`, `{"wife":{}}`},
		"in what is dropped": {`{"secret":{"ssn":"987650001"},"a":1}`, `{"a":1}`, `{"a":1}`},
		"a number":           {`{"ssn":987650001,"a":1}`, `{"a":1}`, `{"a":1}`},
		"an object":          {`{"ssn":{"ssn":"987650001"},"a":1}`, `{"a":1}`, `{"a":1}`},
		"a list":             {`{"ssn":["987650001"]}`, `{}`, `{}`},
		"null":               {`{"ssn":null}`, `{}`, `{}`},
		"not typed":          {`{"ssn":"000-00-0000"}`, `{}`, `{}`},
		"the last four":      {`{"ssn":"xxx-xx-0001"}`, `{}`, `{}`},
	} {
		t.Run(name, func(t *testing.T) {
			for mask, want := range map[*Mask]string{m: c.want, nil: c.without} {
				got, err := s.apply(json.RawMessage(c.raw), 64, mask)
				if err != nil || squeezed(string(got.Body)) != squeezed(want) {
					t.Errorf("got %s (%v), want %s", got.Body, err, want)
				}
				if sum := sha256.Sum256([]byte(squeezed(string(got.Body)))); !bytes.Equal(sum[:], got.Hash[:]) {
					t.Errorf("what lands is not what is hashed: %s", got.Body)
				}
			}
		})
	}
}

func squeezed(s string) string { return strings.ReplaceAll(s, " ", "") }

// Without a key a record is, byte for byte, what it is where the name is dropped.
func TestShapeWithoutAKeyOnlyCuts(t *testing.T) {
	raw := json.RawMessage(`{ "a" : [1, {"ssn":"987-65-0001"}], "ssn" : "987-65-0001" , "seen":{"ssn":"987-65-0001"}, "id":1}`)
	with, err := NewShape(Rules{Mask: []string{"**.ssn"}, Volatile: []string{"seen"}}).apply(raw, 64, nil)
	without, _ := NewShape(Rules{Drop: []string{"**.ssn"}, Volatile: []string{"seen"}}).apply(raw, 64, nil)
	if err != nil || !bytes.Equal(with.Body, without.Body) || with.Hash != without.Hash || bytes.Contains(with.Body, []byte("987")) {
		t.Errorf("%s (%v), want %s", with.Body, err, without.Body)
	}
}

func TestWhatAMaskChangesAndWhatNot(t *testing.T) {
	s := NewShape(personRules)
	hash := func(m *Mask, raw string) extract.Hash {
		got, err := s.apply(json.RawMessage(raw), 64, m)
		if err != nil {
			t.Fatal(err)
		}
		return got.Hash
	}
	m, other := mask(t, aKey), mask(t, strings.Repeat("0e", 32))
	one := hash(m, `{"ssn":"987-65-0001","id":1}`)
	switch {
	case one != hash(m, `{"ssn": "987650001", "id":1}`):
		t.Error("hyphens are a change")
	case one == hash(m, `{"ssn":"987-65-0002","id":1}`), one == hash(other, `{"ssn":"987-65-0001","id":1}`), one == hash(nil, `{"ssn":"987-65-0001","id":1}`):
		t.Error("another number, another key or none is no change")
	case hash(m, `{"seen":{"ssn":"987-65-0001"},"id":1}`) != hash(m, `{"seen":1,"id":1}`):
		t.Error("what is volatile counts")
	}
}

func TestAMaskOfElementsPanics(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("it was accepted")
		}
	}()
	NewShape(Rules{Mask: []string{"numbers.*"}})
}

func FuzzMask(f *testing.F) {
	for _, seed := range []string{`{"ssn":"987-65-0001"}`, `{"extra":[{"number":"98765\u0030001"}],"ssn":`, `{"ssn":"987-65-0001`, `{"wife":{"ssn":"987650001"},"ssn":[]}`} {
		f.Add([]byte(seed))
	}
	s, m := NewShape(personRules), mask(f, aKey)
	f.Fuzz(func(t *testing.T, raw []byte) {
		got, err := s.apply(raw, 64, m)
		if Valid(raw) != nil || err != nil {
			return // anything but a panic will do
		}
		if Valid(got.Body) != nil {
			t.Error("a valid record became an invalid one")
		}
		again, err := s.apply(got.Body, 64, nil)
		if without, _ := s.apply(raw, 64, nil); err != nil || again.Hash != without.Hash {
			t.Error("a mask changes more than the number")
		}
	})
}
