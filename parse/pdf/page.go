package pdf

import "errors"

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
func (r *reader) page(doc uint64, index int, left *budget) (*page, error) {
	p := &page{number: index + 1}
	ref, err := r.call("FPDF_LoadPage", doc, uint64(index))
	if err != nil {
		return p, err
	}
	if ref == 0 {
		p.lost = true
		return p, nil
	}
	view, err := r.view(ref)
	if err != nil {
		return p, err
	}
	p.width, p.height = view.size()
	left.onPage = 0
	switch err := r.objects(p, ref, view, left); {
	case errors.Is(err, errCrowded):
		_, err = r.call("FPDF_ClosePage", ref)
		return &page{number: p.number, lost: true}, err
	case err != nil:
		return p, err
	}
	if err := r.chars(p, ref, view, left); err != nil {
		return p, err
	}
	p.chars = drawnOnce(p.chars)
	_, err = r.call("FPDF_ClosePage", ref)
	return p, err
}

// view asks for the visible part of the page and how it is turned.
func (r *reader) view(ref uint64) (view, error) {
	ok, err := r.number("FPDF_GetPageBoundingBox", ref, r.at(0))
	if err != nil {
		return view{}, err
	}
	f := []float64{0, 842, 595, 0} // left, top, right, bottom; A4 where the page says nothing
	if ok != 0 {
		f = r.floats(4)
	}
	turn, err := r.number("FPDFPage_GetRotation", ref)
	return view{
		left: min(f[0], f[2]), right: max(f[0], f[2]),
		bottom: min(f[1], f[3]), top: max(f[1], f[3]),
		turn: turn & 3,
	}, err
}
