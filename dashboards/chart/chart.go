package chart

import "strings"

// Chart is a drawing with all that belongs to it.
type Chart struct {
	Name     string // of its files and addresses
	Language string // of its words, as html lang wants it; in another than Chinese, Chinese names are marked as such
	Title    string // says the finding
	Subtitle string // what is measured, in what unit
	Sentence string // says the same as the drawing, for who does not see it
	Source   string // where from, as of when, by which version of data and method
	Table    Table  // every number that is drawn
	Plot     Plot   // nil: there is nothing to draw, and the sentence says so
}

// Table is what stands behind a drawing; the first column names the row.
type Table struct {
	Columns []string
	Rows    []Row
	Left    int // rows that were not put in words
}

// Row is a line of the table. Href leads to where its numbers come from, "" to nowhere.
type Row struct {
	Href  string
	Cells []string
	Links []string // of single cells, in their order; short or "" where a cell leads nowhere
}

// Link is where a cell leads, "" for nowhere.
func (r Row) Link(i int) string {
	switch {
	case i == 0:
		return r.Href
	case i < len(r.Links):
		return r.Links[i]
	}
	return ""
}

// Plot is a kind of drawing: Bars, Dots, Lines, Funnel, Scatter or Calendar.
type Plot interface {
	// draw draws from y downwards and returns where it ends.
	draw(c *canvas, y float64) float64
	// marks counts what can be hovered or clicked.
	marks() int
}

// Look is for whom it is drawn.
type Look struct {
	Width float64 // in pixels, at least 240
	File  bool    // by itself: with title, source and ground, without links
}

// Widths of drawings: of a page on a desk, and on a phone.
const (
	Wide   = 920
	Narrow = 340
)

// manyMarks is where a second drawing for small screens would weigh more than it helps: the wide
// one is scrolled there.
const manyMarks = 400

// Twice reports whether small screens get a drawing of their own.
func (c Chart) Twice() bool { return c.Plot != nil && c.Plot.marks() <= manyMarks }

// SVG draws the chart; it is empty where there is nothing to draw.
func (c Chart) SVG(l Look) string {
	if c.Plot == nil {
		return ""
	}
	s := &canvas{width: l.Width, file: l.File, foreign: c.Language != "" && !strings.HasPrefix(c.Language, "zh")}
	y := 0.0
	if l.File {
		s.left, s.width = margin, l.Width-2*margin
		y = s.lines(margin, c.Title, 18, "bold", "ink")
		y = s.lines(y+2, c.Subtitle, 13, "", "muted") + 8
	}
	y = c.Plot.draw(s, y)
	if l.File {
		y = s.lines(y+10, c.Source, 12, "", "muted") + margin
	}
	return s.svg(l.Width, y, c)
}

const margin = 16

// svg puts the element around what was drawn.
func (s *canvas) svg(width, height float64, c Chart) string {
	var b strings.Builder
	b.WriteString(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ` + num(width) + " " + num(height) + `" `)
	role := "img"
	if s.linked {
		role = "group" // a picture has no parts that can be chosen
	}
	b.WriteString(`width="` + num(width) + `" height="` + num(height) + `" role="` + role + `" aria-label="` + escape(c.Sentence) + `" font-family="` + fonts + `"`)
	if s.file && c.Language != "" { // a page has said it
		b.WriteString(` lang="` + escape(c.Language) + `"`)
	}
	b.WriteString(`>`)
	if s.file {
		b.WriteString(`<title>` + escape(c.Title) + `</title><desc>` + escape(c.Sentence) + `</desc><metadata>` + escape(c.Source) + `</metadata>`)
		b.WriteString(`<defs>` + hatch + `</defs><rect width="` + num(width) + `" height="` + num(height) + `" fill="` + colours["paper"] + `"/>`)
	}
	b.WriteString(s.b.String())
	b.WriteString(`</svg>`)
	return b.String()
}

const fonts = "PingFang SC, Noto Sans CJK SC, Source Han Sans SC, Microsoft YaHei, system-ui, sans-serif"

// hatch is the ground of what is not stated; pages bring it with their symbols.
const hatch = `<pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" fill="#fcfcfa"/><rect width="2" height="6" fill="#8b9299"/></pattern>`
