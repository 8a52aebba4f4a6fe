package demo

import (
	"fmt"
	"slices"
	"strings"
)

// The margins of a page, in points, and the size of text in tables.
const (
	marginX, marginTop, marginBottom = 60.0, 72.0, 68.0
	textWidth                        = pageWidth - 2*marginX
	tableSize, tableLeading          = 9.0, 12.0
	cellPadding                      = 5.0
	keptRows                         = 6 // a table of so few rows is kept on one page
)

// setter sets a document page by page, from the top, as a layout program does.
type setter struct {
	pages []*strings.Builder
	y     float64 // from the top of the page to where the next line begins
}

// pdf sets the whole report on pages, its tables drawn with ruling lines; a table that does
// not fit goes on at the top of the next page.
func (r *report) pdf() []byte {
	s := &setter{}
	s.turn()
	for _, b := range r.blocks() {
		switch {
		case b.table != nil:
			s.table(b.table, b.widths)
		case b.heading == 1:
			s.title(b.text)
		case b.heading == 2:
			s.y += 6
			s.paragraph(b.text, 15, 28)
		default:
			s.paragraph(b.text, 14, 26)
		}
	}
	var pages []string
	for _, p := range s.pages {
		pages = append(pages, p.String())
	}
	return textPDF(pages)
}

// turn begins a page, with its number at the foot.
func (s *setter) turn() {
	s.pages = append(s.pages, &strings.Builder{})
	s.y = marginTop
	number := "- " + itoa(len(s.pages)) + " -"
	s.text((pageWidth-setWidth(number, 10))/2, pageHeight-40, 10, number)
}

// room turns the page where less than height is left.
func (s *setter) room(height float64) {
	if s.y+height > pageHeight-marginBottom {
		s.turn()
	}
}

// text draws a line with its foot at y from the top.
func (s *setter) text(x, y, size float64, line string) {
	fmt.Fprintf(s.pages[len(s.pages)-1], "BT /F1 %g Tf 1 0 0 1 %.2f %.2f Tm <%s> Tj ET\n", size, x, pageHeight-y, utf16Hex(line))
}

// rule draws a line as office programs do: a filled rectangle, half a point thick.
func (s *setter) rule(x0, y0, x1, y1 float64) {
	const thick = 0.48
	fmt.Fprintf(s.pages[len(s.pages)-1], "%.2f %.2f %.2f %.2f re f\n", x0-thick/2, pageHeight-y1-thick/2, x1-x0+thick, y1-y0+thick)
}

func (s *setter) title(text string) {
	for _, line := range wrap(text, 18, textWidth, 0) {
		s.text((pageWidth-setWidth(line, 18))/2, s.y+18, 18, line)
		s.y += 30
	}
	s.y += 10
}

// paragraph sets a text with its first line two characters in.
func (s *setter) paragraph(text string, size, leading float64) {
	for i, line := range wrap(text, size, textWidth, 2*size) {
		s.room(leading)
		x := marginX
		if i == 0 {
			x += 2 * size
		}
		s.text(x, s.y+size, size, line)
		s.y += leading
	}
}

// placed is a cell with its place in the grid.
type placed struct {
	cell
	row, column int
	lines       []string
}

// place gives every cell its column, those that reach down from above being in the way.
func place(t table) []placed {
	var all []placed
	taken := map[[2]int]bool{}
	for y, row := range t {
		x := 0
		for _, c := range row {
			for taken[[2]int{y, x}] {
				x++
			}
			c.cols, c.rows = max(1, c.cols), max(1, c.rows)
			for dy := range c.rows {
				for dx := range c.cols {
					taken[[2]int{y + dy, x + dx}] = true
				}
			}
			all = append(all, placed{cell: c, row: y, column: x})
			x += c.cols
		}
	}
	return all
}

// table draws a table. Rows stay whole; a cell that reaches over the end of a page is closed
// there and opened again, and its text stands in the first part alone.
func (s *setter) table(t table, parts []float64) {
	columns := edgesOf(parts)
	cells := place(t)
	heights := rowHeights(t, cells, columns)
	s.y += 4
	if len(t) <= keptRows {
		s.room(sum(heights))
	}
	for from := 0; from < len(t); {
		if s.y+heights[from] > pageHeight-marginBottom {
			s.turn()
		}
		to, height := from, 0.0
		for to < len(t) && s.y+height+heights[to] <= pageHeight-marginBottom {
			height += heights[to]
			to++
		}
		s.rows(cells, columns, heights, from, max(to, from+1))
		from = max(to, from+1)
	}
	s.y += 10
}

// edgesOf turns the parts of the width into places from the left.
func edgesOf(parts []float64) []float64 {
	all := sum(parts)
	edges := []float64{marginX}
	for _, p := range parts {
		edges = append(edges, edges[len(edges)-1]+p/all*textWidth)
	}
	return edges
}

func sum(numbers []float64) (all float64) {
	for _, n := range numbers {
		all += n
	}
	return all
}

// rowHeights breaks the text of every cell and makes the rows as high as they need to be.
func rowHeights(t table, cells []placed, columns []float64) []float64 {
	heights := slices.Repeat([]float64{tableLeading + 2*cellPadding}, len(t))
	for i := range cells {
		c := &cells[i]
		width := columns[c.column+c.cols] - columns[c.column] - 2*cellPadding
		c.lines = wrap(c.text, tableSize, width, 0)
		need := float64(len(c.lines))*tableLeading + 2*cellPadding
		for _, h := range heights[c.row : c.row+c.rows] {
			need -= h
		}
		heights[c.row+c.rows-1] += max(0, need)
	}
	return heights
}

// rows draws the rows of a table that stand on this page.
func (s *setter) rows(cells []placed, columns, heights []float64, from, to int) {
	tops := []float64{s.y}
	for _, h := range heights[from:to] {
		tops = append(tops, tops[len(tops)-1]+h)
	}
	for _, c := range cells {
		first, last := max(c.row, from), min(c.row+c.rows, to)
		if first >= last {
			continue
		}
		left, right, top, bottom := columns[c.column], columns[c.column+c.cols], tops[first-from], tops[last-from]
		s.rule(left, top, right, top)
		s.rule(left, bottom, right, bottom)
		s.rule(left, top, left, bottom)
		s.rule(right, top, right, bottom)
		if c.row < from {
			continue
		}
		y := (top+bottom)/2 - float64(len(c.lines))*tableLeading/2
		for i, line := range c.lines {
			x := (left + right - setWidth(line, tableSize)) / 2
			s.text(x, y+float64(i)*tableLeading+tableSize+1, tableSize, line)
		}
	}
	s.y = tops[len(tops)-1]
}

// setWidth is how wide a line is.
func setWidth(line string, size float64) float64 {
	width := 0.0
	for _, c := range line {
		width += advance(c) * size
	}
	return width
}

// advance is the width of a character in parts of the font's size.
func advance(c rune) float64 {
	if c < 0x80 {
		return 0.5
	}
	return 1
}

// wrap breaks a text into lines that are no wider than width, the first one indented. Digits
// stay together, and no line begins with a stop.
func wrap(text string, size, width, indent float64) []string {
	var lines []string
	line, used := "", indent
	for _, word := range words(text) {
		w := setWidth(word, size)
		if used+w > width && line != "" && !strings.ContainsAny(word, "，。；：、）") {
			lines = append(lines, line)
			line, used = "", 0
		}
		line, used = line+word, used+w
	}
	return append(lines, line)
}

// words parts a text where a line may end: between any two characters that are no ASCII.
func words(text string) []string {
	var all []string
	ascii := false
	for _, c := range text {
		if c < 0x80 && ascii {
			all[len(all)-1] += string(c)
		} else {
			all = append(all, string(c))
		}
		ascii = c < 0x80
	}
	return all
}
