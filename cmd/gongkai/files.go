package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
)

// document is a file on disk and the address that it has in the archive.
type document struct{ path, address string }

// listing is what the paths of the command line name: the documents, what of it can't be
// taken, and how many files of other kinds the folders hold.
type listing struct {
	documents []document
	refused   []error
	passed    int
}

// documentTypes are the endings that a folder is searched for; a file that is named itself
// is always taken. What can't be read yet is kept all the same, for a parser that can.
var documentTypes = map[string]bool{
	".html": true, ".htm": true, ".shtml": true, ".txt": true,
	".pdf": true, ".doc": true, ".docx": true, ".xls": true, ".xlsx": true, ".wps": true, ".et": true, ".ofd": true, ".rtf": true, ".zip": true, ".mht": true, ".mhtml": true, ".xml": true,
}

// listDocuments finds the documents of the paths. An address is file:, the name of the folder
// and the way from there, percent-encoded; the folder is the named one, or the one that holds
// a named file. So it is the same from whatever place the folder is named, and tells nothing
// of the machine.
func listDocuments(roots []string) (*listing, error) {
	l := &listing{}
	named := map[string]bool{}
	for _, root := range roots {
		full, err := filepath.Abs(root)
		if err != nil {
			return nil, err
		}
		info, err := os.Stat(full)
		switch {
		case err != nil:
			l.refuse(fmt.Errorf("%s: %w", root, reason(err)))
		case named[full]:
		case info.IsDir():
			l.walk(root, full)
		default:
			l.take(root, addressOf(filepath.Base(filepath.Dir(full)), filepath.Base(full)))
		}
		named[full] = true
	}
	return l, l.ambiguous()
}

// walk takes the documents of a folder. Hidden files are left out, and so is what a link to a
// folder leads to: it may lead anywhere, also back.
func (l *listing) walk(root, full string) {
	name, before := filepath.Base(full), len(l.documents)+len(l.refused)
	if name == string(filepath.Separator) {
		l.refuse(fmt.Errorf("%s is the whole machine: name the folder that holds the documents", root))
		return
	}
	// A folder may be named by a link, which WalkDir would not follow.
	top, err := filepath.EvalSymlinks(full)
	if err != nil {
		l.refuse(fmt.Errorf("%s: %w", root, reason(err)))
		return
	}
	_ = filepath.WalkDir(top, func(path string, d fs.DirEntry, err error) error { // its function returns no error
		way, _ := filepath.Rel(top, path) // path lies below top
		shown := filepath.Join(root, way)
		switch {
		case err != nil:
			l.refuse(fmt.Errorf("%s: %w", shown, reason(err)))
		case path != top && strings.HasPrefix(d.Name(), "."):
			if d.IsDir() {
				return fs.SkipDir
			}
		case d.IsDir():
		case d.Type()&fs.ModeSymlink != 0 && isFolder(path):
			l.refuse(fmt.Errorf("%s is a link to a folder and is not followed: name it as well", shown))
		case documentTypes[strings.ToLower(filepath.Ext(path))] || isWARC(path):
			l.take(shown, addressOf(name, way))
		default:
			l.passed++
		}
		return nil
	})
	if len(l.documents)+len(l.refused) == before {
		l.refuse(fmt.Errorf("%s holds no document (HTML, text, PDF, Word, Excel, WARC)", root))
	}
}

// passedOver says how many files were left where they are, if any.
func (l *listing) passedOver() string {
	if l.passed == 0 {
		return ""
	}
	return fmt.Sprintf(", %d of other kinds passed over", l.passed)
}

func (l *listing) refuse(err error) { l.refused = append(l.refused, err) }

func (l *listing) take(path, address string) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		l.refuse(fmt.Errorf("%s: %w", path, reason(err)))
	case !info.Mode().IsRegular():
		l.refuse(fmt.Errorf("%s is no regular file", path))
	default:
		l.documents = append(l.documents, document{path, address})
	}
}

// ambiguous refuses two different files under one address: one would look like a later
// version of the other.
func (l *listing) ambiguous() error {
	first := make(map[string]string, len(l.documents))
	for _, d := range l.documents {
		other, taken := first[d.address]
		if taken && !sameContent(other, d.path) {
			return usageError{fmt.Errorf("%s and %s differ and would both be %s: name a folder that holds both", other, d.path, d.address)}
		}
		first[d.address] = d.path
	}
	return nil
}

// addressOf percent-encodes a way on disk, which may be any bytes.
func addressOf(folder, way string) string {
	var parts []string
	for _, part := range strings.Split(filepath.ToSlash(filepath.Join(folder, way)), "/") {
		if part != "" {
			parts = append(parts, url.PathEscape(part))
		}
	}
	return fileScheme + strings.Join(parts, "/")
}

// fileScheme begins the address of a document that was brought in without one.
const fileScheme = "file:"

// onWeb is an address that links of a page are relative to: a file's own is none.
func onWeb(address string) string {
	if strings.HasPrefix(address, fileScheme) {
		return ""
	}
	return address
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

func isWARC(path string) bool {
	name := strings.ToLower(path)
	return strings.HasSuffix(name, ".warc") || strings.HasSuffix(name, ".warc.gz")
}

// sameContent also holds for files that can't be read: that is told where they are brought in.
// What a WARC file holds has addresses of its own.
func sameContent(a, b string) bool {
	if isWARC(a) && isWARC(b) {
		return true
	}
	one, errOne := readDocument(a)
	two, errTwo := readDocument(b)
	return errOne != nil || errTwo != nil || bytes.Equal(one, two)
}

// maxDocument is the largest document that is read, the same as the crawler takes: no report
// is nearly as large, and memory is bounded.
const maxDocument = 128 << 20

// readDocument reads a document from disk.
func readDocument(path string) ([]byte, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, fmt.Errorf("%s: %w", path, reason(err))
	case info.IsDir():
		return nil, fmt.Errorf("%s is a folder: name its files", path)
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, reason(err))
	}
	defer file.Close()
	return readAll(path, file)
}

func readAll(name string, r io.Reader) ([]byte, error) {
	body, err := io.ReadAll(io.LimitReader(r, maxDocument+1))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, reason(err))
	}
	if len(body) > maxDocument {
		return nil, fmt.Errorf("%s is larger than %d MiB, which no report is", name, maxDocument>>20)
	}
	return body, nil
}

// reason drops the path from an error of the file system: it stands before it already.
func reason(err error) error {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err
	}
	return err
}
