package sandbox

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/nightrounds/rounds/extract/sandbox/town"
)

var noa = vendor{name: string(town.Noa), errBody: noaError}

// noaRoutes are one country's endpoints. Creating, recovering and regenerating have side effects in a clinic: whoever asks
// for them is refused and remembered.
func (s *Sandbox) noaRoutes(country string) http.Handler {
	mux := http.NewServeMux()
	refused := func(*call) answer { return noaRefusal(http.StatusMethodNotAllowed) }
	for pattern, route := range map[string]func(*call) answer{
		"/consumers/me":                               s.noaConsumerAuth(country, s.noaConsumer(country)),
		"/consumers/sessions":                         refused,
		"/consumers/sessions/{id}/summary":            s.noaConsumerAuth(country, s.noaSummary(country)),
		"/consumers/sessions/{id}/summary/recover":    refused,
		"/consumers/sessions/{id}/summary/regenerate": refused,
		"/sessions/{id}/status":                       s.noaSessionAuth(country, s.noaStatus(country)),
		"/":                                           func(*call) answer { return noaRefusal(http.StatusNotFound) },
	} {
		mux.Handle(pattern, s.handle(noa, s.noaVersion(route)))
	}
	mux.Handle(s.opts.NoaSignInPath, s.handlePost(noa, s.noaSignIn(country)))
	return mux
}

// noaError is a problem document (RFC 7807), as services of this make answer.
func noaError(status int) []byte {
	var w sheet
	w.object("", func() {
		w.str("type", "about:blank")
		w.str("title", http.StatusText(status))
		w.num("status", int64(status))
	})
	return w.b
}

func noaRefusal(status int) answer { return answer{status: status, body: noaError(status)} }

// noaVersion asks for the api-version, if the sandbox has one.
func (s *Sandbox) noaVersion(route func(*call) answer) func(*call) answer {
	return func(c *call) answer {
		if v := s.opts.NoaAPIVersion; v != "" && c.URL.Query().Get("api-version") != v {
			return noaRefusal(http.StatusBadRequest)
		}
		return route(c)
	}
}

// signIns are the consumer tokens given out, each good in one country until it expires.
type signIns struct {
	mu     sync.Mutex
	tokens map[string]time.Time
	serial uint64
}

func (g *signIns) give(country string, mint func(uint64) string, life time.Duration) string {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.tokens == nil {
		g.tokens = map[string]time.Time{}
	}
	g.serial++
	token := SecretMark + "noa-" + country + "-" + mint(4000+g.serial)
	g.tokens[token] = time.Now().Add(life)
	return token
}

func (g *signIns) opens(country, token string) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	until, ok := g.tokens[token]
	return ok && time.Now().Before(until) && strings.HasPrefix(token, SecretMark+"noa-"+country+"-")
}

// ExpireNoaTokens ends every consumer token given out: the next request is refused until somebody signs in again.
func (s *Sandbox) ExpireNoaTokens() {
	s.signIns.mu.Lock()
	defer s.signIns.mu.Unlock()
	clear(s.signIns.tokens)
}

// noaSignIn gives out a consumer token.
func (s *Sandbox) noaSignIn(country string) func(*call) answer {
	return func(c *call) answer {
		k := s.Credentials()
		var asked struct{ ClientID, Secret string }
		c.Body = http.MaxBytesReader(nil, c.Body, 1<<16)
		switch err := json.NewDecoder(c.Body).Decode(&asked); {
		case err != nil:
			return noaRefusal(http.StatusBadRequest)
		case asked.ClientID != k.NoaClientID || asked.Secret != k.NoaSecret:
			return noaRefusal(http.StatusUnauthorized)
		}
		var w sheet
		w.object("", func() {
			w.str(s.opts.NoaTokenField, s.signIns.give(country, s.mint, s.opts.NoaTokenLife))
			w.num("expiresIn", int64(s.opts.NoaTokenLife.Seconds()))
		})
		return answer{status: http.StatusOK, body: w.b}
	}
}

func bearer(c *call) string {
	token, _ := strings.CutPrefix(c.Header.Get("Authorization"), "Bearer ")
	return token
}

func (s *Sandbox) noaConsumerAuth(country string, route func(*call) answer) func(*call) answer {
	return func(c *call) answer {
		if !s.signIns.opens(country, bearer(c)) {
			return noaRefusal(http.StatusUnauthorized)
		}
		return route(c)
	}
}

// NoaSessionToken is the token of one session, as creating the session would have answered. It opens the session's status
// where Options.NoaSessionTokens asks for it, unless it has expired.
func (s *Sandbox) NoaSessionToken(id string) string {
	n := uint64(5000)
	for _, b := range []byte(id) {
		n = n*31 + uint64(b)
	}
	return SecretMark + "ses-" + s.mint(n)
}

func (s *Sandbox) noaSessionAuth(country string, route func(*call) answer) func(*call) answer {
	if !s.opts.NoaSessionTokens {
		return s.noaConsumerAuth(country, route)
	}
	return func(c *call) answer {
		id := c.PathValue("id")
		if v, ok := c.truth.NoaSession(id); ok && v.TokenEnded || bearer(c) != s.NoaSessionToken(id) {
			return noaRefusal(http.StatusUnauthorized)
		}
		return route(c)
	}
}

// noaSession finds a session where its country is asked for it.
func (s *Sandbox) noaSession(c *call, country string) (town.NoaSession, bool) {
	id := c.PathValue("id")
	v, ok := s.as(c, id).NoaSession(id)
	return v, ok && v.Country == country && !v.Purged
}

func (s *Sandbox) noaStatus(country string) func(*call) answer {
	return func(c *call) answer {
		v, ok := s.noaSession(c, country)
		if !ok {
			return noaRefusal(http.StatusNotFound)
		}
		var w sheet
		switch v.Form {
		case town.BareStatus:
			w.str("", v.Status)
		case town.NumberStatus:
			w.num("", int64(slices.Index(town.NoaStatuses(), v.Status)))
		default:
			w.object("", func() {
				if v.Form == town.NamedStatus {
					w.str("sessionId", v.ID)
				}
				w.str("status", v.Status)
			})
		}
		return answer{status: http.StatusOK, body: w.b}
	}
}

func (s *Sandbox) noaSummary(country string) func(*call) answer {
	return func(c *call) answer {
		v, ok := s.noaSession(c, country)
		if !ok || v.Summary == nil {
			return noaRefusal(http.StatusNotFound)
		}
		w := &sheet{}
		w.object("", func() { summarySheet{w, v}.fields() })
		return answer{status: http.StatusOK, body: w.b}
	}
}

func (s *Sandbox) noaConsumer(country string) func(*call) answer {
	return func(c *call) answer {
		all := c.truth.NoaConsumers()
		i := slices.IndexFunc(all, func(v town.NoaConsumer) bool { return v.Country == country })
		if i < 0 {
			return noaRefusal(http.StatusNotFound)
		}
		var w sheet
		w.object("", func() {
			w.str("id", all[i].ID)
			w.str("name", all[i].Name)
			w.str("language", all[i].Language)
			w.orNull("speciality", all[i].Speciality)
			w.null("template")
			// Who knows the address can tell the clinic lies about its sessions.
			w.str("webhookUrl", "https://clinic.example.org/noa/"+SecretMark+"hook-"+country)
		})
		return answer{status: http.StatusOK, body: w.b}
	}
}
