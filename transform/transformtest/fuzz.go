package transformtest

import (
	"bytes"
	"testing"

	"github.com/nightrounds/rounds/schemas/r4/uscore"
)

// Fuzz maps whatever bytes come, as a record of each kind: no panic, FHIR's form, no value in an error or issue.
func (s Suite) Fuzz(f *testing.F) {
	for _, x := range s.fixtures(f) {
		f.Add([]byte(x.record.Body))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		for kind := range s.Mappers {
			x := fixture{name: string(kind)}
			x.record.Kind, x.record.Body, x.record.ID, x.record.Fetched = kind, body, idOf(body), fetched
			if bytes.Contains(body, []byte(canary)) {
				return // quiet would take a member's name for a value
			}
			s.quiet(t, x)
		}
	})
}

// Benchmark maps each good fixture and writes its resources with the profiles they claim, as the nightly job does.
func (s Suite) Benchmark(b *testing.B) {
	for _, f := range s.fixtures(b) {
		mapper := s.Mappers[f.record.Kind]
		if res, err := mapper.Map(f.record, f.prior); err != nil || len(res.Resources) == 0 {
			continue
		}
		b.Run(f.name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(f.record.Body)))
			var buf []byte
			for b.Loop() {
				res, err := mapper.Map(f.record, f.prior)
				if err != nil {
					b.Fatal(err)
				}
				for _, r := range append(res.Resources, res.Stubs...) {
					uscore.Claim(r)
					if buf, err = r.AppendJSON(buf[:0]); err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}
