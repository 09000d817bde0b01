package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/nightrounds/rounds/extract/rest"
)

func (a *App) auth() *cobra.Command {
	var path string
	var paste bool
	c := &cobra.Command{
		Use:   "auth SOURCE --config rounds.yaml",
		Short: "Let a person grant a source access in a browser, once; the nights then keep it by themselves",
		Args:  cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			config, err := loadConfig(path)
			if err != nil {
				return err
			}
			grant, err := config.Grant(args[0])
			if err != nil {
				return err
			}
			defer grant.Close()
			if paste {
				err = a.pasted(c.Context(), grant)
			} else {
				err = a.visited(c.Context(), grant)
			}
			if err == nil {
				fmt.Fprintf(a.Stderr, "access is granted; the tokens are in %s. Next: rounds run --config %s --source %s\n", grant.Kept(), path, args[0])
			}
			return err
		},
	}
	pathFlag(c, &path)
	c.Flags().BoolVar(&paste, "paste", false, "read the address the browser ends at from standard input, as over ssh")
	return c
}

// pasted waits for a person to paste the address at which the browser ended; that page need not have loaded.
func (a *App) pasted(ctx context.Context, grant *rest.Grant) error {
	redirect := grant.Redirect()
	if redirect.Port() == "0" {
		redirect.Host = net.JoinHostPort(redirect.Hostname(), "8765") // nobody listens there, and nobody need
	}
	question := grant.Ask(redirect)
	a.show(question.URL, "then paste the whole address at which the browser ends, and press Enter")
	line := make(chan string, 1)
	go func() {
		text, _ := bufio.NewReader(io.LimitReader(a.Stdin, 64<<10)).ReadString('\n')
		line <- text
	}()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case text := <-line:
		u, err := url.Parse(strings.TrimSpace(text))
		if err != nil {
			return fmt.Errorf("%w: what was pasted is no address", errUsage)
		}
		return question.Accept(ctx, u.Query())
	}
}

// visited waits for the browser to come back to this machine.
func (a *App) visited(ctx context.Context, grant *rest.Grant) error {
	redirect := grant.Redirect()
	if ip := net.ParseIP(redirect.Hostname()); redirect.Hostname() != "localhost" && (ip == nil || !ip.IsLoopback()) || redirect.Scheme != "http" {
		return fmt.Errorf("%w: the configured redirect is not on this machine: use --paste", errUsage)
	}
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", net.JoinHostPort(redirect.Hostname(), port(redirect)))
	if err != nil {
		return fmt.Errorf("listening for the browser's way back: %w", err)
	}
	_, at, _ := net.SplitHostPort(l.Addr().String())
	redirect.Host = net.JoinHostPort(redirect.Hostname(), at)
	question := grant.Ask(redirect)
	answers := make(chan url.Values)
	done := make(chan struct{})
	server := &http.Server{Handler: callback(redirect.Path, question, answers, done), ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = server.Serve(l) }() // it ends when it is closed
	defer server.Close()                //nolint:errcheck // the listener is gone either way
	a.show(question.URL, "and grant access; Ctrl-C ends the waiting (on another machine: rounds auth --paste)")
	select {
	case <-ctx.Done():
		return ctx.Err()
	case answer := <-answers:
		err := question.Accept(ctx, answer)
		close(done)
		return errors.Join(err, server.Shutdown(context.WithoutCancel(ctx)))
	}
}

func port(u *url.URL) string {
	if u.Port() == "" {
		return "80"
	}
	return u.Port()
}

func (a *App) show(address, then string) {
	fmt.Fprintf(a.Stderr, "open this address in a browser, sign in with the vendor, %s:\n\n", then)
	fmt.Fprintln(a.Stdout, address)
	fmt.Fprintln(a.Stderr)
}

// callback takes the browser's way back, once. What somebody else sends here is refused, and the waiting goes on.
func callback(path string, question *rest.Consent, answers chan<- url.Values, done <-chan struct{}) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		w.Header().Set("Cache-Control", "no-store")
		if r.Method != http.MethodGet || r.URL.Path != path || !question.Owns(r.URL.Query()) {
			http.Error(w, "This is not the answer Rounds waits for.", http.StatusNotFound)
			return
		}
		select {
		case answers <- r.URL.Query():
			<-done
			_, _ = io.WriteString(w, "Rounds has the answer: its window says how it went on. This page may be closed.\n")
		case <-done: // somebody came twice
		case <-r.Context().Done():
		}
	})
}
