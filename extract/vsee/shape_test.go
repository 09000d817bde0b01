package vsee_test

import (
	"bytes"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/rest"
	"github.com/nightrounds/rounds/extract/vsee"
)

// read gives the record a body becomes.
func read(t *testing.T, kind extract.Kind, body string) extract.Record {
	t.Helper()
	c := newClinic(t)
	path := map[extract.Kind]string{extract.Patient: "/users/1", extract.Visit: "/visits/1"}[kind]
	c.bodies[path] = `{"data":` + body + `,"s":"ms"}`
	return mustPull(t, c.open(nil), named(kind, "1")).records["1"]
}

const secretVisit = `{"status" : 20, "meeting":{"conference_pin":"ZZSECRET","meeting_id":"ZZSECRET","join":"ZZSECRET"},
 "one_time_link_token":"ZZSECRET","note":"caf\u00e9 1.50 \/",
 "member":{"id":"5","photo":"ZZSECRET","extra":{"social_security_no":"ZZSECRET"}},"hosts":[{"id":"9","token":"ZZSECRET"}],
 "account":{"code":"c","vsee_api":{"key":"ZZSECRET"}},"call_logs":{"source_ids":["1_ZZSECRET"],"total_duration":60},
 "related_walkin":{"one_time_link_token":"ZZSECRET"},
 "intake":{"attachments":[{"_id":"a","url":"ZZSECRET","fullpath":"ZZSECRET","path":"files/a.png"}]},
 "postvisit":{"attachments":""},"postvisit":{"attachments":[{"fullpath":"ZZSECRET"},{"url":"ZZSECRET","name":"x"}]},"id":"1"}`

const cutVisit = `{"status" : 20, "note":"caf\u00e9 1.50 \/",
 "member":{"id":"5","extra":{}},"hosts":[{"id":"9"}],
 "account":{"code":"c"},"call_logs":{"total_duration":60},
 "related_walkin":{},
 "intake":{"attachments":[{"_id":"a","path":"files/a.png"}]},
 "postvisit":{"attachments":""},"postvisit":{"attachments":[{},{"name":"x"}]},"id":"1"}`

func TestSecretsAreCutAndNothingElseIsTouched(t *testing.T) {
	r := read(t, extract.Visit, secretVisit)
	if bytes.Contains(r.Body, []byte("ZZSECRET")) {
		t.Errorf("a secret landed: %s", r.Body)
	}
	if squeeze(string(r.Body)) != squeeze(cutVisit) {
		t.Errorf("body is\n%s\nwant\n%s", r.Body, cutVisit)
	}
	user := read(t, extract.Patient, `{"id":"1","api_token":"ZZSECRET","password":"ZZSECRET","extra":{"social_security_no":"ZZSECRET","race":"x"}}`)
	if string(user.Body) != `{"id":"1","extra":{"race":"x"}}` {
		t.Errorf("body is %s", user.Body)
	}
}

// With a key the patient's own number lands as its hash in the patient's own record, and nowhere else.
func TestASocialSecurityNumberMayLandAsItsHash(t *testing.T) {
	mask, err := rest.NewMask(strings.Repeat("0f", 32))
	if err != nil {
		t.Fatal(err)
	}
	read := func(kind extract.Kind, path, body string) string {
		c := newClinic(t)
		c.bodies[path] = `{"data":` + body + `}`
		return string(mustPull(t, c.open(func(cfg *vsee.Config) { cfg.Mask = mask }), named(kind, "1")).records["1"].Body)
	}
	const number = `"extra":{"social_security_no":"987-65-0001","race":"x"}`
	landed := read(extract.Patient, "/users/1", `{"id":"1",`+number+`,"guardian":{`+number+`}}`)
	if !regexp.MustCompile(`^{"id":"1","extra":{"social_security_no":"hmac-sha256:[0-9a-f]{8}:[0-9a-f]{64}","race":"x"},"guardian":{"extra":{"race":"x"}}}$`).MatchString(landed) {
		t.Errorf("a patient lands as %s", landed)
	}
	const cut = `{"id":"1","extra":{"race":"x"}}`
	if got := read(extract.Patient, "/users/1", `{"id":"1","extra":{"social_security_no":"--","race":"x"}}`); got != cut {
		t.Errorf("a patient without a number lands as %s", got)
	}
	if got := read(extract.Practitioner, "/users/1", `{"id":"1",`+number+`}`); got != cut {
		t.Errorf("a practitioner lands as %s", got)
	}
	if got := read(extract.Visit, "/visits/1", `{"id":"1","member":{`+number+`}}`); got != `{"id":"1","member":{"extra":{"race":"x"}}}` {
		t.Errorf("a visit lands as %s", got)
	}
}

// squeeze drops what stands between members, which belongs to a member cut beside it.
func squeeze(s string) string { return strings.NewReplacer("\n", "", " ", "").Replace(s) }

const plainVisit = `{"status":20,"isEditExpired":false,"member":{"id":"5","full_name":"Ana"},"creator":{"id":"6","type":160},
"room":{"id":"7","name":"A"},"account":{"code":"c","name":"C"},"hosts":[{"id":"9","role":"owner","timezone":"UTC"}],
"intake":{"location":"MI","medical_profile":{"user_id":"5","conditions":{"data":[]}}},"postvisit":{"draft":true},
"related_walkin":{"status":30},"id":"1"}`

func TestWhatCountsAsAChangeOfAVisit(t *testing.T) {
	base := read(t, extract.Visit, plainVisit).Hash
	for _, c := range []struct {
		rule, from, to string
		changed        bool
	}{
		{"white space", `"status":20`, `"status" : 20`, false},
		{"a member's name", `"Ana"`, `"Anna"`, false},
		{"a creator's type", `160`, `"160"`, false},
		{"a room's name", `"name":"A"`, `"name":"B"`, false},
		{"an account's name", `"name":"C"`, `"name":"D"`, false},
		{"a host's time zone", `"UTC"`, `"CET"`, false},
		{"a patient's profile", `"data":[]`, `"data":[{"condition":"x"}]`, false},
		{"the clock", `"isEditExpired":false`, `"isEditExpired":true`, false},
		{"the status", `"status":20`, `"status":30`, true},
		{"another member", `"id":"5","full`, `"id":"55","full`, true},
		{"another account", `"code":"c"`, `"code":"d"`, true},
		{"another host", `"id":"9"`, `"id":"8"`, true},
		{"a host's role", `"owner"`, `"guest"`, true},
		{"whose profile it is", `"user_id":"5"`, `"user_id":"6"`, true},
		{"the intake", `"MI"`, `"CA"`, true},
		{"the note's state", `"draft":true`, `"draft":false`, true},
		{"the walk-in's status", `"status":30`, `"status":40`, true},
	} {
		if !strings.Contains(plainVisit, c.from) {
			t.Fatalf("%s: the visit does not hold %s", c.rule, c.from)
		}
		hash := read(t, extract.Visit, strings.Replace(plainVisit, c.from, c.to, 1)).Hash
		if (hash != base) != c.changed {
			t.Errorf("%s: changed is %t, want %t", c.rule, hash != base, c.changed)
		}
	}
}

const intakeVisit = `{"member_id":5,"status":20,"intake":{"id":"in-1","visit_id":"1","member_id":"5","reason_for_visit":"Rash","question_1":"No",
"consultation":{"description":"Video"},"medical_profile":{"user_id":"5","conditions":{"data":[],"modified_by":{"first_name":"Ana"}}}},"id":"1"}`

// An intake and a profile are records of their own: each changes with what it is mapped from and with nothing else.
func TestWhatCountsAsAChangeInsideAVisit(t *testing.T) {
	const visit, intake, profile = 1, 2, 4
	hashes := func(body string) (out [3]extract.Hash) {
		c := newClinic(t)
		c.bodies["/visits/1"] = `{"data":` + body + `}`
		for _, r := range records(t, c.open(nil), named(extract.Visit, "1")) {
			out[map[extract.Kind]int{extract.Visit: 0, extract.Intake: 1, extract.MedicalProfile: 2}[r.Kind]] = r.Hash
		}
		return out
	}
	base := hashes(intakeVisit)
	for _, c := range []struct {
		rule, from, to string
		changed        int
	}{
		{"the reason", `"Rash"`, `"Itch"`, visit | intake},
		{"the consultation", `"Video"`, `"Phone"`, visit | intake},
		{"an answer", `"No"`, `"Yes"`, intake},
		{"a condition", `"data":[]`, `"data":["Gout"]`, profile},
		{"who told it", `"Ana"`, `"Anna"`, 0},
		{"the visit", `"status":20`, `"status":30`, visit},
	} {
		if !strings.Contains(intakeVisit, c.from) {
			t.Fatalf("%s: the visit does not hold %s", c.rule, c.from)
		}
		now, changed := hashes(strings.Replace(intakeVisit, c.from, c.to, 1)), 0
		for i := range now {
			if now[i] != base[i] {
				changed |= 1 << i
			}
		}
		if changed != c.changed {
			t.Errorf("%s: changed is %03b, want %03b", c.rule, changed, c.changed)
		}
	}
}

func TestASignInIsNoChangeOfAUser(t *testing.T) {
	before := read(t, extract.Patient, `{"id":"1","last_login":1700000000,"dob":"1990-01-01"}`)
	after := read(t, extract.Patient, `{"id":"1","last_login":1700000999,"dob":"1990-01-01"}`)
	moved := read(t, extract.Patient, `{"id":"1","last_login":1700000999,"dob":"1990-01-02"}`)
	if before.Hash != after.Hash || after.Hash == moved.Hash {
		t.Error("a sign-in counts as a change, or a birth date does not")
	}
}

func TestChangedReadsEveryDialect(t *testing.T) {
	want := time.Date(2021, 10, 7, 18, 11, 52, 0, time.UTC)
	for modified, want := range map[string]time.Time{
		`1633630312`:                           want,
		`"1633630312"`:                         want,
		`{"sec":1633630312,"usec":500000}`:     want.Add(500 * time.Millisecond),
		`{"sec":"x"}`:                          {},
		`{"sec":1633630312,"usec":-1}`:         {},
		`1633630312000`:                        {},
		`0`:                                    {},
		`-5`:                                   {},
		`""`:                                   {},
		`"--"`:                                 {},
		`null`:                                 {},
		`"0001-01-01T00:00:00"`:                {},
		`{"sec":9223372036854775807,"usec":1}`: {},
	} {
		got := read(t, extract.Visit, `{"modified":`+modified+`,"id":"1"}`).Changed
		if !got.Equal(want) || got.Location() != time.UTC {
			t.Errorf("%s is read as %v, want %v", modified, got, want)
		}
	}
}

func TestAnOldDialectsIDIsTheSameID(t *testing.T) {
	for _, body := range []string{`{"_id":"1","id":"1"}`, `{"_id":"1"}`, `{"id":1}`, `{"start":5}`} {
		if r := read(t, extract.Visit, body); string(r.Body) != body || r.ID != "1" {
			t.Errorf("%s becomes %s of %q", body, r.Body, r.ID)
		}
	}
}
