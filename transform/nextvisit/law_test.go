package nextvisit_test

import (
	"testing"

	"github.com/nightrounds/rounds/transform/nextvisit"
	"github.com/nightrounds/rounds/transform/transformtest"
)

var suite = transformtest.Suite{
	Dir: "../../testdata/nextvisit", Vendor: "nextvisit", Source: "demo-nextvisit",
	Mappers: nextvisit.Mappers(nextvisit.Config{Source: "demo-nextvisit", Zone: "America/New_York"}),
}

func TestLaw(t *testing.T) { suite.Run(t) }

func FuzzMap(f *testing.F) { suite.Fuzz(f) }

func BenchmarkMap(b *testing.B) { suite.Benchmark(b) }
