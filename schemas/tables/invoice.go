package tables

import (
	"github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/nightrounds/rounds/schemas/r4"
)

type invoiceRow = row[r4.Invoice]

var invoices = fhirTable("invoice", "One row is one invoice whose status has a word in FHIR; the vendor's others are in raw only. FHIR R4 Invoice.",
	identifiers(func(r *invoiceRow) []fhir.Identifier { return r.res.Identifier }),
	col("status", word, Code, "draft, issued, balanced, cancelled, entered-in-error.", func(r *invoiceRow) string { return code(r.res.Status) }),
	vendorStatus(func(r *invoiceRow) []fhir.Extension { return r.res.Extension }),
	col("cancelled_reason", longText, Text, "Why it was cancelled.", func(r *invoiceRow) string { return val(r.res.CancelledReason) }),
	concepts("type", "Type of invoice", Code, func(r *invoiceRow) []fhir.CodeableConcept { return one(r.res.OtherInvoice.Type) }),
	reference("subject", "The patient", func(r *invoiceRow) *fhir.Reference { return r.res.Subject }),
	reference("recipient", "Who is to pay", func(r *invoiceRow) *fhir.Reference { return r.res.Recipient }),
	moments("date", "When it was made", func(r *invoiceRow) *string { return r.res.Date }),
	reference("issuer", "The organization that asks for the money", func(r *invoiceRow) *fhir.Reference { return r.res.Issuer }),
	money("total_net", "Total without taxes", func(r *invoiceRow) *fhir.Money { return r.res.TotalNet }),
	money("total_gross", "Total", func(r *invoiceRow) *fhir.Money { return r.res.TotalGross }),
	col("participants", payerList, Key, "Who had a part in what is charged.",
		func(r *invoiceRow) []fhir.InvoiceParticipant { return r.res.Participant }),
	col("line_items", lineItemList, Text, "What is charged, line by line.", func(r *invoiceRow) []fhir.InvoiceLineItem { return r.res.LineItem }),
	col("price_components", priceList, Measure, "Parts of the total, amounts with their own digits.",
		func(r *invoiceRow) []fhir.InvoiceLineItemPriceComponent { return r.res.TotalPriceComponent }),
	col("payment_terms", longText, Text, "Terms of payment.", func(r *invoiceRow) string { return val(r.res.PaymentTerms) }),
	annotations(func(r *invoiceRow) []fhir.Annotation { return r.res.Note }),
	meta(func(i *r4.Invoice) *fhir.Meta { return i.Meta }),
	extensions(func(r *invoiceRow) []site { return own(r.res.Extension, r.res.ModifierExtension) }),
)

// money declares the columns of an amount. Amounts of two vendors, or of two fields of one, may be in different units.
func money[T any](name, doc string, get func(*T) *fhir.Money) columns[T] {
	return join(
		col(name, maybeMoney, Measure, doc+". NULL when there is none, or one of more than 14 digits before the point or 4 after it.",
			func(r *T) string { return val(val(get(r)).Value).String() }),
		col(name+"_text", text, Measure, doc+": with its own digits.", func(r *T) string { return val(val(get(r)).Value).String() }),
		col(name+"_currency", word, Code, doc+": the currency, ISO 4217.", func(r *T) string { return val(val(get(r)).Currency) }),
	)
}

var payerList = tuples(
	part("role", codingList, func(p *fhir.InvoiceParticipant) []coding { return codings(one(p.Role)) }),
	referenceParts("", func(p *fhir.InvoiceParticipant) *fhir.Reference { return &p.Actor }),
)

var lineItemList = tuples(
	part("sequence", maybeInt, func(l *fhir.InvoiceLineItem) *int { return l.Sequence }),
	part("charge_item", codingList, func(l *fhir.InvoiceLineItem) []coding { return codings(some(l.ChargeItemCodeableConcept)) }),
	referenceParts("charge_item_", func(l *fhir.InvoiceLineItem) *fhir.Reference { return &l.ChargeItemReference }),
	part("price_components", priceList, func(l *fhir.InvoiceLineItem) []fhir.InvoiceLineItemPriceComponent { return l.PriceComponent }),
)

var priceList = tuples(
	part("kind", text, func(p *fhir.InvoiceLineItemPriceComponent) string { return p.Type.Code() }),
	part("code", codingList, func(p *fhir.InvoiceLineItemPriceComponent) []coding { return codings(one(p.Code)) }),
	part("factor", text, func(p *fhir.InvoiceLineItemPriceComponent) string { return val(p.Factor).String() }),
	part("amount", text, func(p *fhir.InvoiceLineItemPriceComponent) string { return val(val(p.Amount).Value).String() }),
	part("currency", text, func(p *fhir.InvoiceLineItemPriceComponent) string { return val(val(p.Amount).Currency) }),
)
