package tables

// ResourceTable is a FHIR resource type and the table that holds its present state.
type ResourceTable struct {
	Type  string // "DocumentReference"
	Table Table  // of database fhir; the view of the same name in fhir_current shows what is not deleted
}

// ResourceTables lists the resource types that have a table, in the order of All.
func ResourceTables() []ResourceTable {
	all := make([]ResourceTable, len(holdings))
	for i, h := range holdings {
		all[i] = ResourceTable{h.resourceType, h.tables[0]}
	}
	return all
}
