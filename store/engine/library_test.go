package engine_test

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"gongkai/store/engine"
)

func TestFindLibrary(t *testing.T) {
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	deep := filepath.Join(dir, "a", "b")
	if err := os.MkdirAll(deep, 0o755); err != nil {
		t.Fatal(err)
	}
	t.Chdir(deep)
	t.Setenv("GONGKAI_CHDB_LIBRARY", "")
	if path, err := engine.FindLibrary(""); err == nil && !strings.Contains(path, "node_modules") {
		t.Errorf("found %s", path)
	} else if err != nil && (!strings.Contains(err.Error(), "npm ci") || strings.Contains(err.Error(), "\n")) {
		t.Errorf("missing: %v", err)
	}
	library := filepath.Join(dir, "node_modules", filepath.FromSlash(engine.LibraryPackage()), "libchdb.so")
	if err := os.MkdirAll(filepath.Dir(library), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{library, filepath.Join(dir, "told.so"), filepath.Join(dir, "flag.so")} {
		if err := os.WriteFile(path, nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	find := func(told, want string) {
		t.Helper()
		if got, err := engine.FindLibrary(told); err != nil || got != want {
			t.Errorf("got %s, %v; want %s", got, err, want)
		}
	}
	find("", library)
	t.Setenv("GONGKAI_CHDB_LIBRARY", filepath.Join(dir, "told.so"))
	find("", filepath.Join(dir, "told.so"))
	find(filepath.Join(dir, "flag.so"), filepath.Join(dir, "flag.so"))
	if runtime.GOOS == "linux" && runtime.GOARCH == "amd64" && engine.LibraryPackage() != "@chdb/lib-linux-x64-gnu" {
		t.Error(engine.LibraryPackage())
	}
}

// TestNextPause: the first death of a child is followed by a restart at once, and
// only dying again and again makes it wait.
func TestNextPause(t *testing.T) {
	last := time.Duration(0)
	for i, want := range []time.Duration{50, 100, 200, 400, 800, 1600, 3200, 6400, 12800, 25600, 30000, 30000} {
		if last = engine.NextPause(last, time.Second); last != want*time.Millisecond {
			t.Errorf("death %d: %v, want %v", i+1, last, want*time.Millisecond)
		}
	}
	if got := engine.NextPause(last, time.Minute); got != 0 {
		t.Errorf("after a long life: %v", got)
	}
}
