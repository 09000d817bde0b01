package engine

import (
	"fmt"
	"strings"

	"github.com/nightrounds/rounds/load"
)

// Describe tells a person how to connect: by HTTP, the native protocol and JDBC, and who may sign in. Passwords are named
// by their files; the curl line hands one over where no list of processes shows it.
func (e *Engine) Describe() string {
	i := e.described()
	var b strings.Builder
	fmt.Fprintf(&b, "ClickHouse %s, process %d, data in %s\n", i.Version, i.PID, e.options.Dir)
	fmt.Fprintf(&b, "  HTTP    http://%s\n", i.HTTP)
	fmt.Fprintf(&b, "  native  %s\n", i.TCP)
	fmt.Fprintf(&b, "  JDBC    jdbc:clickhouse://%s/analytics\n", i.HTTP)
	reader := Loader
	b.WriteString("accounts, each with its password in a file:\n")
	for _, a := range e.accounts() {
		fmt.Fprintf(&b, "  %-14s %s  %s\n", a.Name, PasswordFile(e.options.Dir, a.Name), a.Doc)
		if a.ReadOnly && reader == Loader {
			reader = a.Name
		}
	}
	fmt.Fprintf(&b, "try it:\n  printf 'user = \"%s:%%s\"' \"$(cat '%s')\" | curl -sSK- http://%s/ --data 'SELECT version()'\n",
		reader, PasswordFile(e.options.Dir, reader), i.HTTP)
	return b.String()
}

// accounts lists the loader and the accounts the handle was opened with.
func (e *Engine) accounts() []load.Account {
	all, err := withLoader(e.options.Accounts)
	if err != nil {
		return nil
	}
	return all
}
