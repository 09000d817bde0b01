package noanotes

import (
	"testing"
	"time"
)

// The life of a token is told in seconds, under one of the names, as a number or a text.
func TestTokenLife(t *testing.T) {
	c := withDefaults(Config{})
	for answer, want := range map[string]time.Duration{
		`{"token":"t","expiresIn":3600}`: time.Hour, `{"token":"t","expires_in":"60"}`: time.Minute,
		`{"token":"t"}`: 0, `{"token":"t","expiresIn":-1}`: 0, `"t"`: 0,
	} {
		if got, err := c.token([]byte(answer)); err != nil || got.Value != "t" || got.Life != want {
			t.Errorf("%s: %v, %v", answer, got.Life, err)
		}
	}
}

// A session that was approved is due a while after the last word on it, and not before: a range into the future does not make it so.
func TestRecheck(t *testing.T) {
	c := withDefaults(Config{})
	word := time.Date(2026, 4, 20, 12, 0, 0, 0, time.UTC)
	k := &known{created: word.Add(-time.Hour), events: []event{{at: word}}}
	for hours, want := range map[int]bool{1: true, 23: false, 25: true, 7*24 - 1: false, 7*24 + 1: true, 8*24 + 1: false} {
		now := word.Add(time.Duration(hours) * time.Hour)
		if got := c.touches(k, now.Add(-3*time.Hour), now.AddDate(1, 0, 0), now); got != want {
			t.Errorf("after %d hours: %t", hours, got)
		}
	}
	k.events = nil
	if now := k.created.AddDate(0, 0, 1); !c.touches(k, now, now.AddDate(1, 0, 0), now) {
		t.Error("a session without a journal counts from when it was made")
	}
}

// An error in the place of an answer is no state of a session; whatever tells of a session is.
func TestWhatTellsOfNothing(t *testing.T) {
	for body, want := range map[string]bool{
		`{"data":null}`: true, `{"error":"x"}`: true, `{"error":{"code":500},"data":null}`: true, `{"message":"down"}`: true, `{"summary":null}`: true,
		`{}`: false, `null`: false, `"Recorded"`: false, `3`: false, `[]`: false, `{"status":"Recorded","error":null}`: false, `{"plan":""}`: false,
	} {
		if got := hollow([]byte(body)); got != want {
			t.Errorf("%s: %t", body, got)
		}
	}
}
