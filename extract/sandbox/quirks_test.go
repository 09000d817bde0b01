package sandbox

import (
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/nightrounds/rounds/extract/sandbox/town"
)

// tally looks for patterns over many answers, for each until it is found.
type tally struct {
	patterns map[string]*regexp.Regexp
	found    map[string]bool
}

func newTally(patterns map[string]string) *tally {
	t := &tally{map[string]*regexp.Regexp{}, map[string]bool{}}
	for name, p := range patterns {
		t.patterns[name] = regexp.MustCompile(p)
	}
	return t
}

func (y *tally) read(body []byte) {
	for name, p := range y.patterns {
		y.found[name] = y.found[name] || p.Match(body)
	}
}

func (y *tally) report(t *testing.T) {
	t.Helper()
	for name := range y.patterns {
		if !y.found[name] {
			t.Errorf("no answer has %s", name)
		}
	}
}

// visitPatterns is what some answer for a visit must look like.
var visitPatterns = map[string]string{
	"the 2016 dialect":               `^{"data":{"id":"\d+","member_id":"\d+",.*"status":"\d+",.*"_id":"\d+"`,
	"the 2021 dialect":               `^{"data":{"member_id":\d+,.*"is_test":(true|false),.*"id":"\d+"(,"subtype":\d)?}}$`,
	"subType beside subtype":         `"subType":3.*"subtype":3`,
	"type 1":                         `"type":"?1"?,"status`,
	"type 2":                         `"type":"?2"?,("subtype":"3",)?"status`,
	"type 3":                         `"type":3,"status`,
	"status 10":                      `"status":"?10`,
	"status 20":                      `"status":"?20`,
	"status 30":                      `"status":"?30`,
	"status 40":                      `"status":"?40`,
	"an unknown status":              `"status":"?50`,
	"a test visit":                   `"is_test":true`,
	"a related walk-in":              `"related_walkin_id":"\d+".*"related_walkin":{`,
	"a group":                        `"visit_group_id":".*"`,
	"two postvisits":                 `"postvisit":{.*"postvisit":{`,
	"two attachments":                `"postvisit":{[^{]*"attachments":\[{.*"npi":"[^{]*"attachments":\[{`,
	"provider 0":                     `"provider_id":0`,
	"a null account code":            `"account_code":null`,
	"the sentinel --":                `"(state|location)":"--"`,
	"the sentinel 0001-01-01":        `"SignDate":"0001-01-01T00:00:00"`,
	"a diagnosis with inner commas":  `"diagnosis":"[^"]*, [^"]*\([A-Z]\d\d[^"]*\),`,
	"escaped HTML":                   `<p>.*<\\/p>`,
	"an emoji as surrogates":         `\\ud83e\\udd12`,
	"a meeting pin":                  `"conference_pin":` + strconv.Itoa(SecretPin),
	"a meeting id":                   `"meeting_id":"` + SecretMark,
	"the meeting id in source_ids":   `"source_ids":\["\d+_` + SecretMark,
	"a link token":                   `"one_time_link_token":"` + SecretMark,
	"a signed link":                  `"fullpath":"https:[^"]*` + SecretMark,
	"attachments as a string":        `"attachments":""`,
	"a custom answer":                `"custom_is_allergic":"`,
	"a medical profile":              `"medical_profile":{`,
	"modified_by.type as a number":   `"modified_by":{"id":"\d+","type":200`,
	"modified_by.type as a string":   `"modified_by":{"id":"\d+","type":"200"`,
	"a creator of type 160":          `"creator":{[^}]*"type":160`,
	"times as {sec,usec}":            `{"sec":\d+,"usec":[1-9]`,
	"a prescription":                 `"NDC":"\d{11}"`,
	"RouteDetail with HTML":          `"RouteDetail":"[^"]*<br \\/>`,
	"attachments as objects of ids":  `"attachments":\[{"id":"[^"]*"},{"id":"[^"]*"}\]`,
	"attachments as ids":             `"attachments":\["[^"]*","[^"]*"\]`,
	"attachments as one text":        `"attachments":"[^",]+,[^",]+"`,
	"an invoice with a word":         `"invoice":{"user_id":\d+,"status":"paid"`,
	"an invoice with a number":       `"invoice":{"user_id":\d+,"status":10,`,
	"a second call":                  `"call_start_2":\d+,"call_duration_2":\d+`,
	"a prescription without codes":   `"NDC":"","RxNormCode":""`,
	"an unknown state of one":        `"Status":"(Discontinued|Expired|Voided|current)"`,
	"a bare item":                    `"(allergies|medications)":{"data":\["`,
	"a named item":                   `"(allergies|medications)":{"data":\[{"name":"`,
	"a keyed item":                   `"medications":{"data":\[{"medication":"`,
	"a question and its answer":      `{"question":"[^"]*","answer":"`,
	"a strange item":                 `{"entry":{"label":"`,
	"somebody else's walk-in status": `"related_walkin":{[^}]*"status":(30|40)`,
}

func TestVisitQuirks(t *testing.T) {
	c := start(t, Options{Seed: 11})
	y := newTally(visitPatterns)
	quirks := map[town.Quirk]int{}
	outcomes := map[town.Outcome]int{}
	for v := range c.Truth().Visits() {
		body := c.get(c.VSeeURL+"/visits/"+v.ID, http.StatusOK)
		y.read(body)
		outcomes[v.Outcome]++
		for _, q := range v.Quirks {
			quirks[q]++
		}
		two := strings.Count(string(body), `"postvisit":{`) == 2
		if two != v.Has(town.DuplicatePostVisit) {
			t.Errorf("visit %s: two postvisits %t, the truth says otherwise", v.ID, two)
		}
		if f := v.Foreign; f.PostVisit != nil && !strings.Contains(string(body), fmt.Sprintf(`"member_id":"%s"`, f.PostVisitOf)) {
			t.Errorf("visit %s: the foreign note is not shown", v.ID)
		}
		if f := v.Foreign; f.History != nil && (f.HistoryOf == v.Patient || !strings.Contains(string(body), fmt.Sprintf(`"user_id":"%s"`, f.HistoryOf))) {
			t.Errorf("visit %s: the foreign history is not shown", v.ID)
		}
	}
	y.report(t)
	for _, q := range []town.Quirk{town.DuplicatePostVisit, town.DuplicateAttachments, town.ForeignPostVisit, town.ForeignHistory,
		town.EndBeforeStart, town.NullAccount, town.NoProvider, town.BeyondInt32} {
		if quirks[q] == 0 {
			t.Errorf("no %s", q)
		}
	}
	for _, o := range []town.Outcome{town.Planned, town.Arrived, town.InProgress, town.Finished, town.Cancelled, town.EndedUnclear, town.UnknownCode} {
		if outcomes[o] == 0 {
			t.Errorf("no visit is %s", o)
		}
	}
}

func TestUserQuirks(t *testing.T) {
	c := start(t, Options{Seed: 11})
	y := newTally(map[string]string{
		"type as a string":       `"type":"200"`,
		"type as a number":       `"type":200`,
		"gender 1":               `"gender":1`,
		"gender 2":               `"gender":2`,
		"a null birth date":      `"dob":null`,
		"an empty birth date":    `"dob":""`,
		"no phone":               `"phone":"--"`,
		"digits as a last name":  `"last_name":"01"`,
		"an emoji in a name":     `"last_name":"Sunshine \\ud83c\\udf1e"`,
		"a right-to-left name":   `"full_name":"[^"]*\\u0[56]`,
		"an accent":              `"(first|last)_name":"[^"]*\\u00`,
		"a full name only":       `"status":20,"full_name"`,
		"a security number":      `"social_security_no":"` + town.SSNMark,
		"an apostrophe":          `O'Shaughnessy`,
		"no code":                `"code":""`,
		"a phone in parentheses": `"phone":"\(`,
	})
	without := map[string]int{}
	for p := range c.Truth().VSeePatients() {
		body := c.get(c.VSeeURL+"/users/"+p.ID, http.StatusOK)
		y.read(body)
		for _, name := range []string{"dob", "gender"} {
			if !strings.Contains(string(body), `"`+name+`"`) {
				without[name]++
			}
		}
	}
	y.report(t)
	if without["dob"] == 0 || without["gender"] == 0 {
		t.Errorf("absent: %v", without)
	}
	for _, kind := range []int{town.TypeAdmin, town.TypeAPI, town.TypeGuest} {
		if len(c.list(fmt.Sprintf("%s/users?type=%d", c.VSeeURL, kind)).Data) == 0 {
			t.Errorf("no user of type %d", kind)
		}
	}
}

func TestNoteQuirks(t *testing.T) {
	c := start(t, Options{Seed: 11})
	y := newTally(map[string]string{
		"a signed note":            `"signed":true`,
		"an unsigned note":         `"signed":false`,
		"an error without content": `"has":{"content":false.*"error_state":"`,
		"an error with content":    `"has":{"content":true.*"error_state":"`,
		"a null patient":           `"patient":null`,
		"a null gender":            `"gender":null`,
		"an empty gender":          `"gender":""`,
		"null medications":         `"latest_medications":null`,
		"no medications":           `"latest_medications":\[\]`,
		"medications":              `"latest_medications":\["`,
		"a null middle name":       `"middle_name":null`,
		"another user":             `"user_id":303\d\d,"user":{"id":5303`,
		"a recording":              `"file_url":"https:[^"]*\?token=` + SecretMark,
		"fractions":                `"created_at":"[^"]*\.\d{6}Z","updated_at"[^}]*}$`,
		"no fractions":             `"created_at":"[^".]*Z","updated_at":"[^"]*"}$`,
		"HTML":                     `"analysis":"<h2>`,
		"Markdown":                 `"analysis":"## `,
		"a patient in the title":   `^{"id":\d+,"name":"[^"]* - `,
		"a long transcript":        `"transcription":"[^{]{1000}[^{]{1000}[^{]{1000}[^{]{1000}[^{]{1000}[^{]{1000}[^{]{1000}[^{]{1000}[^{]{1000}`,
	})
	without := map[string]int{}
	for n := range c.Truth().Notes() {
		body := c.get(c.NextvisitURL+"/v1/progress-notes/"+n.ID, http.StatusOK)
		y.read(body)
		for _, name := range []string{"has", "patient", "audio", "template", "transcription", "analysis", "latest_medications", "middle_name"} {
			if !strings.Contains(string(body), `"`+name+`":`) {
				without[name]++
			}
		}
	}
	y.report(t)
	if len(without) != 8 {
		t.Errorf("absent somewhere: %v", without)
	}
}

// TestSecretsAreMarked holds every secret to a mark by which a test elsewhere can find it.
func TestSecretsAreMarked(t *testing.T) {
	c := start(t, small())
	secret := regexp.MustCompile(`"(one_time_link_token|meeting_id|fullpath|file_url|url)":"[^"]*"`)
	for v := range c.Truth().Visits() {
		for _, path := range []string{"", "/exports/visit_summary"} {
			for _, s := range secret.FindAllString(string(c.get(c.VSeeURL+"/visits/"+v.ID+path, 200)), -1) {
				if !strings.Contains(s, SecretMark) {
					t.Fatalf("%s has no mark", s)
				}
			}
		}
	}
	for n := range c.Truth().Notes() {
		paths := []string{""}
		if n.Audio != nil {
			paths = append(paths, "/audio-url")
		}
		for _, path := range paths {
			for _, s := range secret.FindAllString(string(c.get(c.NextvisitURL+"/v1/progress-notes/"+n.ID+path, 200)), -1) {
				if !strings.Contains(s, SecretMark) {
					t.Fatalf("%s has no mark", s)
				}
			}
		}
	}
}
