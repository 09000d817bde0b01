// Package pipelines joins the stages: it asks a Source for pages, lands every new state, maps it, loads the resources,
// proves by reading back, and only then moves the state.
//
// It speaks no vendor's dialect (extract and transform do), builds no SQL (load does) and decides nothing about FHIR.
// Only catalog.go names vendors.
package pipelines

// Version is the product's version, for ops.runs and `rounds --version`.
const Version = "0.1.0"
