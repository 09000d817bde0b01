package tables_test

import (
	"encoding/json"
	"testing"

	"github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/nightrounds/rounds/schemas/tables"
)

// An amount is exact or NULL; its own digits stay beside it.
func TestMoneyIsExactOrNull(t *testing.T) {
	for digits, want := range map[string]any{
		"25.00": "25", "-0.0001": "-0.0001", "0": "0", "99999999999999.9999": "99999999999999.9999",
		"100000000000000": nil, "0.00001": nil, "1e3": nil, "1e999999999": nil, "": nil,
	} {
		i := fullInvoice()
		i.TotalGross = &fhir.Money{Currency: new("USD")}
		if digits != "" {
			i.TotalGross.Value = new(json.Number(digits))
		}
		b := tables.NewBatch()
		if err := b.Add(lineage(), i); err != nil {
			t.Fatal(err)
		}
		row := drain(b)["invoice"][0]
		if row["total_gross"] != want || row["total_gross_text"] != digits {
			t.Errorf("%q became %v, %v", digits, row["total_gross"], row["total_gross_text"])
		}
	}
}
