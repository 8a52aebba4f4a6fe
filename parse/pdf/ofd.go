package pdf

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"
)

// OFD (GB/T 33190) is pages of drawn texts and paths as PDF is, in a ZIP file of XML. Lengths
// are millimetres from the top left.

// pointsPerMillimetre brings OFD's lengths to those of a PDF.
const pointsPerMillimetre = 72 / 25.4

// The reasons why an OFD gives no tree.
var (
	ErrNotOFD    = errors.New("not an OFD: it has no OFD.xml")
	errBrokenOFD = errors.New("the OFD is damaged: fetch it again or ask the publisher")
)

const (
	mostUnpackedOFD = 64 << 20 // bytes of XML of one document
	mostPartOFD     = 8 << 20  // and of one of its parts
	deepestOFD      = 64       // elements in each other
)

// ReadOFD returns an OFD as the tree that Read returns of a PDF. Templates are read with the
// page that they lie under. Seals, annotations and attachments are not read.
func ReadOFD(body []byte, limits Limits) (root *html.Node, info Info, err error) {
	defer func() {
		if p := recover(); p != nil {
			root, err = nil, fmt.Errorf("%w (%v)", errBrokenOFD, p)
		}
	}()
	limits = limits.withDefaults()
	if len(body) > limits.Bytes {
		return nil, info, &LimitError{"bytes", int64(limits.Bytes)}
	}
	d, err := openOFD(body, limits)
	if err != nil {
		return nil, info, err
	}
	l := newLayout(limits)
	err = d.readPages(l.add)
	l.info.Pages, l.info.Damaged = d.count, d.damaged
	if l.pages == 0 {
		if err == nil {
			err = ErrNoPages
		}
		return nil, l.info, err
	}
	root, lerr := l.tree()
	if err == nil {
		err = lerr
	}
	return root, l.info, err
}

// ofd is an open OFD.
type ofd struct {
	files   map[string]*zip.File
	limits  Limits
	left    *budget
	read    int64 // bytes unpacked
	count   int   // of pages, read or not
	pages   int   // read
	damaged bool
}

func openOFD(body []byte, limits Limits) (*ofd, error) {
	z, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return nil, fmt.Errorf("%w (%v)", errBrokenOFD, err)
	}
	d := &ofd{files: map[string]*zip.File{}, limits: limits, left: &budget{limits: limits}}
	for _, f := range z.File {
		d.files[ofdName(f.Name)] = f
	}
	if d.files["ofd.xml"] == nil {
		return nil, ErrNotOFD
	}
	return d, nil
}

// ofdName is the form in which names of parts are compared.
func ofdName(name string) string {
	return strings.ToLower(strings.TrimPrefix(path.Clean("/"+strings.ReplaceAll(name, `\`, "/")), "/"))
}

// beside resolves a place that stands in a part; a part that is not there may be meant from the
// top, as some writers do.
func (d *ofd) beside(part, place string) string {
	place = strings.TrimSpace(place)
	if !strings.HasPrefix(place, "/") {
		if name := ofdName(path.Dir(part) + "/" + place); d.files[name] != nil {
			return name
		}
	}
	return ofdName(place)
}

// errNoPart says that a part that another one names is not in the file.
var errNoPart = errors.New("a part is missing")

// unmarshal reads a part whole. Only a limit is an error that ends the reading.
func (d *ofd) unmarshal(part string, into any) error {
	in, err := d.open(part)
	if err != nil {
		return err
	}
	defer in.Close()
	return d.limited(in.decoder().Decode(into))
}

// limited keeps a limit and makes every other error the mark of a damaged file.
func (d *ofd) limited(err error) error {
	var limit *LimitError
	if err == nil || errors.As(err, &limit) {
		return err
	}
	d.damaged = true
	return nil
}

// ofdPart is a part that is being unpacked; what it unpacks to is counted.
type ofdPart struct {
	io.ReadCloser
	d    *ofd
	read int64
}

func (d *ofd) open(part string) (*ofdPart, error) {
	f := d.files[part]
	if f == nil {
		return nil, errNoPart
	}
	in, err := f.Open()
	if err != nil {
		d.damaged = true
		return nil, errNoPart
	}
	return &ofdPart{ReadCloser: in, d: d}, nil
}

func (p *ofdPart) Read(b []byte) (int, error) {
	switch {
	case p.d.read > mostUnpackedOFD:
		return 0, &LimitError{"bytes", mostUnpackedOFD}
	case p.read > mostPartOFD:
		return 0, &LimitError{"bytes on a page", mostPartOFD}
	}
	n, err := p.ReadCloser.Read(b)
	p.d.read, p.read = p.d.read+int64(n), p.read+int64(n)
	return n, err
}

func (p *ofdPart) decoder() *xml.Decoder {
	x := xml.NewDecoder(p)
	x.CharsetReader = charset.NewReaderLabel
	return x
}
