package noanotes_test

import (
	"testing"

	"github.com/nightrounds/rounds/transform/noanotes"
	"github.com/nightrounds/rounds/transform/transformtest"
)

var suite = transformtest.Suite{
	Dir: "../../testdata/noanotes", Vendor: "noanotes", Source: "demo-noa",
	Mappers: noanotes.Mappers(noanotes.Config{
		Source: "demo-noa", Zone: "Europe/Warsaw", PatientSources: []string{"demo-clinic"},
		Statuses:     map[string]string{"6": "Summarized"},
		SectionCodes: map[string]string{"Rozpoznanie é": "29308-4"},
	}),
}

func TestLaw(t *testing.T) { suite.Run(t) }

func FuzzMap(f *testing.F) { suite.Fuzz(f) }

func BenchmarkMap(b *testing.B) { suite.Benchmark(b) }
