package pdf

import (
	"fmt"
	"math"
	"unicode"
	"unicode/utf16"

	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
)

func crashed(err error) error { return fmt.Errorf("%w (%v)", ErrCrashed, err) }

// chars takes the characters of a page in the order in which they are drawn.
func (r *reader) chars(p *page, ref references.FPDF_PAGE, v view, left *budget) error {
	loaded, err := r.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: requests.Page{ByReference: &ref}})
	if err != nil {
		return r.tolerate(err)
	}
	t := &textPage{reader: r, ref: loaded.TextPage, view: v}
	defer r.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: t.ref})
	n, err := r.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: t.ref})
	if err != nil {
		return crashed(err)
	}
	if n.Count <= 0 {
		return nil
	}
	if err := left.character(n.Count); err != nil {
		return err
	}
	if err := t.runes(n.Count); err != nil {
		return err
	}
	p.chars = make([]char, 0, n.Count)
	apart := false
	for i := range n.Count {
		c, ok, err := t.char(i)
		if err != nil {
			return err
		}
		if ok {
			c.apart, apart = apart, false
			p.chars = append(p.chars, c)
		} else {
			apart = true
		}
	}
	return nil
}

// tolerate lets a failure of one call pass where the instance still works.
func (r *reader) tolerate(err error) error {
	if err == nil {
		return nil
	}
	if r.expired.Load() {
		return crashed(err)
	}
	if _, perr := r.FPDF_GetLastError(&requests.FPDF_GetLastError{}); perr != nil {
		return crashed(err)
	}
	return nil
}

// textPage reads the characters of one page. Calls into the instance are what costs, so it
// asks as little as it can for each character.
type textPage struct {
	*reader
	ref   references.FPDF_TEXTPAGE
	view  view
	all   []rune
	last  box // in PDF's coordinates, of the character before
	turn  int
	slant bool
}

// runes takes the text in one call where that gives exactly one code unit a character, else
// each character by itself.
func (t *textPage) runes(n int) error {
	got, err := t.FPDFText_GetText(&requests.FPDFText_GetText{TextPage: t.ref, StartIndex: 0, Count: n})
	if err == nil {
		t.all = []rune(got.Text)
		if len(t.all) == n && len(utf16.Encode(t.all)) == n {
			return nil
		}
	}
	t.all = make([]rune, n)
	for i := range t.all {
		u, err := t.FPDFText_GetUnicode(&requests.FPDFText_GetUnicode{TextPage: t.ref, Index: i})
		if err != nil {
			return crashed(err)
		}
		t.all[i] = rune(u.Unicode)
	}
	return nil
}

// char takes a character. It is not ok where PDFium made it up: blanks and line ends that it
// puts between words have no box.
func (t *textPage) char(i int) (char, bool, error) {
	got, err := t.FPDFText_GetLooseCharBox(&requests.FPDFText_GetLooseCharBox{TextPage: t.ref, Index: i})
	if err != nil {
		return char{}, false, t.tolerate(err)
	}
	b := box{float64(got.Rect.Left), float64(got.Rect.Bottom), float64(got.Rect.Right), float64(got.Rect.Top)}
	c := char{r: t.all[i]}
	blank := unicode.IsSpace(c.r) || c.r == 0
	if blank && (b.l == b.r || b.t == b.b || c.r == '\n' || c.r == '\r') || !b.finite() {
		return char{}, false, nil
	}
	if err := t.direction(i, &b); err != nil {
		return char{}, false, err
	}
	c.turn, c.away = (t.turn+t.view.turn)&3, t.slant
	c.box = t.view.box(b.l, b.t, b.r, b.b)
	if c.r, err = t.meaning(i, c.r); err != nil {
		return char{}, false, err
	}
	return c, c.r != 0 && c.box.finite() && (c.box.l < c.box.r || c.box.t < c.box.b), nil
}

// meaning turns what PDFium says into the character that is printed.
func (t *textPage) meaning(i int, r rune) (rune, error) {
	switch {
	case r == 2, r == 0xFFFE, r == 0xAD: // a hyphen at the end of a line
		return '-', nil
	case unicode.IsSpace(r):
		return ' ', nil
	}
	// Without this a font that has no map would give other characters than it shows.
	got, err := t.FPDFText_HasUnicodeMapError(&requests.FPDFText_HasUnicodeMapError{TextPage: t.ref, Index: i})
	if err != nil {
		return 0, t.tolerate(err)
	}
	if got.HasUnicodeMapError || r < ' ' || r >= 0x7F && r < 0xA0 || r == 0xFFFF {
		return unicode.ReplacementChar, nil
	}
	return unify(r), nil
}

// direction finds how the text runs at a character, and its em box where PDFium's is of no
// use: it is made for text that runs to the right. A character on the line of the one before
// runs as that does.
func (t *textPage) direction(i int, b *box) error {
	same := b.t == t.last.t && b.b == t.last.b && b.l >= t.last.l && b.l-t.last.r < 2*(b.b-b.t)
	if same && b.l < b.r {
		t.last = *b
		return nil
	}
	t.last, t.turn, t.slant = box{}, 0, false
	m, err := t.FPDFText_GetMatrix(&requests.FPDFText_GetMatrix{TextPage: t.ref, Index: i})
	if err != nil {
		return t.tolerate(err)
	}
	size, err := t.FPDFText_GetFontSize(&requests.FPDFText_GetFontSize{TextPage: t.ref, Index: i})
	if err != nil {
		return t.tolerate(err)
	}
	a, up := float64(m.Matrix.A), float64(m.Matrix.B)
	em := size.FontSize * math.Hypot(a, up)
	angle := math.Atan2(up, a) // against the clock
	quarter := math.Round(angle / (math.Pi / 2))
	t.slant = math.Abs(angle-quarter*math.Pi/2) > 0.09
	t.turn = (4 - int(quarter)) & 3
	// In fonts for vertical writing the box is larger than the sheet.
	if t.turn == 0 && !t.slant && b.l < b.r && b.t < b.b && b.b-b.t < 2*em {
		t.last = *b
		return nil
	}
	return t.emBox(i, b, em)
}

// emBox makes the em box of a character from its origin, its size and, along the line, its
// ink.
func (t *textPage) emBox(i int, b *box, em float64) error {
	ink, err := t.FPDFText_GetCharBox(&requests.FPDFText_GetCharBox{TextPage: t.ref, Index: i})
	if err != nil {
		return t.tolerate(err)
	}
	*b = box{min(ink.Left, ink.Right), min(ink.Bottom, ink.Top), max(ink.Left, ink.Right), max(ink.Bottom, ink.Top)}
	at, err := t.FPDFText_GetCharOrigin(&requests.FPDFText_GetCharOrigin{TextPage: t.ref, Index: i})
	if err != nil {
		return t.tolerate(err)
	}
	const ascent, descent = 0.88, 0.12
	if em <= 0 || t.slant {
		return nil
	}
	switch t.turn {
	case 0:
		b.t, b.b = at.Y-descent*em, at.Y+ascent*em
	case 1: // runs down, its top to the right
		b.l, b.r = at.X-descent*em, at.X+ascent*em
	case 2:
		b.t, b.b = at.Y-ascent*em, at.Y+descent*em
	case 3:
		b.l, b.r = at.X-ascent*em, at.X+descent*em
	}
	return nil
}
