package pdf

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// fill gives each character to the cell in which its middle lies and returns the others.
// The smallest table wins where one stands in another.
func fill(grids []*grid, chars []char) []char {
	var free []char
	for i := 0; i < len(chars); {
		end := numberEnd(chars, i)
		c, crosses := cellOf(grids, chars[i:end])
		if c == nil {
			free = append(free, chars[i:end]...)
		} else {
			c.chars = append(c.chars, chars[i:end]...)
			c.doubt = c.doubt || crosses
		}
		i = end
	}
	return free
}

// numberEnd is the end of the number that begins at i in the order of drawing, or i+1. The
// digits of one number touch; those of two cells do not.
func numberEnd(chars []char, i int) int {
	end := i + 1
	for end < len(chars) && numeral(chars[end-1].r) && numeral(chars[end].r) {
		a, b := chars[end-1], chars[end]
		if b.apart || a.turn != 0 || b.turn != 0 || abs(a.box.cy()-b.box.cy()) > 0.2*a.box.height() || abs(b.box.l-a.box.r) > 0.15*a.box.height() {
			break
		}
		end++
	}
	return end
}

func numeral(r rune) bool { return unicode.IsDigit(r) || r == '.' || r == ',' }

// cellOf is the cell of characters that belong together: the one in which their middle lies.
// Where not all lie in it, the number is wider than its cell.
func cellOf(grids []*grid, chars []char) (c *cell, crosses bool) {
	around := chars[0].box
	for _, k := range chars[1:] {
		around = around.union(k.box)
	}
	g := innermost(grids, around.cx(), around.cy())
	if g == nil {
		return nil, false
	}
	c = g.at(around.cx(), around.cy())
	for _, k := range chars {
		crosses = crosses || !c.box.contains(k.box.cx(), k.box.cy())
	}
	return c, crosses
}

func innermost(grids []*grid, x, y float64) *grid {
	var best *grid
	for _, g := range grids {
		if g.box.contains(x, y) && (best == nil || g.box.width()*g.box.height() < best.box.width()*best.box.height()) {
			best = g
		}
	}
	return best
}

// tracking is the white between the characters of a table.
func (g *grid) tracking() float64 {
	var chars []char
	for _, c := range g.cells {
		chars = append(chars, c.chars...)
	}
	return trackingOf(chars)
}

// text is what stands in a cell, a string a line. Text that runs upwards or downwards comes
// behind the upright text.
func (c *cell) text(tracking float64) []string {
	var out []string
	for turn := range 4 {
		var chars []char
		for _, k := range c.chars {
			if k.turn == turn {
				k.box = k.box.turnIn(4-turn, 0, 0)
				chars = append(chars, k)
			}
		}
		if len(chars) > 0 {
			out = append(out, joinStacked(linesOf(chars, tracking))...)
		}
	}
	return out
}

// joinStacked gives the texts of lines; a label that is set with one character a line
// becomes one.
func joinStacked(lines []*line) []string {
	out := make([]string, 0, len(lines))
	stacked := len(lines) >= 3
	for _, l := range lines {
		t := l.text()
		out = append(out, t)
		r, n := utf8.DecodeRuneInString(t)
		stacked = stacked && n == len(t) && !unicode.IsDigit(r)
	}
	if stacked {
		return []string{strings.Join(out, "")}
	}
	return out
}
