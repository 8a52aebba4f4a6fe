package office

import (
	"bytes"
	"fmt"
	"io"
	"slices"

	"github.com/richardlehane/mscfb"
)

// compound is an open OLE compound file: the container of DOC and XLS.
type compound struct {
	r *mscfb.Reader
	b *budget
}

// padded gives zeros behind the end of a file: writers leave the last sector short.
type padded struct{ in *bytes.Reader }

const largestSector = 4096

func (p padded) ReadAt(b []byte, off int64) (int, error) {
	n, err := p.in.ReadAt(b, off)
	if err == io.EOF && off <= p.in.Size() && off+int64(len(b)) <= p.in.Size()+largestSector {
		clear(b[n:])
		return len(b), nil
	}
	return n, err
}

func openCompound(body []byte, b *budget) (*compound, error) {
	r, err := mscfb.New(padded{bytes.NewReader(body)})
	if err != nil {
		return nil, broken("opening the compound file", err)
	}
	return &compound{r: r, b: b}, nil
}

// find returns a stream of the root storage: embedded objects have streams of the same names.
func (c *compound) find(name string) *mscfb.File {
	i := slices.IndexFunc(c.r.File, func(f *mscfb.File) bool { return f.Name == name && len(f.Path) == 0 })
	if i < 0 {
		return nil
	}
	return c.r.File[i]
}

func (c *compound) has(name string) bool { return c.find(name) != nil }

// stream reads a whole stream; what a damaged chain of sectors gives up to its break is
// returned with the error.
func (c *compound) stream(name string) ([]byte, error) {
	f := c.find(name)
	if f == nil {
		return nil, fmt.Errorf("the compound file has no stream %s: %w", name, ErrBroken)
	}
	var out bytes.Buffer
	chunk := make([]byte, 32<<10) // the library's time grows with the square of what is read at once
	for {
		n, err := f.Read(chunk)
		if limit := c.b.unpack(int64(n)); limit != nil {
			return out.Bytes(), limit
		}
		out.Write(chunk[:max(n, 0)])
		if err == io.EOF || err == nil && n == 0 {
			return out.Bytes(), nil
		}
		if err != nil {
			return out.Bytes(), broken("reading the stream "+name, err)
		}
	}
}
