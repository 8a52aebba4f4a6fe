package pdf

import (
	"math"

	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/structs"
)

const (
	thickest     = 4.0  // points; a drawn area thinner than this is a line
	mostSegments = 4000 // of one path; a drawing, not a table, has more
	mostFills    = 2000 // coloured areas on a page; they only matter to white lines
)

// rule is a ruling line, horizontal or vertical: at is its y or x, from and to its ends.
type rule struct {
	upright  bool
	at       float64
	from, to float64
	pale     bool // white: seen on a coloured area only
}

// ruleOf makes a rule of a thin area; it is not ok where the area is not thin.
func ruleOf(b box, pale bool) (rule, bool) {
	switch {
	case b.height() <= thickest && b.width() >= b.height():
		return rule{false, b.cy(), b.l, b.r, pale}, true
	case b.width() <= thickest:
		return rule{true, b.cx(), b.t, b.b, pale}, true
	}
	return rule{}, false
}

// path takes a drawn path: a thin one is a rule as a whole, of a larger one every stroked
// segment that lies level or upright is one, and a filled one is an area.
func (d *drawing) path(ref references.FPDF_PAGEOBJECT, m matrix) error {
	mode, err := d.FPDFPath_GetDrawMode(&requests.FPDFPath_GetDrawMode{PageObject: ref})
	if err != nil {
		return d.tolerate(err)
	}
	filled := mode.FillMode != enums.FPDF_FILLMODE_NONE
	if !filled && !mode.Stroke {
		return nil // a clip
	}
	b, ok, err := d.bounds(ref, m)
	if err != nil || !ok {
		return err
	}
	ink, err := d.ink(ref, mode.Stroke)
	if err != nil || ink == invisible {
		return err
	}
	if line, thin := ruleOf(b, ink == white); thin {
		d.page.rules = append(d.page.rules, line)
		return nil
	}
	if filled && !mode.Stroke && ink != white && len(d.page.fills) < mostFills {
		d.page.fills = append(d.page.fills, b)
	}
	return d.segments(ref, m, mode.Stroke, ink == white)
}

const (
	invisible = iota
	white
	dark
)

// ink tells what can be seen of a path's colour.
func (d *drawing) ink(ref references.FPDF_PAGEOBJECT, stroke bool) (int, error) {
	var c structs.FPDF_COLOR
	if stroke {
		got, err := d.FPDFPageObj_GetStrokeColor(&requests.FPDFPageObj_GetStrokeColor{PageObject: ref})
		if err != nil {
			return dark, d.tolerate(err) // a pattern
		}
		c = got.StrokeColor
	} else {
		got, err := d.FPDFPageObj_GetFillColor(&requests.FPDFPageObj_GetFillColor{PageObject: ref})
		if err != nil {
			return dark, d.tolerate(err)
		}
		c = got.FillColor
	}
	switch {
	case c.A < 8:
		return invisible, nil
	case c.R > 250 && c.G > 250 && c.B > 250:
		return white, nil
	}
	return dark, nil
}

// segments walks a path that is more than one line: a frame, a whole grid, or a drawing.
func (d *drawing) segments(ref references.FPDF_PAGEOBJECT, m matrix, stroke, pale bool) error {
	n, err := d.FPDFPath_CountSegments(&requests.FPDFPath_CountSegments{PageObject: ref})
	if err != nil {
		return d.tolerate(err)
	}
	if n.Count > mostSegments {
		d.page.curves++
		return nil
	}
	got, err := d.FPDFPageObj_GetMatrix(&requests.FPDFPageObj_GetMatrix{PageObject: ref})
	if err != nil {
		return d.tolerate(err)
	}
	w := &walk{drawing: d, m: m.times(matrixOf(got.Matrix)), pale: pale}
	for i := range n.Count {
		if err := w.left.object(); err != nil {
			return err
		}
		if err := w.segment(ref, i); err != nil {
			return err
		}
	}
	w.end()
	if w.bent {
		d.page.curves++
	}
	if stroke || w.thinParts() {
		d.page.rules = append(d.page.rules, w.rules...)
	}
	return nil
}

// walk follows a path with a pen.
type walk struct {
	*drawing
	m              matrix
	pale, bent     bool
	x, y           float64 // of the pen, on the page
	startX, startY float64
	part           box // around the part since the last move
	parts          []box
	rules          []rule
}

func (w *walk) segment(ref references.FPDF_PAGEOBJECT, i int) error {
	seg, err := w.FPDFPath_GetPathSegment(&requests.FPDFPath_GetPathSegment{PageObject: ref, Index: i})
	if err != nil {
		return w.tolerate(err)
	}
	kind, err := w.FPDFPathSegment_GetType(&requests.FPDFPathSegment_GetType{PathSegment: seg.PathSegment})
	if err != nil {
		return w.tolerate(err)
	}
	at, err := w.FPDFPathSegment_GetPoint(&requests.FPDFPathSegment_GetPoint{PathSegment: seg.PathSegment})
	if err != nil {
		return w.tolerate(err)
	}
	px, py := w.m.point(float64(at.X), float64(at.Y))
	to := w.view.box(px, py, px, py)
	x, y := to.l, to.t
	switch kind.Type {
	case enums.FPDF_SEGMENT_MOVETO:
		w.end()
		w.startX, w.startY = x, y
		w.part = box{x, y, x, y}
	case enums.FPDF_SEGMENT_BEZIERTO:
		w.bent = true
	default:
		w.line(x, y)
	}
	w.x, w.y = x, y
	w.part = w.part.union(box{x, y, x, y})
	closed, err := w.FPDFPathSegment_GetClose(&requests.FPDFPathSegment_GetClose{PathSegment: seg.PathSegment})
	if err != nil {
		return w.tolerate(err)
	}
	if closed.IsClose {
		w.line(w.startX, w.startY)
		w.x, w.y = w.startX, w.startY
	}
	return nil
}

// line notes a straight segment from the pen where it is level or upright.
func (w *walk) line(x, y float64) {
	b := box{min(x, w.x), min(y, w.y), max(x, w.x), max(y, w.y)}
	if !b.finite() || b.width() < 0.5 && b.height() < 0.5 {
		return
	}
	if math.Min(b.width(), b.height()) > 1 {
		w.bent = true
		return
	}
	if r, ok := ruleOf(b, w.pale); ok {
		w.rules = append(w.rules, r)
	}
}

// end closes a part of the path.
func (w *walk) end() {
	if len(w.rules) > 0 && w.part.finite() {
		w.parts = append(w.parts, w.part)
	}
}

// thinParts looks whether a filled path is many thin areas in one: all borders of a table.
// The outline of a thick area is none.
func (w *walk) thinParts() bool {
	var rules []rule
	for _, p := range w.parts {
		if r, ok := ruleOf(p, w.pale); ok {
			rules = append(rules, r)
		}
	}
	w.rules = rules
	return len(rules) > 0
}
