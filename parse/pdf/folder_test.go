package pdf

import (
	"os"
	"path/filepath"
	"testing"
)

// TestOwnFolder refuses folders from which somebody else's code might be run.
func TestOwnFolder(t *testing.T) {
	dir := t.TempDir()
	in := func(name string) string { return filepath.Join(dir, name) }
	for range 2 { // made, then found
		if !ownFolder(in("a/b")) {
			t.Error("a folder of our own is refused")
		}
	}
	if info, err := os.Stat(in("a/b")); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("%v %v", info, err)
	}
	for name, mode := range map[string]os.FileMode{"group": 0o770, "all": 0o707} {
		if err := os.Mkdir(in(name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(in(name), mode); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(in("file"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(in("a/b"), in("link")); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"group", "all", "file", "link", "file/below"} {
		if ownFolder(in(name)) {
			t.Errorf("%s is used", name)
		}
	}
	if ownFolder("") {
		t.Error("no folder is used")
	}
}
