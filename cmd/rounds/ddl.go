package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/nightrounds/rounds/load/clickhouse"
)

func (a *App) ddl() *cobra.Command {
	var prefix string
	var access bool
	c := &cobra.Command{
		Use:   "ddl",
		Short: "Print the SQL that makes every database, table and view, or the accounts",
		RunE: func(*cobra.Command, []string) error {
			text := clickhouse.Schema(prefix)
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
