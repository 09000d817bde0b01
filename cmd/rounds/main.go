// Command rounds makes its rounds of a clinic's software vendors every night: it pulls their records, turns them into FHIR
// R4, loads them into ClickHouse and proves that nothing was lost on the way.
//
// This package turns words on a command line into calls of pipelines; it holds no rule of its own about records.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"
	_ "time/tzdata" // for images without zone files

	"github.com/nightrounds/rounds/load/engine"
	"github.com/nightrounds/rounds/pipelines"
)

func main() {
	engine.RunIfChild()
	pipelines.BoundMemory()
	ctx, cancel := context.WithCancelCause(context.Background())
	signals := make(chan os.Signal, 8)
	signal.Notify(signals, syscall.SIGINT, syscall.SIGTERM)
	go func() { os.Exit(listen(signals, cancel, os.Stderr)) }()
	app := App{Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Getenv: os.Getenv}
	os.Exit(app.Run(ctx, os.Args[1:]))
}

// echo is how long a signal may repeat itself: whoever signals a process and then its group, as timeout(1) does, asks once.
const echo = 2 * time.Second

// listen asks the run to end at the first signal and returns, with the exit code, at the second that is no echo of it.
func listen(signals <-chan os.Signal, cancel context.CancelCauseFunc, w io.Writer) int {
	first := stopped((<-signals).(syscall.Signal))
	cancel(first)
	came := time.Now()
	for again := range signals {
		if again == syscall.Signal(first) && time.Since(came) < echo {
			continue
		}
		fmt.Fprintf(w, "rounds: ended at once, without closing the books, by %s; the next run does what is open\n", stopped(again.(syscall.Signal)).name())
		break
	}
	return 128 + int(first)
}
