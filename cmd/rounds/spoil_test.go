package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync/atomic"

	"github.com/nightrounds/rounds/extract/sandbox"
)

// spoiler changes an answer on its way.
type spoiler func(w http.ResponseWriter, body []byte) []byte

var (
	codes = regexp.MustCompile(`"status":\s*\d+`)
	words = regexp.MustCompile(`"(status|verified|isLocked)":("[A-Z][^"]*"|true|false)`)
	names = regexp.MustCompile(`"type":\s*\d+`)
	times = regexp.MustCompile(`"([A-Za-z_]*([dD]ate|_at|At|_of_service)[A-Za-z]*)":"[^"]*"`)
)

// spoilers put tokens where errors are made: values of the wrong type, a web page, half an answer, too much of it, a refusal,
// a redirect.
var spoilers = []spoiler{
	func(_ http.ResponseWriter, body []byte) []byte {
		body = codes.ReplaceAll(body, []byte(`"status":["ZZCANARY-type"]`))
		body = words.ReplaceAll(body, []byte(`"$1":"ZZCANARY-word"`))
		body = names.ReplaceAll(body, []byte(`"ZZCANARY-name":"ZZCANARY-type"`))
		return times.ReplaceAll(body, []byte(`"$1":"ZZCANARY-time"`))
	},
	func(w http.ResponseWriter, _ []byte) []byte {
		w.Header().Set("Content-Type", "text/html")
		return []byte("<title>ZZCANARY-page</title>")
	},
	func(_ http.ResponseWriter, body []byte) []byte { return body[:len(body)/2] },
	func(_ http.ResponseWriter, body []byte) []byte {
		return append(body, `{"ZZCANARY-trailing":"ZZCANARY-value"}`...)
	},
	func(w http.ResponseWriter, _ []byte) []byte {
		w.Header().Set("WWW-Authenticate", "Bearer realm=ZZCANARY-realm")
		w.WriteHeader(http.StatusUnauthorized)
		return []byte(`{"message":"ZZCANARY-refusal for 987-65-4321"}`)
	},
	func(w http.ResponseWriter, _ []byte) []byte {
		w.Header().Set("Location", "http://127.0.0.1:1/ZZCANARY-target?name=ZZCANARY-query")
		w.WriteHeader(http.StatusFound)
		return nil
	},
}

// spoil serves the vendors through something that changes answers: every third of VSee and of Noa, every second of Nextech, all of
// Nextvisit; and all of what the logins answer, for every other spoiler.
func (c *clinic) spoil(n int, with spoiler) {
	c.template = clinicConfig + restConfig // few kinds, or many sources take long
	c.set["vsee_kinds"], c.set["nextvisit_kinds"] = []string{"visit", "patient"}[n%2], []string{"note", "patient"}[n/2%2]
	c.set["vsee_url"] = c.spoiled(c.VSee(), 3, with)
	c.set["nextvisit_url"] = c.spoiled(c.Nextvisit(), 1, with)
	c.set["nextech_url"] = c.spoiled(c.Nextech(), 2, with)
	each := int64(3)
	if n%2 == 1 {
		c.set["token_url"] = c.spoiled(c.NextechAuth(), 1, with) + "/oauth2/token"
		each = 1
	}
	for _, country := range []string{"pl", "es"} {
		c.set[country] = c.spoiled(c.Noa(country), each, with)
	}
	c.write()
}

// spoiled serves a vendor whose every so-manieth answer is changed.
func (c *clinic) spoiled(h http.Handler, each int64, with spoiler) string {
	var n atomic.Int64
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if n.Add(1)%each != 0 {
			h.ServeHTTP(w, r)
			return
		}
		rec := httptest.NewRecorder()
		h.ServeHTTP(rec, r)
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(with(w, rec.Body.Bytes()))
	}))
	c.t.Cleanup(s.Close)
	return s.URL
}

// strangeRows can be read and mean nothing: they cost themselves and no other row. A row of CSV begins so and is filled up.
var strangeRows = map[string]string{
	"manifest.csv":   "pl,ZZCANARY-session",
	"journal.ndjson": `{"received_at":"ZZCANARY-time","country":"pl","session_id":"ZZCANARY-session","status":"ZZCANARY-status"}` + "\n" + `{"ZZCANARY-half`,
	"roster.csv":     "ZZCANARY-patient",
}

// brokenFiles cannot be read from some line on. They stand in place of what was there.
var brokenFiles = map[string]string{
	"=manifest.csv": "country,session_id\n\"ZZCANARY-open",
	"=roster.csv":   "patient_id,chart_number\n1,2\nZZCANARY-a,\"ZZCANARY-b\"ZZCANARY-c\n",
}

// withFiles makes a round with rows added to the customer's files, or with other files where a name begins with =.
func (c *clinic) withFiles(texts map[string]string, more ...string) said {
	c.t.Helper()
	for name, text := range texts {
		path, instead := strings.CutPrefix(name, "=")
		if path = c.file(path); !instead {
			before := read(c.t, path)
			header, _, _ := strings.Cut(before, "\n")
			if strings.HasSuffix(path, ".csv") {
				text += strings.Repeat(",ZZCANARY-cell", strings.Count(header, ",")-strings.Count(text, ","))
			}
			text = before + text + "\n"
		}
		keep(c.t, path, text)
	}
	return c.run(append(more, "-v", "--again")...)
}

// loginRefused answers the login with a code that its server refuses in many words.
func (c *clinic) loginRefused() said {
	c.t.Helper()
	good := c.set["token_url"]
	c.set["token_url"] = c.spoiled(c.NextechAuth(), 1, func(w http.ResponseWriter, _ []byte) []byte {
		w.WriteHeader(http.StatusBadRequest)
		return []byte(`{"error":"invalid_grant","error_description":"ZZCANARY-description ` + sandbox.SecretMark + `"}`)
	}) + "/oauth2/token"
	c.write()
	defer func() { c.set["token_url"] = good; c.write() }()
	return loginPasted(c.t, c.config, c.nextech, func(address *url.URL) string {
		return fmt.Sprintf("http://127.0.0.1:8765/callback?code=%scode&ZZCANARY-name=ZZCANARY-value&state=%s", sandbox.SecretMark, address.Query().Get("state"))
	})
}
