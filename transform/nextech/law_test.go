package nextech_test

import (
	"testing"

	"github.com/nightrounds/rounds/transform/nextech"
	"github.com/nightrounds/rounds/transform/transformtest"
)

var suite = transformtest.Suite{
	Dir: "../../testdata/nextech", Vendor: "nextech", Source: "demo-nextech",
	Mappers: nextech.Mappers(nextech.Config{Source: "demo-nextech", PracticeName: "Demo Eye Clinic"}),
}

func TestLaw(t *testing.T) { suite.Run(t) }

func FuzzMap(f *testing.F) { suite.Fuzz(f) }

func BenchmarkMap(b *testing.B) { suite.Benchmark(b) }
