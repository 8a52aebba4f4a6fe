package export

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// File is a file of the package.
type File struct {
	Path  string // below the package's folder, with slashes
	Bytes int64
	Hash  string // SHA-256, hexadecimal
}

// output writes a file and sums it up while it is written.
type output struct {
	file  *os.File
	text  *bufio.Writer
	sum   hash.Hash
	bytes int64
	path  string
}

// create makes a file of the package.
func create(folder, path string) (*output, error) {
	full := filepath.Join(folder, filepath.FromSlash(path))
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		return nil, err
	}
	file, err := os.OpenFile(full, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return nil, err
	}
	return &output{file: file, text: bufio.NewWriterSize(file, 1<<20), sum: sha256.New(), path: path}, nil
}

// Write writes.
func (o *output) Write(p []byte) (int, error) {
	n, err := o.text.Write(p)
	o.sum.Write(p[:n])
	o.bytes += int64(n)
	return n, err
}

// close ends the file and says what it is. What a full disk refuses is an error here at the latest.
func (o *output) close() (File, error) {
	err := errors.Join(o.text.Flush(), o.file.Sync(), o.file.Close())
	return File{o.path, o.bytes, hex.EncodeToString(o.sum.Sum(nil))}, err
}

// put writes a small file as a whole.
func put(folder, path string, text []byte) (File, error) {
	o, err := create(folder, path)
	if err != nil {
		return File{}, err
	}
	_, err = o.Write(text)
	file, closed := o.close()
	return file, errors.Join(err, closed)
}

// sums is the list that sha256sum -c reads.
func sums(files []File) string {
	files = slices.Clone(files)
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	var b strings.Builder
	for _, f := range files {
		fmt.Fprintf(&b, "%s  %s\n", f.Hash, f.Path)
	}
	return b.String()
}

// rowCounter counts the records of a CSV file: line ends within quotes are text.
type rowCounter struct {
	rows   uint64
	quoted bool
}

// Write counts.
func (c *rowCounter) Write(p []byte) (int, error) {
	for _, b := range p {
		switch {
		case b == '"':
			c.quoted = !c.quoted
		case b == '\n' && !c.quoted:
			c.rows++
		}
	}
	return len(p), nil
}
