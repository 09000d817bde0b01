// Package bench measures what a night costs: 200,000 clinical notes over HTTP, through landing, mapping, loading and proof,
// into the real engine, and once more with nothing changed.
//
// It holds measurements only; nothing imports it. It tests no result: the tests of pipelines do. docs/performance.md holds
// its figures and says how to read them.
package bench
