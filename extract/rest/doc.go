// Package rest reads JSON over HTTP for every vendor: retries, pace, budgets, limits, paging, credentials, and the one pass
// that cuts secrets out of a record and hashes what counts in it.
//
// It will not send anything but GET (POST only to a sign-in path or a token endpoint), will not talk to any origin but the
// configured ones, and will not hand on part of an answer. It knows no vendor and decodes no record: a vendor's folder says
// where things are.
package rest
