package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/schemas/tables"
)

func (a *App) ddl() *cobra.Command {
	var prefix, cluster string
	var access bool
	c := &cobra.Command{
		Use:   "ddl",
		Short: "Print the SQL that makes every database, table and view, or the accounts",
		RunE: func(*cobra.Command, []string) error {
			text, err := ddlText(prefix, cluster, access)
			if err != nil {
				return err
			}
			_, err = fmt.Fprint(a.Stdout, text)
			return err
		},
	}
	c.Flags().StringVar(&prefix, "prefix", "", "prefix of every database name")
	c.Flags().StringVar(&cluster, "cluster", "", "replicated and distributed tables on the cluster of this name; printed, never tried")
	c.Flags().BoolVar(&access, "access", false, "print roles, users and grants instead")
	return c
}

// ddlText refuses names that are no identifiers: they would become part of the statements.
func ddlText(prefix, cluster string, access bool) (string, error) {
	switch {
	case prefix != "" && !tables.ValidName(prefix):
		return "", fmt.Errorf("%w: --prefix has other characters than a-z, 0-9 and _", errUsage)
	case access && cluster != "":
		return "", fmt.Errorf("%w: --access and --cluster are two questions", errUsage)
	case access:
		return clickhouse.AccessSQL(prefix), nil
	case cluster == "":
		return schemaSQL(prefix), nil
	case !tables.ValidCluster(cluster):
		return "", fmt.Errorf("%w: --cluster is a letter, then letters, digits and _, at most 63, all lower case", errUsage)
	}
	return tables.ClusterSchema(prefix, cluster), nil
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
