package pdf

import "math"

const (
	thickest     = 4.0  // points; a drawn area thinner than this is a line
	mostSegments = 4000 // of one path; a drawing, not a table, has more
	mostFills    = 2000 // coloured areas on a page; they only matter to white lines
)

// rule is a ruling line, horizontal or vertical: at is its y or x, from and to its ends.
type rule struct {
	at       float64
	from, to float64
	upright  bool
	pale     bool // white: seen on a coloured area only
}

// addRule makes a rule of a thin area, none of one that is not thin. A dot may be a part of a
// level line and of an upright one: it is both, and what finds no neighbours is dropped later
// as too short.
func addRule(to []rule, b box, pale bool) []rule {
	level, upright := rule{b.cy(), b.l, b.r, false, pale}, rule{b.cx(), b.t, b.b, true, pale}
	w, h := b.width(), b.height()
	switch {
	case w <= thickest && h <= thickest && w < 2*h && h < 2*w:
		return append(to, level, upright)
	case h <= thickest && w >= h:
		return append(to, level)
	case w <= thickest:
		return append(to, upright)
	}
	return to
}

// thin takes an area that is a line as one.
func (p *page) thin(b box, pale bool) bool {
	n := len(p.rules)
	p.rules = addRule(p.rules, b, pale)
	return len(p.rules) > n
}

// path takes a drawn path: a thin one is a rule as a whole, of a larger one every stroked
// segment that lies level or upright is one, and a filled one is an area.
func (d *drawing) path(ref uint64, m matrix) error {
	ok, err := d.number("FPDFPath_GetDrawMode", ref, d.at(0), d.at(1))
	if err != nil || ok == 0 {
		return err
	}
	mode := d.ints()
	filled, stroked := mode[0] != 0, mode[1] != 0
	if !filled && !stroked {
		return nil // a clip
	}
	b, seen, err := d.bounds(ref, m)
	if err != nil || !seen {
		return err
	}
	ink, err := d.ink(ref, stroked)
	if err != nil || ink == invisible {
		return err
	}
	if d.page.thin(b, ink == white) {
		return nil
	}
	if filled && !stroked && ink != white && len(d.page.fills) < mostFills {
		d.page.fills = append(d.page.fills, b)
	}
	return d.segments(ref, m, stroked, ink == white)
}

const (
	invisible = iota
	white
	dark
)

// ink tells what can be seen of a path's colour. A pattern has none and counts as dark.
func (d *drawing) ink(ref uint64, stroke bool) (int, error) {
	of := "FPDFPageObj_GetFillColor"
	if stroke {
		of = "FPDFPageObj_GetStrokeColor"
	}
	ok, err := d.number(of, ref, d.at(0), d.at(1), d.at(2), d.at(3))
	if err != nil || ok == 0 {
		return dark, err
	}
	switch c := d.ints(); { // red, green, blue, opacity
	case c[3] < 8:
		return invisible, nil
	case c[0] > 250 && c[1] > 250 && c[2] > 250:
		return white, nil
	}
	return dark, nil
}

// segments walks a path that is more than one line: a frame, a whole grid, or a drawing.
func (d *drawing) segments(ref uint64, m matrix, stroke, pale bool) error {
	n, err := d.number("FPDFPath_CountSegments", ref)
	if err != nil {
		return err
	}
	if n > mostSegments {
		d.page.curves++
		return nil
	}
	own, err := d.matrix(ref)
	if err != nil {
		return err
	}
	w := &walk{drawing: d, m: m.times(own), pale: pale}
	for i := range n {
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

// The kinds of segments, as PDFium numbers them.
const (
	segmentCurve = 1
	segmentMove  = 2
)

// segment walks the next segment. One that closes the path comes as a segment like others.
func (w *walk) segment(ref uint64, i int) error {
	seg, err := w.call("FPDFPath_GetPathSegment", ref, uint64(i))
	if err != nil || seg == 0 {
		return err
	}
	kind, err := w.number("FPDFPathSegment_GetType", seg)
	if err != nil {
		return err
	}
	if ok, err := w.number("FPDFPathSegment_GetPoint", seg, w.at(0), w.at(1)); err != nil || ok == 0 {
		return err
	}
	f := w.floats(2)
	px, py := w.m.point(f[0], f[1])
	to := w.view.box(px, py, px, py)
	w.move(kind, to.l, to.t)
	return nil
}

// move takes the pen to a point.
func (w *walk) move(kind int, x, y float64) {
	switch kind {
	case segmentMove:
		w.end()
		w.startX, w.startY = x, y
		w.part = box{x, y, x, y}
	case segmentCurve:
		w.bent = true
	default:
		w.line(x, y)
	}
	w.x, w.y = x, y
	w.part = w.part.union(box{x, y, x, y})
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
	w.rules = addRule(w.rules, b, w.pale)
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
		rules = addRule(rules, p, w.pale)
	}
	w.rules = rules
	return len(rules) > 0
}
