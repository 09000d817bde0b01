package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/schemas/tables"
)

func (a *App) ddl() *cobra.Command {
	var prefix string
	var access bool
	c := &cobra.Command{
		Use:   "ddl",
		Short: "Print the SQL that makes every database, table and view, or the accounts",
		RunE: func(*cobra.Command, []string) error {
			text := schemaSQL(prefix)
			if access {
				text = clickhouse.AccessSQL(prefix)
			}
			_, err := fmt.Fprint(a.Stdout, text)
			return err
		},
	}
	c.Flags().StringVar(&prefix, "prefix", "", "prefix of every database name")
	c.Flags().BoolVar(&access, "access", false, "print roles, users and grants instead")
	return c
}

// schemaSQL is every statement Prepare runs on an empty server, in its order.
func schemaSQL(prefix string) string {
	var b strings.Builder
	made := map[string]bool{}
	database := func(name string) {
		if !made[name] {
			made[name] = true
			fmt.Fprintf(&b, "CREATE DATABASE IF NOT EXISTS %s;\n\n", tables.Quote(prefix+name))
		}
	}
	for _, t := range tables.All() {
		database(t.Database)
		fmt.Fprintf(&b, "%s;\n\n", strings.TrimSpace(tables.DDL(prefix, t)))
	}
	for _, v := range tables.Views() {
		database(v.Database)
		fmt.Fprintf(&b, "%s;\n\n", strings.TrimSpace(tables.ViewDDL(prefix, v)))
	}
	return b.String()
}
