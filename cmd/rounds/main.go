// Command rounds makes its rounds of a clinic's software vendors every night: it pulls their records, turns them into FHIR
// R4, loads them into ClickHouse and proves that nothing was lost on the way.
//
// This package turns words on a command line into calls of pipelines; it holds no rule of its own about records.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"github.com/nightrounds/rounds/load/engine"
	"github.com/nightrounds/rounds/pipelines"
)

func main() {
	engine.RunIfChild()
	pipelines.BoundMemory()
	ctx, cancel := context.WithCancelCause(context.Background())
	go listen(cancel)
	app := App{Stdout: os.Stdout, Stderr: os.Stderr, Getenv: os.Getenv}
	os.Exit(app.Run(ctx, os.Args[1:]))
}

// listen ends the run at the first SIGINT or SIGTERM and the process at the second.
func listen(cancel context.CancelCauseFunc) {
	c := make(chan os.Signal, 2)
	signal.Notify(c, syscall.SIGINT, syscall.SIGTERM)
	first := (<-c).(syscall.Signal)
	cancel(stopped(first))
	<-c
	os.Exit(128 + int(first))
}
