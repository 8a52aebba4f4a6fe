package office

import (
	"errors"
	"fmt"
)

// What can stand in the way of reading a file. They are wrapped: test with errors.Is.
var (
	// ErrEncrypted: a password would be needed.
	ErrEncrypted = errors.New("the file is encrypted: ask its publisher for an open copy")
	// ErrFastSaved: the DOC file was saved incrementally. The tree comes along all the same:
	// its text is whole and in order, the layout of what was changed last may be missing.
	ErrFastSaved = errors.New("the file was fast-saved: its last changes of layout are not read, check it by eye")
	// ErrUnsupported: a format that is not read; the error's text names it.
	ErrUnsupported = errors.New("this format is not read")
	// ErrContainer: an archive of several files: read its Members.
	ErrContainer = errors.New("an archive: read its members")
	// ErrBroken: the bytes break the rules of their own format. What could be read before
	// that comes along.
	ErrBroken = errors.New("the file is damaged")
)

// The names of the limits, as LimitError.Limit gives them.
const (
	LimitUnpacked = "unpacked_bytes"
	LimitXML      = "xml_bytes"
	LimitElements = "xml_elements"
	LimitText     = "text_bytes"
	LimitRatio    = "compression_ratio"
	LimitMembers  = "members"
	LimitArchives = "archive_depth"
	LimitNesting  = "nesting"
	LimitCells    = "cells"
	LimitRuns     = "runs"
)

// LimitError says which limit a file goes beyond. What was read up to there comes along.
type LimitError struct {
	Limit string // one of the Limit constants
	Max   int64
}

func (e *LimitError) Error() string {
	return fmt.Sprintf("the file goes beyond the limit %s=%d: reading stopped there", e.Limit, e.Max)
}

// Limits bound the work that one file can cause. A field that is zero takes the value of
// DefaultLimits.
type Limits struct {
	Unpacked int64 // bytes that may be unpacked from a file, its members and theirs, together
	Ratio    int64 // unpacked bytes a packed byte, of one member, beyond its first MiB
	XML      int64 // bytes of XML that are read
	Elements int64 // elements in it
	Text     int64 // bytes of text in the tree, and of strings that are kept for it: one may be shown often
	Members  int64 // members of an archive and of the archives in it
	Archives int64 // archives in one another; 2: a ZIP in a ZIP
	Nesting  int64 // elements, tables or groups in one another
	Cells    int64 // cells of all tables
	Runs     int64 // paragraphs, stretches of text in them, pictures
}

// DefaultLimits are far beyond any annual report (some 300 cells, 30 kB of text), and keep what
// a hostile file can cost to seconds and to some 200 MB.
var DefaultLimits = Limits{
	Unpacked: 256 << 20,
	Ratio:    500,
	XML:      48 << 20,
	Elements: 1_500_000,
	Text:     4 << 20,
	Members:  1000,
	Archives: 2,
	Nesting:  200,
	Cells:    60_000,
	Runs:     150_000,
}

func (l Limits) withDefaults() Limits {
	d := DefaultLimits
	for _, f := range []struct {
		field *int64
		value int64
	}{
		{&l.Unpacked, d.Unpacked}, {&l.Ratio, d.Ratio}, {&l.XML, d.XML}, {&l.Elements, d.Elements}, {&l.Text, d.Text},
		{&l.Members, d.Members}, {&l.Archives, d.Archives}, {&l.Nesting, d.Nesting}, {&l.Cells, d.Cells}, {&l.Runs, d.Runs},
	} {
		if *f.field == 0 {
			*f.field = f.value
		}
	}
	return l
}

// budget is what is left of the limits while a file is read. The first breach is kept: a
// reader of tokens deep below may only be able to stop, not to say why.
type budget struct {
	max                                                         Limits
	unpacked, read, elements, shown, kept, members, cells, runs int64
	breach                                                      error
}

func newBudget(l Limits) *budget { return &budget{max: l.withDefaults()} }

// spend counts n more of something and says when it is too much.
func (b *budget) spend(used *int64, n, limit int64, name string) error {
	*used += n
	if *used <= limit {
		return nil
	}
	return b.stop(name, limit)
}

func (b *budget) stop(name string, limit int64) error {
	if b.breach == nil {
		b.breach = &LimitError{Limit: name, Max: limit}
	}
	return b.breach
}

func (b *budget) unpack(n int64) error {
	return b.spend(&b.unpacked, n, b.max.Unpacked, LimitUnpacked)
}
func (b *budget) xml(n int64) error  { return b.spend(&b.read, n, b.max.XML, LimitXML) }
func (b *budget) element() error     { return b.spend(&b.elements, 1, b.max.Elements, LimitElements) }
func (b *budget) text(n int) error   { return b.spend(&b.shown, int64(n), b.max.Text, LimitText) }
func (b *budget) keep(n int) error   { return b.spend(&b.kept, int64(n), b.max.Text, LimitText) }
func (b *budget) cell(n int64) error { return b.spend(&b.cells, n, b.max.Cells, LimitCells) }
func (b *budget) run() error         { return b.spend(&b.runs, 1, b.max.Runs, LimitRuns) }
func (b *budget) member() error      { return b.spend(&b.members, 1, b.max.Members, LimitMembers) }

func (b *budget) nest(depth int) error {
	if int64(depth) <= b.max.Nesting {
		return nil
	}
	return b.stop(LimitNesting, b.max.Nesting)
}

// broken wraps what a decoder says about damaged bytes; limits stay what they are.
func broken(what string, err error) error {
	var limit *LimitError
	if errors.As(err, &limit) || errors.Is(err, ErrBroken) || errors.Is(err, ErrEncrypted) {
		return err
	}
	return fmt.Errorf("%s: %w (%v)", what, ErrBroken, err)
}
