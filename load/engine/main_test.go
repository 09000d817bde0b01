package engine

import (
	"context"
	"os"
	"testing"
)

func TestMain(m *testing.M) {
	RunIfChild()
	os.Exit(m.Run())
}

func TestSmoke(t *testing.T) {
	e, err := Open(context.Background(), Options{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Log(e.Describe())
	os.RemoveAll("/tmp/engdir")
	os.CopyFS("/tmp/engdir", os.DirFS(e.options.Dir))
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
}
