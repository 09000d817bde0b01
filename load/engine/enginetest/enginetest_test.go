package enginetest

import (
	"os"
	"os/exec"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"github.com/nightrounds/rounds/load"
	"github.com/nightrounds/rounds/load/engine"
)

func TestMain(m *testing.M) { Main(m, func() error { return goleak.Find() }) }

func TestStartGivesOneEngine(t *testing.T) {
	first := Start(t, load.Account{Name: "analyst", ReadOnly: true})
	if second := Start(t); second != first {
		t.Error("a second engine was started")
	}
	if _, err := first.Password("analyst"); err != nil {
		t.Error(err)
	}
	if !first.Owned() || first.Version() == "" {
		t.Errorf("owned %v, version %q", first.Owned(), first.Version())
	}
}

// A test's databases, and those beside them, go when it ends, and nobody else's.
func TestPrefixEndsWithItsTest(t *testing.T) {
	e, mine := Start(t), Prefix(t)
	ask(t, e, "CREATE DATABASE "+mine+"ops")
	t.Run("inner", func(t *testing.T) {
		prefix := Prefix(t)
		ask(t, e, "CREATE DATABASE "+prefix+"ops")
		ask(t, e, "CREATE DATABASE _rebuild_"+prefix+"ops")
	})
	if left := ask(t, e, "SELECT name FROM system.databases WHERE position(name, 't_') > 0 ORDER BY name"); left != mine+"ops\n" {
		t.Errorf("left: %q", left)
	}
}

// TestStartFailsWithoutTheLibrary runs the test above in a process that has no library.
func TestStartFailsWithoutTheLibrary(t *testing.T) {
	run := exec.Command(os.Args[0], "-test.run=^TestStartGivesOneEngine$")
	run.Env = append(os.Environ(), engine.LibraryEnv+"="+t.TempDir()+"/libchdb.so")
	out, err := run.CombinedOutput()
	if err == nil || !strings.Contains(string(out), "make engine") {
		t.Errorf("error %v, output %s", err, out)
	}
}
