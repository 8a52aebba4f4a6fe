// Package parcel writes files with their checksums, and tells a folder of them that is whole from
// one that was cut off or has changed: the list of checksums, which sha256sum -c reads, is written
// last and names every file beside it.
//
// It refuses to overwrite a file, and it knows nothing of what stands in one.
package parcel

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"os"
	"path/filepath"
)

// File is a file of the folder.
type File struct {
	Path  string // below the folder, with slashes
	Bytes int64
	Hash  string // SHA-256, hexadecimal
}

// Output writes a file and sums it up while it is written.
type Output struct {
	file  *os.File
	text  *bufio.Writer
	sum   hash.Hash
	bytes int64
	path  string
}

// Create makes a file that is not there yet, with the given rights, and the folders above it.
func Create(folder, path string, rights os.FileMode) (*Output, error) {
	full := filepath.Join(folder, filepath.FromSlash(path))
	if err := os.MkdirAll(filepath.Dir(full), rights|rights>>2&0o111); err != nil { // who may read may enter
		return nil, err
	}
	file, err := os.OpenFile(full, os.O_WRONLY|os.O_CREATE|os.O_EXCL, rights)
	if err != nil {
		return nil, err
	}
	return &Output{file: file, text: bufio.NewWriterSize(file, 1<<20), sum: sha256.New(), path: path}, nil
}

// Write writes.
func (o *Output) Write(p []byte) (int, error) {
	n, err := o.text.Write(p)
	o.sum.Write(p[:n])
	o.bytes += int64(n)
	return n, err
}

// Close ends the file and says what it is. What a full disk refuses is an error here at the latest.
func (o *Output) Close() (File, error) {
	err := errors.Join(o.text.Flush(), o.file.Sync(), o.file.Close())
	return File{o.path, o.bytes, hex.EncodeToString(o.sum.Sum(nil))}, err
}

// Put writes a small file as a whole.
func Put(folder, path string, text []byte, rights os.FileMode) (File, error) {
	o, err := Create(folder, path, rights)
	if err != nil {
		return File{}, err
	}
	_, err = o.Write(text)
	file, closed := o.Close()
	return file, errors.Join(err, closed)
}
