package parse

import (
	"bytes"
	"fmt"
	"html/template"
	"sort"
	"strings"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"gongkai/disclosure"
	"gongkai/parse/privacy"
	"gongkai/parse/sanitise"
	"gongkai/parse/tree"
)

// markStyle is how marks look; the selected one is told by more than its colour.
const markStyle = `.gongkai-mark{background:#fff3bf!important;color:#1a1a1a!important;outline:1px solid #c99a00;scroll-margin:30vh}` +
	`td.gongkai-mark{white-space:nowrap}` +
	`.gongkai-mark-selected{background:#ffd43b!important;outline:3px solid #b3261e;outline-offset:1px;font-weight:700}` +
	`.gongkai-image{display:inline-block;padding:.3em .6em;border:1px dashed #888;color:#555}`

// convertedStyle is the look of documents that are no web pages: their own look is not kept.
const convertedStyle = `body{max-width:60em;margin:1em auto;padding:0 1em;font-family:sans-serif;line-height:1.7;overflow-wrap:anywhere}table{border-collapse:collapse;margin:1em 0}` +
	`td,th{border:1px solid #999;padding:.2em .4em;text-align:center;vertical-align:middle}section{border-bottom:2px dashed #bbb;padding-bottom:1em;margin-bottom:1em}.hidden{opacity:.5}.pageno{text-align:center;color:#595959;font-size:.85em}`

// longestPath bounds the selectors that are compiled.
const longestPath = 8192

// Evidence returns the archived document as an HTML page in UTF-8 that is safe to show: no
// script, no handler, no form, no frame, nothing loaded from anywhere, links that lead out
// without a referrer. Each mark's place carries the class gongkai-mark and the mark's ID: on
// its cell, or around its stretch of the text. Marks whose place is not on the page are left
// out. It fails for documents that have no text.
func Evidence(in Input, marks []Mark) ([]byte, error) {
	v, err := open(in)
	if err != nil {
		return nil, fmt.Errorf("showing the archived document: %w", err)
	}
	privacy.Hide(v.Doc)
	if len(v.Doc.Flow.Pieces) == 0 && v.Doc.Flow.Text != "" {
		return textEvidence(v.Doc.Flow, marks), nil
	}
	style := ""
	if v.Source == "" {
		style = convertedStyle
	}
	cells := markedCells(v.Doc, marks)
	markSpans(v.Doc, marks)
	dropIDs(v.Doc.Root, marks)
	for _, c := range cells {
		markCell(c.node, c.mark)
	}
	sanitise.LayPages(v.Doc)
	sanitise.Page(v.View)
	sanitise.AddHead(v.Doc.Root, markStyle, style)
	var b bytes.Buffer
	if err := html.Render(&b, v.Doc.Root); err != nil {
		return nil, fmt.Errorf("writing the archived document: %w", err)
	}
	return b.Bytes(), nil
}

// markedCell is a cell with the mark that it gets. Cells are found before anything is
// changed: paths count siblings.
type markedCell struct {
	node *html.Node
	mark Mark
}

func markedCells(d *tree.Document, marks []Mark) []markedCell {
	var all []markedCell
	boxes := boxesOf(d)
	for _, m := range marks {
		if m.Place.Area != nil && boxes[*m.Place.Area] != nil {
			all = append(all, markedCell{boxes[*m.Place.Area], m})
		}
		if m.Place.Cell == nil || len(m.Place.Cell.Path) > longestPath {
			continue
		}
		s, err := cascadia.Compile(m.Place.Cell.Path)
		if err != nil {
			continue
		}
		if n := s.MatchFirst(d.Root); n != nil {
			all = append(all, markedCell{n, m})
		}
	}
	return all
}

// boxesOf lists the cells of a document with pages by their places.
func boxesOf(d *tree.Document) map[disclosure.Area]*html.Node {
	boxes := map[disclosure.Area]*html.Node{}
	if !d.Paged {
		return boxes
	}
	for _, td := range tree.Find(d.Root, tree.CellTags).Nodes {
		if area, ok := tree.AreaOf(td); ok {
			boxes[area] = td
		}
	}
	return boxes
}

// markCell marks an element, or puts the mark inside where the element has one already.
func markCell(n *html.Node, m Mark) {
	if strings.Contains(" "+tree.Attr(n, "class")+" ", " gongkai-mark ") {
		inner := newMark(m, true)
		inner.Data, inner.DataAtom = "span", atom.Span
		n.InsertBefore(inner, n.FirstChild)
		return
	}
	sanitise.SetAttr(n, "class", strings.TrimSpace(tree.Attr(n, "class")+" "+markClass(m)))
	sanitise.SetAttr(n, "id", m.ID)
}

func markClass(m Mark) string {
	if m.Selected {
		return "gongkai-mark gongkai-mark-selected"
	}
	return "gongkai-mark"
}

func newMark(m Mark, first bool) *html.Node {
	n := &html.Node{Type: html.ElementNode, Data: "mark", DataAtom: atom.Mark, Attr: []html.Attribute{{Key: "class", Val: markClass(m)}}}
	if first {
		n.Attr = append(n.Attr, html.Attribute{Key: "id", Val: m.ID})
	}
	return n
}

// cut is a stretch of a text node that a mark covers.
type cut struct {
	from, to int // in runes of the node's text
	mark     int // index of the mark
	first    bool
}

// markSpans puts marks around stretches of prose, which may run over many text nodes and
// over each other.
func markSpans(d *tree.Document, marks []Mark) {
	cuts := map[*html.Node][]cut{}
	for i, m := range marks {
		s := m.Place.Span
		if s == nil || s.Offset < 0 || s.Length <= 0 || s.Length > len(d.Flow.Runes) {
			continue
		}
		for k, p := range d.Flow.PiecesIn(tree.Run{Start: s.Offset, End: s.Offset + s.Length}) {
			cuts[p.Node] = append(cuts[p.Node], cut{p.Offset, p.Offset + p.Length, i, k == 0})
		}
	}
	for n, c := range cuts {
		splitText(n, c, marks)
	}
}

// splitText replaces a text node by its parts, each inside the marks that cover it.
func splitText(n *html.Node, cuts []cut, marks []Mark) {
	runes := []rune(n.Data)
	for _, p := range edges(cuts, len(runes)) {
		text := &html.Node{Type: html.TextNode, Data: string(runes[p[0]:p[1]])}
		outer := text
		for _, c := range cuts {
			if c.from <= p[0] && p[1] <= c.to {
				m := newMark(marks[c.mark], c.first && c.from == p[0])
				m.AppendChild(outer)
				outer = m
			}
		}
		n.Parent.InsertBefore(outer, n)
	}
	n.Parent.RemoveChild(n)
}

// edges cuts [0, length) at every edge of a cut.
func edges(cuts []cut, length int) [][2]int {
	at := []int{0, length}
	for _, c := range cuts {
		at = append(at, c.from, c.to)
	}
	sort.Ints(at)
	var parts [][2]int
	for i := 1; i < len(at); i++ {
		if at[i] > at[i-1] {
			parts = append(parts, [2]int{at[i-1], at[i]})
		}
	}
	return parts
}

// textEvidence shows a text file as it is, with its marks.
func textEvidence(f *tree.Flow, marks []Mark) []byte {
	var cuts []cut
	for i, m := range marks {
		if s := m.Place.Span; s != nil && s.Offset >= 0 && s.Length > 0 && s.Offset+s.Length <= len(f.Runes) {
			cuts = append(cuts, cut{s.Offset, s.Offset + s.Length, i, true})
		}
	}
	var b bytes.Buffer
	b.WriteString(`<!DOCTYPE html><html lang="zh-CN"><head>` + sanitise.HeadHTML + `<style>` + markStyle + `</style><style>body{max-width:46em;margin:2em auto;padding:0 1em;font-family:sans-serif;line-height:1.8;white-space:pre-wrap;overflow-wrap:anywhere}</style></head><body>`)
	for _, p := range edges(cuts, len(f.Runes)) {
		closing := 0
		for _, c := range cuts {
			if c.from <= p[0] && p[1] <= c.to {
				m := marks[c.mark]
				b.WriteString(`<mark class="` + markClass(m) + `"`)
				if c.from == p[0] {
					b.WriteString(` id="` + template.HTMLEscapeString(m.ID) + `"`)
				}
				b.WriteString(`>`)
				closing++
			}
		}
		b.WriteString(html.EscapeString(string(f.Runes[p[0]:p[1]])) + strings.Repeat("</mark>", closing))
	}
	b.WriteString("</body></html>")
	return b.Bytes()
}

// dropIDs frees the marks' IDs where the page uses them itself.
func dropIDs(root *html.Node, marks []Mark) {
	ids := map[string]bool{}
	for _, m := range marks {
		ids[m.ID] = true
	}
	tree.Walk(root, func(n *html.Node) bool {
		if n.Type == html.ElementNode && n.DataAtom != atom.Mark && ids[tree.Attr(n, "id")] {
			sanitise.SetAttr(n, "id", "page-"+tree.Attr(n, "id"))
		}
		return true
	})
}
