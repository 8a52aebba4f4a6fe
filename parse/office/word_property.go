package office

import (
	"sort"
	"strings"
	"unicode/utf16"
)

// sprms calls visit for each property change in a list of them (grpprl).
func sprms(list view, visit func(code int, operand view)) {
	for at := 0; at+2 < len(list); {
		code := list.u16(at)
		at += 2
		size, skip := operandSize(code, list, at)
		if size < 0 {
			return
		}
		visit(code, list.part(at+skip, size))
		at += skip + size
	}
}

// operandSize returns the bytes of an operand, and those before it that tell its length.
func operandSize(code int, list view, at int) (size, skip int) {
	switch code >> 13 {
	case 0, 1:
		return 1, 0
	case 2, 4, 5:
		return 2, 0
	case 3:
		return 4, 0
	case 7:
		return 3, 0
	}
	switch {
	case code == sprmDefTable || code == 0xD606:
		return list.u16(at) - 1, 2
	case code == 0xC615 && list.byte(at) == 255: // tabs, more than a byte can count
		removed := list.byte(at + 1)
		added := list.byte(at + 2 + 4*removed)
		return 2 + 4*removed + 3*added, 1
	}
	return list.byte(at), 1
}

// The property changes that matter here.
const (
	sprmStyle, sprmInTable, sprmRowEnd            = 0x4600, 0x2416, 0x2417
	sprmDepth, sprmDepthAdd                       = 0x6649, 0x664A
	sprmInnerCell, sprmInnerRow                   = 0x244B, 0x244C
	sprmOutline, sprmListLevel, sprmList          = 0x2640, 0x260A, 0x460B
	sprmHuge, sprmHugeOld                         = 0x6646, 0x6645
	sprmDefTable, sprmVertical                    = 0xD608, 0xD62B
	sprmMerge, sprmSplit, sprmColumnWidth         = 0x5624, 0x5625, 0x7623
	sprmDeleted, sprmHidden, sprmRaised           = 0x0800, 0x083C, 0x2A48
	sprmSymbol, sprmPicture, sprmIsData, sprmFont = 0x6A09, 0x6A03, 0x0806, 0x4A4F
)

// wordParagraph is what is known of a paragraph.
type wordParagraph struct {
	style                    int
	inTable, rowEnd          bool
	depth                    int
	innerCell, innerRow      bool
	outline, list, listLevel int // outline -1: not said
	edges                    []cellEdges
	hasEdges                 bool
	hidden                   bool // by its style
}

// level is how deep in tables it stands.
func (p wordParagraph) level() int {
	if p.depth > 0 {
		return p.depth
	}
	if p.inTable || p.rowEnd {
		return 1
	}
	return 0
}

// paragraphAt returns what holds for the paragraph whose mark is at a place of the stream.
func (w *word) paragraphAt(fc int, change view) wordParagraph {
	r, _ := w.paragraphs.at(fc)
	p := wordParagraph{style: r.style, outline: -1}
	sprms(r.properties, func(code int, o view) { // a change of style comes before all else
		if code == sprmStyle {
			p.style = o.u16(0)
		}
	})
	if p.style < len(w.styles) {
		s := w.styles[p.style]
		p.outline, p.list, p.listLevel, p.hidden = s.outline, s.list, s.listLevel, s.hidden
	}
	w.apply(&p, r.properties, 0)
	w.apply(&p, change, 0)
	return p
}

func (w *word) apply(p *wordParagraph, list view, depth int) {
	sprms(list, func(code int, o view) {
		switch code {
		case sprmInTable:
			p.inTable = o.byte(0) != 0
		case sprmRowEnd:
			p.rowEnd = o.byte(0) != 0
		case sprmDepth:
			p.depth = min(max(o.i32(0), 0), 1<<16)
		case sprmDepthAdd:
			p.depth = min(max(p.depth+o.i32(0), 0), 1<<16)
		case sprmInnerCell:
			p.innerCell = o.byte(0) != 0
		case sprmInnerRow:
			p.innerRow = o.byte(0) != 0
		case sprmOutline:
			p.outline = o.byte(0)
		case sprmList:
			p.list = o.i16(0)
		case sprmListLevel:
			p.listLevel = o.byte(0)
		case sprmHuge, sprmHugeOld: // too long for the page: the list lies in the stream Data
			if at := o.u32(0); depth == 0 && w.b.text(w.data.u16(at)) == nil {
				w.apply(p, w.data.part(at+2, w.data.u16(at)), 1)
			}
		default:
			p.tableChange(code, o)
		}
	})
}

// tableChange reads the definition of a row and changes to it.
func (p *wordParagraph) tableChange(code int, o view) {
	switch code {
	case sprmDefTable:
		p.defineRow(o)
	case sprmVertical:
		if i := o.byte(0); i < len(p.edges) {
			p.edges[i].vertical = verticalMerge(o.byte(1))
		}
	case sprmMerge, sprmSplit:
		for i := o.byte(0); i < o.byte(1) && i < len(p.edges); i++ {
			p.edges[i].beside = alone
			if code == sprmMerge {
				p.edges[i].beside = continued
			}
		}
		if i := o.byte(0); code == sprmMerge && i < len(p.edges) {
			p.edges[i].beside = restart
		}
	case sprmColumnWidth:
		for i := o.byte(0); i < o.byte(1) && i < len(p.edges); i++ {
			by := p.edges[i].from + o.u16(2) - p.edges[i].to
			p.edges[i].to += by
			for k := i + 1; k < len(p.edges); k++ {
				p.edges[k].from, p.edges[k].to = p.edges[k].from+by, p.edges[k].to+by
			}
		}
	}
}

// verticalMerge: 1 continues the cell above, 3 (2 in old files) begins.
func verticalMerge(bits int) merge {
	switch bits & 3 {
	case 0:
		return alone
	case 1:
		return continued
	}
	return restart
}

// defineRow reads the edges of a row's cells and how they merge. The flags of a horizontal
// merge are told the other way round by older and newer descriptions; the first cell of such a
// run begins it in either.
func (p *wordParagraph) defineRow(o view) {
	n := min(o.byte(0), 64)
	cells := o.from(1 + 2*(n+1))
	p.edges, p.hasEdges = make([]cellEdges, n), true
	before := 0
	beginning := 0
	for i := range p.edges {
		e := &p.edges[i]
		e.from, e.to = o.i16(1+2*i), o.i16(1+2*(i+1))
		flags := cells.part(20*i, 20).u16(0)
		e.vertical = verticalMerge(flags >> 5)
		beside := flags & 3
		switch {
		case beside == 0:
		case before == 0 || beside == beginning:
			e.beside, beginning = restart, beside
		default:
			e.beside = continued
		}
		before = beside
	}
}

// wordRun is what is known of a run of characters.
type wordRun struct {
	dropped, raised, data bool
	symbol                rune
	font, textFont        int // of the symbol, of Western letters
	picture               int
	hasPicture            bool
}

// runAt returns what holds for the characters at a place of the stream, and where that ends.
func (w *word) runAt(fc int, change view, hidden bool) (r wordRun, end int) {
	i := sort.Search(len(w.runs), func(i int) bool { return w.runs[i].to > fc })
	end = int(^uint(0) >> 1)
	var list view
	if i < len(w.runs) {
		if w.runs[i].from <= fc {
			list, end = w.runs[i].properties, w.runs[i].to
		} else {
			end = w.runs[i].from
		}
	}
	isHidden, deleted := hidden, false
	visit := func(code int, o view) {
		switch code {
		case sprmDeleted:
			deleted = o.byte(0)&1 != 0
		case sprmHidden:
			isHidden = toggle(o.byte(0), hidden)
		case sprmRaised:
			r.raised = o.byte(0) == 1
		case sprmSymbol:
			r.font, r.symbol = o.u16(0), rune(o.u16(2))
		case sprmFont:
			r.textFont = o.u16(0)
		case sprmPicture:
			r.picture, r.hasPicture = o.u32(0), true
		case sprmIsData:
			r.data = o.byte(0) != 0
		}
	}
	sprms(list, visit)
	sprms(change, visit)
	r.dropped = isHidden || deleted
	return r, end
}

// toggle: 0 off, 1 on, 0x80 as the style, 0x81 as the style does not.
func toggle(value int, style bool) bool {
	switch value {
	case 0x80:
		return style
	case 0x81:
		return !style
	}
	return value != 0
}

// readFonts reads the names of fonts: signs of Wingdings need theirs.
func (w *word) readFonts() {
	list := w.pair(pairFonts)
	n := min(list.u16(0), 1000)
	at := 4
	for range n {
		size := list.byte(at)
		w.fonts = append(w.fonts, utf16Until0(list.part(at+1+39, size-39)))
		at += 1 + size
	}
}

func utf16Until0(b view) string {
	var units []uint16
	for i := 0; i+1 < len(b) && b.u16(i) != 0; i += 2 {
		units = append(units, uint16(b.u16(i)))
	}
	return string(utf16.Decode(units))
}

func (w *word) symbol(r wordRun) string {
	font, c := w.fontName(r.font), r.symbol
	if c < 0x100 && (strings.HasPrefix(font, "Wingdings") || font == "Symbol") {
		c += 0xF000
	}
	return symbolOf(font, c)
}

func (w *word) fontName(n int) string {
	if n < len(w.fonts) {
		return w.fonts[n]
	}
	return ""
}
