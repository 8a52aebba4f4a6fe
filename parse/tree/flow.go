package tree

import (
	"sort"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"gongkai/parse/lean"
)

// Flow is the text of a page as Text prints it, with the way back to the text nodes. Blocks
// stand on lines of their own, cells of a row are parted by tabs, runs of white space in the
// source are one space, nothing else is changed: what was printed stays as it was printed.
type Flow struct {
	Text   string                // blocks end with \n
	Runes  []rune                // the same by code points, as places of text count
	Pieces []Piece               // in order of start
	Spans  map[*html.Node]Extent // of tables, their cells and elements that can hold an article
}

// Piece is a stretch of the flow that lies in one text node, rune by rune.
type Piece struct {
	Start, Length int // in runes of the flow
	Node          *html.Node
	Offset        int // in runes of Node.Data
}

// Run is a stretch of the flow: [start, end) in runes.
type Run struct{ Start, End int }

// Extent is where the text of an element lies in the flow, in runes and in bytes.
type Extent struct {
	Run
	Stretch
}

// Room for what a report of the unified form has.
const (
	usualSpans  = 320
	usualPieces = 512
)

// newFlow writes the text of a page. room is how many bytes it may have, as a guess.
func newFlow(body *html.Node, concealed map[*html.Node]bool, room int) *Flow {
	w := flowWriter{concealed: concealed, spans: make(map[*html.Node]Extent, usualSpans), pieces: make([]Piece, 0, usualPieces), runes: make([]rune, 0, room/3)}
	w.text.Grow(room)
	w.write(body)
	return &Flow{Text: w.text.String(), Runes: w.runes, Pieces: w.pieces, Spans: w.spans}
}

func textFlow(text string) *Flow {
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	return &Flow{Text: text, Runes: []rune(text)}
}

// TextOf is what the element prints, trimmed, as func TextOf without the flow returns it.
func (f *Flow) TextOf(n *html.Node) string {
	if e, ok := f.Spans[n]; ok {
		return strings.TrimSpace(f.Text[e.From:e.To])
	}
	return TextOf(n)
}

// PiecesIn returns the pieces that overlap a run, cut to it.
func (f *Flow) PiecesIn(r Run) []Piece {
	var cut []Piece
	i := sort.Search(len(f.Pieces), func(i int) bool { return f.Pieces[i].Start+f.Pieces[i].Length > r.Start })
	for ; i < len(f.Pieces) && f.Pieces[i].Start < r.End; i++ {
		p := f.Pieces[i]
		if d := r.Start - p.Start; d > 0 {
			p.Start, p.Offset, p.Length = p.Start+d, p.Offset+d, p.Length-d
		}
		p.Length = min(p.Length, r.End-p.Start)
		cut = append(cut, p)
	}
	return cut
}

// flowWriter writes the text of a tree.
type flowWriter struct {
	text      strings.Builder
	last      byte
	most      int                   // bytes behind which nothing is written, 0: all is
	cells     int                   // how many cells the text lies in
	concealed map[*html.Node]bool   // left out, see Concealed
	spans     map[*html.Node]Extent // of a Flow, as the following; nil: only the text is wanted
	runes     []rune
	pieces    []Piece
}

// skipped elements hold nothing that a reader of the page sees as text.
func skipped(a atom.Atom) bool {
	switch a {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Iframe, atom.Object, atom.Head, atom.Title, atom.Select, atom.Textarea, atom.Noembed, atom.Noframes, atom.Svg:
		return true
	}
	return false
}

// IsBlock tells elements that begin on a new line; unknown ones (<ucapcontent>) do as well.
func IsBlock(n *html.Node) bool {
	switch n.DataAtom {
	case atom.A, atom.Abbr, atom.B, atom.Bdo, atom.Big, atom.Button, atom.Cite, atom.Code, atom.Em, atom.Font, atom.I, atom.Img, atom.Input,
		atom.Ins, atom.Del, atom.Kbd, atom.Label, atom.Mark, atom.Q, atom.S, atom.Small, atom.Span, atom.Strike, atom.Strong, atom.Sub,
		atom.Sup, atom.U, atom.Var, atom.Td, atom.Th, atom.Wbr, atom.Nobr, atom.Ruby, atom.Time, atom.Tt, atom.Textarea:
		return false
	}
	return !strings.Contains(n.Data, ":") // <o:p>, <st1:chsdate> of Word are inline
}

func (w *flowWriter) write(n *html.Node) {
	if w.most > 0 && w.text.Len() > w.most {
		return
	}
	switch n.Type {
	case html.TextNode:
		if !isTablePart(n.Parent) { // white space between cells
			w.words(n)
		}
		return
	case html.CommentNode, html.DoctypeNode:
		return
	case html.ElementNode:
		if skipped(n.DataAtom) && (w.cells == 0 || n.DataAtom != atom.Textarea) || w.cells > 0 && isUnseen(n) || w.cells == 0 && isStruckOut(n) {
			return
		}
		if w.concealed[n] || isTableRow(n.DataAtom) && IsHidden(n) {
			return
		}
		if w.cells > 0 && n.DataAtom == atom.Input {
			w.field(filled(n))
			return
		}
	}
	block := n.Type == html.ElementNode && IsBlock(n)
	switch {
	case n.DataAtom == atom.Br:
		w.breakLine()
		return
	case (n.DataAtom == atom.Td || n.DataAtom == atom.Th) && w.last != '\n' && w.last != 0:
		w.put('\t')
	case block:
		w.breakLine()
	}
	start, from, cells := len(w.runes), w.text.Len(), w.cells
	if n.DataAtom == atom.Td || n.DataAtom == atom.Th {
		w.cells++
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.write(c)
	}
	w.cells = cells
	if w.spans != nil && (block || n.DataAtom == atom.Td || n.DataAtom == atom.Th) && n.DataAtom != atom.P && n.DataAtom != atom.Tr {
		w.spans[n] = Extent{Run{start, len(w.runes)}, Stretch{from, w.text.Len()}}
	}
	if block {
		w.breakLine()
	}
}

// isTablePart tells elements that hold rows or cells, and no text but white space.
func isTablePart(n *html.Node) bool {
	if n == nil {
		return false
	}
	switch n.DataAtom {
	case atom.Table, atom.Tbody, atom.Thead, atom.Tfoot, atom.Tr:
		return true
	}
	return false
}

// breakLine ends the line, if there is anything on it.
func (w *flowWriter) breakLine() {
	if w.last != '\n' && w.last != 0 {
		w.put('\n')
	}
}

func (w *flowWriter) put(c byte) {
	w.text.WriteByte(c)
	if w.spans != nil {
		w.runes = append(w.runes, rune(c))
	}
	w.last = c
}

// print writes words.
func (w *flowWriter) print(words string) {
	w.text.WriteString(words)
	if w.spans != nil {
		for _, r := range words {
			w.runes = append(w.runes, r)
		}
	}
	w.last = 'x'
}

// words writes a text node, its runs of white space as one space (none where a line begins).
func (w *flowWriter) words(n *html.Node) {
	s := n.Data
	if w.most > 0 && len(s) > 16*w.most { // more than white space
		s = s[:16*w.most]
	}
	offset := 0
	for len(s) > 0 {
		end := 0
		if lean.IsSpace(s[0]) {
			for end < len(s) && lean.IsSpace(s[end]) {
				end++
			}
			if w.last != ' ' && w.last != '\n' && w.last != '\t' && w.last != 0 {
				w.put(' ')
			}
			s, offset = s[end:], offset+end
			continue
		}
		for end < len(s) && !lean.IsSpace(s[end]) {
			end++
		}
		start := len(w.runes)
		w.print(s[:end])
		if w.spans != nil {
			length := len(w.runes) - start
			w.pieces = append(w.pieces, Piece{Start: start, Length: length, Node: n, Offset: offset})
			offset += length
		}
		s = s[end:]
	}
}

// isTableRow tells the parts of a table that are shown or hidden as wholes.
func isTableRow(a atom.Atom) bool {
	switch a {
	case atom.Tr, atom.Td, atom.Th, atom.Tbody, atom.Thead:
		return true
	}
	return false
}

// Stretch is a part of a line, in bytes of its folded text.
type Stretch struct{ From, To int }
