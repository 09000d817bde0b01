// Package extracttest holds the law every extract.Source obeys, and tries a vendor by it; Covered holds a vendor's coverage.md
// against the routes it called.
//
// It runs the source against the sandbox's server of that vendor, on a real socket, with faults. A vendor's whole test is
// how to open it, its kinds, and the laws it cannot keep with the reason. In every trial the first error must be the last
// element, the last page alone state the coverage, nothing but GET and signing in be sent, and no goroutine stay behind. It
// does not test what only one vendor has: that is for the vendor's own folder.
package extracttest
