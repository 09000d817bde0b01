package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/nightrounds/rounds/pipelines"
)

// alarmTime is how long an on_failure command may take.
const alarmTime = time.Minute

// errTooLong says that an on_failure command was ended because its time was up.
var errTooLong = errors.New("it took longer than it may")

// call is what an on_failure command reads from its standard input, as JSON. A pager is often somebody else's service: the call
// holds codes and constant sentences, not the text of an error; that stays in the log and in ops.runs.
type call struct {
	Run      string      `json:"run"`
	Command  string      `json:"command"`
	Exit     int         `json:"exit"`
	Failures []complaint `json:"failures"`
}

// complaint is one thing that is not done; without a source it is about the whole run.
type complaint struct {
	Source string `json:"source,omitempty"`
	Kind   string `json:"kind,omitempty"`
	Exit   int    `json:"exit"`
	Code   string `json:"code"` // a line of docs/errors.md
	Do     string `json:"do"`
}

// chosenSo tells an end that a person chose: a command line that asks for what cannot be, or a question that was not agreed to.
var chosenSo = isAny(errUsage, pipelines.ErrBackfill, pipelines.ErrNotSwapped)

// alarm runs the on_failure command of the configuration when a command that loads is not done. One that somebody stopped, or that
// asked for what a person did not want, is no failure. What becomes of the alarm does not change what becomes of the run.
func (a *App) alarm(ctx context.Context, c *pipelines.Config, command string, s pipelines.Summary, err error) {
	if err == nil || c.OnFailure == "" || ctx.Err() != nil || chosenSo(err) {
		return
	}
	ctx, cancel := context.WithTimeoutCause(ctx, alarmTime, errTooLong)
	defer cancel()
	if err := newCall(command, s, err).shout(ctx, c.OnFailure, a.Stderr); err != nil {
		a.log.Error("the on_failure command did not end well", "error", err)
	}
}

// newCall tells what a run came to.
func newCall(command string, s pipelines.Summary, err error) call {
	worst := advise(err)
	c := call{Run: s.RunID, Command: command, Exit: worst.code}
	for _, f := range s.Failures {
		c.Failures = append(c.Failures, complain(f.Source, string(f.Kind), advise(f.Err)))
	}
	if !slices.Contains(c.codes(), worst.id) {
		c.Failures = append(c.Failures, complain("", "", worst))
	}
	return c
}

func complain(source, kind string, a advice) complaint {
	return complaint{Source: source, Kind: kind, Exit: a.code, Code: a.id, Do: cmp.Or(a.do, "rounds help")}
}

// codes lists the codes of the failures, each once.
func (c call) codes() []string {
	return c.each(func(f complaint) string { return f.Code })
}

// each lists what the failures say of one thing, without repetition, sorted.
func (c call) each(of func(complaint) string) []string {
	var all []string
	for _, f := range c.Failures {
		if text := of(f); text != "" {
			all = append(all, text)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// shout runs a command line by sh with the call as its input and, in short, as its environment. When its time is up the command and
// all it started are ended. What it prints goes to w.
func (c call) shout(ctx context.Context, line string, w io.Writer) error {
	body, err := json.Marshal(c)
	if err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, "sh", "-c", line)
	cmd.Env = append(os.Environ(), fmt.Sprintf("ROUNDS_EXIT=%d", c.Exit), "ROUNDS_RUN="+c.Run,
		"ROUNDS_CODES="+strings.Join(c.codes(), " "),
		"ROUNDS_SOURCES="+strings.Join(c.each(func(f complaint) string { return f.Source }), " "))
	cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewReader(body), w, w
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.WaitDelay = time.Second
	if err := cmd.Run(); err != nil {
		return cmp.Or(context.Cause(ctx), err)
	}
	return nil
}
