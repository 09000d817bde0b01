package extract

import (
	"errors"
	"fmt"
	"time"
)

// Sentinel errors a Source wraps, so that whoever runs it can act without knowing the vendor.
var (
	// ErrAuth: the vendor refuses the credentials; a person must act. Exit code 4.
	ErrAuth = errors.New("the vendor refuses the credentials")
	// ErrReauthorize is an ErrAuth that no new secret mends: the vendor wants a person to grant access anew (rounds auth).
	ErrReauthorize = fmt.Errorf("%w: a person must grant access again", ErrAuth)
	// ErrUnsupported: the source cannot serve this Ask (a range where the kind has no axis, say).
	ErrUnsupported = errors.New("the source cannot serve this request")
	// ErrShape: the answer is not what the contract says (HTML, a missing list, trailing data).
	ErrShape = errors.New("the answer has an unexpected shape")
	// ErrTooLarge: an answer or a record is over a configured limit.
	ErrTooLarge = errors.New("the answer is over a size limit")
	// ErrLoop: paging does not end or repeats itself.
	ErrLoop = errors.New("paging repeats itself")
	// ErrOrigin: a link or redirect leaves the configured origin; nothing was sent there.
	ErrOrigin = errors.New("the address is outside the configured origin")
	// ErrTenant: the answer belongs to another tenant (team, practice, account) than the configured one; a person must act.
	ErrTenant = errors.New("the answer belongs to another tenant than the configured one")
	// ErrFile: a file the customer keeps beside the vendor (a roster, a manifest) is not there, too large or broken; a person must
	// act, and the vendor has no part in it.
	ErrFile = errors.New("the file cannot be used")
	// ErrUnavailable: the vendor did not answer in spite of retries.
	ErrUnavailable = errors.New("the vendor does not answer")
)

// DeferredError says that the vendor asked to be left alone, or that the account's budget is used up, for longer than this run
// may wait.
type DeferredError struct{ Until time.Time }

// Error tells when the vendor may be asked again, in UTC.
func (e *DeferredError) Error() string {
	return "no request may be sent before " + e.Until.UTC().Format(time.RFC3339)
}
