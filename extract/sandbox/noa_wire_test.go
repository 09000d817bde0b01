package sandbox

import (
	"bytes"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/go-cmp/cmp"

	"github.com/nightrounds/rounds/extract/sandbox/town"
)

// signIn gets a country's token and asks with it from now on.
func (c *client) signIn(country string) {
	c.t.Helper()
	k := c.Credentials()
	body := c.post(c.NoaURLs[country]+"/auth/sign-in", "application/json", signInBody(k), http.StatusOK)
	c.head = http.Header{"Authorization": {"Bearer " + decode[map[string]any](c.t, body)["accessToken"].(string)}}
}

func signInBody(k Credentials) string {
	return fmt.Sprintf(`{"clientId":%q,"secret":%q}`, k.NoaClientID, k.NoaSecret)
}

// inEach signs in to every country and hands over its base URL.
func (c *client) inEach(do func(country, base string)) {
	for _, country := range town.NoaCountries() {
		c.signIn(country)
		do(country, c.NoaURLs[country])
	}
}

// statusOf reads the four forms.
func statusOf(t *testing.T, body []byte, id string) (string, town.StatusForm) {
	t.Helper()
	switch v := decode[any](t, body).(type) {
	case string:
		return v, town.BareStatus
	case float64:
		return town.NoaStatuses()[int(v)], town.NumberStatus
	case map[string]any:
		if v["sessionId"] == id {
			return v["status"].(string), town.NamedStatus
		}
		return v["status"].(string), town.ObjectStatus
	}
	t.Fatalf("status %s", body)
	return "", ""
}

// contentOf reads a summary's content, sections in order.
func contentOf(t *testing.T, content jsontext.Value) town.NoaSummary {
	t.Helper()
	switch content.Kind() {
	case '"':
		return town.NoaSummary{Shape: town.TextSummary, Text: decode[string](t, content)}
	case '{':
		v := town.NoaSummary{Shape: town.ObjectSummary}
		d := jsontext.NewDecoder(bytes.NewReader(content))
		var words []string
		for {
			token, err := d.ReadToken()
			if err != nil {
				break
			}
			if token.Kind() == '"' {
				words = append(words, token.String())
			}
		}
		for pair := range slices.Chunk(words, 2) {
			v.Sections = append(v.Sections, town.NoaSection{Title: pair[0], Text: pair[1]})
		}
		return v
	}
	v := town.NoaSummary{Shape: town.ListSummary}
	for _, m := range decode[[]map[string]string](t, content) {
		section := town.NoaSection{Title: m["title"] + m["key"] + m["name"], Text: m["content"] + m["value"] + m["text"]}
		if v.Sections = append(v.Sections, section); len(m) != 2 {
			t.Errorf("a section of %d members", len(m))
		}
	}
	return v
}

func (c *client) summary(url string) *town.NoaSummary {
	c.t.Helper()
	o := decode[struct {
		Content  jsontext.Value
		Verified any
	}](c.t, c.get(url, http.StatusOK))
	v := contentOf(c.t, o.Content)
	switch approved := o.Verified.(type) {
	case bool:
		v.Verified = approved
	case string:
		v.Word = approved
	}
	return &v
}

func TestSessionsTellTheTruth(t *testing.T) {
	c := start(t, Options{Seed: 3, Patients: 200, Canary: true})
	forms, shapes, names := sightings{}, sightings{}, sightings{}
	for night := 1; night <= town.LastNight; night++ {
		c.SetNight(night)
		c.inEach(func(country, base string) {
			for s := range c.Truth().NoaSessions() {
				status, summary := base+"/sessions/"+s.ID+"/status", base+"/consumers/sessions/"+s.ID+"/summary"
				if s.Country != country || s.Purged {
					c.get(status, http.StatusNotFound)
					c.get(summary, http.StatusNotFound)
					names.see(fmt.Sprint("purged ", s.Purged))
					continue
				}
				if s.Status != town.UnlistedStatus || s.Form != town.NumberStatus {
					got, form := statusOf(t, c.get(status, http.StatusOK), s.ID)
					if forms.see(string(form)); got != s.Status || form != s.Form {
						t.Fatalf("night %d, session %s: %s as %s", night, s.ID, got, form)
					}
				}
				if s.Summary == nil {
					c.get(summary, http.StatusNotFound)
					continue
				}
				want, got := *s.Summary, c.summary(summary)
				if want.Word != "" {
					want.Verified = false // the word says it
				}
				if shapes.see(string(got.Shape)); !cmp.Equal(&want, got) {
					t.Fatalf("night %d, session %s: %s", night, s.ID, cmp.Diff(&want, got))
				}
			}
		})
	}
	if len(forms) != 4 || len(shapes) != 3 || len(names) != 2 {
		t.Errorf("forms %v, shapes %v, %v", forms, shapes, names)
	}
}

func TestConsumersTellTheTruth(t *testing.T) {
	c := start(t, Options{Seed: 3, Patients: 5, Canary: true})
	all := c.Truth().NoaConsumers()
	c.inEach(func(country, base string) {
		o := c.object(base + "/consumers/me")
		got := town.NoaConsumer{ID: o.at("id"), Country: country, Name: o.at("name"), Language: o.at("language"), Speciality: o.at("speciality")}
		if !slices.Contains(all, got) || !strings.Contains(o.at("webhookUrl"), SecretMark) {
			t.Errorf("%s: %v", country, o)
		}
	})
}
