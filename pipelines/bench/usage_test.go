package bench

import (
	"bytes"
	"fmt"
	"os"
	"runtime/debug"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// usage is what a stretch of work cost.
type usage struct {
	cpu, wall time.Duration // of this process
	engine    time.Duration // CPU of the engine's process
	peak      int64         // largest resident set of this process, bytes
}

// measure runs work from a clean heap.
func measure(b *testing.B, enginePID int, work func()) usage {
	b.Helper()
	cleanHeap(b)
	return cost(b, enginePID, work)
}

// cleanHeap gives back what earlier work left, and begins a new peak.
func cleanHeap(b *testing.B) {
	debug.FreeOSMemory()
	// 5 resets the peak (proc_pid_clear_refs(5)); the kernel keeps none per stretch of time.
	if err := os.WriteFile("/proc/self/clear_refs", []byte("5"), 0); err != nil {
		b.Fatal(err)
	}
}

func cost(b *testing.B, enginePID int, work func()) usage {
	b.Helper()
	began, cpu, engine := time.Now(), ownCPU(b), processCPU(b, enginePID)
	work()
	return usage{cpu: ownCPU(b) - cpu, wall: time.Since(began), engine: processCPU(b, enginePID) - engine, peak: peak(b)}
}

func (u *usage) add(v usage) {
	*u = usage{u.cpu + v.cpu, u.wall + v.wall, u.engine + v.engine, max(u.peak, v.peak)}
}

func ownCPU(b *testing.B) time.Duration {
	var r syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
		b.Fatal(err)
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}

// processCPU reads a process's CPU time (proc_pid_stat(5): fields 14 and 15, in hundredths of a second).
func processCPU(b *testing.B, pid int) time.Duration {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		b.Fatal(err)
	}
	fields := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')'):]))
	var ticks int64
	for _, f := range fields[12:14] {
		n, err := strconv.ParseInt(f, 10, 64)
		if err != nil {
			b.Fatal(err)
		}
		ticks += n
	}
	return time.Duration(ticks) * 10 * time.Millisecond
}

// peak reads VmHWM (proc_pid_status(5)).
func peak(b *testing.B) int64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		b.Fatal(err)
	}
	_, after, _ := strings.Cut(string(status), "VmHWM:")
	kb, err := strconv.ParseInt(strings.TrimSpace(strings.SplitN(after, "kB", 2)[0]), 10, 64)
	if err != nil {
		b.Fatal("no VmHWM: ", err)
	}
	return kb << 10
}

// report shows a stretch's cost. resources is 0 where none are written.
func (u usage) report(b *testing.B, records, resources uint64) {
	million := func(d time.Duration, n uint64) float64 { return d.Seconds() / float64(n) * 1e6 }
	b.ReportMetric(0, "ns/op") // not an operation
	b.ReportMetric(million(u.cpu, records), "cpu-s/Mrecords")
	if resources > 0 {
		b.ReportMetric(million(u.cpu, resources), "cpu-s/Mresources")
		b.ReportMetric(15*float64(records)/1e6+12*float64(resources)/1e6, "goal-s")
	}
	b.ReportMetric(u.cpu.Seconds(), "cpu-s")
	b.ReportMetric(million(u.engine, records), "engine-s/Mrecords")
	b.ReportMetric(float64(u.peak)/1e6, "peak-MB")
	b.ReportMetric(float64(records)/u.wall.Seconds(), "records/s")
}
