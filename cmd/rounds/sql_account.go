package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/schemas/tables"
)

// readers lists the accounts of the access model that a person may ask as: those that change nothing.
func readers() []string {
	var names []string
	for _, a := range clickhouse.Accounts("") {
		if a.ReadOnly {
			names = append(names, a.Name)
		}
	}
	return names
}

// asReader refuses an account that is none of readers.
func asReader(account string) error {
	if names := readers(); !slices.Contains(names, account) {
		return fmt.Errorf("%w: --as is one of %s", errUsage, strings.Join(names, ", "))
	}
	return nil
}

// databaseNamed finds the databases a statement names, as ops in clinic_ops.runs.
var databaseNamed = regexp.MustCompile("\\b(?:\\w*_)?(" + strings.Join([]string{tables.Raw, tables.FHIRCurrent, tables.FHIR, tables.AnalyticsSH, tables.Analytics, tables.Notes,
	tables.Link, tables.Ops}, "|") + ")`?\\.")

// whose names the account that may read what a statement asks for and the account at hand may not; empty where there is none.
func whose(statement, account string) string {
	for _, named := range databaseNamed.FindAllStringSubmatch(statement, -1) {
		if mayRead(account, named[1]) {
			continue
		}
		for _, name := range readers() {
			if mayRead(name, named[1]) {
				return name
			}
		}
	}
	return ""
}

func mayRead(account, database string) bool {
	for _, a := range clickhouse.Accounts("") {
		if a.Name == account {
			return slices.Contains(a.Grants, "GRANT SELECT ON "+tables.Quote(database)+".*")
		}
	}
	return false
}
