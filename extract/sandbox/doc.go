// Package sandbox serves the read APIs of VSee, Nextvisit, Nextech and Noa Notes over one invented population (package town),
// as real HTTP servers on this machine: for demonstrations, for tests, and for trying faults that a vendor cannot be asked for.
//
// It is written from the vendors' pages alone and copies their quirks: two dialects of one object, duplicate keys, nested
// objects of somebody else, secrets among the data, lists that end without saying so. It knows nothing of how this product
// reads them.
//
// It will not write: any method but GET is refused and remembered as a violation, but for POST where tokens come from. It is not fit to hold real data and
// listens on 127.0.0.1 only.
package sandbox
