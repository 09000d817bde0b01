// Package town invents the people, visits, notes, encounters and sessions that the sandbox's servers show, and tells the truth about them.
//
// Everything is drawn from (seed, kind, number), so an entity is made when it is asked for and two towns with the same
// options are equal. A town changes from night to night by a fixed script; Truth is the town on one night.
//
// It knows no HTTP, no JSON and no FHIR: its facts are a visit's outcome, a diagnosis and its code, a time. How a vendor
// would write them down is the sandbox's work. Nobody in it exists.
package town
