package pdf

import (
	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/structs"
)

// deepest is how many forms may stand in each other.
const deepest = 6

// matrix brings the coordinates of a form to those of the page.
type matrix struct{ a, b, c, d, e, f float64 }

var identity = matrix{a: 1, d: 1}

func (m matrix) point(x, y float64) (float64, float64) {
	return m.a*x + m.c*y + m.e, m.b*x + m.d*y + m.f
}

// times is m after o: what stands in a form (o) in a form (m).
func (m matrix) times(o matrix) matrix {
	e, f := m.point(o.e, o.f)
	return matrix{
		m.a*o.a + m.c*o.b, m.b*o.a + m.d*o.b,
		m.a*o.c + m.c*o.d, m.b*o.c + m.d*o.d, e, f,
	}
}

func (m matrix) box(l, b, r, t float64) (float64, float64, float64, float64) {
	x0, y0 := m.point(l, b)
	x1, y1 := m.point(r, t)
	return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
}

// drawing collects what is drawn on a page.
type drawing struct {
	*reader
	page *page
	view view
	left *budget
}

// objects takes lines, areas and images, and prepares text for chars, which comes after.
func (r *reader) objects(p *page, ref requests.Page, v view, left *budget) error {
	n, err := r.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: ref})
	if err != nil {
		return r.tolerate(err)
	}
	d := &drawing{r, p, v, left}
	for i := range n.Count {
		if err := left.object(); err != nil {
			return err
		}
		got, err := r.FPDFPage_GetObject(&requests.FPDFPage_GetObject{Page: ref, Index: i})
		if err != nil {
			if err := r.tolerate(err); err != nil {
				return err
			}
			continue
		}
		if err := d.object(got.PageObject, identity, 0); err != nil {
			return err
		}
	}
	return nil
}

// hasUnseenText looks for text that is not painted: what a machine recognised in a scanned
// page is put over the picture that way.
func (r *reader) hasUnseenText(ref requests.Page) (bool, error) {
	n, err := r.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: ref})
	if err != nil {
		return false, r.tolerate(err)
	}
	for i := range n.Count {
		got, err := r.FPDFPage_GetObject(&requests.FPDFPage_GetObject{Page: ref, Index: i})
		if err != nil {
			return false, r.tolerate(err)
		}
		mode, err := r.FPDFTextObj_GetTextRenderMode(&requests.FPDFTextObj_GetTextRenderMode{PageObject: got.PageObject})
		if err == nil && mode.TextRenderMode == enums.FPDF_TEXTRENDERMODE_INVISIBLE {
			return true, nil
		}
	}
	return false, nil
}

func (d *drawing) object(ref references.FPDF_PAGEOBJECT, m matrix, depth int) error {
	kind, err := d.FPDFPageObj_GetType(&requests.FPDFPageObj_GetType{PageObject: ref})
	if err != nil {
		return d.tolerate(err)
	}
	switch kind.Type {
	case enums.FPDF_PAGEOBJ_TEXT:
		return d.widen(ref)
	case enums.FPDF_PAGEOBJ_PATH:
		return d.path(ref, m)
	case enums.FPDF_PAGEOBJ_IMAGE:
		b, ok, err := d.bounds(ref, m)
		if ok {
			d.page.images = append(d.page.images, b)
		}
		return err
	case enums.FPDF_PAGEOBJ_FORM:
		if depth < deepest {
			return d.form(ref, m, depth+1)
		}
	}
	return nil
}

// widen gives text without an extent one. Where a font is not in the file its Han characters
// have no outlines, so that a single one has no width and a line no height; PDFium leaves the
// former out of its text and takes equal lines near each other for one that is drawn twice.
// A stroked outline counts for the extent, so such text is made to be stroked; it is only
// read, never painted.
func (d *drawing) widen(ref references.FPDF_PAGEOBJECT) error {
	got, err := d.FPDFPageObj_GetBounds(&requests.FPDFPageObj_GetBounds{PageObject: ref})
	if err != nil {
		return d.tolerate(err)
	}
	if got.Right-got.Left > 0.02 && got.Top-got.Bottom > 0.02 {
		return nil
	}
	mode, err := d.FPDFTextObj_GetTextRenderMode(&requests.FPDFTextObj_GetTextRenderMode{PageObject: ref})
	if err != nil {
		return d.tolerate(err)
	}
	if mode.TextRenderMode == enums.FPDF_TEXTRENDERMODE_INVISIBLE {
		d.page.unseen = true // it cannot be told any more after this
	}
	if _, err := d.FPDFPageObj_SetStrokeWidth(&requests.FPDFPageObj_SetStrokeWidth{PageObject: ref, StrokeWidth: 1}); err != nil {
		return d.tolerate(err)
	}
	stroked := &requests.FPDFTextObj_SetTextRenderMode{PageObject: ref, TextRenderMode: enums.FPDF_TEXTRENDERMODE_STROKE}
	if _, err := d.FPDFTextObj_SetTextRenderMode(stroked); err != nil {
		return d.tolerate(err)
	}
	still := &requests.FPDFPageObj_Transform{PageObject: ref, Transform: structs.FPDF_FS_MATRIX{A: 1, D: 1}}
	if _, err := d.FPDFPageObj_Transform(still); err != nil { // makes PDFium measure it again
		return d.tolerate(err)
	}
	return nil
}

// form takes the objects of a form, whose coordinates are its own.
func (d *drawing) form(ref references.FPDF_PAGEOBJECT, m matrix, depth int) error {
	got, err := d.FPDFPageObj_GetMatrix(&requests.FPDFPageObj_GetMatrix{PageObject: ref})
	if err != nil {
		return d.tolerate(err)
	}
	m = m.times(matrixOf(got.Matrix))
	n, err := d.FPDFFormObj_CountObjects(&requests.FPDFFormObj_CountObjects{PageObject: ref})
	if err != nil {
		return d.tolerate(err)
	}
	for i := range n.Count {
		if err := d.left.object(); err != nil {
			return err
		}
		inner, err := d.FPDFFormObj_GetObject(&requests.FPDFFormObj_GetObject{PageObject: ref, Index: uint64(i)})
		if err != nil {
			return d.tolerate(err)
		}
		if err := d.object(inner.PageObject, m, depth); err != nil {
			return err
		}
	}
	return nil
}

func matrixOf(m structs.FPDF_FS_MATRIX) matrix {
	return matrix{float64(m.A), float64(m.B), float64(m.C), float64(m.D), float64(m.E), float64(m.F)}
}

// bounds is where an object is on the page; it is not ok where that is nowhere.
func (d *drawing) bounds(ref references.FPDF_PAGEOBJECT, m matrix) (box, bool, error) {
	got, err := d.FPDFPageObj_GetBounds(&requests.FPDFPageObj_GetBounds{PageObject: ref})
	if err != nil {
		return box{}, false, d.tolerate(err)
	}
	b := d.view.box(m.box(float64(got.Left), float64(got.Bottom), float64(got.Right), float64(got.Top)))
	whole := box{0, 0, d.page.width, d.page.height}
	return b, b.finite() && b.l < whole.r && b.r > whole.l && b.t < whole.b && b.b > whole.t, nil
}
