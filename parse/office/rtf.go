package office

import (
	"strconv"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// rtf reads Rich Text Format: a stream of control words, groups and bytes of text.
type rtf struct {
	body  []byte
	at    int
	b     *budget
	state group
	stack []group

	codePage    int          // of the document
	fonts       map[int]int  // code page by font
	pictured    map[int]bool // fonts of pictures
	defaultFont int
	styles      map[int]int  // outline level by style
	styleName   []byte       // of the style that is being defined
	pending     []byte       // bytes of text that are not decoded yet: a character may be cut in two
	high        rune         // first half of a surrogate pair
	skipBytes   int          // fallback characters behind \u that are still to come
	text        *stream      // where the text goes
	outer       []*stream    // those of the documents around a text box or note
	apart       []*html.Node // headers, footers, notes
	pictures    int
	pictureForm struct {
		kind          string
		width, height int
		bytes         int
	}
}

// stream is a text with its own paragraphs and tables: the document, a text box, a note.
type stream struct {
	nest
	paragraph *paragraph
	form      rtfParagraph
	rows      map[int]*rtfRow // definition in force, by level
}

type rtfParagraph struct {
	inTable        bool
	level          int // \itap; -1 not said
	style, outline int
}

// rtfRow collects the definition of a row.
type rtfRow struct {
	left  int
	next  cellEdges // of the cell whose right edge comes next
	edges []cellEdges
}

// destination says what the text of a group is for.
type destination byte

const (
	toDocument destination = iota
	toNothing
	toFonts
	toStyles
	toPicture
)

// group is what ends with a group.
type group struct {
	to             destination
	unicodeSkip    int // \uc
	font           int
	hidden, raised bool
	deleted        bool
	style          int  // that a style sheet entry defines
	starred        bool // \* came: a destination that may be passed over
	opened         *html.Node
	form           rtfParagraph // of the paragraph, when the group began
	number         *numberText
}

// numberText collects an automatic number.
type numberText struct{ text []byte }

func readRTF(body []byte, into *html.Node, b *budget) error {
	r := &rtf{body: body, b: b, codePage: 936, fonts: map[int]int{}, pictured: map[int]bool{}, styles: map[int]int{}}
	r.state = group{unicodeSkip: 1, font: -1, style: -1}
	r.text = newStream(into, b)
	err := r.run()
	for len(r.outer) > 0 {
		err = both(err, r.closeStream())
	}
	err = both(err, r.endParagraph(true))
	r.text.finish()
	for _, n := range r.apart {
		if n.FirstChild != nil {
			into.AppendChild(n)
		}
	}
	return err
}

func newStream(root *html.Node, b *budget) *stream {
	return &stream{nest: nest{root: root, b: b}, paragraph: newParagraph(), form: plainParagraph, rows: map[int]*rtfRow{}}
}

var plainParagraph = rtfParagraph{level: -1, style: -1, outline: -1}

func (r *rtf) run() error {
	for r.at < len(r.body) {
		c := r.body[r.at]
		r.at++
		var err error
		switch c {
		case '{':
			err = r.openGroup()
		case '}':
			if len(r.stack) <= 1 {
				r.flush()
				return nil // what follows the last group is no text
			}
			err = r.closeGroup()
		case '\\':
			err = r.control()
		case '\r', '\n', 0:
		default:
			r.byte(c)
		}
		if err != nil {
			return err
		}
	}
	r.flush()
	if len(r.stack) > 0 {
		return broken("reading RTF", errUnclosed)
	}
	return nil
}

func (r *rtf) openGroup() error {
	r.flush()
	r.skipBytes = 0
	r.state.form = r.text.form
	r.stack = append(r.stack, r.state)
	r.state.starred, r.state.opened = false, nil
	return r.b.nest(len(r.stack))
}

func (r *rtf) closeGroup() error {
	r.flush()
	r.skipBytes = 0
	ended := r.state
	last := len(r.stack) - 1
	r.state = r.stack[last]
	r.stack = r.stack[:last]
	switch {
	case ended.to == toStyles && r.state.to == toStyles:
		r.endStyle(ended.style)
	case ended.to == toPicture && r.state.to != toPicture:
		return r.endPicture()
	case ended.number != nil && r.state.number == nil:
		r.text.paragraph.number(numberOf(ended.number.text))
	}
	var err error
	if ended.opened != nil {
		err = r.closeStream()
	}
	r.text.form = r.state.form
	return err
}

// openStream begins a text of its own, which ends with the group.
func (r *rtf) openStream(into *html.Node) {
	r.state.opened = into
	r.state.to = toDocument
	r.outer = append(r.outer, r.text)
	r.text = newStream(into, r.b)
}

func (r *rtf) closeStream() error {
	err := r.endParagraph(true)
	r.text.finish()
	box := r.text.root
	last := len(r.outer) - 1
	r.text = r.outer[last]
	r.outer = r.outer[:last]
	if getAttr(box, "class") == "text-box" && box.FirstChild != nil {
		r.text.paragraph.box(box)
	}
	return err
}

// level is how deep in tables the paragraph stands.
func (f rtfParagraph) tableLevel() int {
	if f.level >= 0 {
		return min(f.level, 1<<16)
	}
	if f.inTable {
		return 1
	}
	return 0
}

// endParagraph puts the paragraph into the tree. last: at the end of the text, where nothing
// may be left of it.
func (r *rtf) endParagraph(last bool) error {
	r.flush()
	s := r.text
	if last && s.paragraph.text.Len() == 0 && s.paragraph.node.FirstChild == nil && len(s.paragraph.boxes) == 0 {
		return nil
	}
	into, err := s.place(s.form.tableLevel())
	if err != nil {
		return err
	}
	r.closeInto(into)
	return r.b.run()
}

func (r *rtf) closeInto(into *html.Node) {
	s := r.text
	outline := s.form.outline
	if outline < 0 {
		if o, ok := r.styles[s.form.style]; ok {
			outline = o
		}
	}
	s.paragraph.close(into, outline)
	s.paragraph = newParagraph()
}

// endCell ends a paragraph and the cell that it is in.
func (r *rtf) endCell(level int) error {
	r.flush()
	into, err := r.text.place(level)
	if err != nil {
		return err
	}
	r.closeInto(into)
	return r.text.endCell(level)
}

func (r *rtf) endRow(level int) error {
	r.flush()
	var edges []cellEdges
	if d := r.text.rows[level]; d != nil {
		edges = d.edges
	}
	return r.text.endRow(level, edges)
}

// definition returns the row definition that control words of cells go into.
func (r *rtf) definition() *rtfRow {
	level := max(r.text.form.tableLevel(), 1)
	d := r.text.rows[level]
	if d == nil {
		d = &rtfRow{}
		r.text.rows[level] = d
	}
	return d
}

// cellEdge ends the definition of a cell with its right edge.
func (r *rtf) cellEdge(right int) error {
	d := r.definition()
	d.next.from = d.left
	if n := len(d.edges); n > 0 {
		d.next.from = d.edges[n-1].to
	}
	d.next.to = right
	d.edges = append(d.edges, d.next)
	d.next = cellEdges{}
	return r.b.cell(0)
}

func (r *rtf) endPicture() error {
	f := &r.pictureForm
	r.pictures++
	n := picture("picture"+strconv.Itoa(r.pictures)+f.kind, "", f.width/15, f.height/15) // 15 twips a pixel
	if f.bytes > 1 {
		setAttr(n, "data-bytes", strconv.Itoa(f.bytes/2))
	}
	*f = struct {
		kind                 string
		width, height, bytes int
	}{}
	r.text.paragraph.add(n)
	return r.b.run()
}

// apartFrom begins a header, footer or note.
func (r *rtf) apartFrom(class string) {
	n := element(atom.Div, "class", class)
	r.apart = append(r.apart, n)
	r.openStream(n)
}
