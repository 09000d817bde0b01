package rest

import (
	"context"
	"encoding/json"
	"errors"
	"iter"
	"net/http"
	"net/url"
	"time"

	"github.com/nightrounds/rounds/extract"
)

// ErrNotFound: the vendor answers 404 or 410.
var ErrNotFound = errors.New("the vendor does not have it")

// Error is an answer that cannot be used (see errors.As). Unwrap gives ErrNotFound or one of extract's sentinels.
type Error struct {
	Endpoint string
	Page     int
	Status   int
	Size     int64
	Sum      [32]byte
	Err      error
}

func (e *Error) Error() string { return e.Err.Error() }

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// Secret is a reference: env:NAME, file:PATH, cmd:LINE.
type Secret struct{ ref string }

// ParseSecret refuses literals.
func ParseSecret(ref string) (Secret, error) { return Secret{ref}, nil }

// Reveal reads the secret now.
func (s Secret) Reveal(ctx context.Context) (string, error) { return "", nil }

// Auth puts credentials on requests.
type Auth struct{}

// HeaderKeys sends each header with its secret.
func HeaderKeys(keys map[string]Secret) *Auth { return nil }

// Bearer sends "Authorization: Bearer ...".
func Bearer(key Secret) *Auth { return nil }

// Token is what a sign-in gives.
type Token struct {
	Value  string
	Expiry time.Time
}

// Post sends body to the sign-in path.
type Post func(ctx context.Context, contentType string, body []byte) ([]byte, error)

// SignIn sends a bearer token that ask gets.
func SignIn(path string, ask func(ctx context.Context, post Post) (Token, error)) *Auth { return nil }

// Client reads one vendor account. Safe for concurrent use.
type Client struct{}

// Classify says which status an answer truly has (200 with {"code":404}: return 404; a 403 that only means "hidden": 404).
// body may be anything. nil: the HTTP status.
type Classify func(status int, body []byte) int

// New checks settings and prepares a client.
func New(s Settings, a *Auth, classify Classify) (*Client, error) { return nil, nil }

// Call is one GET.
type Call struct {
	Endpoint string     // path below BaseURL: "/v1/progress-notes/{id}"
	ID       string     // fills {id}, escaped
	Query    url.Values
	Page     int        // number for errors and Origin, from 1; 0 when there is none
	Link     string     // a vendor's next link, used instead of Endpoint and Query; same origin only
}

// Answer is one whole, valid JSON answer.
type Answer struct {
	Call    Call
	Body    []byte
	Header  http.Header
	Fetched time.Time
}

// Origin is the endpoint template and page, for extract.Record.Origin.
func (a *Answer) Origin() string { return "" }

// Get reads one answer (a detail). Duplicate names and invalid UTF-8 pass.
func (c *Client) Get(ctx context.Context, call Call) (*Answer, error) { return nil, nil }

// Page is an answer split into its elements.
type Page struct {
	Answer
	Items   []json.RawMessage          // elements of the list; nil when the list member is absent or no array
	Members map[string]json.RawMessage // every other member of the envelope (the list too when it is no array)
}

// Split opens an envelope: list names the member with the array, "" when the answer itself is the array. Duplicate envelope
// members and trailing data are extract.ErrShape.
func Split(body []byte, list string) (*Page, error) { return nil, nil }

// GetPage reads one answer and splits it.
func (c *Client) GetPage(ctx context.Context, call Call, list string) (*Page, error) { return nil, nil }

// Next says what follows a page; false ends the walk.
type Next func(p *Page) (Call, bool, error)

// ByNumber counts the query member up until a page is empty.
func ByNumber(param string) Next { return nil }

// ByOffset moves the start member by the number of elements until a page is empty.
func ByOffset(start string) Next { return nil }

// ByLink follows the link at the member path (links.next) until it is null or absent.
func ByLink(path ...string) Next { return nil }

// Walk is one paging through a list.
type Walk struct {
	First    Call
	List     string               // see Split; an absent list is extract.ErrShape
	Next     Next
	Mark     func(*Page) [32]byte // what makes a page "the same again"; nil: its elements' bytes
	MaxPages int                  // 0: 1,000,000
	MaxTime  time.Duration        // 0: 24 hours
}

// Walk yields pages; the first error is the last element. Repeats end in extract.ErrLoop.
func (c *Client) Walk(ctx context.Context, w Walk) iter.Seq2[*Page, error] { return nil }

// Rules names members of one kind's records by path: names joined by dots, "*" any element or member, a leading "**." at any
// depth.
type Rules struct {
	Drop     []string // secrets: cut from the bytes
	Volatile []string // kept, not hashed
	ByID     []string // "patient.id": of the object patient only the member id counts in the hash
	Pick     []string // top-level members handed back raw
}

// Shape is Rules made ready. Safe for concurrent use.
type Shape struct{}

// NewShape compiles rules. It panics on an invalid path: rules are constants of a vendor's folder.
func NewShape(r Rules) *Shape { return nil }

// Shaped is a record after the one pass.
type Shaped struct {
	Body      json.RawMessage
	Hash      extract.Hash
	Picked    []json.RawMessage // as Rules.Pick; nil where absent; the last one where a name repeats
	Ambiguous bool              // a picked member appears twice with different values
}

// Shape cuts and hashes one record, within the client's MaxRecord and MaxDepth. Errors: extract.ErrTooLarge,
// extract.ErrShape (not a JSON object); the caller counts such a record as a Skip.
func (c *Client) Shape(s *Shape, raw json.RawMessage) (Shaped, error) { return Shaped{}, nil }
