package pdf

import (
	"bytes"
	"errors"
	"fmt"

	"golang.org/x/net/html"
)

// Info says what kind of document was read.
type Info struct {
	Pages      int   // of the document, read or not
	Characters int   // read, without blanks
	Unmapped   int   // characters whose font does not say what they are; U+FFFD in the tree
	ImagePages []int // pages that are pictures: an image and no text but in the margins, from 1
	DrawnPages []int // pages without text and images whose many lines may be drawn letters
	// IllegiblePages have text most of whose characters are not known: their fonts do not say
	// what they are, or give letters of the West where no other stand.
	IllegiblePages []int
	// RecognisedPages are pictures with text over them that is not painted: a machine read it,
	// with its errors.
	RecognisedPages []int
	LostPages       []int // pages that PDFium cannot load; their sections are empty
	// Damaged tells that the file's table of contents or one of its packed streams is, most
	// often since the file was cut short: some of the text may be missing or wrong.
	Damaged   bool
	ImageOnly bool // nearly all pages are pictures or drawn: there is nothing to read
	// Illegible tells that most of the text is on illegible pages.
	Illegible bool
	legible   int // characters on other pages
}

// Read returns the document as a tree: html, body, in it main with a section for each page
// with data-page (from 1), data-width and data-height (points, as the page is shown), and a
// footer with the running heads and page numbers (p of class pageno with data-page), which
// interrupt no text there. In a section, in reading order:
//
//   - p with data-box (left,top,right,bottom in points from the top left of the page).
//     Wrapped lines are joined, over a page break too; words that stand far apart keep a tab
//     between them. Class stray marks text that is set aslant (stamps over the page).
//   - table with tbody, tr, td; td has data-page, data-box (the cell's rectangle), colspan
//     and rowspan. Lines in a cell are parted by br. A table that goes on on the next page is
//     one table, on the page where it begins; its cells say where they are. A table without
//     ruling lines has class aligned and is built only where it is certain what stands under
//     and beside what; boxes are those of the words then. td with
//     data-doubt holds a number that is drawn across the edge of its cell, or wrapped in one
//     that is too narrow for it.
//   - img with data-box and data-name; one that is as large as a table has the name as src too.
//
// The same bytes give the same tree. With a *LimitError for pages, objects, characters or
// cells comes the tree of the pages before the limit, if there are any; every other error
// comes without a tree: ErrNotPDF, ErrEncrypted, ErrBroken, ErrNoPages, ErrCrashed.
func Read(body []byte, limits Limits) (tree *html.Node, info Info, err error) {
	defer func() {
		if p := recover(); p != nil {
			tree, err = nil, fmt.Errorf("%w (%v)", ErrCrashed, p)
		}
	}()
	limits = limits.withDefaults()
	if len(body) > limits.Bytes {
		return nil, info, &LimitError{"bytes", int64(limits.Bytes)}
	}
	if !bytes.Contains(body[:min(len(body), 1024)], []byte("%PDF-")) {
		return nil, info, ErrNotPDF
	}
	damaged, err := lookInto(body, int64(limits.Content))
	if err != nil {
		return nil, info, err
	}
	l := newLayout(limits)
	l.info.Damaged = damaged
	err = scan(body, limits, &l.info, l.add)
	var limit *LimitError
	if errors.As(err, &limit) && limit.Limit == "time" || err != nil && (limit == nil || l.pages == 0) {
		return nil, Info{Pages: l.info.Pages, Damaged: l.info.Damaged}, err
	}
	tree, lerr := l.tree()
	if err == nil {
		err = lerr
	}
	return tree, l.info, err
}

// scan hands over what is drawn on each page and says how many pages there are and whether the
// file is damaged, if it is not known to be. At a *LimitError other than time the pages before it count.
func scan(body []byte, limits Limits, info *Info, hand func(*page)) error {
	r, err := newReader(limits.Time)
	if err != nil {
		return err
	}
	defer r.close()
	err = r.pages(body, limits, info, hand)
	if r.late() {
		return &LimitError{"time", limits.Time.Milliseconds()}
	}
	return err
}

// open opens the document. One that is damaged is looked through: lost are its pages, from 0,
// that are not whole. Where there are any, or its table of contents is lost, it is given one.
func (r *reader) open(body []byte, most int, suspect bool) (doc uint64, lost map[int]bool, damaged bool, err error) {
	doc, err = r.load(body)
	if err == nil {
		valid, err := r.number("FPDF_DocumentHasValidCrossReferenceTable", doc)
		if err != nil || valid != 0 && !suspect {
			return doc, nil, false, err
		}
	} else if !errors.Is(err, ErrBroken) {
		return 0, nil, false, err
	}
	file, lost := rebuilt(body, most)
	switch {
	case file == nil && (len(lost) > 0 || err != nil):
		return 0, nil, true, ErrBroken
	case file == nil || err == nil && len(lost) == 0:
		return doc, nil, true, nil
	}
	if err == nil {
		if _, err := r.call("FPDF_CloseDocument", doc); err != nil {
			return 0, nil, true, err
		}
	}
	doc, err = r.load(file)
	return doc, lost, true, err
}

// load gives a document to PDFium.
func (r *reader) load(body []byte) (uint64, error) {
	at, err := r.put(body)
	if err != nil {
		return 0, err
	}
	doc, err := r.call("FPDF_LoadMemDocument", at, uint64(len(body)), 0)
	if err != nil || doc != 0 {
		return doc, err
	}
	why, err := r.number("FPDF_GetLastError")
	switch {
	case err != nil:
		return 0, err
	case why == 4 || why == 5: // a password is missing, the encryption is unknown
		return 0, ErrEncrypted
	}
	if _, err = r.call("free", at); err != nil {
		return 0, err
	}
	return 0, ErrBroken
}

// pages takes from each page what is drawn on it. A page that PDFium cannot load stays
// empty, so that the ones behind it keep their numbers.
func (r *reader) pages(body []byte, limits Limits, info *Info, hand func(*page)) error {
	doc, lost, damaged, err := r.open(body, limits.Pages, info.Damaged)
	info.Damaged = damaged
	if err != nil {
		return err
	}
	n, err := r.number("FPDF_GetPageCount", doc)
	if err == nil && n <= 0 {
		err = ErrNoPages
	}
	if err != nil {
		return err
	}
	info.Pages = n
	left := &budget{limits: limits}
	for i := range min(n, limits.Pages) {
		if r.late() {
			break // scan says so
		}
		p := &page{number: i + 1, lost: true}
		if !lost[i] {
			if p, err = r.page(doc, i, left); err != nil {
				return err
			}
		}
		hand(p)
	}
	if n > limits.Pages {
		return &LimitError{"pages", int64(limits.Pages)}
	}
	return nil
}
