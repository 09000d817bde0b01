package clickhouse_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/nightrounds/rounds/schemas/tables"
)

const (
	benchRows = 200_000
	benchPage = 20_000
)

// benchLandings is one page of records with bodies of 2 KB that do not compress to nothing.
func benchLandings(page int) []tables.RawRecord {
	random := rand.NewChaCha8([32]byte{byte(page)})
	rows := make([]tables.RawRecord, benchPage)
	for i := range rows {
		r := landing(benchID(page*benchPage+i), 1, 1)
		r.Body = make([]byte, 2048)
		_, _ = random.Read(r.Body[:512])
		r.Hash = sha256.Sum256(r.Body)
		rows[i] = r
	}
	return rows
}

// benchID is spread over the key as vendors' ids are.
func benchID(n int) string {
	h := sha256.Sum256(binary.AppendUvarint(nil, uint64(n)))
	return fmt.Sprintf("%x", h[:12])
}

// BenchmarkWrite writes 200,000 landings and reads them back, a page of 20,000 at a time.
func BenchmarkWrite(b *testing.B) {
	w, _ := prepared(b)
	pages := make([][]tables.RawRecord, benchRows/benchPage)
	for i := range pages {
		pages[i] = benchLandings(i)
	}
	before := engineCPU(b)
	for b.Loop() {
		for _, page := range pages {
			put(b, w, tables.RawRecords, page...)
		}
	}
	b.ReportMetric(float64(b.N*benchRows)/b.Elapsed().Seconds(), "rows/s")
	b.ReportMetric((engineCPU(b)-before)/float64(b.N*benchRows)*1e6, "engine-µs/row")
}

// BenchmarkKnown looks up a page of 20,000 among 200,000 records.
func BenchmarkKnown(b *testing.B) {
	w, _ := prepared(b)
	for page := range benchRows / benchPage {
		raws := benchLandings(page)
		states := make([]tables.RecordState, len(raws))
		for i, r := range raws {
			states[i] = loaded(r.ID, 1, 1)
			states[i].Hash = r.Hash
			raws[i].Body = raws[i].Body[:64]
		}
		put(b, w, tables.RawRecords, raws...)
		put(b, w, tables.RecordStates, states...)
	}
	ids := make([]string, benchPage)
	for i := range ids {
		ids[i] = benchID(i * (benchRows / benchPage))
	}
	before := engineCPU(b)
	for b.Loop() {
		known, err := w.Known(b.Context(), source, kind, ids)
		if err != nil || len(known) != len(ids) {
			b.Fatalf("%d of %d, %v", len(known), len(ids), err)
		}
	}
	b.ReportMetric(float64(b.N*benchPage)/b.Elapsed().Seconds(), "records/s")
	b.ReportMetric((engineCPU(b)-before)/float64(b.N*benchPage)*1e6, "engine-µs/record")
}

// engineCPU is the CPU time the engine used so far, in seconds (proc(5): fields 14 and 15, in hundredths).
func engineCPU(b *testing.B) float64 {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", server(b).PID()))
	if err != nil {
		b.Fatal(err)
	}
	fields := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')'):]))
	var ticks float64
	for _, f := range fields[12:14] {
		n, err := strconv.ParseFloat(f, 64)
		if err != nil {
			b.Fatal(err)
		}
		ticks += n
	}
	return ticks / 100
}
