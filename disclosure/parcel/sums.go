package parcel

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// List is the name of the list of checksums.
const List = "SHA256SUMS"

// Seal writes the list: from then on the folder is whole.
func Seal(folder string, files []File, rights os.FileMode) (File, error) {
	files = slices.Clone(files)
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	var b strings.Builder
	for _, f := range files {
		fmt.Fprintf(&b, "%s  %s\n", f.Hash, f.Path)
	}
	return Put(folder, List, []byte(b.String()), rights)
}

// ErrUnsealed says that a folder has no list: it was cut off, or never was what it is taken for.
var ErrUnsealed = errors.New("it has no list of checksums (" + List + ")")

// Check reads every file and holds it against the list. It fails where one is missing, has changed
// or stands beside the list unnamed, with the file's name. Told of each file that holds is passed,
// which may be nil.
func Check(ctx context.Context, folder string, passed func(path string)) error {
	listed, err := readList(folder)
	if err != nil {
		return err
	}
	err = filepath.WalkDir(folder, func(full string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		path, err := filepath.Rel(folder, full)
		if path = filepath.ToSlash(path); err == nil && path != List && listed[path] == "" {
			return fmt.Errorf("%s is not in the list of checksums", path)
		}
		return err
	})
	if err != nil {
		return err
	}
	for _, path := range slices.Sorted(maps.Keys(listed)) {
		sum, err := sumOf(ctx, filepath.Join(folder, filepath.FromSlash(path)))
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return fmt.Errorf("%s is missing", path)
		case err != nil:
			return err
		case sum != listed[path]:
			return fmt.Errorf("%s has changed: its checksum is not the one in the list", path)
		}
		if passed != nil {
			passed(path)
		}
	}
	return nil
}

// readList gives the checksums by their files. Of a list that was cut off the last line has no end.
func readList(folder string) (map[string]string, error) {
	text, err := os.ReadFile(filepath.Join(folder, List))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrUnsealed
	}
	if err != nil {
		return nil, err
	}
	listed := map[string]string{}
	for line := range strings.Lines(string(text)) {
		sum, path, found := strings.Cut(strings.TrimSuffix(line, "\n"), "  ")
		if !found || len(sum) != hex.EncodedLen(sha256.Size) || !filepath.IsLocal(filepath.FromSlash(path)) || !strings.HasSuffix(line, "\n") {
			return nil, fmt.Errorf("%s cannot be read: it was cut off or changed", List)
		}
		listed[path] = sum
	}
	return listed, nil
}

func sumOf(ctx context.Context, path string) (string, error) {
	file, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer file.Close()
	sum := sha256.New()
	for {
		n, err := io.CopyN(sum, file, 16<<20)
		if errors.Is(err, io.EOF) && n < 16<<20 {
			return hex.EncodeToString(sum.Sum(nil)), nil
		}
		if err = errors.Join(err, ctx.Err()); err != nil {
			return "", err
		}
	}
}
