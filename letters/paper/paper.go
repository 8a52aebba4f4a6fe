// Package paper is a text as it is to stand on paper: paragraphs, tables and pictures, one after the
// other, each with its place in an official letter. Word files and printed pages are made of the same one.
//
// It refuses to know what the text says, how wide a line is, and what a font file is called.
package paper

import (
	"strings"
	"time"
	"unicode"
)

// Style is the place of a paragraph in a letter.
type Style string

// The styles, after GB/T 9704-2012 (党政机关公文格式): 2号小标宋 for the title, 3号仿宋 for the text, 3号黑体
// for the headings of its first level and for the word 附件.
const (
	Title      Style = "title"      // 标题, centred
	Addressee  Style = "addressee"  // 主送机关, at the left edge
	Body       Style = "body"       // 正文, its first line two characters in
	Heading    Style = "heading"    // 第一层标题
	Detail     Style = "detail"     // where it stands and what it rests on: smaller, as addresses and hashes are long
	Caption    Style = "caption"    // below a picture or above a table
	Attached   Style = "attached"   // 附件说明
	Signature  Style = "signature"  // 发文机关署名, at the right
	DateLine   Style = "date"       // 成文日期, four characters from the right edge
	Annex      Style = "annex"      // 附件 with its number, on a page of its own
	AnnexTitle Style = "annextitle" // 附件标题, centred
	Blank      Style = "blank"      // 空一行
)

// Document is a whole text.
type Document struct {
	Title  string
	From   string    // who wrote it, for the file's properties; may be empty
	Dated  time.Time // of the letter; files carry no other time
	Blocks []Block
}

// Block is one of a paragraph, a table and a picture.
type Block struct {
	Style   Style  // of a paragraph
	Text    string // a line end in it begins a line: where a title is to be broken
	Table   *Table
	Picture *Picture
}

// Table is rows of cells; those of Head are said again on each page.
type Table struct {
	Head, Rows [][]Cell
	Widths     []int // shares of the line, one a column
	Says       string
}

// Cell is a cell of a table.
type Cell struct {
	Text      string
	Span      int  // columns that it covers; 0 is 1
	Goes      bool // goes on in the row below
	Continued bool // goes on from the row above, and prints nothing of its own
	Number    bool // to the right
	Marked    bool // is meant: shaded, with a heavy frame
	Noted     bool // takes part: shaded
}

// Columns is how many columns the cell covers.
func (c Cell) Columns() int { return max(c.Span, 1) }

// Picture is a picture in PNG.
type Picture struct {
	PNG           []byte
	Width, Height int    // in its own points
	Cut           bool   // grey bands stand where something is left out
	Says          string // what it shows, for who can't see it
}

// Say adds a paragraph. Runs of white space are one blank, and characters that only turn the
// direction of what follows are left out: a printed name must not rearrange a letter.
func (d *Document) Say(s Style, text string) {
	d.Blocks = append(d.Blocks, Block{Style: s, Text: Clean(text)})
}

// Lines adds a paragraph of several lines.
func (d *Document) Lines(s Style, lines ...string) {
	for i := range lines {
		lines[i] = Clean(lines[i])
	}
	d.Blocks = append(d.Blocks, Block{Style: s, Text: strings.Join(lines, "\n")})
}

// Put adds a table, its texts cleaned as those of paragraphs.
func (d *Document) Put(t *Table) {
	for _, rows := range [][][]Cell{t.Head, t.Rows} {
		for _, row := range rows {
			for i := range row {
				row[i].Text = Clean(row[i].Text)
			}
		}
	}
	d.Blocks = append(d.Blocks, Block{Table: t})
}

// Show adds a picture.
func (d *Document) Show(p *Picture) { d.Blocks = append(d.Blocks, Block{Picture: p}) }

// Clean is a text of one line without what can't be seen.
func Clean(s string) string {
	s = strings.ToValidUTF8(s, "\ufffd")
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r):
			return -1
		}
		return r
	}, s)), " ")
}

// The room for a picture: the width of the field, and of its height what leaves room for words.
const (
	fieldWidth, pictureHeight = 156, 110 // mm
	perInch                   = 96       // points of a picture
)

// Millimetres is how large the picture is on paper: as large as on a screen, or as fits.
func (p *Picture) Millimetres() (width, height float64) {
	width, height = 25.4*float64(p.Width)/perInch, 25.4*float64(p.Height)/perInch
	if width <= 0 || height <= 0 {
		return 0, 0
	}
	scale := min(1, fieldWidth/width, pictureHeight/height)
	return width * scale, height * scale
}
