package enginetest

import (
	"crypto/rand"
	"encoding/hex"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/nightrounds/rounds/load/engine"
)

// Prefix gives the engine's databases of one test a prefix of their own, such as t_4f1c02a9be07_. Whatever has it in its name is
// dropped when the test ends: an engine with thousands of tables answers every later test slowly.
func Prefix(t testing.TB) string {
	t.Helper()
	e := Start(t)
	b := make([]byte, 6)
	_, _ = rand.Read(b) // never returns an error
	prefix := "t_" + hex.EncodeToString(b) + "_"
	t.Cleanup(func() {
		for _, database := range strings.Fields(ask(t, e, "SELECT name FROM system.databases WHERE position(name, '"+prefix+"') > 0")) {
			ask(t, e, "DROP DATABASE "+database)
		}
	})
	return prefix
}

// ask runs one statement as the loader; a failure fails the test.
func ask(t testing.TB, e *engine.Engine, statement string) string {
	t.Helper()
	password, err := e.Password(engine.Loader)
	if err != nil {
		t.Error(err)
		return ""
	}
	r, err := http.NewRequest(http.MethodPost, "http://"+e.HTTPAddr()+"/", strings.NewReader(statement)) //nolint:noctx // the test's context has ended
	if err != nil {
		t.Error(err)
		return ""
	}
	r.SetBasicAuth(engine.Loader, password)
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Error(err)
		return ""
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		t.Errorf("%.60s: status %d, error %v: %.300s", statement, answer.StatusCode, err, text)
	}
	return string(text)
}
