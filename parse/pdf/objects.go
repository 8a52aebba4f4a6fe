package pdf

import "math"

// deepest is how many forms may stand in each other.
const deepest = 6

// The kinds of objects and the render modes of text, as PDFium numbers them.
const (
	objectText  = 1
	objectPath  = 2
	objectImage = 3
	objectForm  = 5

	textStroked = 1
	textUnseen  = 3
)

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
func (r *reader) objects(p *page, ref uint64, v view, left *budget) error {
	d := &drawing{r, p, v, left}
	return d.each("FPDFPage_CountObjects", "FPDFPage_GetObject", ref, func(object uint64) error {
		return d.object(object, identity, 0)
	})
}

// each visits the objects of a page or a form.
func (d *drawing) each(count, get string, in uint64, visit func(object uint64) error) error {
	n, err := d.number(count, in)
	if err == nil {
		err = d.left.crowd(max(n, 0))
	}
	if err != nil {
		return err
	}
	for i := range n {
		if err := d.left.object(); err != nil {
			return err
		}
		object, err := d.call(get, in, uint64(i))
		if err == nil && object != 0 {
			err = visit(object)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (d *drawing) object(ref uint64, m matrix, depth int) error {
	kind, err := d.number("FPDFPageObj_GetType", ref)
	if err != nil {
		return err
	}
	switch kind {
	case objectText:
		return d.text(ref)
	case objectPath:
		return d.path(ref, m)
	case objectImage:
		b, ok, err := d.bounds(ref, m)
		if ok {
			d.page.images = append(d.page.images, b)
		}
		return err
	case objectForm:
		if depth < deepest {
			return d.form(ref, m, depth+1)
		}
	}
	return nil
}

// text looks whether text is painted. Text over a scanned page that is not is what a machine
// recognised in it.
func (d *drawing) text(ref uint64) error {
	if !d.page.unseen {
		mode, err := d.number("FPDFTextObj_GetTextRenderMode", ref)
		if err != nil {
			return err
		}
		d.page.unseen = mode == textUnseen
	}
	return d.widen(ref)
}

// widen gives text without an extent one. Where a font is not in the file its Han characters
// have no outlines, so that a single one has no width and a line no height; PDFium leaves the
// former out of its text and takes equal lines near each other for one that is drawn twice.
// A stroked outline counts for the extent, so such text is made to be stroked; it is only
// read, never painted.
func (d *drawing) widen(ref uint64) error {
	ok, err := d.number("FPDFPageObj_GetBounds", ref, d.at(0), d.at(1), d.at(2), d.at(3))
	if err != nil || ok == 0 {
		return err
	}
	if f := d.floats(4); f[2]-f[0] > 0.02 && f[3]-f[1] > 0.02 {
		return nil
	}
	if _, err = d.call("FPDFPageObj_SetStrokeWidth", ref, uint64(math.Float32bits(1))); err != nil {
		return err
	}
	if _, err = d.call("FPDFTextObj_SetTextRenderMode", ref, textStroked); err != nil {
		return err
	}
	one, zero := math.Float64bits(1), math.Float64bits(0)
	_, err = d.call("FPDFPageObj_Transform", ref, one, zero, zero, one, zero, zero) // makes PDFium measure it again
	return err
}

// form takes the objects of a form, whose coordinates are its own.
func (d *drawing) form(ref uint64, m matrix, depth int) error {
	own, err := d.matrix(ref)
	if err != nil {
		return err
	}
	m = m.times(own)
	return d.each("FPDFFormObj_CountObjects", "FPDFFormObj_GetObject", ref, func(object uint64) error {
		return d.object(object, m, depth)
	})
}

// matrix is the matrix of an object.
func (d *drawing) matrix(ref uint64) (matrix, error) {
	ok, err := d.number("FPDFPageObj_GetMatrix", ref, d.at(0))
	if err != nil || ok == 0 {
		return identity, err
	}
	f := d.floats(6)
	return matrix{f[0], f[1], f[2], f[3], f[4], f[5]}, nil
}

// bounds is where an object is on the page; it is not ok where that is nowhere.
func (d *drawing) bounds(ref uint64, m matrix) (box, bool, error) {
	ok, err := d.number("FPDFPageObj_GetBounds", ref, d.at(0), d.at(1), d.at(2), d.at(3))
	if err != nil || ok == 0 {
		return box{}, false, err
	}
	f := d.floats(4) // left, bottom, right, top
	b := d.view.box(m.box(f[0], f[1], f[2], f[3]))
	whole := box{0, 0, d.page.width, d.page.height}
	return b, b.finite() && b.l < whole.r && b.r > whole.l && b.t < whole.b && b.b > whole.t, nil
}
