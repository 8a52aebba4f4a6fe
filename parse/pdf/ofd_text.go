package pdf

import (
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// texts takes the characters of a text object. Each piece says where it begins, and how far
// the pen goes from each character to the next.
func (p *ofdPage) texts(n *xmlNode, m matrix) error {
	size, err := strconv.ParseFloat(n.attrs["Size"], 64)
	if err != nil || size <= 0 || size > 1000 {
		return nil
	}
	wide := 1.0
	if v, err := strconv.ParseFloat(n.attrs["HScale"], 64); err == nil && v > 0 {
		wide = v
	}
	angle := math.Atan2(m.b, m.a) // clockwise, as y grows downwards
	if v, err := strconv.ParseFloat(n.attrs["CharDirection"], 64); err == nil {
		angle += v * math.Pi / 180
	}
	quarter := math.Round(angle / (math.Pi / 2))
	shape := char{turn: int(quarter) & 3, away: math.Abs(angle-quarter*math.Pi/2) > 0.09}
	pen := ofdPen{page: p, m: m, size: size, wide: wide, shape: shape, vertical: n.attrs["ReadDirection"] == "90" || n.attrs["ReadDirection"] == "270"}
	for _, c := range n.children {
		if c.name == "TextCode" {
			if err := pen.text(c); err != nil {
				return err
			}
		}
	}
	return nil
}

// ofdPen sets the characters of a text object.
type ofdPen struct {
	page       *ofdPage
	m          matrix
	size, wide float64
	shape      char
	vertical   bool
	x, y       float64
}

func (w *ofdPen) text(n *xmlNode) error {
	if v, err := strconv.ParseFloat(n.attrs["X"], 64); err == nil {
		w.x = v
	}
	if v, err := strconv.ParseFloat(n.attrs["Y"], 64); err == nil {
		w.y = v
	}
	text := strings.Trim(n.text, "\r\n")
	if err := w.page.left.character(utf8.RuneCountInString(text)); err != nil {
		return err
	}
	runes := []rune(text)
	dx, dy := deltas(n.attrs["DeltaX"], len(runes)), deltas(n.attrs["DeltaY"], len(runes))
	last := w.size * w.wide // how wide the Han character before is
	for i, r := range runes {
		stepX, stepY := 0.0, 0.0
		if i < len(dx) {
			stepX = dx[i]
		}
		if i < len(dy) {
			stepY = dy[i]
		}
		natural := w.natural(r)
		if stepX == 0 && stepY == 0 && i+1 < len(runes) { // nothing is said
			if stepX = natural; w.vertical {
				stepX, stepY = 0, w.size
			}
		}
		width := w.width(r, natural, stepX, stepY)
		if wide(r) && i+1 == len(runes) {
			width = min(width, last)
		} else if wide(r) {
			last = width
		}
		w.set(r, width, i == 0)
		w.x, w.y = w.x+stepX, w.y+stepY
	}
	return nil
}

// natural is how wide a character is in most fonts, which are not read.
func (w *ofdPen) natural(r rune) float64 {
	if wide(r) {
		return w.size * w.wide
	}
	return w.size * w.wide / 2
}

// width is how wide a character is taken to be: as far as the pen goes behind it where that is
// no more than a character may have. White between two words is more.
func (w *ofdPen) width(r rune, natural, stepX, stepY float64) float64 {
	most := natural
	switch {
	case unicode.IsLetter(r) && !wide(r):
		most = 1.1 * w.size * w.wide
	case unicode.IsDigit(r):
		most = 0.7 * w.size * w.wide
	}
	if stepY != 0 || stepX <= 0 || stepX > most {
		return natural
	}
	return stepX
}

// set sets a character with its left end on the pen's place.
func (w *ofdPen) set(r rune, width float64, first bool) {
	const ascent, descent = 0.88, 0.12
	l, t, rr, b := w.m.box(w.x, w.y-ascent*w.size, w.x+width, w.y+descent*w.size)
	c := w.shape
	c.box, c.apart = box{l, t, rr, b}, first
	switch {
	case unicode.IsSpace(r):
		c.r = ' '
	case r == '¤' || r < ' ' || r == 0xFFFF || r >= 0xE000 && r <= 0xF8FF: // a shape without a character
		c.r = unicode.ReplacementChar
	default:
		c.r = unify(r)
	}
	if c.box.finite() && c.box.l < w.page.page.width && c.box.r > 0 && c.box.t < w.page.page.height && c.box.b > 0 {
		w.page.page.chars = append(w.page.page.chars, c)
	}
}

// deltas reads the steps of a text: numbers, and "g 3 4.2" for three times 4.2. What is no
// number ends them.
func deltas(s string, most int) []float64 {
	fields := strings.Fields(s)
	var out []float64
	for i := 0; i < len(fields) && len(out) < most; i++ {
		times, at := 1, i
		if fields[i] == "g" {
			if i+2 >= len(fields) {
				return out
			}
			n, err := strconv.Atoi(fields[i+1])
			if err != nil || n < 0 {
				return out
			}
			times, at, i = n, i+2, i+2
		}
		v, err := strconv.ParseFloat(fields[at], 64)
		if err != nil || math.Abs(v) > 1e5 || v != v {
			return out
		}
		for range min(times, most-len(out)) {
			out = append(out, v)
		}
	}
	return out
}
