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

// readCells makes the lines of all cells. Text that runs upwards or downwards comes behind the
// upright text.
func (g *grid) readCells() {
	tracking := g.tracking()
	upright := make([][]*line, len(g.cells))
	for i, c := range g.cells {
		upright[i] = linesOf(c.turned(0), tracking)
	}
	for i, c := range g.cells {
		if len(upright[i]) > 1 && c.wrapsNumber(upright[i]) && g.holdsShort(c.row, upright) {
			c.text, c.doubt = []string{joinLines(upright[i])}, true
			continue
		}
		c.text = joinStacked(upright[i])
		for turn := 1; turn < 4; turn++ {
			c.text = append(c.text, joinStacked(linesOf(c.turned(turn), tracking))...)
		}
	}
}

// turned are the characters that run one way, turned so that they run to the right.
func (c *cell) turned(turn int) []char {
	var chars []char
	for _, k := range c.chars {
		if k.turn == turn {
			k.box = k.box.turnIn(4-turn, 0, 0)
			chars = append(chars, k)
		}
	}
	return chars
}

// usualPadding in points is what office programs keep free beside a cell's text, both sides
// together, and a little more.
const usualPadding = 13

// wrapsNumber tells a number that is wrapped since its cell is too narrow for it: no further
// digit has room on its lines, all but the last of which hold equally many.
func (c *cell) wrapsNumber(lines []*line) bool {
	n := utf8.RuneCountInString(lines[0].text())
	digit := lines[0].box.width() / float64(n)
	for i, l := range lines {
		k := 0
		for _, r := range l.text() {
			if !numeral(r) {
				return false
			}
			k++
		}
		last := i == len(lines)-1
		if k > n || k < n && !last || i > 0 && l.box.cy()-lines[i-1].box.cy() > 1.8*l.em {
			return false
		}
	}
	return n > 1 && c.box.width() < float64(n+1)*digit+usualPadding
}

// holdsShort tells whether a figure of the row stands on one line: else two rows of figures
// without a line between them would look like wrapped numbers.
func (g *grid) holdsShort(row int, lines [][]*line) bool {
	for i, c := range g.cells {
		if c.row == row && len(lines[i]) == 1 && figure.MatchString(lines[i][0].text()) {
			return true
		}
	}
	return false
}

func joinLines(lines []*line) string {
	var b strings.Builder
	for _, l := range lines {
		b.WriteString(l.text())
	}
	return b.String()
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
