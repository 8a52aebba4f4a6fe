package parcel

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// whole makes a sealed folder of two files.
func whole(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	var files []File
	for _, name := range []string{"b.txt", "deep/a.txt"} {
		f, err := Put(dir, name, []byte("text of "+name), 0o600)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	if _, err := Seal(dir, files, 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestCheckTellsWhatIsWrong(t *testing.T) {
	for _, c := range []struct {
		name, want string // want: in the error; empty where nothing is wrong
		spoil      func(dir string) error
	}{
		{"whole", "", func(string) error { return nil }},
		{"a changed byte", "b.txt has changed", func(dir string) error {
			return os.WriteFile(filepath.Join(dir, "b.txt"), []byte("Text of b.txt"), 0o600)
		}},
		{"a missing file", "deep/a.txt is missing", func(dir string) error { return os.Remove(filepath.Join(dir, "deep", "a.txt")) }},
		{"a file more", "c.txt is not in the list", func(dir string) error { return os.WriteFile(filepath.Join(dir, "c.txt"), nil, 0o600) }},
		{"no list", ErrUnsealed.Error(), func(dir string) error { return os.Remove(filepath.Join(dir, List)) }},
		{"a list that was cut off within a line", "cut off or changed", func(dir string) error { return cut(dir, 3) }},
		{"a list that was cut off at its last end of line", "cut off or changed", func(dir string) error { return cut(dir, 1) }},
		{"a list that lost a line", "deep/a.txt is not in the list", func(dir string) error { return cut(dir, 64+2+len("deep/a.txt")+1) }},
		{"a list that leads elsewhere", "cut off or changed", func(dir string) error {
			return os.WriteFile(filepath.Join(dir, List), []byte(strings.Repeat("0", 64)+"  ../x\n"), 0o600)
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := whole(t)
			if err := c.spoil(dir); err != nil {
				t.Fatal(err)
			}
			var passed []string
			err := Check(t.Context(), dir, func(path string) { passed = append(passed, path) })
			if c.want == "" {
				if err != nil || strings.Join(passed, " ") != "b.txt deep/a.txt" {
					t.Errorf("got %v, passed %q", err, passed)
				}
				return
			}
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

// cut takes n bytes off the end of the list.
func cut(dir string, n int) error {
	text, err := os.ReadFile(filepath.Join(dir, List))
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, List), text[:len(text)-n], 0o600)
}

func TestNothingIsOverwritten(t *testing.T) {
	dir := whole(t)
	if _, err := Put(dir, "b.txt", nil, 0o600); !errors.Is(err, os.ErrExist) {
		t.Errorf("got %v", err)
	}
	info, err := os.Stat(filepath.Join(dir, "deep"))
	if err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("rights of the folder: %v, %v", info.Mode(), err)
	}
}
