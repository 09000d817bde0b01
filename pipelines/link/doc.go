// Package link finds the same human, and the same clinician, at several sources.
//
// A publish gives it the settled patients; it compares those who share a telling value, adds up for each pair what agrees and
// what does not in bits (Fellegi and Sunter, JASA 64, 1969), lets some disagreements forbid a link whatever the sum, and joins
// linked pairs into persons of whom no two members contradict each other. The result depends on the patients alone: not on their
// order, not on what was linked before. docs/person-link.md explains it to whoever has to trust it.
//
// It writes tables of its own and FHIR Linkage. It never changes a Patient, asks nobody outside, keeps no state, and
// puts no value of a person into a log or an error.
package link
