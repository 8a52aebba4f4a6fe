package pdf

import (
	"errors"
	"fmt"
	"time"
)

// The reasons why a PDF gives no tree.
var (
	ErrNotPDF    = errors.New("not a PDF: its first kilobyte has no %PDF- header")
	ErrEncrypted = errors.New("the PDF opens only with a password: ask the publisher for an open copy")
	ErrBroken    = errors.New("the PDF is damaged beyond repair: fetch it again or ask the publisher")
	ErrNoPages   = errors.New("the PDF has no pages")
	ErrCrashed   = errors.New("the PDF reader failed on this PDF: its structure is broken or hostile")
)

// LimitError names the limit that stopped the reading.
type LimitError struct {
	Limit string // bytes, content, pages, objects, characters, cells, time
	Max   int64  // bytes, pages …; milliseconds for time
}

func (e *LimitError) Error() string {
	if e.Limit == "time" {
		return fmt.Sprintf("the document takes longer than %v to read", time.Duration(e.Max)*time.Millisecond)
	}
	return fmt.Sprintf("the document has more than %d %s", e.Max, e.Limit)
}

// Limits bound what one document may cost. A field that is zero takes its default.
type Limits struct {
	Bytes      int           // of the file
	Content    int           // bytes of what is drawn on one page, unpacked
	Pages      int           // pages behind it are not read
	Objects    int           // drawn things (lines, images, runs of text) in the document
	OnPage     int           // drawn things on one page; a page with more is lost
	Characters int           // in the document
	Cells      int           // of tables in the document
	Time       time.Duration // for the document, without the wait for a free reader
}

// DefaultLimits are generous for a report: the longest seen has 40 pages, the fullest page 3,000
// objects, or some ten thousand where lines are dotted.
func DefaultLimits() Limits {
	return Limits{
		Bytes: 64 << 20, Content: 4 << 20, Pages: 300, Objects: 300_000, OnPage: 50_000,
		Characters: 200_000, Cells: 50_000, Time: 30 * time.Second,
	}
}

// withDefaults fills the fields that are zero.
func (l Limits) withDefaults() Limits {
	d := DefaultLimits()
	for _, f := range []struct{ have, want *int }{
		{&l.Bytes, &d.Bytes}, {&l.Content, &d.Content}, {&l.Pages, &d.Pages}, {&l.Objects, &d.Objects},
		{&l.OnPage, &d.OnPage}, {&l.Characters, &d.Characters}, {&l.Cells, &d.Cells},
	} {
		if *f.have <= 0 {
			*f.have = *f.want
		}
	}
	if l.Time <= 0 {
		l.Time = d.Time
	}
	return l
}

// budget is what of the limits is left.
type budget struct {
	limits                     Limits
	objects, characters, cells int
	onPage                     int // objects of the page under way
}

// errCrowded: the page has more on it than OnPage.
var errCrowded = errors.New("too much is drawn on the page")

// crowd counts objects of the page before they are looked at.
func (b *budget) crowd(n int) error {
	if b.onPage += n; b.onPage > b.limits.OnPage {
		return errCrowded
	}
	return nil
}

func (b *budget) spend(used *int, n, limit int, name string) error {
	*used += n
	if *used > limit {
		return &LimitError{name, int64(limit)}
	}
	return nil
}

func (b *budget) object() error {
	return b.spend(&b.objects, 1, b.limits.Objects, "objects")
}

func (b *budget) character(n int) error {
	return b.spend(&b.characters, n, b.limits.Characters, "characters")
}

func (b *budget) cell(n int) error {
	return b.spend(&b.cells, n, b.limits.Cells, "cells")
}
