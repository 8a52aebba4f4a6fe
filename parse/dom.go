package parse

import (
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"gongkai/parse/lean"
)

// document is a parsed page. It is read many times and never changed.
type document struct {
	root      *html.Node
	body      *html.Node // nil for a page without one (framesets)
	flow      *flow
	paths     map[*html.Node]string
	row       *html.Node // whose path was asked for last
	rowPath   string
	heads     *heads                  // see head
	names     map[string][]*html.Node // see named
	container *html.Node              // see container
	asides    map[*html.Node]bool     // see isAside
	revealed  *html.Node              // what reveal put at the end of the page, nil where nothing
	concealed map[*html.Node]bool     // see concealed
	paged     bool                    // made of a PDF file: cells carry data-page and data-box
}

// newDocument reads a page without its looks. It fails where the page nests deeper than any
// browser's parser would go.
func newDocument(text string) (*document, error) { return parseDocument(lean.Source(text)) }

// wholeDocument reads a page to be shown: the same tree with all its attributes.
func wholeDocument(text string) (*document, error) {
	_, hides := lean.Source(text)
	return parseDocument(text, hides)
}

func parseDocument(source string, hides bool) (*document, error) {
	root, err := html.Parse(strings.NewReader(source))
	if err != nil {
		return nil, fmt.Errorf("parsing HTML: %w", err)
	}
	var revealed *html.Node
	if hides {
		revealed = reveal(root)
	}
	var byClass map[*html.Node]bool
	if strings.Contains(source, "<style") && (strings.Contains(source, "display") || strings.Contains(source, "visibility")) {
		byClass = hideByClass(root)
	}
	d := bareDocument(root)
	if len(byClass) > 0 || strings.Contains(source, "none") || strings.Contains(source, "hidden") {
		d.concealed = concealed(d.body, byClass)
	}
	d.flow = newFlow(d.body, d.concealed)
	d.revealed = revealed
	return d, nil
}

// treeDocument takes a tree as a page.
func treeDocument(root *html.Node) *document {
	d := bareDocument(root)
	d.flow = newFlow(d.body, nil)
	return d
}

// bareDocument is a tree whose text is not written yet.
func bareDocument(root *html.Node) *document {
	d := &document{root: root, body: root, paths: map[*html.Node]string{}, asides: map[*html.Node]bool{}}
	if body := find(root, bodyTag); body.Length() > 0 {
		d.body = body.Nodes[0]
	}
	return d
}

// textDocument wraps a text file, so that prose is read the same way.
func textDocument(text string) *document {
	root := &html.Node{Type: html.DocumentNode}
	return &document{root: root, body: root, flow: textFlow(text), paths: map[*html.Node]string{}, asides: map[*html.Node]bool{}}
}

// path returns a CSS selector that picks exactly this element of the page: child steps from
// html down, each with its place among all its siblings where another of its name is there.
func (d *document) path(n *html.Node) string {
	if n == nil || n.Type != html.ElementNode {
		return ""
	}
	if p, ok := d.paths[n]; ok {
		return p
	}
	if n.DataAtom == atom.Td { // a row is short, and its cells are nobody's parents
		if d.row != n.Parent {
			d.row, d.rowPath = n.Parent, d.path(n.Parent)
		}
		return d.rowPath + ">" + cellStep(n)
	}
	d.steps(n.Parent, d.path(n.Parent))
	return d.paths[n]
}

// cellStep is the last step of a cell's path.
func cellStep(td *html.Node) string {
	index, same := 0, 0
	for s := td.Parent.FirstChild; s != nil; s = s.NextSibling {
		if s.Type != html.ElementNode {
			continue
		}
		if s.Data == td.Data {
			same++
		}
		if index <= 0 {
			index--
			if s == td {
				index = -index
			}
		}
	}
	if same == 1 {
		return td.Data
	}
	return td.Data + ":nth-child(" + strconv.Itoa(index) + ")"
}

// steps writes the step of every child of an element at once.
func (d *document) steps(parent *html.Node, path string) {
	same := map[string]int{}
	for s := parent.FirstChild; s != nil; s = s.NextSibling {
		if s.Type == html.ElementNode {
			same[s.Data]++
		}
	}
	if path != "" {
		path += ">"
	}
	index := 0
	for s := parent.FirstChild; s != nil; s = s.NextSibling {
		if s.Type != html.ElementNode {
			continue
		}
		index++
		switch {
		case !plainName(s.Data): // <o:p>: a colon would have to be escaped, and parsers differ on it
			d.paths[s] = path + "*:nth-child(" + strconv.Itoa(index) + ")"
		case same[s.Data] == 1:
			d.paths[s] = path + s.Data
		default:
			d.paths[s] = path + s.Data + ":nth-child(" + strconv.Itoa(index) + ")"
		}
	}
}

func plainName(s string) bool {
	return s != "" && s[0] >= 'a' && s[0] <= 'z' && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789") == ""
}

// walk visits n and everything below it in document order until visit says false.
// The depth is bounded by the HTML parser.
func walk(n *html.Node, visit func(*html.Node) bool) bool {
	if !visit(n) {
		return false
	}
	if n.DataAtom == atom.Template {
		return true
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if !walk(c, visit) {
			return false
		}
	}
	return true
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key && a.Namespace == "" {
			return a.Val
		}
	}
	return ""
}

// textOf returns the text of an element as flow would print it, trimmed.
func textOf(n *html.Node) string {
	var b flowWriter
	b.write(n)
	return strings.TrimSpace(b.text.String())
}

func hasAncestor(n, ancestor *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n == ancestor {
			return true
		}
	}
	return false
}
