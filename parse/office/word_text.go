package office

import (
	"strconv"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/text/encoding/charmap"
)

// The characters that mean something else than themselves.
const (
	charPicture, charNote, charAnnotation, charDrawn = 0x01, 0x02, 0x05, 0x08
	charCell, charTab, charLine, charPage            = 0x07, 0x09, 0x0B, 0x0C
	charParagraph, charColumn                        = 0x0D, 0x0E
	charFieldBegin, charFieldResult, charFieldEnd    = 0x13, 0x14, 0x15
	charHyphen, charSoftHyphen, charSymbol           = 0x1E, 0x1F, 0x28
)

// wordText reads one story of a document.
type wordText struct {
	*word
	nest
	paragraph *paragraph
	fields    []bool // open fields, true while the instruction goes on
	high      rune   // first half of a surrogate pair
}

// story reads the characters [from, to) of the text.
func (w *word) story(from, to int, into *html.Node) error {
	t := &wordText{word: w, nest: nest{root: into, b: w.b}, paragraph: newParagraph()}
	for _, p := range w.pieces {
		if p.to <= from || p.from >= to {
			continue
		}
		if err := t.piece(p, max(p.from, from), min(p.to, to)); err != nil {
			return err
		}
	}
	if t.paragraph.text.Len() > 0 || t.paragraph.node.FirstChild != nil {
		if err := t.end(wordParagraph{outline: -1}); err != nil {
			return err
		}
	}
	t.finish()
	return nil
}

// piece reads the characters [from, to) of a piece, run by run.
func (t *wordText) piece(p piece, from, to int) error {
	fc := p.at + (from-p.from)*p.width
	last := p.at + (to-p.from)*p.width
	for fc < last {
		run, end := t.runAt(fc, p.change, t.styleHides(fc, p.change))
		end = min(end, last)
		// Pieces may lie on one another: what is read again counts again.
		if err := both(t.word.b.run(), t.word.b.text(end-fc+len(p.change))); err != nil {
			return err
		}
		for ; fc < end; fc += p.width {
			c := rune(t.main.byte(fc))
			if p.width == 2 {
				c = rune(t.main.u16(fc))
			} else if c >= 0x80 {
				c = charmap.Windows1252.DecodeByte(byte(c))
			}
			ended, err := t.character(c, run, fc, p.change)
			if err != nil {
				return err
			}
			if ended { // the style of the next paragraph may hide its text
				fc += p.width
				break
			}
		}
	}
	return nil
}

// styleHides tells whether the style of the paragraph at a place hides its text.
func (t *wordText) styleHides(fc int, change view) bool {
	r, _ := t.paragraphs.at(fc)
	return r.style < len(t.styles) && t.styles[r.style].hidden
}

// character takes one character; ended is true after the end of a paragraph.
func (t *wordText) character(c rune, run wordRun, fc int, change view) (ended bool, err error) {
	switch c {
	case charParagraph, charPage, charCell:
		if run.dropped && c == charParagraph && t.paragraphAt(fc, change).level() == 0 {
			return false, nil // a deleted or hidden mark: the next paragraph goes on in this one
		}
		return true, t.end(t.mark(c, fc, change))
	case charFieldBegin:
		t.fields = append(t.fields, true)
		return false, nil
	case charFieldResult, charFieldEnd:
		t.field(c)
		return false, nil
	}
	if run.dropped || t.inInstruction() {
		return false, nil
	}
	t.paragraph.raise(run.raised)
	return false, t.visible(c, run)
}

func (t *wordText) field(c rune) {
	last := len(t.fields) - 1
	switch {
	case last < 0:
	case c == charFieldResult:
		t.fields[last] = false
	default:
		t.fields = t.fields[:last]
	}
}

func (t *wordText) inInstruction() bool {
	for _, instruction := range t.fields {
		if instruction {
			return true
		}
	}
	return false
}

func (t *wordText) visible(c rune, run wordRun) error {
	p := t.paragraph
	switch {
	case run.symbol != 0 && c == charSymbol:
		p.write(t.symbol(run))
	case c == charPicture:
		if !run.data {
			return t.picture(run)
		}
	case c == charNote:
		p.add(element(atom.Sup, "class", "note"))
	case c == charTab:
		p.write("\t")
	case c == charLine, c == charColumn:
		p.lineBreak()
	case c == charHyphen:
		p.write("-")
	case utf16.IsSurrogate(c):
		if c < 0xDC00 {
			t.high = c
		} else {
			p.write(string(utf16.DecodeRune(t.high, c)))
		}
	case c >= ' ':
		if run.textFont != 0 && c < 0x100 {
			p.write(pictured(t.fontName(run.textFont), string(c)))
			return nil
		}
		var b [utf8.UTFMax]byte
		p.text.Write(b[:utf8.EncodeRune(b[:], c)])
	}
	return nil
}

// picture names a picture by its order; its size stands before its bytes in the stream Data.
func (t *wordText) picture(run wordRun) error {
	t.pictures++
	width, height := 0, 0
	n := picture("picture"+strconv.Itoa(t.pictures), "", 0, 0)
	if run.hasPicture {
		head := t.data.part(run.picture, 0x44)
		width, height = head.u16(0x1C)*head.u16(0x20)/1000/15, head.u16(0x1E)*head.u16(0x22)/1000/15
		n = picture("picture"+strconv.Itoa(t.pictures), "", width, height)
		if size := head.u32(0); size > 0 && size <= len(t.data) {
			setAttr(n, "data-bytes", strconv.Itoa(size))
		}
	}
	t.paragraph.add(n)
	return t.word.b.run()
}

// mark returns what the end of a paragraph says; a cell's own mark is in a table, whatever
// is lost of its properties.
func (t *wordText) mark(c rune, fc int, change view) wordParagraph {
	p := t.paragraphAt(fc, change)
	if c == charCell {
		p.inTable, p.innerCell, p.innerRow = true, false, false
		if !p.rowEnd {
			p.depth, p.innerCell = 1, true
		} else {
			p.depth, p.innerRow = 1, true
		}
	}
	return p
}

// end ends a paragraph, and the cell or row that ends with it.
func (t *wordText) end(p wordParagraph) error {
	for i := range t.fields {
		t.fields[i] = false // an instruction that never ends must not swallow the text
	}
	level := p.level()
	if p.innerRow {
		t.paragraph = newParagraph()
		return t.endRow(level, p.edges)
	}
	into, err := t.place(level)
	if err != nil {
		return err
	}
	if number := t.listNumber(p); number != "" {
		t.paragraph.flush()
		t.paragraph.node.InsertBefore(numbering(number), t.paragraph.node.FirstChild)
	}
	outline := p.outline
	if outline > 8 {
		outline = -1
	}
	t.paragraph.close(into, outline)
	t.paragraph = newParagraph()
	if err := t.word.b.run(); err != nil {
		return err
	}
	if p.innerCell {
		return t.endCell(level)
	}
	return nil
}
