package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"gongkai/store/engine"
)

// emptyData is a data folder with all tables and no rows, made once: to make the tables anew costs
// each test a second of processor time.
var emptyData = sync.OnceValues(func() (dir string, err error) {
	dir = filepath.Join(os.Getenv("XDG_CACHE_HOME"), "empty") // TestMain removes it
	var errs lockedBuffer
	a, err := newApp(&globals{Data: dir, LogLevel: "error", LogFormat: "text"}, streams{strings.NewReader(""), &errs, &errs})
	if err != nil {
		return "", err
	}
	h, err := a.open(context.Background(), embedded{})
	if err != nil {
		return "", err
	}
	return dir, h.close()
})

// newData gives the test a data folder of its own, named data, in dir.
func newData(t testing.TB, dir string) string {
	t.Helper()
	if _, err := engine.FindLibrary(""); err != nil {
		return filepath.Join(dir, "data") // the test skips, or fails where it needs it
	}
	empty, err := emptyData()
	if err != nil {
		t.Fatal(err)
	}
	return copied(t, empty, dir)
}

func copied(t testing.TB, from, dir string) string {
	t.Helper()
	data := filepath.Join(dir, "data")
	if err := os.CopyFS(data, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	return data
}

// sampleData gives the test a data folder of its own with the sample counties, crawled, read and scored once for all.
func sampleData(t testing.TB) string {
	t.Helper()
	dir := filepath.Join(os.Getenv("XDG_CACHE_HOME"), "sample") // TestMain removes it
	if _, err := os.Stat(dir); err != nil {
		if out, errText, status := start(t, "demo", "--once", "--data", dir, "--log-level", "error").finish(); status != exitDone {
			os.RemoveAll(dir) // nobody else takes what is half there
			t.Fatalf("%s%s", out, errText)
		}
	}
	return copied(t, dir, t.TempDir())
}
