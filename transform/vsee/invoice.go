package vsee

import (
	"github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/nightrounds/rounds/schemas/r4"
	"github.com/nightrounds/rounds/transform"
	"github.com/nightrounds/rounds/transform/fhirx"
	"github.com/nightrounds/rounds/transform/wire"
)

// invoiceStatuses are the words of the webhooks that FHIR has a word for. What closed, forgiven, refunded and the number 10
// mean for a bill is not published, and FHIR's value set has no unknown: such an invoice stays in the raw record.
var invoiceStatuses = map[string]fhir.InvoiceStatus{
	"pending": fhir.InvoiceStatusIssued, "processing": fhir.InvoiceStatusIssued, "failed": fhir.InvoiceStatusIssued,
	"paid": fhir.InvoiceStatusBalanced, "cancelled": fhir.InvoiceStatusCancelled,
}

// invoice adds the visit's bill. Its amounts are not carried over: their unit is not published.
func (b *booking) invoice() {
	if !b.v.Invoice.State.Shown() {
		b.res.NotLoaded = append(b.res.NotLoaded, "Invoice")
		return
	}
	in := b.v.Invoice.Value
	if b.v.Invoice.State != wire.Set {
		return
	}
	status, ok := invoiceStatuses[in.Status.Text]
	switch {
	case !ok:
		b.report.add(transform.UnknownCode, "invoice.status")
		return
	case in.ID.Text == "":
		b.report.add(transform.MissingID, "invoice.id")
		return
	}
	i := &r4.Invoice{Status: &status}
	i.Id = new(b.ID("Invoice", in.ID.Text))
	i.Meta = b.Meta("visit", b.labels()...)
	i.Extension = fhirx.List(fhirx.ExtString(r4.ExtVendorStatus, in.Status.Text))
	i.Identifier = b.Identifiers("invoice", in.ID.Text)
	i.Subject = b.subject()
	i.Date = fhirx.DateTime(in.Created, b.zone)
	b.res.Resources = append(b.res.Resources, i)
}
