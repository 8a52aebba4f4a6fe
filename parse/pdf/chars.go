package pdf

import (
	"encoding/binary"
	"math"
	"unicode"
	"unicode/utf16"
)

// chars takes the characters of a page in the order in which they are drawn.
func (r *reader) chars(p *page, ref uint64, v view, left *budget) error {
	loaded, err := r.call("FPDFText_LoadPage", ref)
	if err != nil || loaded == 0 {
		return err
	}
	t := &textPage{reader: r, ref: loaded, view: v}
	n, err := r.number("FPDFText_CountChars", t.ref)
	if err == nil {
		err = left.character(max(n, 0))
	}
	if err == nil && n > 0 {
		err = t.take(p, n)
	}
	if err != nil {
		return err
	}
	_, err = r.call("FPDFText_ClosePage", t.ref)
	return err
}

// textPage reads the characters of one page. Calls into the instance are what costs, so it
// asks as little as it can for each character.
type textPage struct {
	*reader
	ref   uint64
	view  view
	all   []rune
	last  box // in PDF's coordinates, of the character before
	turn  int
	slant bool
}

func (t *textPage) take(p *page, n int) error {
	if err := t.runes(n); err != nil {
		return err
	}
	p.chars = make([]char, 0, n)
	apart := false
	for i := range n {
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

// runes takes the text in one call where that gives exactly one code unit a character, else
// each character by itself.
func (t *textPage) runes(n int) error {
	at, err := t.room(uint32(2*n + 2))
	if err != nil {
		return err
	}
	got, err := t.number("FPDFText_GetText", t.ref, 0, uint64(n), at)
	if err != nil {
		return err
	}
	if b, ok := t.memory.Read(uint32(at), uint32(2*n)); ok && got == n+1 {
		units := make([]uint16, n)
		for i := range units {
			units[i] = binary.LittleEndian.Uint16(b[2*i:])
		}
		if t.all = utf16.Decode(units); len(t.all) == n {
			return nil
		}
	}
	t.all = make([]rune, n)
	for i := range t.all {
		u, err := t.number("FPDFText_GetUnicode", t.ref, uint64(i))
		if err != nil {
			return err
		}
		t.all[i] = rune(u)
	}
	return nil
}

// char takes a character. It is not ok where PDFium made it up: blanks and line ends that it
// puts between words have no box.
func (t *textPage) char(i int) (char, bool, error) {
	ok, err := t.number("FPDFText_GetLooseCharBox", t.ref, uint64(i), t.at(0))
	if err != nil || ok == 0 {
		return char{}, false, err
	}
	f := t.floats(4) // left, top, right, bottom
	b := box{min(f[0], f[2]), min(f[1], f[3]), max(f[0], f[2]), max(f[1], f[3])}
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
	unmapped, err := t.number("FPDFText_HasUnicodeMapError", t.ref, uint64(i))
	if err != nil {
		return 0, err
	}
	if unmapped == 1 || r < ' ' || r >= 0x7F && r < 0xA0 || r == 0xFFFF {
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
	ok, err := t.number("FPDFText_GetMatrix", t.ref, uint64(i), t.at(0))
	if err != nil || ok == 0 {
		return err
	}
	m := t.floats(2)
	size, err := t.call("FPDFText_GetFontSize", t.ref, uint64(i))
	if err != nil {
		return err
	}
	em := math.Float64frombits(size) * math.Hypot(m[0], m[1])
	angle := math.Atan2(m[1], m[0]) // against the clock
	quarter := math.Round(angle / (math.Pi / 2))
	t.slant = math.Abs(angle-quarter*math.Pi/2) > 0.09
	t.turn = (4 - int(quarter)) & 3
	// In fonts for vertical writing the box is larger than the sheet. In a font of Type 3 with a
	// single character it is the ink's: 一 would stand on a line of its own.
	if t.turn == 0 && !t.slant && b.l < b.r && b.b-b.t > 0.8*em && b.b-b.t < 2*em {
		t.last = *b
		return nil
	}
	return t.emBox(i, b, em)
}

// emBox makes the em box of a character from its origin, its size and, along the line, its
// ink.
func (t *textPage) emBox(i int, b *box, em float64) error {
	ok, err := t.number("FPDFText_GetCharBox", t.ref, uint64(i), t.at(0), t.at(2), t.at(4), t.at(6))
	if err != nil || ok == 0 {
		return err
	}
	ink := t.doubles(4) // left, right, bottom, top
	*b = box{min(ink[0], ink[1]), min(ink[2], ink[3]), max(ink[0], ink[1]), max(ink[2], ink[3])}
	if ok, err = t.number("FPDFText_GetCharOrigin", t.ref, uint64(i), t.at(0), t.at(2)); err != nil || ok == 0 {
		return err
	}
	at := t.doubles(2)
	const ascent, descent = 0.88, 0.12
	if !(em > 0) || t.slant {
		return nil
	}
	switch t.turn {
	case 0:
		b.t, b.b = at[1]-descent*em, at[1]+ascent*em
	case 1: // runs down, its top to the right
		b.l, b.r = at[0]-descent*em, at[0]+ascent*em
	case 2:
		b.t, b.b = at[1]-ascent*em, at[1]+descent*em
	case 3:
		b.l, b.r = at[0]-ascent*em, at[0]+descent*em
	}
	return nil
}
