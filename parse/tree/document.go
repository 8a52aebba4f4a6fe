package tree

import (
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"gongkai/parse/lean"
)

// Document is a parsed page. It is read many times and never changed.
type Document struct {
	Root                  *html.Node // the whole page
	Body                  *html.Node // nil for a page without one (framesets)
	Flow                  *Flow      // the text of the body
	paths                 map[*html.Node]string
	counted               map[*html.Node]counted // by parent, see index
	row                   *html.Node             // of the cell whose path was asked for last
	cells                 []cellPath             // of that row
	cellText              string                 // their paths
	scratch               []byte
	heads                 *heads                    // see head
	titles                []string                  // see Titles
	found                 *elements                 // see elements
	Container             *html.Node                // holds the text of the page; nil: not looked for yet, see func Container
	asides                map[*html.Node]bool       // see IsAside
	rows, headed, onward  answers                   // see hasRow, headedByLink, linksOn
	linked, layouts       answers                   // see isBesideLink, holdsBlocks
	chaptered             map[string][]chapterPlace // see chapters
	textBefore, textAfter []Run                     // see goOn
	Revealed              *html.Node                // what reveal put at the end of the page, nil where nothing
	Concealed             map[*html.Node]bool       // what no reader of the page sees, see concealed
	Paged                 bool                      // made of a PDF file: cells carry data-page and data-box
}

// New reads a page without its looks. It fails where the page nests deeper than any
// browser's parser would go.
func New(text string) (*Document, error) { return parseDocument(lean.Source(text)) }

// Whole reads a page to be shown: the same tree with all its attributes.
func Whole(text string) (*Document, error) {
	leaned, signs := lean.Source(text)
	if signs.Rooted {
		text = leaned
	}
	return parseDocument(text, signs)
}

func parseDocument(source string, signs lean.Signs) (*Document, error) {
	root, err := html.Parse(strings.NewReader(source))
	if err != nil {
		return nil, fmt.Errorf("parsing HTML: %w", err)
	}
	var revealed *html.Node
	if signs.Scripted {
		revealed = reveal(root)
	}
	var byClass map[*html.Node]bool
	if signs.Styled {
		byClass = hideByClass(root)
	}
	d := bareDocument(root)
	if byClass != nil || signs.Hides {
		d.Concealed = concealed(d.Body, byClass)
	}
	d.Flow = newFlow(d.Body, d.Concealed, len(source)/2)
	d.Revealed = revealed
	return d, nil
}

// Of takes a tree as a page.
func Of(root *html.Node) *Document {
	d := bareDocument(root)
	d.Flow = newFlow(d.Body, nil, 0)
	return d
}

// bareDocument is a tree whose text is not written yet.
func bareDocument(root *html.Node) *Document {
	d := &Document{Root: root, Body: root, paths: map[*html.Node]string{}, counted: map[*html.Node]counted{}, asides: map[*html.Node]bool{}}
	Walk(root, func(n *html.Node) bool {
		if n.DataAtom == atom.Body {
			d.Body = n
		}
		return d.Body == root
	})
	return d
}

// Text wraps a text file, so that prose is read the same way.
func Text(text string) *Document {
	root := &html.Node{Type: html.DocumentNode}
	return &Document{Root: root, Body: root, Flow: textFlow(text), paths: map[*html.Node]string{}, counted: map[*html.Node]counted{}, asides: map[*html.Node]bool{}}
}

// Path returns a CSS selector that picks exactly this element of the page: child steps from
// html down, each with its place among all its siblings where another of its name is there.
func (d *Document) Path(n *html.Node) string {
	if n == nil || n.Type != html.ElementNode {
		return ""
	}
	if n.DataAtom == atom.Td && n.Parent != nil { // a row is short, and its cells are nobody's parents
		if d.row != n.Parent {
			d.pathsOfCells(n.Parent)
		}
		for _, c := range d.cells {
			if c.node == n {
				return d.cellText[c.from:c.to]
			}
		}
	}
	p, ok := d.paths[n]
	if !ok {
		if p = d.Path(n.Parent); p != "" {
			p += ">"
		}
		p += d.step(n)
		d.paths[n] = p
	}
	return p
}

// cellPath is the path of a cell of a row.
type cellPath struct {
	node     *html.Node
	from, to int // in the text of the row's paths
}

// pathsOfCells writes the paths of the cells of a row, which are parts of one text.
func (d *Document) pathsOfCells(row *html.Node) {
	path := d.Path(row)
	same := 0
	for s := row.FirstChild; s != nil; s = s.NextSibling {
		if s.DataAtom == atom.Td {
			same++
		}
	}
	text, cells := d.scratch[:0], d.cells[:0]
	index := 0
	for s := row.FirstChild; s != nil; s = s.NextSibling {
		if s.Type != html.ElementNode {
			continue
		}
		index++
		if s.DataAtom != atom.Td {
			continue
		}
		from := len(text)
		text = append(append(text, path...), ">td"...)
		if same > 1 {
			text = append(strconv.AppendInt(append(text, ":nth-child("...), int64(index), 10), ')')
		}
		cells = append(cells, cellPath{s, from, len(text)})
	}
	d.row, d.cells, d.cellText, d.scratch = row, cells, string(text), text
}

// step is the last step of the path of an element.
func (d *Document) step(n *html.Node) string {
	name := n.Data
	if !PlainName(name) { // <o:p>: a colon would have to be escaped, and parsers differ on it
		name = "*"
	} else if isOnly(n) {
		return name
	}
	return name + ":nth-child(" + strconv.Itoa(d.index(n)) + ")"
}

// isOnly: none of the siblings of an element has its name.
func isOnly(n *html.Node) bool {
	for s := n.PrevSibling; s != nil; s = s.PrevSibling {
		if s.Type == html.ElementNode && s.Data == n.Data {
			return false
		}
	}
	for s := n.NextSibling; s != nil; s = s.NextSibling {
		if s.Type == html.ElementNode && s.Data == n.Data {
			return false
		}
	}
	return true
}

// index is the place of an element among its siblings, from 1. It is counted on from the one that
// was asked for before: the rows of a table are, one after the other.
func (d *Document) index(n *html.Node) int {
	last := d.counted[n.Parent]
	count, at := last.index, last.node
	for at != nil && at != n {
		if at = at.NextSibling; at != nil && at.Type == html.ElementNode {
			count++
		}
	}
	if at == nil {
		count = 1
		for s := n.PrevSibling; s != nil; s = s.PrevSibling {
			if s.Type == html.ElementNode {
				count++
			}
		}
	}
	d.counted[n.Parent] = counted{n, count}
	return count
}

// counted is an element with its place among its siblings.
type counted struct {
	node  *html.Node
	index int
}

// PlainName tells names of elements that can stand in a selector as they are.
func PlainName(s string) bool {
	return s != "" && s[0] >= 'a' && s[0] <= 'z' && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789") == ""
}

// Walk visits n and everything below it in document order until visit says false.
// The depth is bounded by the HTML parser.
func Walk(n *html.Node, visit func(*html.Node) bool) bool {
	if !visit(n) {
		return false
	}
	if n.DataAtom == atom.Template {
		return true
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if !Walk(c, visit) {
			return false
		}
	}
	return true
}

// Attr is an attribute of an element, "" where it has none.
func Attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key && a.Namespace == "" {
			return a.Val
		}
	}
	return ""
}

// TextOf returns the text of an element as flow would print it, trimmed.
func TextOf(n *html.Node) string {
	var b flowWriter
	b.write(n)
	return strings.TrimSpace(b.text.String())
}

// textUpTo is the beginning of what TextOf returns, all of it where that has no more bytes.
func textUpTo(n *html.Node, most int) string {
	b := flowWriter{most: most}
	b.write(n)
	return strings.TrimSpace(b.text.String())
}

// HasAncestor reports whether n is an element or stands in it.
func HasAncestor(n, ancestor *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n == ancestor {
			return true
		}
	}
	return false
}
