package vsee_test

import (
	"testing"

	"github.com/nightrounds/rounds/transform/transformtest"
	"github.com/nightrounds/rounds/transform/vsee"
)

var suite = transformtest.Suite{
	Dir: "../../testdata/vsee", Vendor: "vsee", Source: "demo-vsee",
	Mappers: vsee.Mappers(vsee.Config{Source: "demo-vsee", Zone: "America/New_York"}),
}

func TestLaw(t *testing.T) { suite.Run(t) }

func FuzzMap(f *testing.F) { suite.Fuzz(f) }

func BenchmarkMap(b *testing.B) { suite.Benchmark(b) }
