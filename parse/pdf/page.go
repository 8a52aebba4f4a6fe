package pdf

import (
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
)

// page is what is drawn on a page, in points from its top left corner as it is shown.
type page struct {
	number        int // from 1
	width, height float64
	chars         []char
	rules         []rule
	fills         []box // coloured areas, under which white lines can be seen
	images        []box
	curves        int  // drawn shapes that are neither lines nor areas
	unseen        bool // text is not painted
	recognised    bool // a picture with unseen text over it
	lost          bool
}

// char is a printed character. Blanks have a box as well; they part words.
type char struct {
	r    rune
	box  box  // em box: from ascent to descent, as wide as the character moves the pen
	turn int  // the text runs to the right (0), down (1), to the left (2), up (3)
	away bool // set aslant
	// apart tells that PDFium put a blank or a line end before it: it was drawn by itself.
	apart bool
}

// page takes one page. Only limits and a dead instance are errors.
func (r *reader) page(doc references.FPDF_DOCUMENT, index int, left *budget) (*page, error) {
	p := &page{number: index + 1}
	loaded, err := r.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: doc, Index: index})
	if err != nil {
		p.lost = true
		return p, r.alive(doc)
	}
	ref := requests.Page{ByReference: &loaded.Page}
	defer r.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: loaded.Page})
	view, err := r.view(ref)
	if err != nil {
		return p, err
	}
	p.width, p.height = view.size()
	if err := r.objects(p, ref, view, left); err != nil {
		return p, err
	}
	if p.isPicture() {
		unseen, err := r.hasUnseenText(ref)
		if err != nil {
			return p, err
		}
		p.recognised = unseen || p.unseen
	}
	return p, r.chars(p, loaded.Page, view, left)
}

// alive tells a page that is broken from an instance that is.
func (r *reader) alive(doc references.FPDF_DOCUMENT) error {
	if _, err := r.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: doc}); err != nil {
		return crashed(err)
	}
	return nil
}

// view asks for the visible part of the page and how it is turned.
func (r *reader) view(ref requests.Page) (view, error) {
	bounds, err := r.FPDF_GetPageBoundingBox(&requests.FPDF_GetPageBoundingBox{Page: ref})
	if err != nil {
		return view{}, crashed(err)
	}
	turned, err := r.FPDFPage_GetRotation(&requests.FPDFPage_GetRotation{Page: ref})
	if err != nil {
		return view{}, crashed(err)
	}
	b := bounds.Rect
	return view{
		left: float64(min(b.Left, b.Right)), right: float64(max(b.Left, b.Right)),
		bottom: float64(min(b.Bottom, b.Top)), top: float64(max(b.Bottom, b.Top)),
		turn: int(turned.PageRotation) & 3,
	}, nil
}
