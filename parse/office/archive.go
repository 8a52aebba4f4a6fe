package office

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// parts are the members of an office package, by lower-case name without a leading slash:
// word/document.xml.
type parts interface {
	// open returns a part's bytes as they are unpacked; ok is false where there is none.
	open(name string) (in io.Reader, ok bool)
	has(name string) bool
	size(name string) int64
}

// partName is the form that names of parts are compared in: packages are not case-sensitive,
// and some writers use backslashes.
func partName(name string) string {
	return strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "/"))
}

// resolve makes a relationship's target a part's name; base is the part that it stands in.
func resolve(base, target string) string {
	if strings.HasPrefix(target, "/") {
		return partName(target)
	}
	return partName(path.Join(path.Dir(base), strings.ReplaceAll(target, `\`, "/")))
}

// archive is an open ZIP file; all that is read from it is counted.
type archive struct {
	files map[string]*zip.File
	order []*zip.File
	b     *budget
}

func openArchive(body []byte, b *budget) (*archive, error) {
	z, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return nil, broken("opening the archive", err)
	}
	a := &archive{files: make(map[string]*zip.File, len(z.File)), b: b}
	for _, f := range z.File {
		if strings.HasSuffix(f.Name, "/") {
			continue
		}
		if err := b.member(); err != nil {
			return nil, err
		}
		a.order = append(a.order, f)
		if name := partName(f.Name); a.files[name] == nil {
			a.files[name] = f
		}
	}
	return a, nil
}

func (a *archive) has(name string) bool { return a.files[name] != nil }

func (a *archive) size(name string) int64 {
	if f := a.files[name]; f != nil {
		return int64(f.UncompressedSize64)
	}
	return 0
}

func (a *archive) open(name string) (io.Reader, bool) {
	f := a.files[name]
	if f == nil {
		return nil, false
	}
	in, err := a.unpack(f)
	if err != nil {
		return failing{err}, true
	}
	return in, true
}

// unpack opens a member; what it unpacks to is counted while it is read, whatever size the
// directory claims.
func (a *archive) unpack(f *zip.File) (*counted, error) {
	if f.Flags&1 != 0 {
		return nil, fmt.Errorf("opening %s: %w", f.Name, ErrEncrypted)
	}
	in, err := f.Open()
	if errors.Is(err, zip.ErrAlgorithm) {
		return nil, fmt.Errorf("opening %s: %w: compression method %d", f.Name, ErrUnsupported, f.Method)
	}
	if err != nil {
		return nil, broken("opening "+f.Name, err)
	}
	return &counted{in: in, b: a.b, packed: int64(f.CompressedSize64), free: freeRatio, ratio: a.b.max.Ratio}, nil
}

// counted is a member that is being unpacked. free bytes may be unpacked before its ratio counts.
type counted struct {
	in           io.Reader
	b            *budget
	packed, read int64
	free, ratio  int64
}

// Blank sheets pack very well, whole files do not: those that are read have parts that are
// packed, or little beside their text.
const (
	freeRatio   = 1 << 20
	fileRatio   = 50
	freeOfFiles = 8 << 20
)

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.in.Read(p)
	c.read += int64(n)
	if limit := c.b.unpack(int64(n)); limit != nil {
		return n, limit
	}
	if c.read > c.free && c.read-c.free > c.packed*c.ratio {
		return n, c.b.stop(LimitRatio, c.ratio)
	}
	return n, err
}

// failing is a part that can't be opened: the error comes where it is read.
type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

// relation is what a part refers to by an id.
type relation struct {
	kind     string // last part of the type's address: image, header, worksheet
	target   string // part name, or address where external
	external bool
}

// relations reads the references of a part.
func relations(p parts, part string, b *budget) (map[string]relation, error) {
	dir, file := path.Split(part)
	in, ok := p.open(dir + "_rels/" + file + ".rels")
	found := map[string]relation{}
	if !ok {
		return found, nil
	}
	x := newReader(in, b)
	err := x.children(func(tag) error {
		return x.children(func(t tag) error {
			r := relation{kind: path.Base(t.get("Type")), external: t.get("TargetMode") == "External"}
			r.target = t.get("Target")
			if !r.external {
				r.target = resolve(part, r.target)
			}
			found[t.get("Id")] = r
			return b.run()
		})
	})
	return found, err
}

// mainPart finds the part that the package is about; usual is its name by custom.
func mainPart(p parts, usual string, b *budget) string {
	all, err := relations(p, "", b)
	if err == nil {
		for _, r := range all {
			if r.kind == "officeDocument" && p.has(r.target) {
				return r.target
			}
		}
	}
	return usual
}
